"""Which of many patterns can match a text at all: those one of whose necessary strings the text holds.

pattern ──▶ strings of which every match holds one ──▶ automaton of all strings ──▶ a few patterns of two hundred

A headline holds the words of a handful of rules; trying all of them cost more than everything else. Read off the
pattern's own parse tree, so no list has to be kept beside the rules; where nothing is certain, the pattern is tried.
"""

from __future__ import annotations

import re
import re._constants as code  # type: ignore[import-not-found] # no public way to a parse tree
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

_FEW = 8  # letters of a class that are taken as alternatives
_FOLDED = str.maketrans({"ı": "i", "İ": "i"})  # equal to i where case is ignored, but not to casefold


class Sieve:
    """Patterns by the strings that their matches need; texts are those that the patterns are searched in."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._is_folded = any(pattern.flags & re.IGNORECASE for pattern in patterns)
        self._always: list[int] = []
        places: dict[str, list[int]] = {}
        for place, pattern in enumerate(patterns):
            needed = necessary(pattern)
            if not needed:
                self._always.append(place)
            for string in {self._folded(one) for one in needed}:
                places.setdefault(string, []).append(place)
        self._places = list(places.values())
        self._automaton = AhoCorasick(list(places))

    def possible(self, text: str) -> list[int]:
        """Give the places of the patterns that may match somewhere in the text, in their order."""
        places = set(self._always)
        for string, _, _ in self._automaton.find_matches_as_indexes(self._folded(text), overlapping=True):
            places.update(self._places[string])
        return sorted(places)

    def _folded(self, text: str) -> str:
        return text.translate(_FOLDED).casefold() if self._is_folded else text


class Words:
    """Words to be found in texts, the longest where several begin; an alternation of hundreds tries each in turn."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the spans of the words in a text, without overlaps."""
        return ((start, end) for _, start, end in self._automaton.find_matches_as_indexes(text))


def necessary(pattern: re.Pattern[str]) -> frozenset[str]:
    """Give strings of which every match holds at least one (in its case or another); empty where none is certain."""
    return frozenset(_of_sequence(parser.parse(pattern.pattern, pattern.flags)))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> set[str]:
    """Give the most telling of what the parts need: the longest of its shortest strings, then the fewest."""
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
    return max(filter(None, found), key=lambda strings: (min(map(_weight, strings)), -len(strings)), default=set())


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
