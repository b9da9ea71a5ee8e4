"""What a run has to say about each feed: one line of figures, and its troubles in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..model import Feed, Outcome
from ..text import digest_date, japan_day, to_jst
from .health import Complaint


class FeedStatus(StrEnum):
    """How it went with a feed."""

    READ = "read"
    UNCHANGED = "unchanged"  # the server says so (304)
    FRESH = "fresh"  # not asked: the server said that it would not change so soon
    WAITING = "waiting"  # not asked: the server wants to be left alone until later
    FAILED = "failed"

    @property
    def label(self) -> str:
        """Its name in the table of feeds."""
        return _LABELS[self]


_LABELS = {
    FeedStatus.READ: "取得",
    FeedStatus.UNCHANGED: "変更なし",
    FeedStatus.FRESH: "期限内",
    FeedStatus.WAITING: "待機",
    FeedStatus.FAILED: "失敗",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedReport:
    """One feed of a run."""

    feed: str
    title: str
    status: FeedStatus
    items: int = 0  # in the document
    candidates: int = 0
    duplicates: int = 0
    irrelevant: int = 0
    revised: int = 0
    known: int = 0  # seen before, as they were
    oldest: datetime | None = None
    newest: datetime | None = None
    seconds: float = 0.0
    troubles: tuple[str, ...] = ()  # sentences in Japanese
    complaints: tuple[Complaint, ...] = ()  # what is wrong with the feed, since when; until it is mended
    proposals: tuple[str, ...] = ()  # changes of feeds.yml, for a person to make

    @property
    def new(self) -> int:
        """Items that were never seen before."""
        return self.candidates + self.duplicates + self.irrelevant


def counted(outcomes: Iterable[Outcome | None]) -> dict[str, int]:
    """Count outcomes for a report; None is an item that is known as it is."""
    table = Counter(outcomes)
    return {
        "candidates": table[Outcome.CANDIDATE],
        "duplicates": table[Outcome.DUPLICATE],
        "irrelevant": table[Outcome.IRRELEVANT],
        "revised": table[Outcome.REVISED],
        "known": table[None],
    }


def failure(message: str, failures: int) -> tuple[str, ...]:
    """Say what went wrong, and since how many runs."""
    return (message + (f"({failures}回続けて失敗しています)" if failures > 1 else ""),)


def standing(found: Iterable[Complaint], now: datetime) -> tuple[str, ...]:
    """Say what is wrong with a feed beside what went wrong in this run, and since when it is."""
    return tuple(
        one.message + (f"({digest_date(japan_day(one.since))}から)" if one.since < now else "") for one in found
    )


def fresh_until(moment: datetime) -> tuple[str, ...]:
    """Say until when the server said that nothing will be new."""
    return (f"サーバが{to_jst(moment):%Y/%m/%d %H:%M}までは変わらないとしているため、取得していません。",)


def wait_until(retry_at: datetime) -> tuple[str, ...]:
    """Say until when a server wants to be left alone."""
    return (f"サーバの求めにより、{to_jst(retry_at):%Y/%m/%d %H:%M}までは取得しません。",)


def moved(feed: Feed, address: str, others: Iterable[Feed]) -> tuple[str, ...]:
    """Propose the new address of a feed that moved for good; a person changes feeds.yml, since redirects can lie."""
    if not address:
        return ()
    twin = next((other.id for other in others if other.url == address and other.id != feed.id), None)
    if twin:
        return (f"{address} へ移っていますが、それは「{twin}」と同じです。どちらかを feeds.yml から外してください。",)
    return (f"{address} へ恒久的に移っています。確かめて、feeds.yml の url を書き換えてください。",)


def gone(*, is_gone: bool) -> tuple[str, ...]:
    """Propose to take out a feed that has ended (410)."""
    return ("公開が終わっています。feeds.yml から外すことを勧めます。",) if is_gone else ()
