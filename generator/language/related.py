"""Which earlier items speak of the same matter: a ranked list for an editor to confirm, never a merge.

Text alone misleads (「…に不正アクセス、個人情報が漏えいした可能性」 fits hundreds of matters), so shared names and
equal figures weigh most; character n-grams, weighted by how rare they are, order the rest. NAMES.md (d).
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model import Cause
from generator.text import title_key

from .runs import is_generic

_WINDOW = 180  # days; the last report on an incident comes within half a year
_WINDOW_OF_LAWS = 1100  # from a bill to its coming into force
_NEAR = 0.04  # figures that differ by rounding: 1235万 and 1,234万5,678
_SMALLEST_FIGURE = 100  # many matters share 3件
_SMALLEST_SCORE = 0.08
_TEXT, _NAME, _PART_OF_NAME, _FIGURE, _CAUSE = 1.0, 0.4, 0.25, 0.2, 0.04
_SIZES = (2, 3)
# An n-gram of every twentieth headline tells nothing and costs most; with few headlines all are read.
_ALWAYS_READ, _COMMON_SHARE = 60, 20
_PART = re.compile(r"[a-z0-9]{3,}|[ァ-ヺー]{3,}|[一-龥々]{2,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What is compared of one headline."""

    id: str
    title: str
    day: date | None = None
    names: tuple[str, ...] = ()  # as in the title
    counts: tuple[int, ...] = ()
    cause: Cause | None = None
    is_policy: bool = False  # laws take years


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """An earlier item and how near it is, from 0 to 1."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class _Entry:
    item: Item
    grams: Counter[str]
    names: frozenset[str]
    parts: frozenset[str]


class Index:
    """Items seen so far; how rare an n-gram is depends on them, so the same items give the same ranking."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._entries: list[_Entry] = []
        self._norms: list[float] = []
        self._fresh = 0  # for how many entries the norms were last reckoned
        self._postings: dict[str, list[tuple[int, int]]] = {}
        self._named: dict[str, list[int]] = {}
        for item in items:
            self.add(item)

    def add(self, item: Item) -> None:
        """Remember an item."""
        entry = _entry(item)
        for gram, count in entry.grams.items():
            self._postings.setdefault(gram, []).append((len(self._entries), count))
        for name in entry.names | entry.parts:
            self._named.setdefault(name, []).append(len(self._entries))
        self._entries.append(entry)
        self._norms.append(self._norm(entry.grams))
        if len(self._entries) >= 2 * self._fresh:  # n-grams grow common slowly
            self._norms = [self._norm(other.grams) for other in self._entries]
            self._fresh = len(self._entries)

    def rank(self, item: Item, *, limit: int = 5) -> list[Match]:
        """Give the nearest items seen so far, nearest first, at most `limit`."""
        entry = _entry(item)
        scored = (
            (round(score, 3), index)
            for index, cosine in self._cosines(entry)
            if (score := self._score(entry, self._entries[index], cosine)) >= _SMALLEST_SCORE
        )
        best = heapq.nlargest(limit, scored, key=lambda pair: (pair[0], pair[1]))  # of equals the latest
        return [Match(id=self._entries[index].item.id, score=score) for score, index in best]

    def _cosines(self, entry: _Entry) -> Iterator[tuple[int, float]]:
        names = sorted(entry.names | entry.parts)
        products = {index: 0.0 for name in names for index in self._named.get(name, ())}
        common = max(_ALWAYS_READ, len(self._entries) // _COMMON_SHARE)
        for gram, count in entry.grams.items():
            postings = self._postings.get(gram, [])
            if len(postings) > common:
                continue
            weight = count * self._rarity(gram) ** 2
            for index, other in postings:
                products[index] = products.get(index, 0.0) + weight * other
        own = self._norm(entry.grams)
        for index, product in products.items():
            yield index, min(product / (own * self._norms[index]), 1.0)

    def _norm(self, grams: Counter[str]) -> float:
        return math.sqrt(sum((count * self._rarity(gram)) ** 2 for gram, count in grams.items())) or 1.0

    def _rarity(self, gram: str) -> float:
        return math.log((len(self._entries) + 2) / (len(self._postings.get(gram, ())) + 1))

    @staticmethod
    def _score(one: _Entry, other: _Entry, cosine: float) -> float:
        if _is_too_old(one.item, other.item):
            return 0.0
        score = _TEXT * cosine
        if one.names & other.names:
            score += _NAME
        elif one.parts & other.parts:
            score += _PART_OF_NAME
        if _same_figure(one.item, other.item):
            score += _FIGURE
        if one.item.cause and one.item.cause is other.item.cause:
            score += _CAUSE
        return min(score / (_TEXT + _NAME), 1.0)


def rank_related(item: Item, earlier: Iterable[Item], *, limit: int = 5) -> list[Match]:
    """Rank earlier items by how likely they speak of the same matter as `item`; at most `limit`, best first."""
    return Index(earlier).rank(item, limit=limit)


def _entry(item: Item) -> _Entry:
    key = title_key(item.title)
    grams = Counter(key[start : start + size] for size in _SIZES for start in range(len(key) - size + 1))
    names = frozenset(folded for name in item.names if (folded := title_key(name)))
    parts = frozenset(part for name in names for part in _PART.findall(name) if not is_generic(part))
    return _Entry(item, grams, names, parts)


def _is_too_old(one: Item, other: Item) -> bool:
    if one.day is None or other.day is None:
        return False
    window = _WINDOW_OF_LAWS if one.is_policy and other.is_policy else _WINDOW
    return abs((one.day - other.day).days) > window


def _same_figure(one: Item, other: Item) -> bool:
    return any(
        abs(mine - theirs) <= _NEAR * max(mine, theirs) and min(mine, theirs) >= _SMALLEST_FIGURE
        for mine in one.counts
        for theirs in other.counts
    )
