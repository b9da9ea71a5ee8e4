"""feeds.yml <-> Feed values."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import ContentError
from ..model import Feed
from ..model.feed import YEAR_FIELDS
from .decode import decode_as
from .strict import Node, Report, Sequence, compose, read_text, walk

_BRACES = re.compile(r"\{([^{}]*)\}")
# As much of CSS as collect's reader of pages knows.
_SELECTOR = re.compile(r"(?:[\w\s.#>,*-]|\[\s*[\w-]+\s*(?:[\^$*]?=[^\]]*)?\])+")
_LONGEST_AGE = 3_650  # days
_MAX_BYTES = 1024 * 1024  # thousands of feeds


def load_feeds(path: Path) -> tuple[Feed, ...]:
    """Read the list of sources; ContentError with every finding."""
    report = Report(path.as_posix())
    if not path.exists():
        advice = "kawaraban init で始めるか、--feeds で場所を指定してください。"
        report.add(0, 0, "feeds-missing", "情報源の一覧がありません。", advice)
        raise ContentError(report.findings)
    text = read_text(path, report, limit=_MAX_BYTES)
    node = compose(text, report) if text is not None else None
    feeds: tuple[Feed, ...] | None = None
    if node is not None:
        feeds = decode_as(tuple[Feed, ...], node, report)
    if feeds is not None and isinstance(node, Sequence):
        _check(feeds, node, report)
    if feeds is None and not report.findings:
        advice = "「- id: …」から始まるかたまりを、1つ以上書いてください。"
        report.add(0, 0, "feeds-empty", "情報源がひとつも書かれていません。", advice)
    if report.findings or feeds is None:
        raise ContentError(report.findings)
    return feeds


def _check(feeds: tuple[Feed, ...], node: Sequence, report: Report) -> None:
    seen: set[str] = set()
    for position, feed in enumerate(feeds):
        block = walk(node, (position,))
        if feed.id in seen:
            message = f"id「{feed.id}」が2回使われています。"
            report.at(walk(block, ("id",)), "feed-twice", message, "別の名前にしてください。")
        seen.add(feed.id)
        _check_address(feed, walk(block, ("url",)), report)
        if (feed.max_age_days or 0) > _LONGEST_AGE:
            message = f"max_age_days の「{feed.max_age_days}」は長すぎます。"
            report.at(walk(block, ("max_age_days",)), "feed-age", message, f"{_LONGEST_AGE} 以下にしてください。")
        _check_selectors(feed, block, report)


def _check_address(feed: Feed, node: Node, report: Report) -> None:
    for name in _BRACES.findall(feed.url):
        if name not in YEAR_FIELDS:
            fields = "、".join(f"{{{field}}}" for field in sorted(YEAR_FIELDS))
            message = f"アドレスの中の「{{{name}}}」は使えません。"
            report.at(node, "feed-address", message, f"使えるのは {fields} です。")
    if not _is_address(feed.url):
        advice = "http:// か https:// で始まるアドレスにしてください。"
        report.at(node, "feed-address", f"「{feed.url}」は取得できません。", advice)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that is not closed
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _check_selectors(feed: Feed, block: Node, report: Report) -> None:
    """Refuse what the reader of pages does not know: it would find nothing, or something else."""
    for field in ("item", "title", "link", "date") if feed.list else ():
        selector = getattr(feed.list, field)
        if selector is not None and not _SELECTOR.fullmatch(selector):
            advice = "要素名・.クラス・#番号・[属性]・空白・> ・, だけで書いてください。"
            message = f"「{selector}」は読めない書き方です。"
            report.at(walk(block, ("list", field)), "feed-selector", message, advice)
