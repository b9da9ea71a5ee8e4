"""Which of many patterns can match a text at all: those one of whose necessary strings the text holds.

pattern ──▶ strings of which every match holds one ──▶ one automaton of all strings ──▶ a few patterns of two hundred

A headline holds the words of a handful of rules; trying all of them cost more than everything else. Read off the
pattern's own parse tree, so no list has to be kept beside the rules; where nothing is certain, the pattern is tried.
"""

from __future__ import annotations

import re
import re._constants as code  # type: ignore[import-not-found] # no public way to a parse tree
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

_FEW = 8  # letters of a class that are taken as alternatives
_ONE_KANJI = 2  # what it weighs: too common for a second look to pay
_FOLDED = str.maketrans({"ı": "i", "İ": "i"})  # equal to i where case is ignored, but not to casefold
_LITERAL = re.compile(r"[^\\.^$*+?{}\[\]|()]+")


class _Strings:
    """The strings of all sieves, found together: a headline is asked about by ten of them, one after the other.

    Without case: a string that stands there in another case lets a pattern through which then does not match.
    """

    def __init__(self) -> None:
        self._all: dict[str, str] = {}  # each once: a set finds the very string faster than an equal one
        self._lock = Lock()  # two threads may each be the first to ask for some rules
        self._automaton = lru_cache(maxsize=1)(self._made)
        self._found = lru_cache(maxsize=8)(self._looked_for)

    def add(self, strings: Iterable[str]) -> frozenset[str]:
        """Give strings as they will be found."""
        with self._lock:
            return frozenset(self._all.setdefault(one, one) for one in map(_folded, strings))

    def found(self, text: str) -> frozenset[str]:
        """Give those that a text holds."""
        return self._found(text, len(self._all))  # what was found before others were added does not count

    def _made(self, count: int) -> AhoCorasick:
        return AhoCorasick(list(self._all)[:count], store_patterns=True)

    def _looked_for(self, text: str, count: int) -> frozenset[str]:
        return frozenset(self._automaton(count).find_matches_as_strings(_folded(text), overlapping=True))


_STRINGS = _Strings()


class Sieve:
    """Patterns by the strings that their matches need; texts are those that the patterns are searched in."""

    def __init__(self, sources: Sequence[str], flags: int = 0) -> None:
        self._always: list[int] = []
        self._second: dict[int, frozenset[str]] = {}
        self._places: dict[str, list[int]] = {}  # string -> patterns that need it
        for place, source in enumerate(sources):
            first, second = necessary(source, flags)
            if not first:
                self._always.append(place)
            if second:
                self._second[place] = _STRINGS.add(second)
            for string in _STRINGS.add(first):
                self._places.setdefault(string, []).append(place)
        self._strings = frozenset(self._places)

    def possible(self, text: str) -> list[int]:
        """Give the places of the patterns that may match somewhere in the text, in their order."""
        found = _STRINGS.found(text)
        if found.isdisjoint(self._strings):
            return self._always
        places = set(self._always)
        for string in found & self._strings:
            places.update(self._places[string])
        second = self._second
        return sorted([place for place in places if place not in second or not found.isdisjoint(second[place])])


class Needed:
    """Strings of which a text must hold one (in its case or another) for a search in it to be worth its time."""

    def __init__(self, strings: Iterable[str]) -> None:
        self._strings = _STRINGS.add(strings)

    def is_in(self, text: str) -> bool:
        """Whether the text holds any of them."""
        return not _STRINGS.found(text).isdisjoint(self._strings)


def _folded(text: str) -> str:
    # Translating costs ten times the look.
    return (text.translate(_FOLDED) if "ı" in text or "İ" in text else text).casefold()


class Words:
    """Words to be found in texts, the longest where several begin; an alternation of hundreds tries each in turn."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the spans of the words in a text, without overlaps."""
        return ((start, end) for _, start, end in self._automaton.find_matches_as_indexes(text))


def necessary(source: str, flags: int = 0) -> tuple[frozenset[str], frozenset[str]]:
    """Give strings of which every match holds at least one (in its case or another); empty where none is certain.

    And others of which the same is true, for a second look; empty where there are no such.
    """
    if is_literal(source):  # as most are: taking them apart took a reading process a fifth of a second
        return frozenset((source,)), frozenset()
    needs = sorted(_needs(parser.parse(source, flags)), key=_how_telling, reverse=True)
    first, second = (*needs, set[str](), set[str]())[:2]
    is_telling = bool(second) and _how_telling(second)[0] > _ONE_KANJI
    return frozenset(first), frozenset(second if is_telling else ())


def is_literal(source: str) -> bool:
    """Whether a pattern means nothing but its own letters."""
    return _LITERAL.fullmatch(source) is not None


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> set[str]:
    """Give the most telling of what the parts need."""
    return max(_needs(items), key=_how_telling, default=set())


def _needs(items: Iterable[tuple[Any, Any]]) -> list[set[str]]:
    """Give what each part needs."""
    found: list[set[str]] = []
    run = ""
    for kind, value in items:
        if kind is code.LITERAL:
            run += chr(value)
            continue
        found.append({run} if run else set())
        run = ""
        found.append(_of_part(kind, value))
    found.append({run} if run else set())
    return [strings for strings in found if strings]


def _how_telling(strings: set[str]) -> tuple[int, int]:
    """Put the longest of the shortest strings first, then the fewest."""
    return min(map(_weight, strings)), -len(strings)


def _weight(string: str) -> int:
    """Hiragana tells little: every second headline has する and した."""
    return sum(1 if "ぁ" <= letter <= "ん" else 2 for letter in string)


def _of_part(kind: Any, value: Any) -> set[str]:
    if kind is code.SUBPATTERN:
        _, added, removed, inner = value
        return set() if added or removed else _of_sequence(inner)  # (?i:…) has letters in another case
    if kind in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
        return _of_sequence(value[2]) if value[0] else set()
    if kind in {code.ASSERT, code.ATOMIC_GROUP}:
        return _of_sequence(value[1] if kind is code.ASSERT else value)
    if kind is code.BRANCH:
        branches = [_of_sequence(branch) for branch in value[1]]
        return set().union(*branches) if all(branches) else set()
    if kind is code.IN and len(value) <= _FEW and all(one is code.LITERAL for one, _ in value):
        return {chr(letter) for _, letter in value}
    return set()
