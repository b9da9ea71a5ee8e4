"""What keeps its name: public bodies, laws, attackers, the medium in brackets at the end, what has an alias.

Rules in data/name_patterns.tsv, names in data/public_bodies.txt: whether a university is public no rule can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from .lexicon import groups
from .patterns import matches, pattern
from .runs import KANJI
from .sieve import Sieve
from .width import same_width

Span = tuple[int, int]

_KINDS = ("public", "law", "alias", "criminal")


@lru_cache(maxsize=8)  # asked for by several steps in turn, of the same headline
def exempt_spans(plain: str) -> tuple[Span, ...]:
    """Give the spans of a `same_width` text that are never suggested for hiding; they may overlap."""
    return tuple(_exempt(plain))


def _exempt(plain: str) -> Iterator[Span]:
    yield from (match.span() for match in matches(_KINDS, plain))
    known, sieve = _known_bodies()
    for place in sieve.possible(plain):
        yield from (match.span() for match in known[place].finditer(plain))
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


@cache
def _known_bodies() -> tuple[list[re.Pattern[str]], Sieve]:
    """Compile the lists: Latin abbreviations as whole words, 「…大」 for universities only, the others anywhere."""
    lists = groups("public_bodies")
    known = {*lists["ministries"], *lists["agencies"], *lists["universities"]}
    latin = {word for word in known if word.isascii()}
    short = {word for word in known if word.endswith("大")}
    rules = [
        re.compile(rf"(?<![A-Za-z0-9]){_any_of(latin)}(?![A-Za-z0-9])"),
        re.compile(rf"(?<![{KANJI}]){_any_of(short)}(?![{KANJI}])"),
        re.compile(_any_of(known - latin - short)),
    ]
    return rules, Sieve([rule.pattern for rule in rules])


def _any_of(members: Iterable[str]) -> str:
    """Write alternatives by their first letter: tried one after the other, hundreds of names cost 0.1 ms a headline."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(members, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(_with_parts(word)[1:])
    firsts = "".join(re.escape(letter) for letter in sorted(by_letter))
    branches = (re.escape(letter) + f"(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items()))
    return f"(?=[{firsts}])(?:{'|'.join(branches)})"


def _with_parts(word: str) -> str:
    """A university takes its faculties and hospitals along."""
    plain = word[0] + re.escape(word[1:])
    return plain + (rf"(?:医学部|附属病院|病院|大学院|[{KANJI}]{{1,6}}学部)*" if word.endswith("大学") else "")
