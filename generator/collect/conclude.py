"""What a reading means for its feed: the line in the report, and what the next run has to know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ..model import Feed, Outcome
from ..text import japan_day
from .decide import Decided, Decider
from .document import Fetched, PageError, Parsed, Validators
from .examine import Examined
from .fetch import FetchFailedError
from .gather import Reading
from .health import Ailment, Look, complaints, habit
from .report import FeedReport, FeedStatus, counted, failure, fresh_until, gone, moved, standing, wait_until
from .state import FeedState

_NOTHING = Decided()


@dataclass(frozen=True, kw_only=True, slots=True)
class Concluded:
    """One feed of a run."""

    report: FeedReport
    state: FeedState
    decided: Decided = _NOTHING


def conclude(reading: Reading, decider: Callable[[], Decider], feeds: Sequence[Feed], now: datetime) -> Concluded:
    """Decide on what was read, and say how it stands with the feed; `decider` is made when it is first needed."""
    if reading.parsed is not None and reading.fetched is not None and reading.examined is not None:
        return _read(reading, reading.fetched, reading.parsed, reading.examined, decider, feeds, now)
    if reading.error is not None:
        return _failed(reading, now)
    if reading.status is FeedStatus.UNCHANGED:
        return _unchanged(reading, now)
    return _not_asked(reading, now)


def _read(
    reading: Reading,
    fetched: Fetched,
    parsed: Parsed,
    examined: Examined,
    decider: Callable[[], Decider],
    feeds: Sequence[Feed],
    now: datetime,
) -> Concluded:
    feed, state = reading.feed, reading.state
    decided = _decided(feed, examined, decider)
    dates = [item.published for item in examined.items if item.published and not item.date_guessed]
    newest, last_new = max(dates, default=None), _last_new(reading, decided, now)
    count = len(parsed.items)
    # A page of a year begins empty each January: no number of items is usual for it.
    counted_on = None if parsed.troubles or feed.url != feed.addresses(japan_day(now))[0] else count
    look = Look(now=now, newest=newest, fresh=last_new, count=counted_on, usual=state.usual)
    found = complaints(feed, state.complaints, look)
    report = FeedReport(
        feed=feed.id,
        title=feed.title,
        status=FeedStatus.READ,
        items=count,
        **counted(decided.outcomes),
        oldest=min(dates, default=None),
        newest=newest,
        seconds=reading.seconds,
        troubles=(*parsed.troubles, *standing(found, now)),
        complaints=found,
        proposals=moved(feed, fetched.moved_to, feeds),
    )
    # A document that was not read whole must be asked for again, changed or not.
    validators = Validators() if parsed.troubles else fetched.validators
    state = replace(
        state,
        etag=validators.etag,
        last_modified=validators.last_modified,
        rows=len(reading.rows) + len(decided.rows),
        newest=newest,
        retry_at=None,
        failures=0,
        fresh_until=None if parsed.troubles else fetched.fresh_until,
        last_new=last_new,
        usual=state.usual if counted_on is None else habit(state.usual, count, found),
        complaints=found,
    )
    return Concluded(report=report, state=state, decided=decided)


def _decided(feed: Feed, examined: Examined, decider: Callable[[], Decider]) -> Decided:
    if any(one.is_new or one.is_revised for one in examined.identified):
        return decider().decide(feed, examined)
    return Decided(outcomes=(None,) * len(examined.identified))


def _last_new(reading: Reading, decided: Decided, now: datetime) -> datetime | None:
    """Give the run that last found an item that was not known; where that is forgotten, the rows tell."""
    if any(outcome not in {None, Outcome.REVISED} for outcome in decided.outcomes):
        return now
    return reading.state.last_new or max((row.first_seen for row in reading.rows), default=None)


def _unchanged(reading: Reading, now: datetime) -> Concluded:
    state = reading.state
    look = Look(now=now, newest=state.newest, fresh=state.last_new)
    found = complaints(reading.feed, state.complaints, look)
    until = reading.fetched.fresh_until if reading.fetched else None
    state = replace(state, retry_at=None, failures=0, complaints=found, fresh_until=until)
    return Concluded(report=_line(reading, state, standing(found, now)), state=state)


def _not_asked(reading: Reading, now: datetime) -> Concluded:
    state = reading.state
    if reading.status is FeedStatus.FRESH:
        said = fresh_until(state.fresh_until or now)
    else:
        said = wait_until(state.retry_at or now)
    return Concluded(report=_line(reading, state, (*said, *standing(state.complaints, now))), state=state)


def _failed(reading: Reading, now: datetime) -> Concluded:
    error, feed = reading.error, reading.feed
    about = error if isinstance(error, FetchFailedError) else None
    failures = reading.state.failures + 1
    look = Look(now=now, failures=failures, is_page=isinstance(error, PageError), is_read=False)
    found = complaints(feed, reading.state.complaints, look)
    state = replace(
        reading.state, failures=failures, retry_at=about.retry_at if about else None, complaints=found, fresh_until=None
    )
    others = [one for one in found if one.ailment not in {Ailment.FAILING, Ailment.PAGE}]
    said = (*failure(error.message if error else "", failures), *standing(others, now))
    return Concluded(report=_line(reading, state, said, gone(is_gone=bool(about and about.is_gone))), state=state)


def _line(reading: Reading, state: FeedState, troubles: tuple[str, ...], proposals: tuple[str, ...] = ()) -> FeedReport:
    return FeedReport(
        feed=reading.feed.id,
        title=reading.feed.title,
        status=reading.status,
        newest=state.newest,
        seconds=reading.seconds,
        troubles=troubles,
        complaints=state.complaints,
        proposals=proposals,
    )
