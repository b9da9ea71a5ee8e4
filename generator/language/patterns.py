"""The patterns of data/name_patterns.tsv: compiled when first asked for, since compiling takes longer than reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .alternatives import Taken, all_matches
from .runs import KANJI, KATAKANA
from .tables import read_table


@cache
def patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """Give all patterns of a kind, in the order of the file."""
    return tuple(re.compile(source) for source in _sources(kind))


def matches(kinds: tuple[str, ...], plain: str) -> Iterator[re.Match[str]]:
    """Give the matches of all patterns of some kinds, pattern after pattern; those that cannot match are not tried."""
    for its in _taken(kinds).possible(plain).values():
        yield from all_matches(its, plain)


@cache
def _taken(kinds: tuple[str, ...]) -> Taken:
    return Taken([source for kind in kinds for source in _sources(kind)])


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """Give the patterns of a kind as alternatives of one."""
    return re.compile("|".join(_sources(kind)))


def _sources(kind: str) -> list[str]:
    rows = [row["pattern"] for row in read_table("name_patterns.tsv") if row["kind"] == kind]
    return [_filled(source) for source in rows]


def _filled(source: str) -> str:
    for word in ("legal_word", "private_body", "hit"):
        if f"{{{word}}}" in source:
            source = source.replace(f"{{{word}}}", "|".join(_sources(word)))
    return source.replace("{kanji}", KANJI).replace("{kata}", KATAKANA)
