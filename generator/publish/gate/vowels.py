"""Kana of one sound, which people write in several ways: シュンジュー, シュンジュウ; オー, オオ; ミチヅレ, ミチズレ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

_DASH = "ー"
_ROWS = {
    "a": "あかさたなはまやらわがざだばぱぁゃゎ",
    "i": "いきしちにひみりぎじぢびぴぃゐ",
    "u": "うくすつぬふむゆるぐずづぶぷぅゅゔ",
    "e": "えけせてねへめれげぜでべぺぇゑ",
    "o": "おこそとのほもよろをごぞどぼぽぉょ",
}
_LONG = {"a": "あ", "i": "い", "u": "う", "e": "いえ", "o": "うお"}  # what makes a vowel long, as it is usually written
_SMALL = dict(zip("あいうえお", "ぁぃぅぇぉ", strict=True))
_TO_HIRAGANA = 0x60

# Old kana and foreign sounds; heavy folding makes them one, but for a short name it would take its borders away.
_SAME_SOUND = (
    (("ヅ", "ズ"), ("ヂ", "ジ"), ("ヲ", "オ"), ("づ", "ず"), ("ぢ", "じ"), ("を", "お")),
    (("ズ", "ヅ"), ("ず", "づ")),
    (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ")),
    tuple(zip("ァィゥェォャュョ", "アイウエオヤユヨ", strict=True)),
)

Style = Callable[[str, bool], str]  # from a vowel, and whether all is katakana, what makes it long


def same_sound_spellings(name: str) -> Iterator[str]:
    """Give a name in the other kana of its sounds: ズ for ヅ, ベ for ヴェ, ヤ for ャ; takes NFKC."""
    for pairs in _SAME_SOUND:
        written = name
        for old, new in pairs:
            written = written.replace(old, new)
        if written != name:
            yield written


def long_vowel_spellings(name: str) -> Iterator[str]:
    """Give a name with its long vowels written otherwise: all of them, and each by itself; takes NFKC."""
    places = list(_long_vowel().finditer(name))
    for style in _STYLES if places else ():
        yield _rewritten(name, places, style)
        if len(places) > 1:
            yield from (_rewritten(name, [place], style) for place in places)


def _rewritten(name: str, places: list[re.Match[str]], style: Style) -> str:
    parts, at = [], 0
    for place in places:
        vowel = _vowel_of(name[place.start() - 1])
        parts += [name[at : place.start()], style(vowel, "ァ" <= name[place.start() - 1] <= "ヺ")]
        at = place.end()
    return "".join([*parts, name[at:]])


def _in_script(hiragana: str, katakana: bool) -> str:  # noqa: FBT001 - the shape of a style
    return chr(ord(hiragana) + _TO_HIRAGANA) if katakana else hiragana


_STYLES: tuple[Style, ...] = (
    lambda _vowel, _katakana: _DASH,
    lambda vowel, katakana: _in_script(_LONG[vowel][0], katakana),
    lambda vowel, katakana: _in_script(_LONG[vowel][-1], katakana),
    lambda vowel, katakana: _in_script(_SMALL[_LONG[vowel][-1]], katakana),
)


@cache
def _long_vowel() -> re.Pattern[str]:
    """ー after a kana, or a vowel that makes the one before it long; ィ of ティ makes nothing long."""
    pairs = []
    for vowel, row in _ROWS.items():
        small = _SMALL[_LONG[vowel][-1]]
        pairs.append(f"(?<=[{row}])[{_LONG[vowel]}{small}]")
    hiragana = "|".join((*pairs, f"(?<=[{''.join(_ROWS.values())}]){_DASH}"))
    katakana = re.sub("[ぁ-ゖ]", lambda match: _in_script(match[0], katakana=True), hiragana)
    return re.compile(f"{hiragana}|{katakana}")


@cache
def _vowels() -> dict[str, str]:
    return {kana: vowel for vowel, row in _ROWS.items() for kana in row}


def _vowel_of(kana: str) -> str:
    return _vowels()[chr(ord(kana) - _TO_HIRAGANA) if "ァ" <= kana <= "ヺ" else kana]
