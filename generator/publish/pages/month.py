"""A month in figures: what an executive wants to see before reading, counted from the entries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import Cause, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ...model import PublicEntry, PublicIssue

# Silent reading of Japanese is usually put at 400-600 characters a minute.
CHARACTERS_A_MINUTE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionCount:
    """How many entries a section has."""

    section: Section
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CauseCount:
    """How many incidents had a cause, and how that compares with the most frequent one."""

    cause: Cause
    count: int
    percent: int  # of the most frequent cause: the length of its bar


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """A day to keep in mind."""

    day: date
    label: str
    entry: PublicEntry


def section_counts(issue: PublicIssue) -> tuple[SectionCount, ...]:
    """Count the entries of every section, also of the empty ones."""
    return tuple(SectionCount(section=section, count=len(issue.in_section(section))) for section in Section)


def cause_counts(issue: PublicIssue) -> tuple[CauseCount, ...]:
    """Count the incidents by cause, most frequent first, then in the order of the closed list."""
    causes = [entry.facts.cause for entry in issue.in_section(Section.INCIDENTS)]
    counter = Counter(cause for cause in causes if cause)
    order = sorted(counter, key=lambda cause: (-counter[cause], list(Cause).index(cause)))
    most = max(counter.values(), default=1)
    return tuple(CauseCount(cause=c, count=counter[c], percent=round(100 * counter[c] / most)) for c in order)


def deadlines(issues: Iterable[PublicIssue], since: date) -> tuple[Deadline, ...]:
    """List the days from ``since`` on when something takes effect or comments close, the nearest first."""
    found = [deadline for issue in issues for entry in issue.entries for deadline in _deadlines_of(entry)]
    coming = {(d.day, d.label, d.entry.headline): d for d in found if d.day >= since}
    return tuple(coming[key] for key in sorted(coming))


def reading_minutes(issue: PublicIssue) -> int:
    """Estimate how long an issue takes to read, in whole minutes, at least one."""
    texts = [*issue.preface, *(h.text for h in issue.highlights)]
    texts += [text for entry in issue.entries for text in (entry.headline, *entry.body)]
    return max(1, round(sum(map(len, texts)) / CHARACTERS_A_MINUTE))


def _deadlines_of(entry: PublicEntry) -> Iterator[Deadline]:
    for day, label in ((entry.facts.comments_until, "意見募集の締切"), (entry.facts.effective, "施行")):
        if day:
            yield Deadline(day=day, label=label, entry=entry)
