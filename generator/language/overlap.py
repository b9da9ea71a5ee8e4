"""How much of a text stands word for word in its source: longest run and coverage, from fingerprints alone.

    source ──▶ grams (hashes of every 13 letters) ──▶ kept in the house's files, never the source's text
    text ──▶ letters without marks, quotations, laws and lists of data ──▶ runs of letters whose grams are known

Every gram is kept, not a winnowed choice: a summary is short, and only so is the longest run exact. Different outlets
on different events share at most 13 letters in a row, lightly edited copies 169 (NAMES.md (f)). difflib is not used:
its `autojunk` finds a wrong longest match in half of all Japanese pairs.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from .lexicon import words
from .width import same_width

GRAM = 13  # letters
_IGNORED = re.compile(r"[\W_]+")
# A law has one name, and it is long: nobody can say it otherwise.
_LAW = re.compile(
    r"[一-龥ァ-ヶー々・等のを]{2,30}に関する(?:法律|政令|省令|府令|条例|規則)"
    r"(?:(?:施行令|施行規則|等)?の一部を改正する(?:法律|政令|省令|規則|条例))?案?"
)
_QUOTED = re.compile(r"[「『][^「」『』]*[」』]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """What a text shares with a source."""

    run: int  # letters of the longest run
    coverage: float  # share of the text's letters that stand in such runs, 0 to 1
    words: str  # the longest run, as it stands in the text
    grams: frozenset[int]  # what was found, so that boilerplate can be told from it


def fingerprint(text: str) -> frozenset[int]:
    """Give the hashes of all stretches of 13 letters; marks and spaces do not count."""
    letters = "".join(_letters(text)[0])
    return frozenset(_hash(letters[start : start + GRAM]) for start in range(len(letters) - GRAM + 1))


def compare(text: str, source: Collection[int]) -> Overlap:
    """Compare a text with a source's fingerprint; quotations and lists of data items are nobody's own words."""
    total, covered = 0, 0
    found: set[int] = set()
    longest = (0, 0, 0)
    for begin, end in _own_words(text):
        letters, places = _letters(text[begin:end])
        total += len(letters)
        hits = [(start, gram) for start, gram in enumerate(_hashes(letters)) if gram in source]
        found.update(gram for _, gram in hits)
        covered += len({place for start, _ in hits for place in range(start, start + GRAM)})
        for first, last in _runs([start for start, _ in hits]):
            longest = max(longest, (last - first, begin + places[first], begin + places[last - 1] + 1))
    return Overlap(
        run=longest[0],
        coverage=covered / total if total else 0.0,
        words=text[longest[1] : longest[2]],
        grams=frozenset(found),
    )


def _own_words(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches between quotations, names of laws and lists of data."""
    begin = 0
    for match in sorted(
        (match for rule in (_QUOTED, _LAW, _lists()) for match in rule.finditer(text)), key=lambda found: found.start()
    ):
        if match.start() > begin:
            yield begin, match.start()
        begin = max(begin, match.end())
    if begin < len(text):
        yield begin, len(text)


def _letters(text: str) -> tuple[list[str], list[int]]:
    """Give the letters that count, in one form, and where each stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(same_width(text)):
        if not _IGNORED.match(letter):
            for part in unicodedata.normalize("NFKC", letter).casefold():
                letters.append(part)
                places.append(place)
    return letters, places


def _hashes(letters: list[str]) -> Iterator[int]:
    joined = "".join(letters)
    return (_hash(joined[start : start + GRAM]) for start in range(len(joined) - GRAM + 1))


def _hash(gram: str) -> int:
    return zlib.crc32(gram.encode())


def _runs(starts: list[int]) -> Iterator[tuple[int, int]]:
    """Join grams that follow each other letter by letter: from the first letter to after the last one."""
    for position, start in enumerate(starts):
        if position == 0 or start != starts[position - 1] + 1:
            first = start
        if position + 1 == len(starts) or starts[position + 1] != start + 1:
            yield first, start + GRAM


@cache
def _lists() -> re.Pattern[str]:
    """氏名・住所・電話番号: three data items or more in a row are facts, however they are put."""
    items = "|".join(sorted(map(re.escape, words("data_items")), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:(?:{items})(?:[、・,及びと並に]|など|等)*){{3,}}")
