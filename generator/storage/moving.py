"""An accepted entry on its way to another issue, back to the candidates, or out: the file moves, its texts stay.

The new place is written before the old one goes: a kill between leaves a text twice rather than not at all. What was
sent to members is not moved: `takedown` and removed.yml tell them what became of it.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

from ..errors import UsageError
from ..model import Archive, Entry, Issue, Outcome
from ..text import month_title
from .collected import load_collected, save_collected
from .decisions import refuse
from .documents import open_issue, save_document
from .files import write_atomic
from .notes import move_notes
from .sendings import load_sent


def move_entry(content: Path, archive: Archive, entry: Entry, *, month: str) -> Path:
    """Move an accepted entry's file into another issue that is there; gives its new place."""
    old, path = _place(content, archive, entry)
    _refuse_sent(content, old.month, month)
    target = content / "issues" / month / "entries" / path.name
    _move(path, target)
    _forget(content, old, entry)
    return target


def give_back(content: Path, archive: Archive, entry: Entry) -> Path:
    """Make an accepted entry a candidate again; gives its new place. UsageError where others continue it."""
    old, path = _place(content, archive, entry)
    _refuse_sent(content, old.month)
    followers = [other.headline for other in archive.entries if other.thread == entry.id and other.id != entry.id]
    if followers:
        message = f"「{followers[0]}」がこの記事の続きになっています。先に、その記事の「続きもの」を直してください。"
        raise UsageError(message)
    target = content / "candidates" / f"{entry.announced:%Y-%m}" / path.name
    _move(path, target)
    _forget(content, old, entry)
    rows = [row for row in load_collected(content) if row.entry == entry.id and row.outcome is Outcome.ACCEPTED]
    save_collected(content, [dataclasses.replace(row, outcome=Outcome.CANDIDATE) for row in rows])
    return target


def take_out(content: Path, archive: Archive, entry: Entry, *, reason: str, now: datetime) -> None:
    """Refuse an entry that was accepted: out of its issue, with the reason recorded as for any candidate."""
    refuse(content, give_back(content, archive, entry), reason=reason, now=now)


def places_of(content: Path, archive: Archive, entry: Entry, month: str | None = None) -> tuple[Path, ...]:
    """Give all files that moving an entry may touch (to `month`; None: back), so that it can be taken back."""
    old, path = _place(content, archive, entry)
    folder = content / "issues"
    back = content / "candidates" / f"{entry.announced:%Y-%m}" / path.name
    target = folder / month / "entries" / path.name if month else back
    issues = [folder / one / "issue.yml" for one in (old.month, month) if one]
    return (path, target, *issues)


def _place(content: Path, archive: Archive, entry: Entry) -> tuple[Issue, Path]:
    for issue in archive.issues:
        if entry.id in {one.id for one in issue.entries}:
            return issue, content / "issues" / issue.month / "entries" / f"{entry.id}.yml"
    message = "この記事は、どの号にも載っていません。"
    raise UsageError(message)


def _refuse_sent(content: Path, *months: str) -> None:
    for month in months:
        if load_sent(content, month) is not None:
            message = (
                f"{month_title(month)}は会員に送信済みです。送った記事は動かせません。"
                "取り下げるときは removed.yml に理由を書きます(手引きの「取り下げ」)。"
            )
            raise UsageError(message)


def _move(path: Path, target: Path) -> None:
    if target.exists():
        message = f"{target.as_posix()} が既にあります。"
        raise UsageError(message)
    write_atomic(target, path.read_bytes())
    move_notes(path, target)
    path.unlink()


def _forget(content: Path, issue: Issue, entry: Entry) -> None:
    """Take an entry out of its old issue's order and 今月の3点: they must speak of entries that are there."""
    document = open_issue(content, issue.month)
    if document is None or document.value is None:
        return
    order = tuple(name for name in document.value.order if name != entry.id)
    points = tuple(one for one in document.value.highlights if one.entry != entry.id)
    save_document(content, document, dataclasses.replace(document.value, order=order, highlights=points))
