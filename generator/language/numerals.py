"""Numbers as Japanese headlines write them: 2万3千, 1,234万5,678, 1.74億, １７３万, 二万三千五百八."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = r"(?:\d{1,3}(?:, ?\d{3})+|\d+(?:\.\d+)?)"
_ARABIC = rf"{_DIGITS}(?: ?[兆億万千百](?: ?{_DIGITS})?)*"
_KANJI = r"[〇一二三四五六七八九十百千万億兆]+"
# 数万 and 十数 say no figure, 唯一 and 第三 are words; a digit after a dot or a letter belongs to a version or a code.
_NO_WORD = r"(?:(?<![一-龥〇])|(?<=[約計大累延全者報客員徒])|(?<=情報))"
NUMBER = rf"(?:(?<![\d.,A-Za-z第数]){_ARABIC}|{_NO_WORD}{_KANJI})"

KANJI_FIGURES = "〇一二三四五六七八九"
_FIGURES = {character: value for value, character in enumerate(KANJI_FIGURES)}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_PARTS = re.compile(rf"{_DIGITS}|[〇一二三四五六七八九十百千万億兆]")


def parse_number(text: str) -> int | None:
    """Give the value of a number in `same_width` form, rounded down to a whole; None where it is not one."""
    total = section = Decimal(0)
    digits = ""
    for part in _PARTS.findall(text.replace(" ", "")):
        if part in _LARGE:
            total += (section + _value(digits, empty=0 if section else 1)) * _LARGE[part]
            section, digits = Decimal(0), ""
        elif part in _SMALL:
            section += _value(digits, empty=1) * _SMALL[part]
            digits = ""
        else:
            digits += str(_FIGURES[part]) if part in _FIGURES else part.replace(",", "")
    value = total + section + _value(digits, empty=0)
    return int(value) if value else None


def _value(digits: str, *, empty: int) -> Decimal:
    return Decimal(digits) if digits else Decimal(empty)
