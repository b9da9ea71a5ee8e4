"""The theme's frame around a ready page: rendered once for each shape of page, then filled.

The theme renders everything around the text anew for every page, 2 ms each, though pages of one shape differ in a dozen
places only. Here it renders a page with marks in these places, and the marks are replaced. The theme's own templates
say what stands where; a test compares every filled page with the theme's own rendering of it, byte by byte.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mkdocs.structure.toc import AnchorLink

from ..publish.pages import TocItem
from ..publish.templating import escaped
from .ready import FRAMED
from .theme import repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Environment, Template
    from mkdocs.structure.pages import Page

    from .ready import ReadyPage

_MARK = re.compile("\ue000([a-z]+)\ue001")  # private use: in no text, since they are not printed


def _mark(name: str) -> str:
    return f"\ue000{name}\ue001"


_TITLE, _ANCHOR = _mark("title"), _mark("anchor")


class FramingEnvironment:
    """The theme's Jinja environment, as far as MkDocs asks it; framed pages get our template."""

    def __init__(self, theme: Environment, menu: Iterable[str]) -> None:
        """Take the theme's environment and the addresses of the pages in the menu."""
        self._theme = theme
        self._frames = Frames(theme, menu)

    def get_template(self, name: str) -> Template | Frames:
        """Give a template by its name."""
        return self._frames if name == FRAMED else self._theme.get_template(name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._theme, name)


class Frames:
    """Fills pages into frames, and asks the theme for a frame that is not there yet."""

    def __init__(self, theme: Environment, menu: Iterable[str]) -> None:
        self._theme = theme
        self._menu = frozenset(url.split("/")[0] for url in menu)
        self._toc = _TocMarkup.of(theme)
        self._between = ""  # what the theme puts between the outermost items of the table of contents
        self._frames: dict[tuple[object, ...], list[str]] = {}

    def render(self, context: Mapping[str, Any]) -> str:
        """Give the whole page: what MkDocs asks of a template."""
        page = context["page"]
        shape = self._shape(page)
        if shape not in self._frames:
            self._frames[shape] = self._frame(context, page)
        pieces = self._frames[shape].copy()
        pieces[1::2] = map(self._values(page).__getitem__, pieces[1::2])
        return "".join(pieces)

    def _shape(self, page: ReadyPage) -> tuple[object, ...]:
        """Say on what the frame depends: links are relative, so on the way to the root and to the menu's pages."""
        first, *others = page.url.split("/")
        return (
            len(others),
            first if first in self._menu else "",
            bool(page.previous_page),
            bool(page.next_page),
            bool(page.ready.toc),
            bool(page.meta["json_ld"]),
        )

    def _frame(self, context: Mapping[str, Any], page: ReadyPage) -> list[str]:
        html = self._theme.get_template("main.html").render({**context, "page": _marked(page)})
        html = repair(html).replace(f"<h1>{_mark('content')}</h1>", _mark("content"))
        if page.ready.toc:  # two items stand for any number of them
            first, self._between, last = html.split(self._toc.leaf)
            html = f"{first}{_mark('toc')}{last}"
        return _MARK.split(html)

    def _values(self, page: ReadyPage) -> dict[str, str]:
        before, after, toc = page.previous_page, page.next_page, page.ready.toc
        return {
            "title": page.title or "",
            "description": page.meta["description"],
            "canonical": page.canonical_url or "",
            "linked": page.meta["json_ld"],
            "content": page.content or page.ready.html,
            "anchor": toc[0].anchor if toc else "",
            "toc": self._toc.render(toc, self._between),
            "previous": _last(before.url) if before else "",
            "previoustitle": before.title or "" if before else "",
            "next": _last(after.url) if after else "",
            "nexttitle": after.title or "" if after else "",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _TocMarkup:
    """How the theme writes the table of contents, learnt from its own template; with the marks of `_marked_link`."""

    leaf: str  # an item without children
    before: str  # an item with children, up to the first child
    between: str  # children
    after: str

    @classmethod
    def of(cls, theme: Environment) -> _TocMarkup:
        """Let the theme write an item with two children, and see what is what."""
        template = theme.get_template("partials/toc-item.html")
        parent = _marked_link()
        parent.children = [_marked_link(), _marked_link()]
        leaf = template.render(toc_item=_marked_link())
        before, between, after = template.render(toc_item=parent).split(leaf)
        return cls(leaf=leaf, before=before, between=between, after=after)

    def render(self, toc: Iterable[TocItem], between: str) -> str:
        """Write a table of contents; ``between`` is what the theme puts between its outermost items."""
        return between.join(map(self._item, toc))

    def _item(self, item: TocItem) -> str:
        if not item.children:
            return _named(self.leaf, item)
        children = self.between.join(map(self._item, item.children))
        return f"{_named(self.before, item)}{children}{self.after}"


def _named(markup: str, item: TocItem) -> str:
    return markup.replace(_TITLE, escaped(item.title)).replace(_ANCHOR, item.anchor)


def _marked_link() -> AnchorLink:
    return AnchorLink(_mark("title"), _mark("anchor"), level=2)


def _marked(page: ReadyPage) -> ReadyPage:
    """Copy a page, with marks in the place of all that differs between pages of one shape."""
    marked = copy.copy(page)
    item = TocItem(title=_TITLE, anchor=_ANCHOR)
    marked.ready = replace(page.ready, toc=(item, item) if page.ready.toc else ())
    marked.title = _mark("title")
    marked.meta = {
        **page.meta,
        "description": _mark("description"),
        "json_ld": _mark("linked") if page.meta["json_ld"] else "",
    }
    marked.canonical_url = _mark("canonical")
    marked.content = f"<h1>{_mark('content')}</h1>"  # with a heading, or the theme would add one
    marked.previous_page = _marked_neighbour(page.previous_page, "previous")
    marked.next_page = _marked_neighbour(page.next_page, "next")
    return marked


def _marked_neighbour(page: Page | None, name: str) -> Any:
    """Stand in for 前号 or 次号: in the same folder, so that the way to it begins in the same way."""
    if page is None:
        return None
    folder = page.url[: -len(_last(page.url)) - 1]
    return SimpleNamespace(url=f"{folder}{_mark(name)}/", title=_mark(f"{name}title"))


def _last(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]
