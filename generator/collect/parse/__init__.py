"""From a document to FeedItems: plain text, absolute links, moments with a zone.

    decode ─▶ what is it? ─▶ syndication (RSS, RDF, Atom, JVNRSS) | jsonfeed | kev | nvd | listpage

A document that is no feed, or a feed without a single item, is a ParseError that says what it is instead: a page of a
firewall answers 200 like a feed does.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from ...errors import ParseError
from ...model import Feed, FeedFormat
from ..decode import decode
from ..document import Document, PageError, Parsed
from ..repair import NoFeedError
from . import jsonfeed, kev, listpage, nvd, syndication
from .item import Unreadable

_JSON_FORMATS = {FeedFormat.KEV: kev.read, FeedFormat.NVD: nvd.read}
_KINDS = ((jsonfeed.is_ours, jsonfeed.read), (kev.is_ours, kev.read), (nvd.is_ours, nvd.read))
_ADVICE = "ブラウザでアドレスを開き、feeds.yml の url と format を確かめてください。"

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def parse(feed: Feed, document: Document) -> Parsed:
    """Read a document as its feed's format; ParseError with the reason where that cannot be."""
    if not document.body.strip():
        raise ParseError(feed.id, "中身が空でした。サイトを開いて、フィードが続いているか確かめてください。")
    charset = feed.list.encoding if feed.list and feed.list.encoding else document.charset
    text = decode(document.body, charset=charset).lstrip("\ufeff")
    try:
        parsed = _read(feed, text, document)
    except (Unreadable, NoFeedError) as error:
        kind = PageError if isinstance(error, NoFeedError) and error.is_page else ParseError
        raise kind(feed.id, f"{error}{_ADVICE}") from error
    if not parsed.items:
        raise ParseError(feed.id, f"項目がひとつもありません。{_ADVICE}")
    return parsed


def _read(feed: Feed, text: str, document: Document) -> Parsed:
    if feed.format is FeedFormat.HTML or (feed.list and feed.format is FeedFormat.AUTO):
        return listpage.read(feed, text, document)
    if text.lstrip()[:1] not in {"{", "["}:
        if feed.format in _JSON_FORMATS:
            raise Unreadable("JSONではありません。")
        return syndication.read(feed, text, document)
    return _read_json(replace(feed, url=document.url), _json(text))  # relative links start where it came from


def _read_json(feed: Feed, value: Any) -> Parsed:
    if not isinstance(value, dict):
        raise Unreadable("JSONですが、フィードではありません。")
    if reader := _JSON_FORMATS.get(feed.format):
        return reader(feed, value)
    for is_ours, read in _KINDS:
        if is_ours(value):
            return read(feed, value)
    raise Unreadable("JSONですが、フィードではありません。")


def _json(text: str) -> Any:
    try:
        value = json.loads(text, strict=False)  # a line break or tab within a text is a slip, not the end of a feed
        return _without_halves(value) if _SURROGATE.search(text) else value
    except RecursionError:
        raise Unreadable("JSONの入れ子が深すぎます。") from None
    except ValueError as error:
        raise Unreadable("JSONとして読めません(途中で切れているか、壊れています)。") from error


def _without_halves(value: Any) -> Any:
    """Put U+FFFD for half a pair of surrogates, which no file could hold."""
    whole = json.dumps(value, ensure_ascii=False).encode("utf-16-le", "surrogatepass")
    return json.loads(whole.decode("utf-16-le", "replace"))
