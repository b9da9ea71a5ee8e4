"""続報・経過: every matter with more than one report, and what each report changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..addresses import THREADS
from .facts import fact_lines, figures
from .page import SitePage, TocItem
from .render import render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .catalogue import Catalogue, Story


def thread_pages(catalogue: Catalogue) -> Iterator[SitePage]:
    """Make the page of all threads, and one for each thread with more than one published report."""
    stories = catalogue.stories
    yield SitePage(
        path=THREADS,
        title="続報・経過",
        write=partial(render, "threads.html", THREADS, newsletter=catalogue.newsletter, stories=stories),
        description=f"複数の号にわたって報じた{len(stories)}件の事案の経過です。",
        updated=_updated(catalogue, stories[0]) if stories else None,
    )
    for story in stories:
        yield _page(catalogue, story)


def _page(catalogue: Catalogue, story: Story) -> SitePage:
    latest = story.latest.entry
    write = partial(
        render,
        "thread.html",
        story.path,
        newsletter=catalogue.newsletter,
        story=story,
        figures=figures(latest.facts),
        facts=fact_lines(latest.facts),
    )
    return SitePage(
        path=story.path,
        title=f"経過:{latest.headline}",
        write=write,
        description=f"「{latest.headline}」までの{len(story.reports)}回の報告と、報告ごとに変わった点です。",
        toc=tuple(TocItem(title=r.entry.headline, anchor=f"r-{r.entry.id}") for r in story.reports),
        updated=_updated(catalogue, story),
    )


def _updated(catalogue: Catalogue, story: Story) -> date:
    return max(catalogue.issue_of[report.entry.id].published for report in story.reports)
