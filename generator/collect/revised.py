"""What a publisher changed after a story had been taken up, as a note for its editor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model import CollectedItem, Feed, Outcome
from ..text import digest_date, japan_day, to_jst


@dataclass(frozen=True, kw_only=True, slots=True)
class RevisionNote:
    """What a publisher changed in a story that is a candidate or entry; stored beside its file."""

    entry: str
    text: str


def note_of(row: CollectedItem, title: str) -> RevisionNote:
    """Give the note on the row of a revision; `title` is that of its feed."""
    day = digest_date(japan_day(row.first_seen))
    return RevisionNote(entry=row.entry, text=f"{day} {title}: {row.note}")


def notes_of_run(rows: Iterable[CollectedItem], feeds: Iterable[Feed], started: str) -> tuple[RevisionNote, ...]:
    """Give the notes of the run that began at `started` (ISO 8601, in Japan), as it would have stored them.

    A run stores its rows before its notes, so one that was killed in between has left rows without notes.
    """
    titles = {feed.id: feed.title for feed in feeds}
    rows = tuple(rows)
    first: dict[tuple[str, str, str], int] = {}  # the revision with which an item became a story
    for row in rows:
        story = (row.feed, row.key, row.entry)
        first[story] = min(row.revision, first.get(story, row.revision))
    its = (row for row in rows if to_jst(row.first_seen).isoformat() == started)
    # An editor may have accepted the story since: then all its rows say so, and only the first is no revision.
    revised = [
        row for row in its if row.outcome is Outcome.REVISED or row.revision > first[row.feed, row.key, row.entry]
    ]
    return tuple(note_of(row, titles.get(row.feed, row.feed)) for row in revised if row.entry)
