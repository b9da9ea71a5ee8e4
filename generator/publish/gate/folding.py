"""One normal form for both sides of every comparison: names are folded, and so is what would be published.

    light   what is not seen is gone, width, case, old kanji and foreign look-alikes are folded;
            words and scripts stay apart, so that a short name can be asked for its borders
    heavy   light, and hiragana for katakana, large kana for small, kana for kanji that look like it;
            only letters and digits stay, and 、。,;:!? as barriers that no name crosses
    romaji  the letters of heavy, with the spellings of Japanese in Latin letters made one

Each is one `str.translate` with a table made once (50 MB/s; a loop over characters reaches 4), and a few rare steps.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, partial

from .data import table
from .lines import ByLine

Table = dict[int, str | None]

BARRIER = "。"
_BARRIERS = frozenset("、。,;:!?")
_VOICED = "\u3099"
_SEMIVOICED = "\u309a"

# What has a form of its own to be folded; CJK and Hangul between them stay what they are.
_FOLDED_RANGES = (
    range(0x3400),
    range(0xA000, 0xAC00),
    range(0xF900, 0x10000),
    range(0x1D400, 0x1D800),
    range(0x1F000, 0x1FB00),
    range(0x20000, 0x20C00),
    range(0x2F800, 0x2FA20),
    range(0xE0000, 0xE01F0),
)
_KEPT_RANGES = (range(0x3400, 0xA000), range(0xAC00, 0xD7B0))
_MARKS = frozenset({"Mn", "Me"})
_DASHES = "-‐‑‒–—―−─━﹘﹣－⁃"
_NEGATIVE_LETTERS = (0x1F150, 0x1F170, 0x1F1E6)  # 🅐 🅰 🇦: NFKC leaves them
_SMALL = str.maketrans(
    "ぁぃぅぇぉっゃゅょゎゕゖㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ",
    "あいうえおつやゆよわかけくしすとぬはひふへほむらりるれろ",
)
_OLD_KANA = str.maketrans("をゐゑぢづ", "おいえじず")
_VU = (("ゔあ", "ば"), ("ゔい", "び"), ("ゔえ", "べ"), ("ゔお", "ぼ"), ("ゔ", "ぶ"))
_ITERATION = re.compile("(.)[々ゝ〻]")
_ONE_AS_LONG_VOWEL = re.compile("(?<=[ァ-ヺー口力二八工夕卜三千才又])一(?![0-9a-z一-鿿])")
_DASH_AS_LONG_VOWEL = re.compile("(?<=[ァ-ヺー])[-一](?![0-9a-z一-鿿])")
_BREAK = re.compile(r"[\r\n]\s*+")


class Rule(StrEnum):
    """What folding does; a test leaves out one at a time, to see that it is needed."""

    INVISIBLE = "invisible"
    COMPATIBILITY = "compatibility"
    CASE = "case"
    MARKS = "marks"
    VARIANTS = "variants"
    LATIN = "latin"
    KATAKANA = "katakana"
    SMALL = "small"
    VU = "vu"
    KANA = "kana"
    SEPARATORS = "separators"
    ITERATION = "iteration"
    LONG_VOWEL = "long-vowel"
    ROMAJI = "romaji"


ALL_RULES = frozenset(Rule)


def _is_invisible(char: str) -> bool:
    return (
        unicodedata.category(char) == "Cf"
        or char in "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
        or "\ufe00" <= char <= "\ufe0f"  # variation selectors, Mongolian and supplementary ones; tags
        or "\u180b" <= char <= "\u180f"
        or "\U000e0000" <= char <= "\U000e01ef"
    )


def _compatible(char: str, rules: frozenset[Rule]) -> str:
    """NFKC, and what it forgets."""
    if Rule.COMPATIBILITY not in rules:
        return char
    if char in "゛゜":  # NFKC makes them a space and a mark
        return _VOICED if char == "゛" else _SEMIVOICED
    if char in _DASHES:
        return "-"
    if char in "’‘ʼ′＇":
        return "'"
    for first in _NEGATIVE_LETTERS:
        if 0 <= ord(char) - first < 26:  # noqa: PLR2004 - letters of the alphabet
            return chr(ord("A") + ord(char) - first)
    return unicodedata.normalize("NFKC", char)


def _bare(text: str) -> str:
    """Without accents; the marks that make が of か stay."""
    kept = (
        c for c in unicodedata.normalize("NFD", text) if c in "\u3099\u309a" or unicodedata.category(c) not in _MARKS
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _light_character(char: str, rules: frozenset[Rule]) -> str | None:
    if Rule.INVISIBLE in rules and _is_invisible(char):
        return None
    looks = table("latin_lookalikes") if Rule.LATIN in rules else {}
    text = looks.get(char) or _compatible(char, rules)
    if Rule.CASE in rules:
        text = text.casefold()
    text = "".join(looks.get(c, c) for c in text)
    if Rule.MARKS in rules:
        text = _bare(text)
    if Rule.VARIANTS in rules:
        variants = table("variants")
        text = "".join(variants.get(c, c) for c in text)
    return text or None


def _heavy_character(char: str, rules: frozenset[Rule]) -> str:
    if Rule.KATAKANA in rules and "ァ" <= char <= "ヶ":
        char = chr(ord(char) - 0x60)
    if Rule.SMALL in rules:
        char = char.translate(_SMALL)
    char = char.translate(_OLD_KANA)
    if Rule.KANA in rules:
        char = table("kana_lookalikes").get(char, char)
    if Rule.SEPARATORS in rules and (char == "ー" or not (char.isalnum() or char in "\u3099\u309a")):
        return char if char in _BARRIERS else ""
    return char


@cache
def _tables(rules: frozenset[Rule]) -> tuple[Table, Table, Table]:
    """Give the tables of light, heavy and cased folding: a quarter of a second, once for each set of rules."""
    light: Table = {}
    heavy: Table = {}
    for codes in _FOLDED_RANGES:
        for code in codes:
            char = _light_character(chr(code), rules)
            light[code] = char
            heavy[code] = "".join(_heavy_character(c, rules) for c in char or "") or None
    for codes in _KEPT_RANGES:
        for code in codes:
            light[code] = heavy[code] = chr(code)
    for char in (*table("variants"), *table("kana_lookalikes")):
        folded = _light_character(char, rules)
        light[ord(char)] = folded
        heavy[ord(char)] = "".join(_heavy_character(c, rules) for c in folded or "") or None
    return light, heavy, {**light, **_capitals(light)}


# Spellings of one sound: Hepburn and kunrei, long vowels, mb/nb, l/r, sokuon.
# Coarse on purpose: all that matters is that both sides are folded alike.
_ROMAJI = tuple(
    (old.encode(), new.encode())
    for old, new in (
        *(
            ("tch", "ch"),
            ("cch", "ch"),
            ("sh", "s"),
            ("sy", "s"),
            ("ch", "t"),
            ("ty", "t"),
            ("ts", "t"),
            ("j", "z"),
            ("zy", "z"),
        ),
        *(("dz", "z"), ("f", "h"), ("l", "r"), ("v", "b"), ("mb", "nb"), ("mp", "np"), ("mm", "nm")),
        *(("ou", "o"), ("oo", "o"), ("uu", "u"), ("aa", "a"), ("ii", "i"), ("ee", "e")),
        *(("kk", "k"), ("pp", "p"), ("tt", "t"), ("ss", "s"), ("zz", "z"), ("gg", "g"), ("dd", "d"), ("bb", "b")),
        *(("hh", "h"), ("rr", "r"), ("nn", "n")),
    )
)


_NOT_ASCII = re.compile(rb"\?{2,}")
_WORD_SEPARATORS = bytes(c for c in range(0x80) if not chr(c).isalnum() and chr(c) not in _BARRIERS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Folding:
    """The normal forms, by a set of rules."""

    rules: frozenset[Rule] = ALL_RULES
    _light: ByLine[str] = field(init=False, repr=False, compare=False)
    _heavy: ByLine[str] = field(init=False, repr=False, compare=False)
    _cased: ByLine[str] = field(init=False, repr=False, compare=False)
    _words: ByLine[bytes] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, letters in zip(("_light", "_heavy", "_cased"), _tables(self.rules), strict=True):
            object.__setattr__(self, name, ByLine(partial(_translated, table=letters)))
        object.__setattr__(self, "_words", ByLine(self._romaji_words_of_line))

    def light(self, text: str) -> str:
        """Fold what is not seen and what only looks different; borders of words stay."""
        folded = _compose(self._light(text))
        if Rule.LONG_VOWEL in self.rules and _DASH_AS_LONG_VOWEL.search(folded):
            folded = _DASH_AS_LONG_VOWEL.sub("ー", folded)
        return self._repeat(folded)

    def cased(self, text: str) -> str:
        """Fold like `light`, but for case: an ordinary word is a name only as it is written."""
        return _compose(self._cased(text))

    def joined(self, light: str) -> str:
        """Join lines that a source file breaks inside a Japanese word; takes a light text."""
        parts, at = [], 0
        for match in _BREAK.finditer(light):
            start, end = match.span()
            if not _is_japanese(light[end : end + 1]):
                continue
            while start > at and light[start - 1] in " \t\u3000":
                start -= 1
            if start > at and _is_japanese(light[start - 1]):
                parts.append(light[at:start])
                at = end
        return "".join([*parts, light[at:]]) if parts else light

    def heavy(self, text: str) -> str:
        """Fold everything but letters, digits and barriers."""
        if Rule.LONG_VOWEL in self.rules and "一" in text:
            text = _ONE_AS_LONG_VOWEL.sub("ー", text)
        letters = self._heavy(text)
        composed = _compose(letters)
        # つ and a mark become づ only now: half-width kana, and the NFD of file names
        folded = self._repeat(composed.translate(_OLD_KANA) if composed != letters else composed)
        if Rule.VU in self.rules and "ゔ" in folded:
            for old, new in _VU:
                folded = folded.replace(old, new)
        return folded

    def romaji(self, heavy: str) -> bytes:
        """Fold the spellings of Japanese in Latin letters; takes a heavy text, and has ? for what is not ASCII."""
        return self._one_spelling(_NOT_ASCII.sub(b"?", heavy.encode("ascii", "replace")))

    def romaji_words(self, light: str) -> bytes:
        """Do the same word by word, before the words are joined: in "as Hoshikaze" there is no sh at first."""
        return self._words(light)

    def spelled(self, word: str) -> bytes:
        """Fold the spelling of one word in small letters."""
        return self._one_spelling(word.encode("ascii", "replace"))

    def _romaji_words_of_line(self, line: str) -> bytes:
        words = _NOT_ASCII.sub(b"?", line.encode("ascii", "replace"))
        return self._one_spelling(words).translate(None, _WORD_SEPARATORS)

    def _one_spelling(self, folded: bytes) -> bytes:
        if Rule.ROMAJI in self.rules:
            for old, new in _ROMAJI:
                folded = folded.replace(old, new)
        return folded

    def _repeat(self, text: str) -> str:
        if Rule.ITERATION in self.rules and ("々" in text or "ゝ" in text or "〻" in text):
            return _ITERATION.sub(r"\1\1", text)
        return text


def _translated(text: str, table: Table) -> str:
    return text.translate(table)


def _is_japanese(char: str) -> bool:
    """Tell whether a character of a light text is a letter of a script without spaces between its words."""
    return char.isalnum() and not char.isdecimal() and not "a" <= char <= "z"


def _capitals(light: Table) -> Table:
    """What `light` makes small of, capital again."""
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for code in light)
    capitals: Table = {}
    for code, plain in pairs:
        folded = light[code]
        letters = _bare(_compatible(chr(code), ALL_RULES)) if plain else ""
        if folded and folded.isascii() and folded.isalpha() and (letters.isupper() or chr(code).isupper()):
            capitals[code] = folded.upper()
    return capitals


def _compose(text: str) -> str:
    """Put separate voicing marks (half-width kana, NFD of file names) to their kana."""
    if _VOICED not in text and _SEMIVOICED not in text:
        return text
    return unicodedata.normalize("NFC", text).replace(_VOICED, "").replace(_SEMIVOICED, "")


Fold = Callable[[str], str]
