"""Whether a short name stands by itself: at borders of script or word.

A short name in ordinary text is mostly a part of a longer word; only where script or word ends can it be the name.
Particles and the words that go with a company's name do not take its border away.
"""

from __future__ import annotations

import re

from .data import words

_REACH = 24  # bytes: eight Japanese characters
_PARTICLES = (
    "からの|による|における|によると|によれば|について|に対する|に対し|として|とする|という|といった|から|より|まで|では|には|とは|での|との|へと|への"
    "|など|なども|らは|らが|らの|さん|さま|の|は|が|を|に|と|で|も|や|へ|な|だ|です"
)
_AFTER_KANA = re.compile(f"(?:{_PARTICLES})(?![ぁ-ゖ])")
_BEFORE_HIRAGANA = re.compile(
    "(?:^|[^ぁ-ゖ])(?:の|は|が|を|に|と|で|も|や|へ|から|より|での|との|という|する|した|である|な)$"
)


def stands_alone(data: bytes, start: int, end: int) -> bool:
    """Tell whether the name at data[start:end] (UTF-8, lightly folded) has a border on both sides."""
    before = data[max(0, start - _REACH) : start].decode("utf-8", "ignore")
    after = data[end : end + _REACH].decode("utf-8", "ignore")
    name = data[start:end].decode("utf-8", "replace")
    return _ends_before(before, name[0]) and _begins_after(
        after, name[-1], short=len(name) == 1 or name in words("ordinary_words")
    )


def script(char: str) -> str:
    """Name the script of a character; "" for what is no letter."""
    if "ぁ" <= char <= "ゖ":
        return "hiragana"
    if "ァ" <= char <= "ヺ" or char == "ー":
        return "katakana"
    if "㐀" <= char <= "鿿" or char == "々" or ord(char) >= 0x20000:  # noqa: PLR2004 - kanji of plane 2
        return "kanji"
    if char.isalpha():
        return "latin"
    return "digit" if char.isdigit() else ""


def _ends_before(before: str, first: str) -> bool:
    if not before or not (last := script(before[-1])):
        return True
    own = script(first)
    if last != own:
        return not (own == "latin" and last == "digit")
    if own == "kanji":
        return any(before.endswith(word) for word in words("before"))
    return own == "hiragana" and bool(_BEFORE_HIRAGANA.search(before))


def _begins_after(after: str, last: str, *, short: bool) -> bool:
    if not after or not (first := script(after[0])):
        return True
    own = script(last)
    if own == "kanji" and first == "kanji":
        return any(after.startswith(word) for word in words("after"))
    if first == "hiragana" and (own == "hiragana" or (own == "kanji" and short)):
        return bool(_AFTER_KANA.match(after))
    if own == "latin" and first == "digit":
        return False
    return first != own
