"""Patterns taken apart at their outer bars: of 「A|B|C」 only those alternatives are searched that a text may hold.

Which ones that are, the sieve says. So a text costs what is in it and not what could be, and a pattern is compiled
when a text first asks for it: a reading process starts in half the time. The matches are those of the whole pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .sieve import Sieve, is_literal

Alternatives = list[re.Pattern[str]]  # of one pattern, in its order


class Taken:
    """Patterns taken apart; texts are those that they are searched in. An empty pattern keeps its place, no more."""

    def __init__(self, sources: Sequence[str], flags: int = 0) -> None:
        self._flags = flags
        self._owners: list[int] = []
        self._parts: list[str] = []
        for place, source in enumerate(sources):
            parts = split(source) if source else []
            self._parts += parts
            self._owners += [place] * len(parts)
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self._parts)
        self._sieve = Sieve(self._parts, flags)

    def possible(self, text: str) -> dict[int, Alternatives]:
        """Give the patterns that may match somewhere in the text, in their order, each with what of it may."""
        found: dict[int, Alternatives] = {}
        for part in self._sieve.possible(text):
            pattern = self._compiled[part]
            if pattern is None:
                pattern = self._compiled[part] = re.compile(self._parts[part], self._flags)
            owner = self._owners[part]
            if owner in found:
                found[owner].append(pattern)
            else:
                found[owner] = [pattern]
        return found


def first_match(its: Alternatives, text: str, start: int = 0) -> re.Match[str] | None:
    """Give the match that the whole pattern would have given: the leftmost, of two at one place the earlier's."""
    best = its[0].search(text, start)
    for one in its[1:]:
        match = one.search(text, start)
        if match and (best is None or match.start() < best.start()):
            best = match
    return best


def all_matches(its: Alternatives, text: str) -> Iterator[re.Match[str]]:
    """Give the matches of the whole pattern, as `finditer` does; none of its alternatives may match nothing."""
    match = first_match(its, text)
    while match:
        yield match
        match = first_match(its, text, match.end())


def split(source: str) -> list[str]:
    """Give the alternatives of a pattern: its parts between bars that stand in no bracket."""
    if is_literal(source):
        return [source]
    parts, depth, start, position = [], 0, 0, 0
    while position < len(source):
        letter = source[position]
        if letter == "\\":
            position += 1
        elif letter == "[":
            position = _end_of_class(source, position)
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "|" and not depth:
            parts.append(source[start:position])
            start = position + 1
        position += 1
    return [*parts, source[start:]]


def _end_of_class(source: str, start: int) -> int:
    """Give the place of the bracket that closes a class: one that stands first in it does not."""
    position = start + (2 if source[start + 1] == "^" else 1)
    position += source[position] == "]"
    while source[position] != "]":
        position += 2 if source[position] == "\\" else 1
    return position
