"""All that happens outside: every feed fetched, read and examined, several at once.

    for each feed, 16 at a time:   fetch ─▶ parse ─▶ examine

Nothing is decided here, so the feeds need not wait for each other; whatever goes wrong with one is its own reading.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from ..errors import FeedError, ParseError
from ..model import CollectedItem, Feed
from ..text import japan_day, one_line
from .document import Document, Fetched, Parsed, Validators
from .examine import Examined, Judge, examine
from .fetch import FetchFailedError
from .report import FeedStatus
from .state import FeedState, is_fresh, usable_state, validators_of

THREADS = 16
_LOG = logging.getLogger(__name__)

Fetch = Callable[[Feed, Validators], Fetched]
Parse = Callable[[Feed, Document], Parsed]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """How the world outside is reached: the seams of a run."""

    fetch: Fetch
    parse: Parse
    judge: Judge


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How it went with one feed outside."""

    feed: Feed
    state: FeedState  # before
    rows: Sequence[CollectedItem]  # that were known of it
    status: FeedStatus
    fetched: Fetched | None = None
    parsed: Parsed | None = None
    examined: Examined | None = None
    error: FeedError | None = None
    seconds: float = 0.0


def gather(
    feeds: Sequence[Feed],
    rows: Iterable[CollectedItem],
    states: Mapping[str, FeedState],
    *,
    now: datetime,
    outside: Outside,
) -> Iterator[Reading]:
    """Ask all feeds; gives how it went with each as soon as that is known."""
    known: dict[str, list[CollectedItem]] = defaultdict(list)
    for row in rows:
        known[row.feed].append(row)
    with ThreadPoolExecutor(THREADS, thread_name_prefix="collect") as pool:
        try:
            # No name for the jobs: each holds a whole feed until it is let go.
            for job in as_completed(
                pool.submit(_ask, feed, usable_state(feed, states.get(feed.id)), known[feed.id], now, outside)
                for feed in _spread(feeds)
            ):
                yield job.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def in_order(feeds: Sequence[Feed], readings: Iterable[Reading], progress: Callable[[Feed], None]) -> Iterator[Reading]:
    """Put readings back into the order of feeds.yml, in which the first to tell a story has it."""
    waiting: dict[str, Reading] = {}
    order = iter(feeds)
    turn = next(order, None)
    for reading in readings:
        progress(reading.feed)
        waiting[reading.feed.id] = reading
        while turn is not None and turn.id in waiting:
            yield waiting.pop(turn.id)
            turn = next(order, None)


def _ask(feed: Feed, state: FeedState, rows: Sequence[CollectedItem], now: datetime, outside: Outside) -> Reading:
    if state.retry_at is not None and state.retry_at > now:
        return Reading(feed=feed, state=state, rows=rows, status=FeedStatus.WAITING)
    if is_fresh(state, len(rows), now):
        return Reading(feed=feed, state=state, rows=rows, status=FeedStatus.FRESH)
    start = time.monotonic()
    fetched, parsed, examined, error = None, None, None, None
    try:
        fetched, parsed = _read(feed, validators_of(state, len(rows)), now, outside)
        examined = examine(feed, parsed, rows, now=now, judge=outside.judge) if parsed else None
    except FeedError as trouble:
        error = trouble
    except Exception as bug:  # noqa: BLE001 (a mistake of ours on one feed must not cost the others; its traceback is logged)
        _LOG.exception("feed %s", feed.id)
        error = FeedError(feed.id, f"想定外の誤りが起きました({type(bug).__name__}: {one_line(str(bug))[:200]})。")
    return Reading(
        feed=feed,
        state=state,
        rows=rows,
        status=FeedStatus.FAILED if error else FeedStatus.READ if parsed else FeedStatus.UNCHANGED,
        fetched=fetched,
        parsed=parsed,
        examined=examined,
        error=error,
        seconds=time.monotonic() - start,
    )


def _read(feed: Feed, validators: Validators, now: datetime, outside: Outside) -> tuple[Fetched, Parsed | None]:
    """Fetch and read the feed's page; where the year stands in its address and is young, last year's page, too.

    The new one is missing at first, or there and empty; and the old one had news after the last run of its year.
    """
    first, *others = feed.addresses(japan_day(now))
    try:
        fetched, parsed = _read_one(replace(feed, url=first), validators, outside)
    except FeedError as error:
        is_not_there_yet = isinstance(error, ParseError) or (isinstance(error, FetchFailedError) and error.is_missing)
        if not others or not is_not_there_yet:
            raise
        return _read_one(replace(feed, url=others[0]), Validators(), outside)
    if parsed is not None and others:
        with suppress(FeedError):
            _, old = _read_one(replace(feed, url=others[0]), Validators(), outside)
            parsed = replace(parsed, items=(*parsed.items, *(old.items if old else ())))
    return fetched, parsed


def _read_one(feed: Feed, validators: Validators, outside: Outside) -> tuple[Fetched, Parsed | None]:
    fetched = outside.fetch(feed, validators)
    parsed = outside.parse(feed, fetched.document) if fetched.document else None
    return replace(fetched, document=None), parsed  # the document is megabytes that nobody needs any more


def _spread(feeds: Iterable[Feed]) -> list[Feed]:
    """Put feeds of one host apart, so that the threads do not all wait for their turn at it."""
    turn: Counter[str] = Counter()
    order: list[tuple[int, Feed]] = []
    for feed in feeds:
        host = urlsplit(feed.url).netloc
        order.append((turn[host], feed))
        turn[host] += 1
    return [feed for _, feed in sorted(order, key=lambda pair: pair[0])]
