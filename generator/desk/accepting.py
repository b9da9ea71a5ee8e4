"""A draft into the files: the names that it needs, the candidate's move, the fields that were filled in.

The names come first: a run that is killed leaves an organization too many, never an entry whose names nobody knows.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from .. import storage
from .drafts import Draft


def accept_draft(content: Path, path: Path, draft: Draft, *, month: str, now: datetime) -> Path:
    """Accept a candidate's file as its draft; comments and what an editor wrote stay. Gives its new place."""
    for organization in draft.organizations:
        if storage.open_organization(content, organization.id) is None:
            storage.new_organization(content, organization)
    target = storage.accept(content, path, month=month, now=now)
    document = storage.open_entry(content, draft.entry.id)
    if document is not None and document.value is not None:
        storage.save_document(content, document, draft.entry)
    return target


def touched_by(content: Path, path: Path, draft: Draft, month: str) -> tuple[Path, ...]:
    """Give the files that this changes, so that it can be taken back."""
    folder = content / "issues" / month
    names = (content / "organizations" / f"{one.id}.yml" for one in draft.organizations)
    return (path, folder / "entries" / path.name, folder / "issue.yml", *names)
