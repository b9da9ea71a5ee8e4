"""What a later report changed in what was known, as readers are told it: which figures, certainty, cause, data, time.

What counts as a change is `language.progress`'s rule; here it only gets its label and its form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...language.progress import progress
from .facts import figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...language import progress as rule
    from ...model import Affected, PublicEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that is now said otherwise; ``before`` is empty where nothing was said."""

    label: str
    before: str
    after: str


def history(entries: Iterable[PublicEntry]) -> tuple[tuple[Change, ...], ...]:
    """Give for each report of a thread (oldest first) what it changed; the first changes nothing."""
    return tuple(tuple(_told(changes)) for changes in progress(entry.facts for entry in entries))


def _told(changes: Iterable[rule.Change]) -> Iterator[Change]:
    """Tell figure and certainty of the same people in one line."""
    told: set[Affected] = set()
    for change in changes:
        if change.figures is None:
            yield Change(label=change.what.label, before=change.before, after=change.after)
        elif (now := change.figures[1]) not in told:
            told.add(now)
            before = change.figures[0]
            label = now.who or f"影響({now.unit})"
            yield Change(label=label, before=_figure(before) if before else "", after=_figure(now))


def _figure(affected: Affected) -> str:
    text = str(figure(affected))
    return text.removeprefix(f"{affected.who} ") if affected.who else text
