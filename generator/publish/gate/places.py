"""From a place in a folded text back to the text itself, for the finding that an editor reads.

Counted only when something was found, and then by blocks: folding keeps the order of the letters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from .folding import Fold, Folding
from .latin import LONG, has_border


class Places:
    """Places of heavy names: folded letters are counted block by block."""

    _BLOCK = 64

    def __init__(self, text: str, fold: Fold) -> None:
        self._text = text
        self._fold = fold
        self._ends: list[int] = []  # folded length up to the end of each block

    def of(self, folded: int) -> int:
        """Give the offset in the text of a character of the folded text."""
        if not self._ends:
            blocks = (self._text[k : k + self._BLOCK] for k in range(0, len(self._text), self._BLOCK))
            self._ends = list(accumulate(len(self._fold(block)) for block in blocks))
        block = bisect_right(self._ends, folded)
        start = block * self._BLOCK
        left = folded - (self._ends[block - 1] if block else 0)
        part = self._text[start : start + self._BLOCK]
        within = bisect_right(range(len(part)), left, key=lambda k: len(self._fold(part[:k])))
        return min(start + max(within - 1, 0), max(len(self._text) - 1, 0))


class LatinPlaces:
    """Places of names in Latin letters: their folding keeps no count, so small overlapping parts are looked at."""

    _SIZE = 200
    _STEP = 140
    _REACH = 40  # characters on each side in which the words at the border of a part are whole

    def __init__(self, text: str, folding: Folding) -> None:
        self._text = text
        self._folding = folding
        self._parts: list[tuple[int, bytes, bytes]] = []

    def of(self, pattern: bytes) -> Iterator[int]:
        """Give the places where a spelling can be the name: none where it only begins and ends inside of words."""
        if not self._parts:
            self._parts = [self._part(start) for start in range(0, max(len(self._text), 1), self._STEP)]
        found = False
        for start, joined, words in self._parts:
            if pattern in joined or pattern in words:
                found = True
                around = self._text[max(0, start - self._REACH) : start + self._SIZE + self._REACH]
                if len(pattern) >= LONG or has_border(pattern, around, self._folding.spelled):
                    yield start
        if not found:
            yield 0  # it stands over more letters than a part has

    def _part(self, start: int) -> tuple[int, bytes, bytes]:
        part = self._text[start : start + self._SIZE]
        light = self._folding.light(part)
        return start, self._folding.romaji(self._folding.heavy(part)), self._folding.romaji_words(light)
