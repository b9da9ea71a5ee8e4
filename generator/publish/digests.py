"""The hashes that an approval binds a name to: of the mail's bytes, and of every public value of an issue.

An entry has a hash of its own, so that a later change can be told by its name.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ..model import IssueDigest, Newsletter, PartDigest, PublicEntry, PublicIssue
from .mail import Mail


def issue_digest(
    issue: PublicIssue, newsletter: Newsletter, mail: Mail, corrections: Mapping[str, Mail]
) -> IssueDigest:
    """Give the hashes of an issue as members get it; ``corrections``: its correction mails by entry."""
    parts = IssueDigest(
        digest="",
        text=_sha256(mail.text.encode()),
        html=_sha256(mail.html.encode()),
        message=_sha256(mail.message),
        frame=_of_value([_plain(dataclasses.replace(issue, entries=())), _plain(newsletter)]),
        entries=tuple(PartDigest(id=entry.id, digest=_of_value(_plain(entry))) for entry in issue.entries),
        corrections=tuple(PartDigest(id=name, digest=_sha256(one.message)) for name, one in corrections.items()),
    )
    return dataclasses.replace(parts, digest=_of_value(_plain(parts)))


def _plain(value: PublicIssue | PublicEntry | Newsletter | IssueDigest) -> dict[str, Any]:
    return dataclasses.asdict(value)


def _of_value(value: object) -> str:
    """Hash a value by its one canonical spelling: sorted keys, days in ISO form."""
    return _sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
