"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from typing import Any

from ...model import Feed, FeedItem
from ..document import Parsed
from .item import MAX_ITEMS, RawItem, Unreadable, cut_note, make_item, text_of


def is_ours(value: dict[str, Any]) -> bool:
    """Whether the document says that it is a JSON Feed."""
    return "jsonfeed.org/version/" in text_of(value.get("version"))


def read(feed: Feed, value: dict[str, Any]) -> Parsed:
    """Read a JSON Feed; items that are no objects are passed over, as the standard asks."""
    items = value.get("items")
    if not isinstance(items, list):
        raise Unreadable("JSON Feed ですが、items がありません。")
    rows = [row for row in items if isinstance(row, dict)]
    return Parsed(items=tuple(_item(feed, row) for row in rows[:MAX_ITEMS]), troubles=cut_note(len(rows)))


def _item(feed: Feed, row: dict[str, Any]) -> FeedItem:
    summary = text_of(row.get("summary")) or text_of(row.get("content_text"))
    return make_item(
        feed.id,
        RawItem(
            guid=text_of(row.get("id")),
            link=text_of(row.get("url")) or text_of(row.get("external_url")),
            base=feed.url,
            title=text_of(row.get("title")),
            title_is_markup=False,
            summary=summary or text_of(row.get("content_html")),
            summary_is_markup=not summary,
            published=text_of(row.get("date_published")),
            updated=text_of(row.get("date_modified")),
        ),
    )
