"""RSS 2.0 (rssboard.org), with the link to itself that its Best Practices Profile asks for."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from .xml import element

if TYPE_CHECKING:
    from .channel import Channel, FeedItem

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n'
)


def write_rss(channel: Channel) -> bytes:
    """Write a feed."""
    moment = format_datetime(channel.updated)
    head = (
        element("title", channel.title),
        element("link", channel.home),
        element("description", channel.description),
        element("language", "ja"),
        element("copyright", channel.rights),
        element("pubDate", moment),
        element("lastBuildDate", moment),
        element("atom:link", rel="self", type_="application/rss+xml", href=channel.address("rss")),
    )
    return "".join((_HEAD, *head, *map(_item, channel.items), "</channel>\n</rss>\n")).encode()


def _item(item: FeedItem) -> str:
    parts = (
        element("title", item.title),
        element("link", item.url),
        element("guid", item.id, isPermaLink="false"),
        element("pubDate", format_datetime(item.published)),
        *(element("category", word) for word in item.tags),
        element("description", item.html),
    )
    return f"<item>\n{''.join(parts)}</item>\n"
