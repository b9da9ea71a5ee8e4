"""Figures over the public archive: incidents by month, cause, industry and certainty, for pages and charts to print.

What is counted is the matter, not the report: a story told in four reports is one incident. Every table carries its
counting rule as a sentence, to be printed with it; a figure without its rule misleads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..model import Cause, Certainty, Section

if TYPE_CHECKING:
    from ..model import PublicArchive, PublicEntry

_DECEMBER = 12
_MATTERS = (
    "本誌の「インシデント・脆弱性情報等」に載せた事案を、続報をまとめて1件と数えました。"
    "製品の脆弱性の知らせは数えていません。"
)
_NOT_SAID = "記載なし"
# The strongest word that the last report with figures gives.
_STRENGTH = (Certainty.CONFIRMED, Certainty.POSSIBLE, Certainty.DENIED, Certainty.UNKNOWN)
_CERTAINTIES = {
    Certainty.CONFIRMED: "漏えい等を確認",
    Certainty.POSSIBLE: "可能性",
    Certainty.DENIED: "否定",
    Certainty.UNKNOWN: "不明・調査中",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of a table."""

    label: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Counts of matters, and how they were counted."""

    title: str
    rule: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        """All matters of the table."""
        return sum(row.count for row in self.rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """One incident: its reports, oldest first."""

    id: str
    reports: tuple[PublicEntry, ...]

    @property
    def first_day(self) -> date:
        """The day of the first announcement that was reported."""
        return self.reports[0].announced

    @property
    def cause(self) -> Cause | None:
        """The cause as the last report that names one gives it."""
        return next((one.facts.cause for one in reversed(self.reports) if one.facts.cause), None)

    @property
    def industry(self) -> str | None:
        """The business of the one hit."""
        return next((one.industry for one in self.reports if one.industry), None)

    @property
    def certainty(self) -> Certainty:
        """How sure the last report with figures is: confirmed for some is confirmed."""
        figures = next((one.facts.affected for one in reversed(self.reports) if one.facts.affected), ())
        said = {figure.certainty for figure in figures}
        return next((certainty for certainty in _STRENGTH if certainty in said), Certainty.UNKNOWN)


def matters(archive: PublicArchive) -> tuple[Matter, ...]:
    """Give every incident of the archive once, in the order of first announcements; flaws of products are none."""
    gathered: dict[str, list[PublicEntry]] = defaultdict(list)
    for issue in archive.issues:
        for entry in issue.entries:
            if entry.section is Section.INCIDENTS and not entry.facts.vulnerabilities:
                gathered[entry.thread or entry.id].append(entry)
    found = (
        Matter(id=name, reports=tuple(sorted(reports, key=lambda one: (one.announced, one.id))))
        for name, reports in gathered.items()
    )
    return tuple(sorted(found, key=lambda matter: (matter.first_day, matter.id)))


def by_month(found: Sequence[Matter]) -> Table:
    """Count by the month of the first announcement; months without any stand between the others with 0."""
    counts = Counter((matter.first_day.year, matter.first_day.month) for matter in found)
    rows = (Row(label=f"{year}年{month}月", count=counts[year, month]) for year, month in _months(counts))
    return Table(title="月別", rule=f"{_MATTERS}月は、最初の公表があった月です。", rows=tuple(rows))


def by_cause(found: Sequence[Matter]) -> Table:
    """Count by cause, most frequent first."""
    rule = f"{_MATTERS}原因は、最も新しい報が述べるものです。1つの事案に1つだけ数えます。"
    return _ranked("原因別", rule, found, lambda matter: matter.cause.label if matter.cause else _NOT_SAID)


def by_industry(found: Sequence[Matter]) -> Table:
    """Count by the business of the one hit, most frequent first."""
    rule = f"{_MATTERS}業種は被害に遭った組織のもので、委託先などは数えません。"
    return _ranked("業種別", rule, found, lambda matter: matter.industry or _NOT_SAID)


def by_certainty(found: Sequence[Matter]) -> Table:
    """Count by how sure the last report is, surest first."""
    counts = Counter(matter.certainty for matter in found)
    rows = tuple(Row(label=_CERTAINTIES[one], count=counts[one]) for one in _STRENGTH if counts[one])
    rule = (
        f"{_MATTERS}確からしさは、件数を示した最も新しい報のもので、"
        "一部でも確認されていれば「確認」に数えます。件数のない事案は「不明・調査中」です。"
    )
    return Table(title="確からしさ別", rule=rule, rows=rows)


def statistics(archive: PublicArchive) -> tuple[Table, ...]:
    """Give all tables of the archive."""
    found = matters(archive)
    return (by_month(found), by_cause(found), by_industry(found), by_certainty(found))


def _ranked(title: str, rule: str, found: Iterable[Matter], label: Callable[[Matter], str]) -> Table:
    """Count by a label, most frequent first; what is not said stands last."""
    counts = Counter(label(matter) for matter in found)
    ranked = sorted(counts.items(), key=lambda pair: (pair[0] == _NOT_SAID, -pair[1], pair[0]))
    return Table(title=title, rule=rule, rows=tuple(Row(label=name, count=count) for name, count in ranked))


def _months(counts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    known = sorted(counts)
    if not known:
        return
    year, month = known[0]
    while (year, month) <= known[-1]:
        yield year, month
        year, month = (year + 1, 1) if month == _DECEMBER else (year, month + 1)
