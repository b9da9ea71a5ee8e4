"""A document's items dated, told apart and judged: all that can be found out before the feeds are decided on in turn.

Judging reads Japanese by hundreds of rules and costs most of a run, so only items that may become candidates are
judged, and the judge may be a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from ..model import CollectedItem, Feed, FeedItem, Outcome
from ..text import japan_day
from .document import Parsed
from .identity import Identified, identify
from .judgement import Judgement

_FUTURE = timedelta(days=2)  # further ahead, a date is a mistake: an event's day, a wrong year
CATALOGUE_DAYS = 31  # what a catalogue lists as older than that when it is first read is no news; later rows are

Judge = Callable[[Feed, Sequence[FeedItem]], Sequence[Judgement]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """A feed's items, ready to be decided on."""

    items: tuple[FeedItem, ...] = ()  # dated, as many as the document has
    identified: tuple[Identified, ...] = ()
    judgements: Mapping[str, Judgement] = field(default_factory=dict)  # by key, of those that may become candidates
    old: frozenset[str] = frozenset()  # keys of what a catalogue lists as old when it is first read


def examine(feed: Feed, parsed: Parsed, rows: Sequence[CollectedItem], *, now: datetime, judge: Judge) -> Examined:
    """Date, identify and judge a document's items; `rows` are those of this feed from earlier runs."""
    items = tuple(_dated(item, now) for item in parsed.items)
    identified = identify(feed, items, rows)
    open_ones = [one for one in identified if may_become_candidate(one)]
    is_first_catalogue = parsed.is_catalogue and not rows
    old = frozenset(one.key for one in open_ones if is_first_catalogue and _days_old(one.item, now) > CATALOGUE_DAYS)
    judged = [one for one in open_ones if one.key not in old and not one.item.withdrawn]
    judgements = judge(feed, [one.item for one in judged]) if judged else ()
    return Examined(
        items=items,
        identified=identified,
        judgements={one.key: judgement for one, judgement in zip(judged, judgements, strict=True)},
        old=old,
    )


def may_become_candidate(one: Identified) -> bool:
    """Whether an item is new, or was changed after having been of no interest.

    What was not for us may be so now: the first notice names a maintenance, the second a leak.
    """
    return one.is_new or (one.is_revised and all(row.outcome is Outcome.IRRELEVANT for row in one.known))


def _dated(item: FeedItem, now: datetime) -> FeedItem:
    """Date an item that has no date, or one that cannot be, with the moment of collecting, and say so."""
    if item.published is None or item.published > now + _FUTURE:
        return replace(item, published=now, updated=None, date_guessed=True)
    return item


def _days_old(item: FeedItem, now: datetime) -> int:
    return (japan_day(now) - japan_day(item.published or now)).days
