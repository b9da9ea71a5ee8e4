"""The titles beside which a family name is a person's: 架空社長, 日沼前社長, 社長の日沼."""

from __future__ import annotations

import re

from .borders import script

TITLES = (
    r"(?:代表取締役(?:社長|会長|専務|CEO)?|取締役(?:社長|会長)?|代表理事|執行役員|副社長|社長|副会長|会長|専務|常務|理事長|副理事長|理事|学長|副学長|総長|院長|"
    r"副院長|校長|教頭|園長|所長|局長|部長|課長|室長|教授|准教授|講師|医師|市長|区長|町長|村長|知事|大臣|代表|主任|CEO|CISO|CIO|CTO|容疑者|被告|元社員|元従業員)"
)
FORMER = "(?:前|元|新|現|名誉|同|副|次期|兼)"
_AFTER = re.compile(rf"[ \u3000]?(?:{FORMER}?{TITLES}|氏(?!名)|さん|様|先生|弁護士)")
_BEFORE = re.compile(rf"{TITLES}(?:の|である|、|:|：|[\s\u3000]|)$")
_LONGEST_TITLE = 12
_ONE_WORD = frozenset({"kanji", "katakana", "latin"})


def is_person(text: str, start: int, end: int) -> bool:
    """Whether text[start:end], a family name by its letters, is one by what stands beside it."""
    edge = script(text[start])
    is_begun = start > 0 and script(text[start - 1]) == edge and edge != "kanji"
    if is_begun:
        return False
    if _AFTER.match(text, end):
        return True
    is_ended = end >= len(text) or script(text[end]) != script(text[end - 1]) or script(text[end]) not in _ONE_WORD
    return is_ended and _BEFORE.search(text, max(0, start - _LONGEST_TITLE), start) is not None
