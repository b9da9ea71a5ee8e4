"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JVNRSS: text to items.

repair ─▶ plain_xml (the usual shapes) | lenient (all others, by feedparser) ─▶ items
"""

from __future__ import annotations

import re

from ...model import Feed, FeedFormat
from ..document import Document, Parsed
from ..plain import from_text
from ..repair import repair
from .item import MAX_ITEMS, RawItem, Unreadable, cut_note, make_item
from .plain_xml import read_plain

_STATUS = re.compile(r"<(?:\w+:)?Status\s[^<>]{0,2000}>")
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*["']([^"']{0,500})["']""")


def read(feed: Feed, text: str, document: Document) -> Parsed:
    """Read a feed's text; Unreadable or NoFeedError where it is none."""
    repaired = repair(text, max_items=MAX_ITEMS)
    items = tuple(make_item(feed.id, raw) for raw in _raw_items(repaired.text, document.url))
    cut = repaired.cut or not document.complete
    status = _myjvn_troubles(repaired.text) if feed.format is FeedFormat.MYJVN else ()
    note = f"文書が途中で切れていました。読めた{len(items)}件だけを取り込みました。"
    return Parsed(items=items, troubles=(*status, *((note,) if cut else ()), *cut_note(MAX_ITEMS + repaired.over)))


def _myjvn_troubles(text: str) -> tuple[str, ...]:
    """Say what MyJVN's own status says: that it refused (retCd), or that it gave one page of several (totalRes)."""
    match = _STATUS.search(text)
    if match is None:
        return ()
    status = dict(_ATTRIBUTE.findall(match[0]))
    if status.get("retCd", "0") != "0":
        raise Unreadable(f"MyJVN が求めに応じませんでした({from_text(status.get('errMsg', ''), limit=100)})。")
    total, given = status.get("totalRes", ""), status.get("totalResRet", "")
    if total.isascii() and total.isdigit() and given.isascii() and given.isdigit() and int(total) > int(given):
        return (f"全{int(total)}件のうち{int(given)}件だけの応答です。feeds.yml の url で期間を狭めてください。",)
    return ()


def _raw_items(text: str, url: str) -> list[RawItem]:
    plain = read_plain(text)
    if plain is not None:
        return plain_items(*plain, url)
    from .lenient import read_lenient  # feedparser takes as long to load as fifty feeds to read

    return read_lenient(text, url)


def plain_items(kind: str, rows: list[dict[str, str]], url: str) -> list[RawItem]:
    """Give the items for what a plain document says."""
    return [
        RawItem(
            guid=row.get("id", ""),
            link=row["link"],
            base=url,
            title=row.get("title", ""),
            title_is_markup=not (kind == "atom" and row.get("title_type") == "text/plain"),
            summary=row.get("summary") or row.get("content", ""),
            published=row.get("published", ""),
            updated=row.get("updated", ""),
        )
        for row in rows
    ]
