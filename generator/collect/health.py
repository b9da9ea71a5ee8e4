"""Feeds that answer and yet bring nothing: findings that stay until they are mended.

A failed fetch is loud; the quiet ones lose a newsletter its sources. A site that was rebuilt keeps an old feed that
answers 200 with last year's items, a firewall answers 200 with a page, a list loses most of its rows. What is found is
remembered with its day; only a look at the feed that shows the contrary takes it away.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..model import Feed
from ..text import digest_date, japan_day

_PATIENCE = timedelta(days=60)  # with a feed that brings nothing new, where feeds.yml says nothing of its own
_MOST_COUNTS = 14  # documents that make a habit; older ones are forgotten
_SHRUNK_TO = 3  # a third of the usual number
_SMALLEST_HABIT = 6  # items; a list of five has its ups and downs
_STUBBORN = 2  # failures in a row; once is the network's weather


class Ailment(StrEnum):
    """What is wrong with a feed."""

    SILENT = "silent"  # its newest item is older than `max_age_days`, or than two months
    FROZEN = "frozen"  # nothing was in it that we had not seen, for long
    SHRINKING = "shrinking"  # far fewer items than usual
    PAGE = "page"  # a page of HTML instead of a feed
    FAILING = "failing"  # several runs in a row

    @property
    def label(self) -> str:
        """Its name in reports."""
        return _LABELS[self]


_LABELS = {
    Ailment.SILENT: "更新なし",
    Ailment.FROZEN: "新着なし",
    Ailment.SHRINKING: "項目の減少",
    Ailment.PAGE: "HTMLの応答",
    Ailment.FAILING: "失敗の連続",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Complaint:
    """One thing that is wrong with a feed, since when, and what to do."""

    ailment: Ailment
    since: datetime  # the run that found it
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What a run saw of a feed."""

    now: datetime
    newest: datetime | None = None  # of its items
    fresh: datetime | None = None  # when it last had an item that we had not seen
    count: int | None = None  # items of this document; None: unchanged, or not read
    usual: tuple[int, ...] = ()  # items of earlier documents
    failures: int = 0
    is_page: bool = False
    is_read: bool = True  # False: there is no document to judge by


def complaints(feed: Feed, before: Iterable[Complaint], look: Look) -> tuple[Complaint, ...]:
    """Give what is wrong now; what was wrong before keeps its day, and stays where this look cannot tell."""
    known = {one.ailment: one for one in before}
    found = {ailment: Complaint(ailment=ailment, since=look.now, message=text) for ailment, text in _seen(feed, look)}
    for ailment, one in known.items():
        if ailment in found:
            found[ailment] = replace(found[ailment], since=one.since)
        elif not _can_tell(ailment, look):
            found[ailment] = one
    return tuple(found[ailment] for ailment in Ailment if ailment in found)


def habit(usual: tuple[int, ...], count: int, current: Iterable[Complaint]) -> tuple[int, ...]:
    """Remember how many items a document had; not while the number is complained of, or less would become usual."""
    if any(one.ailment is Ailment.SHRINKING for one in current):
        return usual
    return (*usual, count)[-_MOST_COUNTS:]


def _can_tell(ailment: Ailment, look: Look) -> bool:
    """Whether the absence of a finding means that it is mended."""
    if ailment is Ailment.SHRINKING:
        return look.count is not None
    return look.is_read


def _seen(feed: Feed, look: Look) -> Iterator[tuple[Ailment, str]]:
    if look.is_page:
        yield Ailment.PAGE, "フィードのはずのアドレスがHTMLのページを返しています。ブラウザで開いて確かめてください。"
    if look.failures >= _STUBBORN:
        advice = "アドレスを確かめるか、feeds.yml で enabled: false にしてください。"
        yield Ailment.FAILING, f"{look.failures}回続けて失敗しています。{advice}"
    if not look.is_read:
        return
    if silent := silence(feed, look.newest, look.now):
        yield Ailment.SILENT, silent
    elif look.fresh is not None and look.now - look.fresh > _patience(feed):
        days = (japan_day(look.now) - japan_day(look.fresh)).days
        yield Ailment.FROZEN, f"{days}日のあいだ、新しい項目がひとつもありません。サイトと見比べてください。"
    if look.count is not None and (usual := _shrunk(look.usual, look.count)):
        sentence = f"項目が{look.count}件しかありません(ふだんは{usual}件)。"
        advice = "サイトを確かめ、これでよければ feeds.yml の checked を今日の日付にしてください。"
        yield Ailment.SHRINKING, sentence + advice


def silence(feed: Feed, newest: datetime | None, now: datetime) -> str:
    """Say that a feed answers but its newest item is older than it may be; empty where all is well."""
    if newest is None:
        return ""
    days = (japan_day(now) - japan_day(newest)).days
    if days <= _patience(feed).days:
        return ""
    since = f"最新の項目が{days}日前({digest_date(japan_day(newest))})のままです。"
    return f"{since}サイトの改修などで更新が止まっていないか確かめてください。"


def _patience(feed: Feed) -> timedelta:
    return timedelta(days=feed.max_age_days) if feed.max_age_days is not None else _PATIENCE


def _shrunk(usual: tuple[int, ...], count: int) -> int:
    """Give the usual number of items where this is far fewer; 0 where all is well."""
    middle = int(statistics.median(usual)) if usual else 0
    return middle if middle >= _SMALLEST_HABIT and count * _SHRUNK_TO <= middle else 0
