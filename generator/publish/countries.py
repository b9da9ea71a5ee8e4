"""Strict mode's 海外 for a country, only where a country's name surely is one (data/strict_countries.tsv)."""

from __future__ import annotations

import re
from functools import cache

from ..language.tables import read_table

_PACKAGE = "generator.publish"
_BORDER = r"(?![ァ-ヺー一-鿿々])"


def without_countries(text: str) -> str:
    """Give a text with 海外 for countries; one that is part of a longer word (米子市, 中国銀行, 独自) stays."""
    return _pattern().sub("海外", text)


@cache
def _pattern() -> re.Pattern[str]:
    rows = {row["kind"]: row["words"].split() for row in read_table("strict_countries.tsv", _PACKAGE)}
    own = {row["country"] for row in read_table("countries.tsv", _PACKAGE)}
    own |= {row["part"] for row in read_table("countries.tsv", _PACKAGE) if not row["part"].isascii()}
    names = (own | set(rows["name"])) - {"海外", "グローバル"}
    kanji = "".join(rows["kanji"])
    word = rf"(?:{_either(names)})(?:{_BORDER}|(?={_either(rows['followed'])}))"
    single = (
        rf"[{kanji}](?=(?:{_either(rows['kanji_followed'])})|{_either(rows['kanji_joint'])})"
        rf"|[{kanji}](?=[・、](?:[{kanji}](?![一-鿿々])|{_either(names)}))|(?<=[{kanji}][・、])[{kanji}](?![一-鿿々])"
    )
    return re.compile(rf"(?<![ァ-ヺー一-鿿々お])(?:{word}|{single})")


def _either(words: set[str] | list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
