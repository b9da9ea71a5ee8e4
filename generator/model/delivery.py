"""What is approved and what was sent: hashes that bind a name to bytes, and the record of a sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PartDigest:
    """The hash of one part of an issue: an entry as members read it, or a correction mail, by the entry's id."""

    id: str
    digest: str  # sha256, hexadecimal, like all digests here


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueDigest:
    """The hashes of everything that members get of an issue: mail and public content."""

    digest: str  # over all that follows
    text: str
    html: str
    message: str
    frame: str  # what stands around the entries: newsletter, date, preface, highlights, order
    entries: tuple[PartDigest, ...] = ()
    corrections: tuple[PartDigest, ...] = ()  # the correction mails


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """approval.yml: who looked at exactly this, and when. Any change makes it void."""

    by: str
    at: datetime
    writers: tuple[str, ...]  # whose names were refused as approvers
    approved: IssueDigest


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many recipients a sending has in which state."""

    sent: int = 0
    failed: int = 0
    suppressed: int = 0
    unknown: int = 0
    waiting: int = 0  # queued or deferred


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """sent.yml: one sending. It is written before the first mail goes out, and again at the end."""

    run: str
    message: str  # sha256 of the message that went out
    approved_by: str
    via: str  # smtp, or the engine that it was handed to
    recipients: int  # on the list; 0 where the engine keeps it
    begun: datetime
    finished: datetime | None = None  # absent while somebody is still waiting or in doubt
    tally: Tally | None = None
    engine: str = ""  # the engine's name for it
