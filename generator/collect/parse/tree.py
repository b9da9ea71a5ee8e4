"""A page as a small tree, and the part of CSS selectors that a list page needs.

Tags, .classes, #ids, [attributes] with = ^= $= *=, descendants and children (>), alternatives (,): enough to name the
rows of a press page, with nothing but the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_CLOSES = {  # a new one of these ends an open one of those (HTML 13.1.2.4, optional tags)
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"},
    "th": {"td", "th"}, "option": {"option"}, "p": {"p"},
}  # fmt: skip
_SCOPES = frozenset({"ul", "ol", "dl", "table", "tbody", "div", "section", "body"})  # nothing is ended beyond these
_DEEPEST = 150
_PART = re.compile(
    r"(?P<kind>[.#]?)(?P<name>[\w-]+|\*)|\[\s*(?P<attribute>[\w-]+)\s*(?:(?P<how>[\^$*]?=)\s*(?P<value>[^\]]*))?\]"
)


# What a browser shows in the midst of a line: text on both sides of it belongs together.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "rt", "ruby", "s", "small", "span"}
    | {"strong", "sub", "sup", "u", "wbr"}
)


_UNREAD = frozenset({"script", "style", "template", "rp", "rt"})  # rt: how a word is read, beside the word itself


class Comment(str):
    """What stands in <!-- -->; 法務省 keeps its dates there."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class Node:
    """One element, and what is in it: elements, texts and comments."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None = None
    place: int = 0  # among the parent's children
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Give this element and all below it, in the page's order."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def texts(self, *, comments: bool = False) -> Iterator[str]:
        """Give the pieces of text below as a browser shows them (a space where a line ends), without scripts."""
        waiting: list[Node | str] = [self]
        while waiting:
            here = waiting.pop()
            if isinstance(here, str):
                if comments or not isinstance(here, Comment):
                    yield here
            elif here.tag not in _UNREAD:
                space = () if here.tag in _INLINE else (" ",)
                waiting.extend((*space, *reversed(here.children), *space))

    def text(self, *, comments: bool = False) -> str:
        """Give all text below."""
        return "".join(self.texts(comments=comments))


def read_page(text: str) -> Node:
    """Read a page; never fails, as no browser does."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


def select(root: Node, selector: str) -> list[Node]:
    """Give the elements at or below `root` that the selector names, in the page's order."""
    ways = [_steps(way) for way in selector.split(",")]
    return [node for node in root.walk() if any(_matches(node, way, root) for way in ways)]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = self.root
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_open(tag)
        node = Node(tag, {name: value or "" for name, value in attrs}, self.open, len(self.open.children))
        self.open.children.append(node)
        if tag not in _VOID and self.depth < _DEEPEST:
            self.open, self.depth = node, self.depth + 1

    def handle_endtag(self, tag: str) -> None:
        node: Node | None = self.open
        steps = 0
        while node is not None and node.tag != tag:
            node, steps = node.parent, steps + 1
        if node is not None and node.parent is not None:
            self.open, self.depth = node.parent, self.depth - steps - 1

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)

    def handle_comment(self, data: str) -> None:
        self.open.children.append(Comment(data))

    def _end_open(self, tag: str) -> None:
        node, steps = self.open, 0
        while node.parent is not None and node.tag not in _SCOPES:
            if node.tag in _CLOSES.get(tag, ()):
                self.open, self.depth = node.parent, self.depth - steps - 1
                return
            node, steps = node.parent, steps + 1


def _steps(way: str) -> list[tuple[str, str]]:
    """Split "ul.news > li a" into (how it follows, compound), the last first."""
    found: list[tuple[str, str]] = []
    follows = " "
    for word in re.findall(r">|(?:\[[^\]]*\]|[^\s>\[])+", way):
        if word == ">":
            follows = ">"
        else:
            found.append((follows, word))
            follows = " "
    return found[::-1]


def _matches(node: Node, steps: list[tuple[str, str]], root: Node) -> bool:
    if not steps or not node.tag or not _is(node, steps[0][1]):
        return False
    follows, rest = steps[0][0], steps[1:]
    if not rest:
        return True
    above = None if node is root else node.parent
    while above is not None:
        if _matches(above, rest, root):
            return True
        above = None if follows == ">" or above is root else above.parent
    return False


def _is(node: Node, compound: str) -> bool:
    return all(_has(node, part) for part in _PART.finditer(compound))


def _has(node: Node, part: re.Match[str]) -> bool:
    if attribute := part["attribute"]:
        return _attribute_fits(node.attributes.get(attribute), part["how"], (part["value"] or "").strip("\"' "))
    if part["kind"] == ".":
        return part["name"] in node.attributes.get("class", "").split()
    if part["kind"] == "#":
        return node.attributes.get("id") == part["name"]
    return part["name"] in {"*", node.tag}


def _attribute_fits(actual: str | None, how: str | None, value: str) -> bool:
    if actual is None or how is None:
        return actual is not None
    return {"=": actual == value, "^=": actual.startswith(value), "$=": actual.endswith(value), "*=": value in actual}[
        how
    ]
