"""訂正一覧: what was put right after its issue had appeared, and what was taken away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ...text import month_title
from ..addresses import CORRECTIONS, entry_anchor, entry_page, issue_path, thread_path
from .page import SitePage
from .render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import PublicCorrection, PublicEntry, Removal
    from .catalogue import Catalogue


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """A correction with the entry that it puts right."""

    correction: PublicCorrection
    entry: PublicEntry
    path: str
    month: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Removed:
    """What was taken away, as its old address says it."""

    removal: Removal
    anchor: str  # within the page of its issue
    see: PublicEntry | None
    see_path: str


def corrections_page(catalogue: Catalogue) -> SitePage:
    """Make the page of all corrections and removals, the newest first."""
    found = sorted(_corrections(catalogue), key=lambda c: (c.correction.day, c.entry.id), reverse=True)
    taken = removed(catalogue)
    days = [one.correction.day for one in found] + [one.removal.day for one in taken]
    return SitePage(
        path=CORRECTIONS,
        title="訂正一覧",
        write=partial(
            render, "corrections.html", CORRECTIONS, newsletter=catalogue.newsletter, corrected=found, removed=taken
        ),
        description=f"発行した後に訂正した記事{len(found)}件と、取り下げた記事{len(taken)}件の一覧です。",
        updated=max(days, default=catalogue.newest.published if catalogue.newest else None),
    )


def removed(catalogue: Catalogue, month: str = "") -> tuple[Removed, ...]:
    """Give what was taken away, of one issue or of all, the newest first."""
    wanted = [one for one in catalogue.archive.removals if not month or one.issue == month]
    return tuple(_removed(catalogue, one) for one in sorted(wanted, key=lambda one: (one.day, one.issue), reverse=True))


def removed_pages(catalogue: Catalogue) -> Iterator[SitePage]:
    """Make the pages that keep addresses alive: of issues, entries and threads that are no longer there."""
    months = {issue.month for issue in catalogue.archive.issues}
    for month in sorted({one.issue for one in catalogue.archive.removals} - months):
        yield _page(catalogue, issue_path(month), month_title(month), removed(catalogue, month))
    standing = {story.id for story in catalogue.stories}
    for one in removed(catalogue):
        name = one.removal.entry
        if name and catalogue.newsletter.entry_pages:
            yield _page(catalogue, entry_page(one.removal.issue, name), "記事", (one,))
        if name and name not in standing:
            yield _page(catalogue, thread_path(name), "経過", (one,))


def _page(catalogue: Catalogue, path: str, title: str, found: tuple[Removed, ...]) -> SitePage:
    return SitePage(
        path=path,
        title=f"{title}(取り下げ)",
        write=partial(render, "removed.html", path, newsletter=catalogue.newsletter, title=title, removed=found),
        description=f"{title}は取り下げました。",
        updated=found[0].removal.day,
    )


def _corrections(catalogue: Catalogue) -> Iterator[Corrected]:
    for issue in catalogue.issues:
        for entry in issue.entries:
            for one in entry.corrections:
                path = catalogue.path_of(entry.id)
                yield Corrected(correction=one, entry=entry, path=path, month=issue.month)


def _removed(catalogue: Catalogue, one: Removal) -> Removed:
    see = catalogue.entries.get(one.see or "")
    return Removed(
        removal=one,
        anchor=entry_anchor(one.entry) if one.entry else "",
        see=see,
        see_path=catalogue.path_of(see.id) if see else "",
    )
