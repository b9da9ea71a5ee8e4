"""The newsletter, its issues, and the archive: all that is under content/, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .entry import Privacy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .entry import Entry
    from .organization import Organization


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Whom a member asks."""

    name: str
    email: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsletter:
    """newsletter.yml: what is the same in every issue. Nothing private stands here."""

    title: str
    publisher: str
    postal_address: str
    contact: Contact
    opt_out: str  # address (https or mailto) where a member says no
    site_url: str
    mail_from: str
    greeting: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()  # contact and rights notice of the mail, between two rules
    description: str = ""
    cut_off: int = 25  # day of the month on which an issue is closed
    sample: bool = False  # an invented archive: every page and mail says so (見本)
    privacy: Privacy = Privacy.NORMAL
    noindex: bool = False
    subscribe: str = ""  # address (https or mailto) where somebody asks for the mail; empty: the contact
    entry_pages: bool = False  # whether every entry has a page of its own, besides its place in its issue
    one_click: bool = False  # opt_out (https) takes the POST of RFC 8058: it is `deliver`'s unsubscribe program


@dataclass(frozen=True, kw_only=True, slots=True)
class Highlight:
    """One of 今月の3点."""

    text: str
    entry: str | None = None  # id of the entry that it speaks of


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """One month's newsletter, with real names."""

    month: str  # YYYY-MM
    published: date
    preface: tuple[str, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    order: tuple[str, ...] = ()  # entry ids in printing order, where it is not the order of days
    written_by: tuple[str, ...] = ()  # who wrote it, besides the authors that git knows: none of them may approve it
    entries: tuple[Entry, ...] = ()  # in printing order


@dataclass(frozen=True, kw_only=True, slots=True)
class Removal:
    """removed.yml: an entry, or a whole issue, that is no longer there; its address says so for ever.

    The reason is printed as it stands: no name that is hidden elsewhere may be in it (the gate reads it, too).
    """

    issue: str  # the month in which it stood
    entry: str | None = None  # None: the whole issue
    day: date  # `date` in the files: when it was taken away
    reason: str
    see: str | None = None  # id of the entry that took its place


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive:
    """All that is under content/, as one frozen value."""

    newsletter: Newsletter
    organizations: tuple[Organization, ...] = ()
    issues: tuple[Issue, ...] = ()  # oldest first
    candidates: tuple[Entry, ...] = ()
    removals: tuple[Removal, ...] = ()

    @property
    def entries(self) -> Iterator[Entry]:
        """All accepted entries, oldest issue first."""
        return (entry for issue in self.issues for entry in issue.entries)
