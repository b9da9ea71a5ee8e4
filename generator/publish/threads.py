"""All entries on one matter over the months, oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model import PublicThread

if TYPE_CHECKING:
    from ..model import Entry, PublicEntry


def thread_ids(entries: Iterable[Entry]) -> dict[str, str]:
    """Give each entry's thread: the id of its first entry; entries that stand alone are not in it."""
    entries = tuple(entries)
    known = {entry.id for entry in entries}
    follows = {entry.id: entry.thread for entry in entries if entry.thread and entry.thread != entry.id}
    firsts = {thread for thread in follows.values() if thread in known}
    return {**{first: first for first in sorted(firsts)}, **{entry: _root(entry, follows) for entry in follows}}


def build_threads(entries: Iterable[PublicEntry]) -> tuple[PublicThread, ...]:
    """Gather entries by thread; threads in order of their first day, entries in order of theirs."""
    gathered: dict[str, list[PublicEntry]] = {}
    for entry in entries:
        if entry.thread:
            gathered.setdefault(entry.thread, []).append(entry)
    threads = (
        PublicThread(id=thread, entries=tuple(sorted(found, key=lambda entry: entry.announced)))
        for thread, found in gathered.items()
    )
    return tuple(sorted(threads, key=lambda thread: (thread.entries[0].announced, thread.id)))


def _root(entry: str, follows: dict[str, str]) -> str:
    """Follow an entry that names a later one of the thread, not its first; a circle ends where it began."""
    seen = {entry}
    while entry in follows and follows[entry] not in seen:
        entry = follows[entry]
        seen.add(entry)
    return entry
