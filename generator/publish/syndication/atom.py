"""Atom (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .xml import element

if TYPE_CHECKING:
    from .channel import Channel, FeedItem

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja">\n'


def write_atom(channel: Channel) -> bytes:
    """Write a feed."""
    head = (
        element("id", channel.id),
        element("title", channel.title),
        element("subtitle", channel.description),
        element("updated", channel.updated.isoformat()),
        f"<author>\n{element('name', channel.author)}</author>\n",
        element("link", rel="self", type_="application/atom+xml", href=channel.address("atom")),
        element("link", rel="alternate", type_="text/html", href=channel.home),
        element("rights", channel.rights),
    )
    return "".join((_HEAD, *head, *map(_entry, channel.items), "</feed>\n")).encode()


def _entry(item: FeedItem) -> str:
    parts = (
        element("id", item.id),
        element("title", item.title),
        element("link", rel="alternate", type_="text/html", href=item.url),
        element("published", item.published.isoformat()),
        element("updated", item.updated.isoformat()),
        *(element("category", term=word) for word in item.tags),
        element("summary", item.summary),
        element("content", item.html, type_="html"),
    )
    return f"<entry>\n{''.join(parts)}</entry>\n"
