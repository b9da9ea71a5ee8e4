"""What goes through the pipe between the run and its reading processes: lengths, JSON, bytes.

JSON, not pickle: the answer comes from a process that has just read what a stranger wrote.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, BinaryIO

from ..model import Feed, FeedFormat, FeedItem, ListPage, Relevance, Section
from .document import Document, Parsed
from .judgement import READ, Judgement
from .reading_wire import reading_of, reading_row

if TYPE_CHECKING:
    from ..language.sections import Hint

_ITEM_FIELDS = tuple(field.name for field in dataclasses.fields(FeedItem))
_ITEM = attrgetter(*_ITEM_FIELDS)  # asdict would copy every value
_LENGTH = 8  # bytes of each part's length
_LONGEST = 256 * 1024 * 1024  # of one part; a bigger one is a mistake of ours


def send(pipe: BinaryIO, *parts: bytes) -> None:
    """Write parts, each behind its length."""
    pipe.writelines(len(part).to_bytes(_LENGTH, "big") + part for part in parts)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes | None:
    """Read one part; None when the other end is gone."""
    head = _exactly(pipe, _LENGTH)
    size = int.from_bytes(head, "big") if head is not None else _LONGEST + 1
    return _exactly(pipe, size) if size <= _LONGEST else None


def _exactly(pipe: BinaryIO, size: int) -> bytes | None:
    data = pipe.read(size)
    return data if len(data) == size else None


def judging_to_json(feed: Feed, items: Sequence[FeedItem], hints: Sequence[Hint] = ()) -> bytes:
    """Write a feed as far as judging needs it, the items to be judged, and what editors taught about such."""
    about = {"id": feed.id, "title": feed.title, "section": feed.section, "default": feed.default, "keep": feed.keep}
    size = None if feed.keep else READ + 1  # a word to be kept may stand anywhere
    rows = [(item.title, item.summary[:size], item.published) for item in items]
    taught = [(hint.section, hint.weight, hint.word) for hint in hints]
    return _json({"judge": about, "items": rows, "hints": taught})


def judging_from_json(value: dict[str, Any]) -> tuple[Feed, list[FeedItem]]:
    """Read that back; what does not count for judging is left empty."""
    about = value["judge"]
    section = Section(about["section"]) if about["section"] else None
    feed = Feed(
        id=about["id"],
        title=about["title"],
        url="",
        section=section,
        default=Relevance(about["default"]),
        keep=tuple(about["keep"]),
    )
    return feed, [
        FeedItem(feed=feed.id, guid="", link="", title=title, summary=summary, published=_moment(published))
        for title, summary, published in value["items"]
    ]


def judgements_to_json(judgements: Iterable[Judgement]) -> bytes:
    """Write what was judged."""
    return _json({"judgements": [_judgement_row(one) for one in judgements]})


def _judgement_row(one: Judgement) -> tuple[Any, ...]:
    # Not dataclasses.asdict: it copies every value of thousands of judgements; no names of fields: they are most of it.
    reading = reading_row(one.reading) if one.reading else None
    return one.section, one.confidence, one.reasons, one.is_wanted, one.names, reading


def judgements_from_json(value: dict[str, Any]) -> tuple[Judgement, ...]:
    """Read it back."""
    return tuple(
        Judgement(
            section=section,
            confidence=confidence,
            reasons=tuple(reasons),
            is_wanted=is_wanted,
            names=tuple(names),
            reading=reading_of(reading) if reading else None,
        )
        for section, confidence, reasons, is_wanted, names, reading in value["judgements"]
    )


def task_to_json(feed: Feed, document: Document) -> bytes:
    """Write what a reading process has to know; the body goes beside it."""
    page = dataclasses.asdict(feed.list) if feed.list else None
    about = {"id": feed.id, "url": feed.url, "format": feed.format.value, "list": page}
    where = {"url": document.url, "charset": document.charset, "complete": document.complete}
    return json.dumps({"feed": about, "document": where}).encode()


def task_from_json(value: dict[str, Any], body: bytes) -> tuple[Feed, Document]:
    """Read a task back."""
    about = value["feed"]
    page = ListPage(**about["list"]) if about["list"] else None
    feed = Feed(id=about["id"], title="", url=about["url"], format=FeedFormat(about["format"]), list=page)
    return feed, Document(**value["document"], body=body)


def parsed_to_json(parsed: Parsed) -> bytes:
    """Write what was read."""
    items = [_ITEM(item) for item in parsed.items]
    return _json({"items": items, "troubles": parsed.troubles, "is_catalogue": parsed.is_catalogue})


def parsed_from_json(value: dict[str, Any]) -> Parsed:
    """Read it back."""
    return Parsed(
        items=tuple(_item(row) for row in value["items"]),
        troubles=tuple(value["troubles"]),
        is_catalogue=value["is_catalogue"],
    )


def _item(row: list[Any]) -> FeedItem:
    fields = dict(zip(_ITEM_FIELDS, row, strict=True))
    fields["published"], fields["updated"] = _moment(fields["published"]), _moment(fields["updated"])
    fields["identifiers"] = tuple(fields["identifiers"])
    return FeedItem(**fields)


def _json(value: Any) -> bytes:
    """Write letters as they are: escaped, Japanese is twice as long. A feed may hold half a pair of surrogates."""
    return json.dumps(value, default=datetime.isoformat, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
