"""A document as it came, and what was read out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..errors import ParseError
from ..model import FeedItem


class PageError(ParseError):
    """There is a page of HTML where a feed should be: a firewall, a login, a site that was rebuilt."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What a server answered."""

    url: str  # where it came from in the end, after redirects: relative links start here
    body: bytes  # unpacked
    charset: str | None = None  # as the HTTP header says
    complete: bool = True  # False: the connection broke off, and this is what came


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """What a document says."""

    items: tuple[FeedItem, ...]  # in its order
    troubles: tuple[str, ...] = ()  # sentences in Japanese for the report; the items are good all the same
    is_catalogue: bool = False  # lists all there ever was (KEV, NVD), so that most of a first reading is no news


@dataclass(frozen=True, kw_only=True, slots=True)
class Validators:
    """What a server gave with a document, so that it may answer "unchanged" the next time (RFC 9110 13.1)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """A server's answer."""

    document: Document | None  # None: unchanged since the validators were given
    validators: Validators = Validators()
    fresh_until: datetime | None = None  # the server's word that it will not change before (RFC 9111 4.2)
    moved_to: str = ""  # where the feed has moved for good; never followed by a change of feeds.yml, only proposed
