"""統計: what the archive counts, as charts with their tables and the rule by which each was counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ...model import Cause, Section
from ...text import japanese_date
from .. import statistics as counted
from ..addresses import STATISTICS
from ..counts import by_section, by_size
from .charts import bars, columns
from .page import SitePage, TocItem
from .render import render
from .topics import cause_path, industry_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ..statistics import Matter, Row, Table
    from ..templating import Markup
    from .catalogue import Catalogue

MONTHS = 24  # in the chart of months
ROWS = 12  # in a chart of many kinds
_YEAR = 365  # days: what was ten years ago says nothing of today's risks


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A chart, the table behind it, and how it was counted."""

    name: str
    title: str
    period: str
    svg: Markup
    rows: tuple[Row, ...]
    paths: tuple[str | None, ...]  # where a row leads
    rule: str


def statistics_page(catalogue: Catalogue) -> SitePage:
    """Make the page; an archive without issues has one that says so."""
    archive, newest = catalogue.archive, catalogue.newest
    matters = counted.matters(archive)
    charts = tuple(_charts(catalogue, matters, newest.published)) if newest else ()
    write = partial(
        render,
        "statistics.html",
        STATISTICS,
        newsletter=catalogue.newsletter,
        charts=charts,
        as_of=japanese_date(newest.published) if newest else "",
        total=len(matters),
        entries=len(catalogue.entries),
        sections=tuple(Section),
        by_section=by_section(archive),
    )
    sections = TocItem(title="号と分野", anchor="sections")
    return SitePage(
        path=STATISTICS,
        title="統計",
        write=write,
        description=f"これまでに取り上げた事案{len(matters)}件を、月、原因、規模、業種などで数えました。",
        toc=(*(TocItem(title=chart.title, anchor=chart.name) for chart in charts), sections) if charts else (),
        updated=newest.published if newest else None,
    )


def _charts(catalogue: Catalogue, matters: Sequence[Matter], as_of: date) -> tuple[Chart, ...]:
    recent = [matter for matter in matters if (as_of - matter.first_day).days <= _YEAR]
    causes = {cause.label: cause_path(cause) for cause in Cause}
    industries = {
        entry.industry: industry_path(entry.industry) for entry in catalogue.entries.values() if entry.industry
    }
    return (
        _months(counted.by_month(matters)),
        _chart("cause", counted.by_cause(recent), causes.get),
        _chart("size", by_size(recent), lambda _: None),
        _chart("certainty", counted.by_certainty(recent), lambda _: None),
        _chart("industry", counted.by_industry(recent), industries.get),
    )


def _months(table: Table) -> Chart:
    rows = table.rows[-MONTHS:]
    return Chart(
        name="month",
        title=table.title,
        period=f"直近{MONTHS}か月" if len(table.rows) > MONTHS else "",
        svg=columns("month", table.title, _sentence(rows), rows),
        rows=rows,
        paths=(None,) * len(rows),
        rule=table.rule,
    )


def _chart(name: str, table: Table, path_of: Callable[[str], str | None]) -> Chart:
    rows = table.rows[:ROWS]
    rest = _rest(table.rows[ROWS:])
    return Chart(
        name=name,
        title=table.title,
        period="直近1年",
        svg=bars(name, table.title, _sentence(rows), rows),
        rows=(*rows, *rest),
        paths=(*(path_of(row.label) for row in rows), *(None for _ in rest)),
        rule=table.rule,
    )


def _rest(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Say in one row of the table what the chart has no room for: the rows of a table add up to all there is."""
    return (counted.Row(label=f"そのほか({len(rows)}種類)", count=sum(row.count for row in rows)),) if rows else ()


def _sentence(rows: Sequence[Row]) -> str:
    """Say what a chart shows most of; the figures stand in the table."""
    most = max(rows, key=lambda row: row.count, default=None)
    return f"いちばん多いのは{most.label}の{most.count}件。数値は次の表にあります。" if most else ""
