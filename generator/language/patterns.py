"""The patterns of data/name_patterns.tsv: compiled when first asked for, since compiling takes longer than reading."""

from __future__ import annotations

import re
from functools import cache

from .lexicon import table
from .runs import KANJI, KATAKANA


@cache
def patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """Give all patterns of a kind, in the order of the file."""
    return tuple(re.compile(source) for source in _sources(kind))


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """Give the patterns of a kind as alternatives of one."""
    return re.compile("|".join(_sources(kind)))


def _sources(kind: str) -> list[str]:
    rows = [row["pattern"] for row in table("name_patterns") if row["kind"] == kind]
    return [_filled(source) for source in rows]


def _filled(source: str) -> str:
    for word in ("legal_word", "private_body", "hit"):
        if f"{{{word}}}" in source:
            source = source.replace(f"{{{word}}}", "|".join(_sources(word)))
    return source.replace("{kanji}", KANJI).replace("{kata}", KATAKANA)
