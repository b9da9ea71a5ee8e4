"""Which item is which, across days: the key of each item of a feed, and whether its publisher changed it.

A guid is only the first witness: some count positions (a new item shifts all of them), some are the same for every
item, some change when a site moves. So an item is the one that had its link and its title, then the one that had its
key and one of the two; else it is new. A false match hides news, a missed one costs the editors a glance.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..model import CollectedItem, Feed, FeedItem, FeedKey
from ..text import fold, japan_day
from .looks import link_look, title_look

_LONGEST_KEY = 300
MAX_REVISIONS = 20  # a feed that changes an item for ever (a counter in the title) is listened to that often


@dataclass(frozen=True, kw_only=True, slots=True)
class Identified:
    """An item with its key, and the rows that are known of it."""

    item: FeedItem
    key: str
    fingerprint: str
    known: tuple[CollectedItem, ...] = ()  # its rows, first sight first

    @property
    def is_new(self) -> bool:
        """Whether it was never seen."""
        return not self.known

    @property
    def is_revised(self) -> bool:
        """Whether its publisher changed it into something that was not seen yet.

        A row without a fingerprint is that of a decision which came before its item's own row (a run was killed).
        """
        seen = {row.fingerprint for row in self.known}
        is_other = bool(seen) and "" not in seen and self.fingerprint not in seen
        return is_other and self.known[-1].revision < MAX_REVISIONS


@dataclass(slots=True)
class _Known:
    """The rows of one feed, by key and by what they show."""

    rows: dict[str, list[CollectedItem]] = field(default_factory=lambda: defaultdict(list))
    looks: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))


def identify(feed: Feed, items: Sequence[FeedItem], rows: Iterable[CollectedItem]) -> tuple[Identified, ...]:
    """Give each item of a document its key, in the document's order; an item that is there twice is given once.

    `rows` are those of this feed from earlier runs. Rounds, since a certain match must not lose its key to a likely
    one: nothing changed; same link and title; same key and link or title; new.
    """
    known = _index(rows)
    distinct = _distinct(items)
    said = [fingerprint(item) for item in distinct]
    keys = _known_keys(feed, distinct, said, known) if known.rows else {}
    taken = set(keys.values())
    for place, item in enumerate(distinct):
        if place not in keys:
            keys[place] = next(key for key in _spellings(feed, item) if key not in taken and key not in known.rows)
            taken.add(keys[place])
    return tuple(
        Identified(item=item, key=keys[place], fingerprint=said[place], known=tuple(known.rows.get(keys[place], ())))
        for place, item in enumerate(distinct)
    )


def _known_keys(feed: Feed, items: Sequence[FeedItem], said: Sequence[str], known: _Known) -> dict[int, str]:
    """Give the keys of the items that are known, by their place; the certain matches first."""
    keys: dict[int, str] = {}
    taken: set[str] = set()
    for find in (_unchanged, _same_look, _same_key):
        for place, item in enumerate(items):
            if place not in keys and (key := find(feed, item, said[place], known, taken)):
                keys[place] = key
                taken.add(key)
    return keys


def fingerprint(item: FeedItem) -> str:
    """Give what changes when the publisher changes title, text or date; a date that we guessed is none of his."""
    dates = () if item.date_guessed else (item.published, item.updated)
    moments = [moment.timestamp() if moment else None for moment in dates]
    said = "\0".join((fold(item.title), fold(item.summary), repr(moments)))  # both texts are one line (plain.py)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _index(rows: Iterable[CollectedItem]) -> _Known:
    known = _Known()
    for row in sorted(rows, key=lambda row: row.revision):
        known.rows[row.key].append(row)
        look = (link_look(row.link), title_look(row.title))
        if row.key not in known.looks[look]:
            known.looks[look].append(row.key)
    return known


def _distinct(items: Iterable[FeedItem]) -> list[FeedItem]:
    """Drop exact repetitions within one document."""
    unique: dict[tuple[str, str, str, str, object], FeedItem] = {}
    for item in items:
        unique.setdefault((item.guid, item.link, item.title, item.summary, item.published), item)
    return list(unique.values())


def _unchanged(feed: Feed, item: FeedItem, said: str, known: _Known, taken: set[str]) -> str | None:
    """Find the row that said exactly this."""
    keys = [key for key in _looks_like(item, known, taken) if any(row.fingerprint == said for row in known.rows[key])]
    return _preferred(feed, item, keys)


def _same_look(feed: Feed, item: FeedItem, _said: str, known: _Known, taken: set[str]) -> str | None:
    """Find the row that had this link and title."""
    return _preferred(feed, item, _looks_like(item, known, taken))


def _looks_like(item: FeedItem, known: _Known, taken: set[str]) -> list[str]:
    """Give the keys under which this link and title are known; without a link the day must be the same too."""
    keys = [key for key in known.looks.get((link_look(item.link), title_look(item.title)), ()) if key not in taken]
    return keys if item.link else [key for key in keys if any(_is_of_its_day(item, row) for row in known.rows[key])]


def _is_of_its_day(item: FeedItem, row: CollectedItem) -> bool:
    # The row of a decision (no fingerprint) has the day that a killed run gave to an item without one.
    return _day(row) == _day(item) or (item.date_guessed and not row.fingerprint)


def _preferred(feed: Feed, item: FeedItem, keys: list[str]) -> str | None:
    if len(keys) < 2:  # noqa: PLR2004 (nothing to choose from)
        return next(iter(keys), None)
    own = next(iter(_spellings(feed, item)))
    return own if own in keys else keys[0]


def _same_key(feed: Feed, item: FeedItem, _said: str, known: _Known, taken: set[str]) -> str | None:
    """Find the row that had this key and shows the same link, or the same title and day: the rest was changed."""
    for key in _spellings(feed, item, numbered=False):
        if key in taken or key not in known.rows:
            continue
        row = known.rows[key][-1]
        same_link = bool(item.link) and link_look(row.link) == link_look(item.link)
        same_report = title_look(row.title) == title_look(item.title) and _day(row) == _day(item)
        if (same_link and not _is_reused(feed, item, row)) or same_report or feed.key is FeedKey.GUID:
            return key
    return None


def _is_reused(feed: Feed, item: FeedItem, row: CollectedItem) -> bool:
    """Whether an address that stands for many items (「お知らせ」) now has another one: no id, a new title and day."""
    is_named = bool(item.guid) or feed.key is FeedKey.LINK
    days = {_day(row), _day(item)} - {""}
    return not is_named and title_look(row.title) != title_look(item.title) and len(days) > 1


def _spellings(feed: Feed, item: FeedItem, *, numbered: bool = True) -> Iterable[str]:
    """Give the keys that an item can go by, the shortest first; the longer ones when the shorter are another's."""
    first = next(name for way in _WAYS[feed.key or FeedKey.GUID] if (name := way(item)))
    yield _short(first)
    link = link_look(item.link)
    yield _short(f"{first}|{link}")
    title = f"{title_look(item.title)}|{_day(item)}"
    yield _short(f"{first}|{link}|{title}")
    count = 2
    while numbered:
        yield _short(f"{first}|{link}|{title}|{count}")
        count += 1


def _by_guid(item: FeedItem) -> str:
    return f"guid:{item.guid}" if item.guid else ""


def _by_link(item: FeedItem) -> str:
    return f"link:{link_look(item.link)}" if item.link else ""


def _by_title(item: FeedItem) -> str:
    return f"title:{title_look(item.title)}|{_day(item)}"


_WAYS: Mapping[FeedKey, tuple[Callable[[FeedItem], str], ...]] = {
    FeedKey.LINK: (_by_link, _by_title),
    FeedKey.TITLE_DATE: (_by_title,),
    FeedKey.GUID: (_by_guid, _by_link, _by_title),
}


def _day(item: FeedItem | CollectedItem) -> str:
    if item.published is None or item.date_guessed:
        return ""
    return japan_day(item.published).isoformat()


def _short(key: str) -> str:
    if len(key) <= _LONGEST_KEY:
        return key
    return f"{key[:40]}…{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:24]}"
