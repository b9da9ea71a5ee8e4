"""Whether a name stands there as a word of its own, or inside a longer word.

Japanese has no spaces: a change of script is the border (北星 in 北星銀行 is another word, ミナセ in ミナセの is not),
and some words are known to stand beside names without one (元北星社員, ミナセグループ; data/neighbours.tsv).
"""

from __future__ import annotations

import re
from functools import cache

from ..tables import read_table

_KANJI, _HIRAGANA, _LATIN, _DIGIT, _NONE = "kanji", "hiragana", "latin", "digit", ""
_SCRIPTS = {
    _KANJI: re.compile("[々〆〇\u3400-\u4dbf一-\u9fff\uf900-\ufaff]"),
    "katakana": re.compile("[ァ-ヺー-ヿｦ-ﾟ]"),
    _HIRAGANA: re.compile("[ぁ-ゞ]"),
    _DIGIT: re.compile(r"\d"),
    _LATIN: re.compile(r"[^\W_]"),
}
_WRITTEN_TOGETHER = frozenset({_LATIN, _DIGIT})
_LONGEST_NEIGHBOUR = 6
# A name in hiragana has no border to a particle: what may stand before and after it.
_BEFORE_HIRAGANA = frozenset("はがをにのともでへやからりるたいばて")
_AFTER_HIRAGANA = re.compile("[はがをにのともでへやかなだ]|さん|さま|まで|より|だけ|ほか|です|ほど|ばかり|しか|って")
_FIGURE_AFTER = re.compile(r"\d{1,4}(?:[年月日名件人社,]|$)")


@cache
def script(character: str) -> str:
    """Name the script of a character; empty for marks and spaces, which are always a border."""
    return next((name for name, pattern in _SCRIPTS.items() if pattern.match(character)), _NONE)


def is_free(text: str, start: int, end: int, *, is_light: bool) -> bool:
    """Whether text[start:end] is a word of its own; `is_light`: a short name, which needs clearer borders."""
    return _is_free_before(text, start, is_light=is_light) and _is_free_after(text, end, is_light=is_light)


def _is_free_before(text: str, start: int, *, is_light: bool) -> bool:
    if start == 0:
        return True
    edge, beside = script(text[start]), script(text[start - 1])
    if _is_border(edge, beside, is_light=is_light):
        return True
    if edge == beside == _HIRAGANA:
        return text[start - 1] in _BEFORE_HIRAGANA
    if _is_latin(edge, beside):
        return False
    return _neighbours("before").search(text, max(0, start - _LONGEST_NEIGHBOUR), start) is not None


def _is_free_after(text: str, end: int, *, is_light: bool) -> bool:
    if end >= len(text):
        return True
    edge, beside = script(text[end - 1]), script(text[end])
    if _is_border(edge, beside, is_light=is_light):
        return True
    if edge == beside == _HIRAGANA:
        return _AFTER_HIRAGANA.match(text, end) is not None
    if _is_latin(edge, beside):
        return edge == _LATIN and beside == _DIGIT and _FIGURE_AFTER.match(text, end) is not None
    return _neighbours("after").match(text, end) is not None or _site().match(text, end) is not None


def _is_border(edge: str, beside: str, *, is_light: bool) -> bool:
    """Whether the change of script alone is a border; for a short name only to hiragana, marks and nothing.

    コロナ禍 speaks of no company, コロナの may.
    """
    if not edge or not beside:
        return True
    if edge == beside or _is_latin(edge, beside):
        return False
    return not is_light or beside == _HIRAGANA or (beside == _DIGIT and edge != _LATIN)


def _is_latin(edge: str, beside: str) -> bool:
    return edge in _WRITTEN_TOGETHER and beside in _WRITTEN_TOGETHER


@cache
def _neighbours(side: str) -> re.Pattern[str]:
    either = "|".join(sorted(_words(side), key=len, reverse=True))
    return re.compile(f"(?:{either})$" if side == "before" else f"(?:{either})")


@cache
def _site() -> re.Pattern[str]:
    """Match 東京支店, 名古屋工場: a place, then one of the company's own sites."""
    places, sites = ("|".join(sorted(_words(side), key=len, reverse=True)) for side in ("place", "site"))
    return re.compile(f"(?:{places})(?:{sites})")


def _words(side: str) -> list[str]:
    return [word for row in read_table("neighbours.tsv") if row["side"] == side for word in row["words"].split()]
