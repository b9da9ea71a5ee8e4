"""What keeps its name: public bodies, laws, attackers, the medium in brackets at the end, what has an alias.

Rules in data/name_patterns.tsv, names in data/public_bodies.txt: whether a university is public no rule can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from .lazy import regex
from .lexicon import groups
from .patterns import matches, pattern
from .runs import KANJI
from .sieve import Sieve, Words
from .width import same_width

Span = tuple[int, int]

_KINDS = ("public", "law", "alias", "criminal")
_PARTS = rf"(?:医学部|附属病院|病院|大学院|[{KANJI}]{{1,6}}学部)*"  # which a university takes along


@lru_cache(maxsize=8)  # asked for by several steps in turn, of the same headline
def exempt_spans(plain: str) -> tuple[Span, ...]:
    """Give the spans of a `same_width` text that are never suggested for hiding; they may overlap."""
    return tuple(_exempt(plain))


def _exempt(plain: str) -> Iterator[Span]:
    yield from (match.span() for match in matches(_KINDS, plain))
    yield from _known(plain)
    media = pattern("media_at_end").search(plain)
    if media and _is_medium(plain, media["name"]):
        yield media.span()


def _is_medium(plain: str, name: str) -> bool:
    """In an incident's headline the brackets may as well hold who was hit: only a medium's word exempts them."""
    if pattern("legal_word").search(name):
        return False
    return bool(pattern("media_word").search(name)) or not pattern("event").search(plain)


@lru_cache(maxsize=4096)  # asked for every candidate of a run, and many speak of the same
def is_exempt(name: str) -> bool:
    """Whether a name by itself is one that is kept: a municipality, a ministry, a public university."""
    plain = same_width(name)
    return any((start, end) == (0, len(plain)) for start, end in exempt_spans(plain))


def touches(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span shares a letter with any of the others."""
    return any(start < span[1] and span[0] < end for start, end in others)


def _known(plain: str) -> Iterator[Span]:
    """Give the listed bodies: Latin abbreviations as whole words, 「…大」 for universities only, the others anywhere.

    The others are hundreds: as alternatives of one pattern they took a reading process a third of a second to compile.
    """
    rules, sieve, others = _known_bodies()
    for place in sieve.possible(plain):
        yield from (match.span() for match in rules[place].finditer(plain))
    done = 0
    while span := next(others.find(plain[done:]), None):
        start, end = done + span[0], done + span[1]
        if plain.endswith("大学", start, end):
            parts = regex(_PARTS).match(plain, end)
            end = parts.end() if parts else end
        yield start, end
        done = end


@cache
def _known_bodies() -> tuple[list[re.Pattern[str]], Sieve, Words]:
    lists = groups("public_bodies")
    known = {*lists["ministries"], *lists["agencies"], *lists["universities"]}
    latin = {word for word in known if word.isascii()}
    short = {word for word in known if word.endswith("大")}
    rules = [
        rf"(?<![A-Za-z0-9])(?:{_any_of(latin)})(?![A-Za-z0-9])",
        rf"(?<![{KANJI}])(?:{_any_of(short)})(?![{KANJI}])",
    ]
    return [re.compile(rule) for rule in rules], Sieve(rules), Words(known - latin - short)


def _any_of(members: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(members, key=lambda word: (-len(word), word))))
