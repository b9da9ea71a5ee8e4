"""The spellings of an organization's name: without legal form, abbreviated, in kana and Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from .data import rows, words
from .romaji import romaji_spellings
from .vowels import long_vowel_spellings, same_sound_spellings

_KANA = re.compile(r"[ぁ-ゖァ-ヺー・\s]+")
_KANJI = re.compile(r"[㐀-鿿々]")
_GA = re.compile("(?<=[㐀-鿿])[ヶケがガヵカ](?=[㐀-鿿])")
_N_BEFORE_VOWEL = re.compile("n(?=[aiueoy])")
_MIN_LETTERS = 2
_MIN_ROMAJI = 4
_SHORT_KANA = 4


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


def readings(name: str) -> Iterator[str]:
    """Give what the kana of a name can be written as: the other script, other long vowels, Latin letters."""
    name = unicodedata.normalize("NFKC", name).strip()
    for base in dict.fromkeys((*_bases(name), name)):
        if letters(base) >= _MIN_LETTERS:
            written = dict.fromkeys((*long_vowel_spellings(base), *_same_sounds(base)))
            otherwise = [kana for kana in written if kana not in words("everyday_kana")]
            yield from otherwise
            for kana in (base, *otherwise):
                yield from _other_script(kana)
            for kana in (base, *long_vowel_spellings(base)):
                yield from _in_latin_letters(kana)


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


def _same_sounds(base: str) -> Iterator[str]:
    """For a short name; folding makes the sounds of a longer one one, and needs no spellings."""
    if len(base.replace("ー", "")) <= _SHORT_KANA:
        yield from same_sound_spellings(base)


def _other_script(base: str) -> Iterator[str]:
    """A name in kana, in katakana and in hiragana."""
    if _KANA.fullmatch(base):
        yield "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in base)
        yield "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in base)


def _in_latin_letters(base: str) -> Iterator[str]:
    """A name in kana, in Latin letters; an ordinary word, which nobody declared, only with a capital."""
    if not _KANA.fullmatch(base):
        return
    for romaji in romaji_spellings(base):
        if len(romaji) < _MIN_ROMAJI:
            continue
        for spelling in (
            romaji,
            romaji.replace("ou", "o").replace("oo", "o").replace("uu", "u"),
            romaji.replace("ou", "oh").replace("oo", "oh"),
            _N_BEFORE_VOWEL.sub("n'", romaji),
        ):
            yield spelling.title() if spelling in words("ordinary_words") else spelling


def letters(text: str) -> int:
    """Count letters and digits."""
    return sum(c.isalnum() for c in text)
