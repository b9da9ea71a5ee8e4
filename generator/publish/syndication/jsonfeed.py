"""JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .channel import Channel, FeedItem


def write_jsonfeed(channel: Channel) -> bytes:
    """Write a feed; the rights stand in an extension, for which the format reserves names with an underscore."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.address("json"),
        "description": channel.description,
        "language": "ja",
        "authors": [{"name": channel.author}],
        "_rights": {"about": channel.rights},
    }
    return json_lines(head, "items", [_item(item) for item in channel.items])


def json_lines(head: Mapping[str, object], name: str, rows: Iterable[Mapping[str, object]]) -> bytes:
    """Write a JSON object whose last member is a list, a line for each of its rows: quick to write, and to compare.

    A row begins with its "id", and nothing within it does: so they are written as one and parted afterwards.
    """
    write = json.JSONEncoder(ensure_ascii=False).encode
    lines = write(list(rows))[1:-1].replace('}, {"id": ', '},\n{"id": ')
    return f'{write(head)[:-1]}, "{name}": [\n{lines}\n]}}\n'.encode()


def _item(item: FeedItem) -> dict[str, object]:
    value: dict[str, object] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
    }
    return {**value, "tags": list(item.tags)} if item.tags else value
