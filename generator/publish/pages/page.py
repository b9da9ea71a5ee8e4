"""A page of the site as a value: what an engine needs to frame it, and nothing of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class TocItem:
    """A heading that the table of contents leads to."""

    title: str  # plain text
    anchor: str
    children: tuple[TocItem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLink:
    """Another page, by its path and title."""

    path: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SitePage:
    """One page, ready to be framed."""

    path: str  # "2026-11/", relative to the root; "" is the home page
    title: str
    write: Callable[[], str]  # gives its HTML, which begins with its own h1
    description: str  # one sentence, plain text
    toc: tuple[TocItem, ...] = ()
    previous: PageLink | None = None
    next: PageLink | None = None
    updated: date | None = None  # day of the newest issue that it shows: the sitemap's lastmod
    json_ld: str = ""  # ready for a script element: no character that could end one

    @property
    def html(self) -> str:
        """Its HTML, written when it is asked for: the pages of ten years need not all be held at once."""
        return self.write()


def neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Give every item with the one before and the one after it; the ends have none."""
    for number, item in enumerate(items):
        yield (items[number - 1] if number else None), item, (items[number + 1] if number + 1 < len(items) else None)
