"""RSS, RDF and Atom as most sites write them, read by expat: a tenth of feedparser's time for the same items.

Only documents without anything out of the ordinary are taken: every element of an item is one of a short list, each
there once, with the attributes that say the usual. For all others the answer is None, and feedparser, which knows a
hundred oddities, has the word. A test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

_ATOM = "http://www.w3.org/2005/Atom "
_RSS_1 = "http://purl.org/rss/1.0/ "
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_DC = "http://purl.org/dc/elements/1.1/ "
_RDF_ABOUT = f"{_RDF}about"
_XML_BASE = "http://www.w3.org/XML/1998/namespace base"
_SUBJECTS = {f"{_DC}{name}": "" for name in ("subject", "rights", "language", "identifier", "relation")}
# Element -> field; an empty field is read past. What is not here makes the document feedparser's.
_RSS_ELEMENTS = {
    "title": "title", "link": "link", "description": "summary", "guid": "id", "pubDate": "published",
    "category": "", "comments": "", "http://purl.org/rss/1.0/modules/content/ encoded": "content",
    "http://purl.org/rss/1.0/modules/slash/ comments": "", "http://wellformedweb.org/CommentAPI/ commentRss": "",
    **_SUBJECTS,
}  # fmt: skip
_RDF_ELEMENTS = {
    f"{_RSS_1}title": "title", f"{_RSS_1}link": "link", f"{_RSS_1}description": "summary", f"{_DC}date": "updated",
    "http://purl.org/rss/1.0/modules/content/ encoded": "content", **_SUBJECTS,
}  # fmt: skip
_ATOM_ELEMENTS = {
    f"{_ATOM}title": "title", f"{_ATOM}link": "link", f"{_ATOM}id": "id", f"{_ATOM}summary": "summary",
    f"{_ATOM}content": "content", f"{_ATOM}published": "published", f"{_ATOM}updated": "updated",
    f"{_ATOM}category": "",
}  # fmt: skip
_KINDS: Mapping[str, tuple[str, dict[str, str]]] = {
    "rss": ("item", _RSS_ELEMENTS),
    f"{_RDF}RDF": (f"{_RSS_1}item", _RDF_ELEMENTS),
    f"{_ATOM}feed": (f"{_ATOM}entry", _ATOM_ELEMENTS),
}
_REPEATED = frozenset({"", "link"})  # may stand more than once; of links one must be the page's own
_ADDRESS = re.compile(
    r"https?://[^\s<>\"{}|\\^`\[\]]+[^\s?#<>\"{}|\\^`\[\]]"
)  # absolute, and resolving would not change it
_NAMED = re.compile(r"(?:urn|tag):\S+")
_WINDOWS_1252 = re.compile("[\x80-\x9f]")  # feedparser reads these as the signs that Windows means
_TEXT_TYPES = {None: "text/plain", "text": "text/plain", "html": "text/html"}


class _NotPlain(Exception):  # noqa: N818 (no error: the document is another reader's)
    pass


def read_plain(text: str) -> tuple[str, list[dict[str, str]]] | None:
    """Give the kind of a plain document (rss, rdf, atom) and the fields of its items; None where it is not plain.

    The fields are those of feedparser's entries: id, link, title, summary, content, published, updated, and
    title_type (text/plain or text/html).
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(text, True)  # noqa: FBT003 (its own signature: this is all of it)
    except (_NotPlain, expat.ExpatError, UnicodeError):
        return None
    return reader.kind, reader.items


@dataclass(slots=True)
class _Reader:
    kind: str = ""
    items: list[dict[str, str]] = field(default_factory=list)
    _item_tag: str = ""
    _elements: dict[str, str] = field(default_factory=dict)
    _item: dict[str, str] | None = None
    _open: str | None = None  # the element of the item that is open
    _text: list[str] = field(default_factory=list)
    _is_permanent: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if _XML_BASE in attributes or self._open is not None:
            raise _NotPlain  # addresses of its own, or markup that is not escaped
        if not self.kind:
            self._root(tag)
        elif self._item is not None:
            self._field(tag, attributes)
        elif tag == self._item_tag:
            self._item = {"id": attributes[_RDF_ABOUT]} if _RDF_ABOUT in attributes else {}
        elif tag.rpartition(" ")[2] in {"item", "entry"}:
            raise _NotPlain  # items of another namespace

    def _root(self, tag: str) -> None:
        if tag not in _KINDS:
            raise _NotPlain
        self._item_tag, self._elements = _KINDS[tag]
        self.kind = tag.rpartition(" ")[2].lower().replace("feed", "atom")

    def _field(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._elements.get(tag)
        if name is None or self._item is None or (name in self._item and name not in _REPEATED):
            raise _NotPlain
        self._open, self._text = tag, []
        if self.kind == "atom":
            self._atom_attributes(name, attributes, self._item)
        elif name == "link" and (name in self._item or attributes):
            raise _NotPlain
        elif name == "id":
            self._is_permanent = attributes.get("isPermaLink", "true") == "true"
        elif attributes and name:
            raise _NotPlain

    def _atom_attributes(self, name: str, attributes: dict[str, str], item: dict[str, str]) -> None:
        if name == "link":
            self._atom_link(attributes, item)
        elif name in {"title", "summary", "content"}:
            if attributes.get("type") not in _TEXT_TYPES or "src" in attributes or "mode" in attributes:
                raise _NotPlain
            if name == "title":
                item["title_type"] = _TEXT_TYPES[attributes.get("type")]

    @staticmethod
    def _atom_link(attributes: dict[str, str], item: dict[str, str]) -> None:
        rel = attributes.get("rel", "alternate")
        if rel == "enclosure":
            raise _NotPlain  # one without an address takes the page's
        if rel != "alternate":
            return
        href = attributes.get("href", "")
        if "link" in item or attributes.get("type", "text/html") != "text/html" or not _ADDRESS.fullmatch(href):
            raise _NotPlain
        item["link"] = href

    def characters(self, data: str) -> None:
        if self._open is not None:
            self._text.append(data)

    def end(self, tag: str) -> None:
        if self._item is None:
            return
        if self._open is not None:
            self._close(self._elements[self._open], "".join(self._text).strip(), self._item)
            self._open = None
        elif tag == self._item_tag:
            self.items.append(_whole(self._item))
            self._item = None

    def _close(self, name: str, value: str, item: dict[str, str]) -> None:
        if _WINDOWS_1252.search(value):
            raise _NotPlain
        if name == "id":
            self._identity(value, item)
        elif name == "link" and self.kind != "atom":
            if not _ADDRESS.fullmatch(value):
                raise _NotPlain
            item["link"] = value
        elif name and name != "link":
            item[name] = value

    def _identity(self, value: str, item: dict[str, str]) -> None:
        """Keep an id; a permanent one is an address, and the page's own where there is no link."""
        if self.kind != "rss":
            if not (_ADDRESS.fullmatch(value) or _NAMED.fullmatch(value)):
                raise _NotPlain
        elif self._is_permanent:
            if not _ADDRESS.fullmatch(value):
                raise _NotPlain
            item["permanent"] = value
        item["id"] = value


def _whole(item: dict[str, str]) -> dict[str, str]:
    permanent = item.pop("permanent", "")
    if permanent and "link" not in item:
        item["link"] = permanent
    if "link" not in item:
        raise _NotPlain  # feedparser has its ways to find one
    return item
