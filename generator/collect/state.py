"""What the next run has to know about each feed. Losing it costs one full fetch of every feed, and nothing else.

It comes in and goes out of a run as values; whoever stores it does so after the items are safe, never before: a
validator that is stored while its items are not would hide them for good.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..model import Feed
from ..text import to_jst
from .document import Validators
from .health import Ailment, Complaint


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedState:
    """What is remembered of one feed between two runs."""

    url: str  # a feed whose address was changed starts anew
    etag: str = ""
    last_modified: str = ""
    rows: int = 0  # that were known of it then: fewer now means that rows were lost, and it must be read again
    newest: datetime | None = None  # its newest item
    retry_at: datetime | None = None  # not to be asked before, on the server's word
    failures: int = 0  # in a row
    fresh_until: datetime | None = None  # the server's word that asking before is of no use
    last_new: datetime | None = None  # the run that last found an item in it that was not known
    usual: tuple[int, ...] = ()  # how many items its last documents had
    complaints: tuple[Complaint, ...] = ()  # what is wrong with it, until it is mended
    settings: str = ""  # how its block in feeds.yml said to read it
    checked: str = ""  # the day on which a person last found it well (`checked` in feeds.yml)


def usable_state(feed: Feed, state: FeedState | None) -> FeedState:
    """Give the feed's state, an empty one where there is none or where its address was changed.

    Where it is to be read in another way than before, "unchanged" would hide what that brings; where a person has
    looked at it since, what was usual is forgotten, and with it the complaint that there is less now.
    """
    new = FeedState(url=feed.url, settings=_settings(feed), checked=_checked(feed))
    if state is None or state.url != feed.url:
        return new
    if state.settings not in {"", new.settings}:
        state = replace(state, etag="", last_modified="", fresh_until=None)
    if state.checked != new.checked:
        kept = tuple(one for one in state.complaints if one.ailment is not Ailment.SHRINKING)
        state = replace(state, usual=(), complaints=kept)
    return replace(state, settings=new.settings, checked=new.checked)


def is_fresh(state: FeedState, rows: int, now: datetime) -> bool:
    """Whether the server's word still holds that there is nothing new; never where rows of the feed were lost."""
    return state.fresh_until is not None and state.fresh_until > now and 0 < state.rows <= rows


def _settings(feed: Feed) -> str:
    said = repr((feed.format.value, feed.key, feed.list))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _checked(feed: Feed) -> str:
    return feed.checked.isoformat() if feed.checked else ""


def validators_of(state: FeedState, rows: int) -> Validators:
    """Give what may be sent along, if the `rows` of this feed are still all there."""
    if rows == 0 or rows < state.rows:
        return Validators()
    return Validators(etag=state.etag, last_modified=state.last_modified)


def states_to_json(states: Mapping[str, FeedState]) -> dict[str, Any]:
    """Write states as JSON values, sorted by feed."""
    return {feed: _row(states[feed]) for feed in sorted(states)}


def states_from_json(value: Any) -> dict[str, FeedState]:
    """Read states back; whatever cannot be read counts as absent, since it is only a saving."""
    if not isinstance(value, dict):
        return {}
    states = {feed: _state(row) for feed, row in value.items()}
    return {feed: state for feed, state in states.items() if state is not None}


def complaint_row(one: Complaint) -> dict[str, str]:
    """Write a complaint as JSON values."""
    return {"ailment": one.ailment.value, "since": to_jst(one.since).isoformat(), "message": one.message}


def _row(state: FeedState) -> dict[str, Any]:
    row = dataclasses.asdict(state)
    moments = {key: to_jst(row[key]).isoformat() if row[key] else None for key in _MOMENTS}
    lists = {"usual": list(state.usual), "complaints": [complaint_row(one) for one in state.complaints]}
    return {key: value for key, value in (row | moments | lists).items() if value}


def _complaint(row: dict[str, str]) -> Complaint:
    return Complaint(ailment=Ailment(row["ailment"]), since=_moment(row["since"]), message=row["message"])


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


_TEXTS = ("url", "etag", "last_modified", "settings", "checked")
_MOMENTS = ("newest", "retry_at", "fresh_until", "last_new")


def _state(row: Any) -> FeedState | None:
    if not isinstance(row, dict) or not all(isinstance(row.get(key, ""), str) for key in _TEXTS):
        return None
    try:
        moments = {key: _moment(row[key]) for key in _MOMENTS if row.get(key)}
        numbers = {key: int(row.get(key, 0)) for key in ("rows", "failures")}
        usual = tuple(int(count) for count in row.get("usual", ()))
        found = tuple(_complaint(one) for one in row.get("complaints", ()))
        return FeedState(**row | moments | numbers | {"usual": usual, "complaints": found})
    except (TypeError, ValueError, KeyError):
        return None
