"""What a publisher changed after an editor had taken the story up: a note beside the file, never in it.

`2026-10-19-q7mk.notes.txt` lies beside `2026-10-19-q7mk.yml` and moves with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from .files import write_if_changed
from .places import entry_path

SUFFIX = ".notes.txt"


def notes_path(entry: Path) -> Path:
    """Give the place of the notes for an entry's file."""
    return entry.with_name(entry.stem + SUFFIX)


def add_notes(content: Path, notes: Iterable[tuple[str, str]]) -> tuple[Path, ...]:
    """Add lines (entry id, sentence) beside the files that they speak of; a line that stands there is not repeated."""
    by_entry: dict[str, list[str]] = defaultdict(list)
    for entry_id, text in notes:
        by_entry[entry_id].append(text)
    changed = []
    for entry_id, texts in by_entry.items():
        path = entry_path(content, entry_id)
        if path is None:
            continue  # the story was refused: its row keeps the revision
        place = notes_path(path)
        lines = place.read_text("utf-8").splitlines() if place.exists() else []
        lines += [text for text in dict.fromkeys(texts) if text not in lines]
        if write_if_changed(place, "".join(line + "\n" for line in lines).encode()):
            changed.append(place)
    return tuple(changed)


def move_notes(source: Path, target: Path) -> None:
    """Let the notes follow their entry's file."""
    if notes_path(source).exists():
        notes_path(source).replace(notes_path(target))
