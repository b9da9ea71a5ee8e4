"""A list page without a feed, read by the selectors that feeds.yml gives (`list:`).

A page that was rebuilt gives no rows, or rows without links; both are errors that say which selector finds nothing, so
that a renewal of a site is noticed on the day it happens.
"""

from __future__ import annotations

from ...model import Feed, FeedItem, ListPage
from ..document import Document, Parsed
from ..links import clean_link
from .item import MAX_ITEMS, RawItem, Unreadable, cut_note, make_item
from .rowdate import RowDate, date_behind, date_in_address, date_of_row, split_title
from .tree import Node, read_page, select


def read(feed: Feed, text: str, document: Document) -> Parsed:
    """Read the rows of a page; Unreadable where the selectors find nothing."""
    if feed.list is None:
        raise Unreadable("format: html には list: (item, title, link) が要ります。")
    page = read_page(text)
    rows = select(page, feed.list.item)
    if not rows:
        raise Unreadable(f"list.item「{feed.list.item}」に当たる要素がありません。ページが作り替えられたようです。")
    base = _base(page, document.url)
    items = [item for row in rows[:MAX_ITEMS] if (item := _item(feed, row, rows, base))]
    if not items:
        raise Unreadable(f"list.link「{feed.list.link}」か list.title「{feed.list.title}」に当たる要素がありません。")
    return Parsed(items=tuple(items), troubles=(*_undated(feed.list, items), *cut_note(len(rows))))


def _base(page: Node, url: str) -> str:
    """Give the address at which relative links of a page start (HTML 4.2.3)."""
    named = next(iter(select(page, "base[href]")), None)
    return clean_link(named.attributes["href"], url) or url if named else url


def _undated(selectors: ListPage, items: list[FeedItem]) -> tuple[str, ...]:
    """Say that dates are missing where there should be some; each such item is marked in any case."""
    undated = sum(1 for item in items if item.published is None)
    return (f"{undated}件の日付を読めませんでした。",) if undated and selectors.date else ()


def _item(feed: Feed, row: Node, rows: list[Node], base: str) -> FeedItem | None:
    if feed.list is None:
        return None
    titles, links = select(row, feed.list.title), select(row, feed.list.link)
    address = next((link.attributes["href"] for link in links if link.attributes.get("href")), "")
    title, in_front = split_title(titles[0]) if titles else ("", None)
    if not address or not title:
        return None
    found = date_of_row(row, rows, titles[0], feed.list.date, page=base) or in_front
    if found is None or found.guessed:
        found = in_front or date_behind(title) or date_in_address(address) or found or RowDate()
    return make_item(
        feed.id,
        RawItem(
            link=address,
            base=base,
            title=title,
            title_is_markup=False,
            published=found.text,
            date_guessed=found.guessed,
        ),
    )
