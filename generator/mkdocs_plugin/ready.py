"""A page that is HTML already: MkDocs reads and converts nothing (that alone is 44 % of a usual build)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ..publish.templating import escaped

FRAMED = "framed"  # the template of a page that is put into a ready frame

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from ..publish.pages import SitePage, TocItem


class ReadyPage(Page):
    """One of our pages, as MkDocs wants it."""

    def __init__(self, page: SitePage, file: File, config: MkDocsConfig) -> None:
        # The theme prints titles and descriptions as they are: they must be markup by now.
        super().__init__(str(escaped(page.title)), file, config)
        self.ready = page
        self.is_late = False  # whether its HTML is written when it goes into its frame, and held no longer
        self.is_framed = False  # whether a frame of the theme can be used: the menu is marked on a page that is in it

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 # MkDocs' signature
        self.markdown = ""
        self.meta = {
            "description": str(escaped(self.ready.description)),
            "json_ld": self.ready.json_ld,
            "hide": ["navigation"] if self.ready.toc else ["navigation", "toc"],
        }
        if self.is_framed:
            self.meta["template"] = FRAMED

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 # MkDocs' signature
        self.content = "" if self.is_late else self.ready.html

    @property
    def toc(self) -> TableOfContents:
        """The headings, as MkDocs wants them; a page in a ready frame is not asked for them."""
        return TableOfContents([_anchor_link(item, level=2) for item in self.ready.toc])

    @toc.setter
    def toc(self, value: TableOfContents) -> None:
        """Let MkDocs set its empty one."""


def _anchor_link(item: TocItem, level: int) -> AnchorLink:
    link = AnchorLink(str(escaped(item.title)), item.anchor, level)
    link.children = [_anchor_link(child, level + 1) for child in item.children]
    return link
