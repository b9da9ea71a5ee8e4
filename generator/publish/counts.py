"""More figures, beside those of `statistics`: what an issue brings, how large incidents were, how sections fill.

They count the same matters by the same rule; months here are issues, since an issue is what a reader holds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Certainty, Section
from .statistics import Row, Table, matters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import PublicArchive
    from .statistics import Matter

# From how many on a matter belongs to a band.
BANDS = ((0, "100未満"), (100, "100〜999"), (1_000, "1,000〜9,999"), (10_000, "1万〜9万9,999"), (100_000, "10万以上"))
NO_FIGURE = "公表なし"
# Who or what was affected can be compared in these units alone: companies and lines are no people.
COMPARABLE_UNITS = frozenset({"名", "人", "件", "アカウント", "名分", "人分", "会員"})


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueFigures:
    """What an issue reports, beside the issue before."""

    new: int  # matters reported for the first time
    follow_ups: int  # further reports on matters
    new_before: int | None  # the same of the issue before; None for the first
    follow_ups_before: int | None


def by_size(found: Iterable[Matter]) -> Table:
    """Count matters by how many were affected, small to large, then those of which nothing was told."""
    counter = Counter(_band(largest(matter)) for matter in found)
    labels = (*(label for _, label in BANDS), NO_FIGURE)
    rule = (
        "続報をまとめた1事案を、件数を示した最も新しい報の、人数や件数のうちいちばん大きいもので数えました。"
        "「否定」と示された数と、会社数や回線数は含めません。"
    )
    return Table(title="影響の規模別", rule=rule, rows=tuple(Row(label=one, count=counter[one]) for one in labels))


def largest(matter: Matter) -> int | None:
    """Give the largest comparable figure of the newest report that has one, None where nobody told one."""
    for entry in reversed(matter.reports):
        found = [
            one.count
            for one in entry.facts.affected
            if one.unit in COMPARABLE_UNITS and one.certainty is not Certainty.DENIED
        ]
        if found:
            return max(found)
    return None


def by_section(archive: PublicArchive) -> Mapping[str, tuple[int, ...]]:
    """Count the entries of every issue by section, in the order of sections."""
    return {issue.month: tuple(len(issue.in_section(section)) for section in Section) for issue in archive.issues}


def issue_figures(archive: PublicArchive, month: str) -> IssueFigures:
    """Give the figures of one issue; KeyError where there is none."""
    months = [issue.month for issue in archive.issues]
    place = months.index(archive.issue(month).month)
    counted = _new_and_later(archive)
    new, later = counted[month]
    new_before, later_before = counted[months[place - 1]] if place else (None, None)
    return IssueFigures(new=new, follow_ups=later, new_before=new_before, follow_ups_before=later_before)


def _new_and_later(archive: PublicArchive) -> Mapping[str, tuple[int, int]]:
    known = {matter.id for matter in matters(archive)}
    seen: set[str] = set()
    counted = {}
    for issue in archive.issues:
        told = [matter for entry in issue.entries if (matter := entry.thread or entry.id) in known]
        new = set(told) - seen
        seen |= new
        counted[issue.month] = (len(new), len(told) - len(new))
    return counted


def _band(figure: int | None) -> str:
    if figure is None:
        return NO_FIGURE
    return next(label for start, label in reversed(BANDS) if figure >= start)
