"""The spellings of an organization's name: without legal form, abbreviated, in kana and Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from .data import rows
from .romaji import to_romaji

_KANA = re.compile(r"[ぁ-ゖァ-ヺー・\s]+")
_KANJI = re.compile(r"[㐀-鿿々]")
_GA = re.compile("(?<=[㐀-鿿])[ヶケがガヵカ](?=[㐀-鿿])")
_N_BEFORE_VOWEL = re.compile("n(?=[aiueoy])")
_MIN_LETTERS = 2
_MIN_ROMAJI = 4


def name_forms(name: str) -> Iterator[str]:
    """Give every spelling of the name of an organization, a brand or a reading; some more than once."""
    name = unicodedata.normalize("NFKC", name).strip()
    yield name
    for base in dict.fromkeys((*_bases(name), name)):
        if letters(base) < _MIN_LETTERS and base != name and not _KANJI.search(base):
            continue
        yield from _written_otherwise(base)
        if base != name:
            yield from _with_abbreviation(base, name)
        yield from _readings(base)


def _bases(name: str) -> Iterator[str]:
    """The name without its legal form, and without 「ホールディングス」."""
    base = without_legal_form(name)
    if base != name:
        yield base
    for row in rows("group_words"):
        if base.endswith(row[0]) and letters(base) > len(row[0]) + 1:
            yield base.removesuffix(row[0]).strip()
    english = _without_english_form(base)
    if english != base:
        yield english


@lru_cache(maxsize=10_000)
def without_legal_form(name: str) -> str:
    """Give a name without 株式会社 and the like, in front and behind; takes NFKC."""
    changed = True
    while changed:
        changed = False
        for form, *_ in rows("legal_forms"):
            bare = name.removeprefix(form).removesuffix(form).strip(" ・　")
            if bare and bare != name:
                name, changed = bare, True
    return name


def _without_english_form(name: str) -> str:
    form = _english_form()
    while (match := form.search(name)) and match.start():
        name = name[: match.start()].strip(" ,")
    return name


@cache
def _english_form() -> re.Pattern[str]:
    forms = "|".join(re.escape(row[0]) for row in rows("english_forms"))
    return re.compile(rf"[\s,]+(?:{forms})$", re.IGNORECASE)


def _written_otherwise(base: str) -> Iterator[str]:
    """Spellings between which people choose: 霧ヶ丘, 霧が丘, 霧ケ丘; A & B, A and B."""
    yield base
    if _GA.search(base):
        yield from (_GA.sub(ga, base) for ga in "ヶがカ")
    if "&" in base:
        yield re.sub(r"\s*&\s*", " and ", base)
        yield re.sub(r"\s*&\s*", "アンド", base)
    elif re.search(r"\band\b", base, re.IGNORECASE):
        yield re.sub(r"\band\b", "&", base, flags=re.IGNORECASE)


def _with_abbreviation(base: str, name: str) -> Iterator[str]:
    """A short name is heavy enough with its legal form: 「(株)」 in front and behind, and the full word behind."""
    for form, *_ in rows("legal_forms"):
        if form in name and not form.startswith("("):
            yield from (form + base, base + form)
            if form == "株式会社":
                yield from (f"(株){base}", f"{base}(株)")


def _readings(base: str) -> Iterator[str]:
    """A name in kana: both scripts and Latin letters."""
    if not _KANA.fullmatch(base):
        return
    yield "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in base)
    yield "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in base)
    romaji = to_romaji(base)
    if romaji and len(romaji) >= _MIN_ROMAJI:
        yield romaji
        yield romaji.replace("ou", "o").replace("oo", "o").replace("uu", "u")
        yield romaji.replace("ou", "oh").replace("oo", "oh")
        yield _N_BEFORE_VOWEL.sub("n'", romaji)


def letters(text: str) -> int:
    """Count letters and digits."""
    return sum(c.isalnum() for c in text)
