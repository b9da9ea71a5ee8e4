"""バックナンバー: all issues by year, and a page for each year."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from ..addresses import ARCHIVE, year_path
from .filters import choices_of, topics_in
from .issue import issue_title
from .month import reading_minutes
from .page import PageLink, SitePage, TocItem, neighbours
from .render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import PublicIssue
    from .catalogue import Catalogue


def archive_pages(catalogue: Catalogue) -> Iterator[SitePage]:
    """Make the page of all years, and one for each year."""
    years = [(int(year), tuple(issues)) for year, issues in groupby(catalogue.issues, lambda issue: issue.month[:4])]
    yield _index(catalogue, years)
    for newer, (year, issues), older in neighbours(years):
        yield _year(catalogue, year, issues, before=older[0] if older else None, after=newer[0] if newer else None)


def _index(catalogue: Catalogue, years: list[tuple[int, tuple[PublicIssue, ...]]]) -> SitePage:
    write = partial(
        render,
        "archive.html",
        ARCHIVE,
        newsletter=catalogue.newsletter,
        years=years,
        choices=choices_of(catalogue.newest_first(), (), "year", "section"),
        topics_of=lambda issue, name: topics_in(issue.entries, name),
    )
    return SitePage(
        path=ARCHIVE,
        title="バックナンバー",
        write=write,
        description=f"これまでに発行した{len(catalogue.issues)}号の一覧です。",
        toc=tuple(TocItem(title=f"{year}年", anchor=f"y-{year}") for year, _ in years),
        updated=catalogue.newest.published if catalogue.newest else None,
    )


def _year(
    catalogue: Catalogue, year: int, issues: tuple[PublicIssue, ...], *, before: int | None, after: int | None
) -> SitePage:
    path = year_path(year)
    write = partial(render, "year.html", path, catalogue=catalogue, year=year, issues=issues, minutes=reading_minutes)
    return SitePage(
        path=path,
        title=f"{year}年のバックナンバー",
        write=write,
        description=f"{year}年に発行した{len(issues)}号と、各号の要点の一覧です。",
        toc=tuple(TocItem(title=issue_title(issue), anchor=f"m-{issue.month}") for issue in issues),
        previous=_link(before),
        next=_link(after),
        updated=issues[0].published,
    )


def _link(year: int | None) -> PageLink | None:
    return PageLink(path=year_path(year), title=f"{year}年のバックナンバー") if year else None
