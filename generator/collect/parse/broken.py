"""A feed whose XML is broken within: every item is read for itself, so that one slip costs one item's rest, no other.

    split at the items ─▶ whole ones: as ever, all at once │ broken ones: title, link, id and day, by hand

Other parsers go on behind a `</titel>`, an open CDATA or comment, and lose what stands behind it without a word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from xml.parsers import expat

from ..repair import ITEM_END, ITEM_START
from .item import RawItem

_EMPTY = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?:\s[^<>]{0,500})?>\s*</")
_HIDDEN = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
_HREF = re.compile(r"<(?:\w+:)?link\s[^<>]{0,1000}?\bhref\s*=\s*[\"']([^\"'<>]{1,2000})")
_VALUE = r"(?:\s[^<>]{0,500})?>\s*(?:<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|</|\Z)|(?P<text>[^<]*))"
_FIELDS = {
    field: re.compile(rf"<(?:{names}){_VALUE}", re.DOTALL)
    for field, names in {
        "title": "title",
        "link": "link",
        "guid": "guid|id",
        "published": "pubDate|published|issued|dc:date",
        "updated": "updated|modified",
        "summary": "description|summary",
    }.items()
}

Read = Callable[[str], Sequence[RawItem]]


def count_items(text: str) -> int:
    """Count the items of a feed's text, those that only a comment or CDATA speaks of left out, and empty ones."""
    shown = _HIDDEN.sub("", text)
    return max(len(ITEM_START.findall(shown)), len(ITEM_END.findall(shown))) - len(_EMPTY.findall(shown))


def is_whole(text: str) -> bool:
    """Whether a text is well-formed XML; prefixes that nobody declared are no harm."""
    try:
        expat.ParserCreate().Parse(text, True)  # noqa: FBT003 (its own signature: this is all of it)
    except expat.ExpatError:
        return False
    return True


def read_broken(text: str, url: str, read: Read) -> list[RawItem]:
    """Give the items of a feed whose XML is broken; `read` reads a feed of whole ones."""
    shown = _HIDDEN.sub(lambda hidden: " " * len(hidden[0]), text)
    starts = [match.start() for match in ITEM_START.finditer(shown)]
    if not starts:  # ends of items alone
        return []
    ends = [*starts[1:], len(text)]
    pieces = [_item(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    are_whole = [is_whole(piece) for piece in pieces]
    head, tail = text[: starts[0]], text[_last_end(shown) :]
    is_frame_whole = any(are_whole) and is_whole(head + tail)
    whole = (piece for piece, is_good in zip(pieces, are_whole, strict=True) if is_good)
    found = iter(read(head + "".join(whole) + tail) if is_frame_whole else ())
    items = [next(found, None) if is_good else None for is_good in are_whole]
    read_all = [item or _by_hand(piece, url) for item, piece in zip(items, pieces, strict=True)]
    return [item for item in read_all if item.title or item.link or item.guid or item.summary]


def _item(piece: str) -> str:
    """Cut an item's text behind its own end."""
    ends = [match.end() for match in ITEM_END.finditer(piece)]
    return piece[: ends[-1]] if ends else piece


def _last_end(text: str) -> int:
    return max((match.end() for match in ITEM_END.finditer(text)), default=len(text))


def _by_hand(piece: str, url: str) -> RawItem:
    values: dict[str, str] = {}
    for field, pattern in _FIELDS.items():
        match = pattern.search(piece)
        values[field] = html.unescape(match["text"] or "") or match["cdata"] or "" if match else ""
    href = _HREF.search(piece)
    return RawItem(
        guid=values["guid"].strip(),
        link=values["link"].strip() or (html.unescape(href[1]) if href else ""),
        base=url,
        title=values["title"],
        summary=values["summary"],
        published=values["published"].strip(),
        updated=values["updated"].strip(),
    )
