"""An editor's decision as a change of files: into an issue, or out with a reason. What is decided is never lost.

Order matters where a run may be killed: the record of the decision is written first, the candidate goes last, so that
a text is there twice rather than not at all; repeating the command then finishes what was begun.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path

from ..errors import UsageError
from ..model import CollectedItem, Entry, Facts, Issue, Outcome, Section, Suggestion
from ..text import JST
from .collected import load_collected, save_collected
from .documents import decode_text
from .edit import remove_field, set_field
from .emit import emit
from .files import write_atomic, write_together
from .fingerprints import keep_source
from .notes import move_notes, notes_path
from .state import state_folder

_UNWRITABLE = "機械の提案はファイルに書けない形だったため、捨てました。題名と出典だけを書いています。"


def save_candidates(content: Path, entries: Sequence[Entry]) -> tuple[Path, ...]:
    """Write new candidates into the month of their announcement; a file that exists is never overwritten.

    Gives the new files. None of them stands in content/ before all are written.
    """
    return write_together(state_folder(content) / "candidates.new", _new_files(content, entries))


def _new_files(content: Path, entries: Sequence[Entry]) -> Iterator[tuple[Path, bytes]]:
    months: dict[str, tuple[Path, frozenset[str]]] = {}  # the folder of each, and the files in it
    for entry in entries:
        month, name = f"{entry.announced:%Y-%m}", f"{entry.id}.yml"
        if month not in months:
            folder = content / "candidates" / month
            months[month] = folder, frozenset(path.name for path in folder.glob("*.yml"))
        folder, there = months[month]
        if name not in there:
            yield folder / name, _written(entry).encode()


def _written(entry: Entry) -> str:
    """Write a candidate; where what the machine proposes cannot be written, only what the feed said."""
    try:
        return emit(entry)
    except ValueError:
        notes = entry.suggestion.notes if entry.suggestion else ()
        suggestion = Suggestion(notes=(*notes, _UNWRITABLE))
        return emit(dataclasses.replace(entry, facts=Facts(), parties=(), report=None, suggestion=suggestion))


def save_issue(content: Path, issue: Issue) -> Path:
    """Write issue.yml for a month that has none; an existing one is left as it is."""
    path = content / "issues" / issue.month / "issue.yml"
    if not path.exists():
        write_atomic(path, emit(issue).encode())
    return path


def accept(
    content: Path, path: Path, *, month: str, now: datetime, section: Section | None = None, thread: str | None = None
) -> Path:
    """Move a candidate's file into an issue, with the editor's section and thread; comments stay. Gives its place.

    What was filled in (facts, parties, report) stays; the proposed headline takes the place of the feed's.
    """
    text = path.read_text("utf-8")
    file = path.as_posix()
    if section is not None:
        text = set_field(text, "section", section.value, file=file)
    if thread is not None:
        text = set_field(text, "thread", thread, file=file)
    keep_source(content, path.stem, text)
    text = remove_field(_with_proposed_headline(text, file), "suggestion", file=file)
    target = content / "issues" / month / "entries" / path.name
    if target.exists():
        message = f"{target.as_posix()} が既にあります。"
        raise UsageError(message)
    write_atomic(target, text.encode())
    _record(content, path, Outcome.ACCEPTED, "", now)
    move_notes(path, target)
    path.unlink()
    return target


def _with_proposed_headline(text: str, file: str) -> str:
    """Put the digest's form of the headline where the feed's own still stands; an editor's words stay."""
    entry = decode_text(text, Entry)
    if entry is None or entry.suggestion is None or not entry.suggestion.headline:
        return text
    is_untouched = entry.headline in {source.title for source in entry.sources}
    return set_field(text, "headline", entry.suggestion.headline, file=file) if is_untouched else text


def refuse(content: Path, path: Path, *, reason: str, now: datetime) -> None:
    """Remove a candidate and record why: its items never come back, whatever feed brings them again."""
    _record(content, path, Outcome.REFUSED, reason, now)
    notes_path(path).unlink(missing_ok=True)
    path.unlink()


def _record(content: Path, path: Path, outcome: Outcome, note: str, now: datetime) -> None:
    rows = [
        dataclasses.replace(row, outcome=outcome, note=note)
        for row in load_collected(content)
        if row.entry == path.stem and row.outcome in {Outcome.CANDIDATE, Outcome.REVISED}
    ]
    save_collected(content, rows or _rows_of(path, outcome, note, now))


def _rows_of(path: Path, outcome: Outcome, note: str, now: datetime) -> list[CollectedItem]:
    """Give rows for a candidate that has none, one for each feed that told it; for a handwritten one a row of its own.

    A run that was killed leaves candidates behind before their rows: by these the next run knows what was decided.
    """
    own = CollectedItem(
        feed="manual",
        key=path.stem,
        link="",
        title="",
        published=None,
        first_seen=now,
        revision=0,
        outcome=outcome,
        fingerprint="",
        entry=path.stem,
        note=note,
    )
    entry = decode_text(path.read_text("utf-8"), Entry)
    if entry is None or not any(source.feed for source in entry.sources):
        return [own]
    own = dataclasses.replace(own, published=datetime.combine(entry.announced, time.min, JST))
    return [
        dataclasses.replace(own, feed=one.feed, key=f"{path.stem}|{place}", link=one.url or "", title=one.title)
        for place, one in enumerate(entry.sources)
        if one.feed
    ]
