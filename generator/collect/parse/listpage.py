"""A list page without a feed, read by the selectors that feeds.yml gives (`list:`).

A page that was rebuilt gives no rows, or rows without links; both are errors that say which selector finds nothing, so
that a renewal of a site is noticed on the day it happens.
"""

from __future__ import annotations

import re

from ...model import Feed, FeedItem, ListPage
from ..dates import find_date, read_date
from ..document import Document, Parsed
from ..plain import from_text
from .item import MAX_ITEMS, RawItem, Unreadable, cut_note, make_item
from .tree import Node, read_page, select

_DAY_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)[-/_]?(\d\d)[-/_]?(\d\d)(?!\d)")


def read(feed: Feed, text: str, document: Document) -> Parsed:
    """Read the rows of a page; Unreadable where the selectors find nothing."""
    if feed.list is None:
        raise Unreadable("format: html には list: (item, title, link) が要ります。")
    rows = select(read_page(text), feed.list.item)
    if not rows:
        raise Unreadable(f"list.item「{feed.list.item}」に当たる要素がありません。ページが作り替えられたようです。")
    items = [item for row in rows[:MAX_ITEMS] if (item := _item(feed, feed.list, row, document.url))]
    if not items:
        raise Unreadable(f"list.link「{feed.list.link}」か list.title「{feed.list.title}」に当たる要素がありません。")
    undated = sum(1 for item in items if item.published is None)
    troubles = (f"{undated}件の日付を読めませんでした。",) if undated else ()
    return Parsed(items=tuple(items), troubles=(*troubles, *cut_note(len(rows))))


def _item(feed: Feed, selectors: ListPage, row: Node, base: str) -> FeedItem | None:
    titles, links = select(row, selectors.title), select(row, selectors.link)
    address = next((link.attributes["href"] for link in links if link.attributes.get("href")), "")
    title = from_text(titles[0].text()) if titles else ""
    if not address or not title:
        return None
    said = _date(row, selectors.date)
    day = "" if said else _day_in(address)
    return make_item(
        feed.id,
        RawItem(
            link=address,
            base=base,
            title=title,
            title_is_markup=False,
            published=said or day,
            date_guessed=bool(day),
        ),
    )


def _day_in(address: str) -> str:
    """Find the day that many press pages bear in their name: caution20260918.html."""
    match = _DAY_IN_ADDRESS.search(address)
    found = read_date("-".join(match.groups())) if match else None
    return found.moment.isoformat() if found else ""


def _date(row: Node, selector: str | None) -> str:
    """Find a row's date: where the selector says, in the row, or in what stands before it (<dt>, a heading)."""
    places = [node.attributes.get("datetime") or node.text() for node in (select(row, selector) if selector else ())]
    for text in (*places, row.text(), *_before(row)):
        found = read_date(text) or find_date(text)
        if found:
            return found.moment.isoformat()
    return ""


def _before(row: Node) -> list[str]:
    siblings = row.parent.children if row.parent else []
    earlier = siblings[: next((place for place, child in enumerate(siblings) if child is row), 0)]
    return [child if isinstance(child, str) else child.text() for child in reversed(earlier[-10:])]
