"""The same pages as plain Markdown, for any other site engine: `kawaraban export`.

They are made from the ready HTML, which is of our own templates and small: so the two can never tell different things.
Headings carry their anchor as ``{#id}``; facts are definition lists, figures are pipe tables. What only looks (charts,
whose table follows) or only works with our scripts (the search page, forms, buttons) is left out.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

from ..addresses import SEARCH
from .page import SitePage

_SKIPPED = frozenset({"svg", "script", "style", "form", "button", "noscript"})
_HIDDEN = frozenset({"kw-noprint", "kw-hidden"})  # for screens alone, or for screen readers alone
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_BLOCKS = frozenset({"p", "div", "section", "article", "header", "nav", "aside", "ul", "ol", "li", "dl", "dt", "dd"})
_EMPTY = frozenset({"br", "hr", "img", "input", "meta", "link"})
_SPECIAL = re.compile(r"([\\`*_{}\[\]#])")  # these a backslash makes plain in every Markdown, others an entity
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "~": "&#126;"})
_SPACE = re.compile(r"\s+")
_LEADING = re.compile(r"^(\d+)([.)]\s)|^([-+:])(?=\s)")
_FAR = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def markdown_files(pages: Iterable[SitePage], standing: Iterable[str]) -> Mapping[str, bytes]:
    """Give the pages as files by path; ``standing`` are the names of the editors' own pages (about.md …)."""
    own = frozenset(standing)
    return {f"{page.path}index.md": _file(page, own).encode() for page in pages if page.path != SEARCH}


def _file(page: SitePage, standing: frozenset[str]) -> str:
    """Write one page; JSON is YAML, so the front matter needs no writer of its own."""
    head = {"title": page.title, "description": page.description}
    head |= {"date": page.updated.isoformat()} if page.updated else {}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    return "\n".join(["---", *lines, "---", "", ""]) + _Writer(page.path, standing).write(page.html)


class _Writer(HTMLParser):
    """Turns the HTML of one page into Markdown, block by block."""

    def __init__(self, path: str, standing: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._path, self._standing = path, standing
        self._blocks: list[str] = []
        self._text = ""
        self._prefix = ""  # what the next block begins with: #, -, 1., :
        self._indents: list[str] = []
        self._lists: list[tuple[str, int]] = []  # kind, and how many items it has
        self._skipped: list[str] = []  # open elements of something that is left out
        self._open: list[tuple[str, str]] = []  # tag, and what its end does
        self._anchor = ""  # for the next heading
        self._target = ""  # of the open link
        self._rows: list[list[str]] = []

    def write(self, html: str) -> str:
        """Give the Markdown of a page."""
        self.feed(html)
        self.close()
        self._flush()
        return "\n\n".join(self._blocks) + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        if self._skipped or tag in _SKIPPED or _HIDDEN & set(attributes.get("class", "").split()):
            if tag not in _EMPTY:
                self._skipped.append(tag)
            return
        if tag in _HEADINGS or tag in _BLOCKS:
            self._begin_block(tag, attributes)
        elif tag == "a":
            self._target = self._link(attributes.get("href", ""))
            self._text += "["
        elif tag in ("strong", "br"):
            self._text += "**" if tag == "strong" else "<br>"
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th", "table"):
            self._flush()

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag == self._skipped[-1]:
                self._skipped.pop()
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._end_block(tag)
        elif tag == "a":
            self._text = f"{self._text.rstrip()}]({self._target})"
        elif tag == "strong":
            self._text += "**"
        elif tag in ("td", "th"):
            self._rows[-1].append(_SPACE.sub(" ", self._text).strip())
            self._text = ""
        elif tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._text += _SPECIAL.sub(r"\\\1", _SPACE.sub(" ", data)).translate(_ENTITIES)

    def _begin_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._flush()
        anchor = attributes.get("id", "")
        if tag in _HEADINGS:
            self._anchor = self._anchor or anchor
            self._prefix = f"{_HEADINGS[tag]} "
        elif tag in ("article", "li") and anchor:
            self._anchor = anchor
        if tag in ("ul", "ol"):
            is_flat = "kw-timeline" in attributes.get("class", "")  # its items have headings: no list in Markdown
            self._lists.append(("flat" if is_flat else tag, 0))
        elif tag == "li":
            self._begin_item()
        elif tag == "dd":
            self._prefix = ":   "
            self._indents.append("    ")

    def _begin_item(self) -> None:
        kind, number = self._lists[-1]
        self._lists[-1] = (kind, number + 1)
        self._indents.append("" if kind == "flat" else "    ")
        if kind != "flat":
            self._prefix = "-   " if kind == "ul" else f"{number + 1}.  "

    def _end_block(self, tag: str) -> None:
        if tag in _HEADINGS and self._text.strip():
            self._text += f" {{#{self._anchor}}}" if self._anchor else ""
            self._anchor = ""
        elif tag == "li" and self._anchor and self._text.strip():
            self._text += f'<a id="{self._anchor}"></a>'
            self._anchor = ""
        self._flush(is_term=tag == "dt")
        if tag in ("li", "dd"):
            self._indents.pop()
            self._prefix = ""
        elif tag in ("ul", "ol"):
            self._lists.pop()

    def _flush(self, *, is_term: bool = False) -> None:
        """End a block: its first line gets the prefix, and all lie as deep as the lists they are in."""
        text = _SPACE.sub(" ", self._text).strip().replace("<br> ", "<br>")
        self._text = ""
        if not text:
            return
        outer = "".join(self._indents[:-1] if self._prefix and not self._prefix.startswith("#") else self._indents)
        text = text if self._prefix.startswith("#") else _LEADING.sub(_escaped, text)
        block = f"{outer}{self._prefix}{text}"
        if self._prefix == ":   " and self._blocks and self._blocks[-1].startswith("\0"):
            self._blocks[-1] = f"{self._blocks[-1][1:]}\n{block}"
        else:
            self._blocks.append(f"\0{block}" if is_term else block)
        self._prefix = ""

    def _end_table(self) -> None:
        head, *rows = self._rows
        lines = [head, ["---"] * len(head), *rows]
        self._blocks.append("\n".join(f"| {' | '.join(cells)} |" for cells in lines))
        self._rows = []

    def _link(self, href: str) -> str:
        """Write where a link leads: to files as they lie in the export, elsewhere as it is."""
        if _FAR.match(href):
            return f"<{href}>"
        path, mark, fragment = href.partition("#")
        if not path:
            return href
        target = posixpath.normpath(posixpath.join(self._path, path))
        if path.endswith("/"):
            name = "" if target == "." else target
            target = f"{name}.md" if f"{name}.md" in self._standing else posixpath.join(name, "index.md")
        return posixpath.relpath(target, self._path or ".") + mark + fragment


def _escaped(match: re.Match[str]) -> str:
    """Keep what begins a line from becoming a list."""
    return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}"
