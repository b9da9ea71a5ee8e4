"""feeds.yml <-> Feed values."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import ContentError
from ..model import Feed
from ..model.feed import YEAR_FIELDS
from .decode import decode_as
from .strict import Report, Sequence, compose, read_text, walk

_BRACES = re.compile(r"\{([^{}]*)\}")
_MAX_BYTES = 1024 * 1024  # thousands of feeds


def load_feeds(path: Path) -> tuple[Feed, ...]:
    """Read the list of sources; ContentError with every finding."""
    report = Report(path.as_posix())
    text = read_text(path, report, limit=_MAX_BYTES)
    node = compose(text, report) if text is not None else None
    feeds: tuple[Feed, ...] | None = None
    if node is not None:
        feeds = decode_as(tuple[Feed, ...], node, report)
    if feeds is not None and isinstance(node, Sequence):
        _check(feeds, node, report)
    if report.findings or feeds is None:
        raise ContentError(report.findings)
    return feeds


def _check(feeds: tuple[Feed, ...], node: Sequence, report: Report) -> None:
    seen: set[str] = set()
    for position, feed in enumerate(feeds):
        if feed.id in seen:
            report.at(
                walk(node, (position, "id")),
                "feed-twice",
                f"id「{feed.id}」が2回使われています。",
                "別の名前にしてください。",
            )
        seen.add(feed.id)
        for name in _BRACES.findall(feed.url):
            if name not in YEAR_FIELDS:
                fields = "、".join(f"{{{field}}}" for field in sorted(YEAR_FIELDS))
                place = walk(node, (position, "url"))
                report.at(
                    place, "feed-address", f"アドレスの中の「{{{name}}}」は使えません。", f"使えるのは {fields} です。"
                )
        parts = urlsplit(feed.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            report.at(
                walk(node, (position, "url")),
                "feed-address",
                f"「{feed.url}」は取得できません。",
                "http:// か https:// で始まるアドレスにしてください。",
            )
