"""What goes through the pipe between the run and its reading processes: lengths, JSON, bytes.

JSON, not pickle: the answer comes from a process that has just read what a stranger wrote.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from ..model import Affected, Cause, Certainty, Feed, FeedFormat, FeedItem, ListPage, Relevance, Section
from .document import Document, Parsed
from .judgement import Judgement

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


def judging_to_json(feed: Feed, items: Sequence[FeedItem]) -> bytes:
    """Write a feed as far as judging needs it, and the items to be judged."""
    about = {"id": feed.id, "title": feed.title, "section": feed.section, "default": feed.default, "keep": feed.keep}
    rows = [{"title": item.title, "summary": item.summary} for item in items]
    return json.dumps({"judge": about, "items": rows}).encode()


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
    return feed, [FeedItem(feed=feed.id, guid="", link="", **row) for row in value["items"]]


def judgements_to_json(judgements: Iterable[Judgement]) -> bytes:
    """Write what was judged."""
    return json.dumps({"judgements": [dataclasses.asdict(one) for one in judgements]}).encode()


def judgements_from_json(value: dict[str, Any]) -> tuple[Judgement, ...]:
    """Read it back."""
    return tuple(_judgement(row) for row in value["judgements"])


def _judgement(row: dict[str, Any]) -> Judgement:
    texts = {key: tuple(row[key]) for key in ("reasons", "names", "evidence")}
    affected = tuple(Affected(**one | {"certainty": Certainty(one["certainty"])}) for one in row["affected"])
    return Judgement(**row | texts | {"affected": affected, "cause": Cause(row["cause"]) if row["cause"] else None})


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
    items = [dataclasses.asdict(item) for item in parsed.items]
    return json.dumps(
        {"items": items, "troubles": parsed.troubles, "is_catalogue": parsed.is_catalogue}, default=datetime.isoformat
    ).encode()


def parsed_from_json(value: dict[str, Any]) -> Parsed:
    """Read it back."""
    return Parsed(
        items=tuple(_item(row) for row in value["items"]),
        troubles=tuple(value["troubles"]),
        is_catalogue=value["is_catalogue"],
    )


def _item(row: dict[str, Any]) -> FeedItem:
    moments = {key: datetime.fromisoformat(row[key]) if row[key] else None for key in ("published", "updated")}
    return FeedItem(**{**row, **moments, "identifiers": tuple(row["identifiers"])})
