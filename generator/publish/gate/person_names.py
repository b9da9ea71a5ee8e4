"""The spellings of a person's name, and its parts: which may be the surname, and which is the given name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .romaji import romaji_spellings
from .vowels import long_vowel_spellings, same_sound_spellings

_KANJI = re.compile(r"[㐀-鿿々]")
_KATAKANA = re.compile(r"[ァ-ヺー]+")
_LATIN = re.compile(r"[\x20-\x7e\u00c0-\u024f]+")
# Kanji of a name without a space: surnames have one to three, a given name at least one.
_SURNAME_SIZES = {2: (1,), 3: (1, 2), 4: (2,), 5: (2, 3), 6: (3,)}
_PAIR = 2


def full_names(person: str) -> Iterator[str]:
    """Give a whole name in the orders and letters in which it is written."""
    person = unicodedata.normalize("NFKC", person).strip()
    yield person
    yield from _orders(_parts(person))
    for romaji in romaji_spellings(person):
        yield romaji
        yield from _orders(romaji.split())


def name_parts(person: str) -> Iterator[tuple[str, str]]:
    """Give what may be the surname, and the given name with it ("" where it is not known)."""
    for surname, given in _declared_parts(person):
        yield surname, given
        for written in (*long_vowel_spellings(surname), *same_sound_spellings(surname)):
            yield written, given
        if _KATAKANA.fullmatch(surname):
            yield "".join(chr(ord(c) - 0x60) if c <= "ヶ" else c for c in surname), given


def _declared_parts(person: str) -> Iterator[tuple[str, str]]:
    person = unicodedata.normalize("NFKC", person).strip()
    parts = _parts(person)
    if len(parts) < _PAIR:
        yield from _guessed(person)
        return
    yield parts[0], "".join(parts[1:])
    if all(_KATAKANA.fullmatch(part) for part in parts) or _LATIN.fullmatch(person):
        yield parts[-1], parts[0]  # アルノルト・ヴェーベル: the surname is the last part
        if len(parts) > _PAIR:
            yield " ".join(parts[1:]), parts[0]  # de la Cruzeiro
    for romaji in romaji_spellings(person):
        letters = romaji.split()
        yield from ((letters[0], letters[-1]), (letters[-1], letters[0]))


def _parts(person: str) -> list[str]:
    return [part for part in re.split(r"[\s・=]+", person) if part]


def _orders(parts: list[str]) -> Iterator[str]:
    if len(parts) < _PAIR:
        return
    yield " ".join([*parts[1:], parts[0]] if len(parts) == _PAIR else parts[::-1])
    if len(parts) > _PAIR:  # Anna Cruzeiro is Anna de la Cruzeiro
        yield from (f"{parts[0]} {parts[-1]}", f"{parts[-1]} {parts[0]}")
    if all(map(_LATIN.fullmatch, parts)):
        yield f"{parts[-1]}, {' '.join(parts[:-1])}"
        yield f"{parts[0]}, {' '.join(parts[1:])}"


def _guessed(person: str) -> Iterator[tuple[str, str]]:
    """A name without a space."""
    if _KANJI.match(person):
        yield from ((person[:size], person[size:]) for size in _SURNAME_SIZES.get(len(person), ()))
