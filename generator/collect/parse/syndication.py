"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JVNRSS: text to items.

repair ─▶ plain_xml (the usual shapes) | lenient (all others, by feedparser) ─▶ items
"""

from __future__ import annotations

import re
from contextlib import suppress

from ...model import Feed, FeedFormat
from ..document import Document, Parsed
from ..plain import from_text
from ..repair import repair
from .item import MAX_ITEMS, RawItem, Unreadable, cut_note, make_item
from .plain_xml import read_plain

_BROKEN = "XMLが壊れているため、{}件を1件ずつ読みました。抜けがないか、サイトで確かめてください。"
_LOST = "XMLが壊れていて、{}件のうち{}件しか読めませんでした。サイトを開いて確かめてください。"
_STATUS = re.compile(r"<(?:\w+:)?Status\s[^<>]{0,2000}>")
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*["']([^"']{0,500})["']""")


def read(feed: Feed, text: str, document: Document) -> Parsed:
    """Read a feed's text; Unreadable or NoFeedError where it is none."""
    repaired = repair(text, max_items=MAX_ITEMS)
    raws, broken = _raw_items(repaired.text, document.url)
    items = tuple(make_item(feed.id, raw) for raw in raws)
    cut = repaired.cut or not document.complete
    status = _myjvn_troubles(repaired.text) if feed.format is FeedFormat.MYJVN else ()
    note = f"文書が途中で切れていました。読めた{len(items)}件だけを取り込みました。"
    troubles = (*status, *((note,) if cut else ()), *broken, *cut_note(MAX_ITEMS + repaired.over))
    return Parsed(items=items, troubles=troubles)


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


def _raw_items(text: str, url: str) -> tuple[list[RawItem], tuple[str, ...]]:
    """Give the items, and a trouble where the XML is so broken that they had to be read one by one."""
    plain = read_plain(text)
    if plain is not None:
        return plain_items(*plain, url), ()
    from .broken import count_items, is_whole
    from .lenient import read_lenient  # feedparser takes as long to load as fifty feeds to read

    try:
        items = read_lenient(text, url)
    except Unreadable:
        if not (found := _one_by_one(text, url)):
            raise
        return _said(found)
    count = count_items(text)
    if len(items) >= count or is_whole(text):
        return items, ()
    if len(found := _one_by_one(text, url)) > len(items):
        return _said(found)
    return items, (_LOST.format(count, len(items)),)


def _one_by_one(text: str, url: str) -> list[RawItem]:
    from .broken import read_broken
    from .lenient import read_lenient

    def read(whole: str) -> list[RawItem]:
        with suppress(Unreadable):
            return read_lenient(whole, url)
        return []

    return read_broken(text, url, read)


def _said(found: list[RawItem]) -> tuple[list[RawItem], tuple[str, ...]]:
    taken = found[:MAX_ITEMS]
    return taken, (_BROKEN.format(len(taken)), *cut_note(len(found)))


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
