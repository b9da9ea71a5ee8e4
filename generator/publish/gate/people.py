"""Surnames in a text: with a title on either side, behind an initial, or in a cell beside the given name.

A surname by itself is mostly an ordinary word or a place; what stands beside it says that it is a person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache

from .borders import around, begins_after, ends_before, script
from .data import rows, words
from .forms import Form, Found
from .search import Hit

_REACH = 160  # bytes: forty letters between the cells of one person
# 日沼前社長, 日沼両氏, 日沼・霧島両氏, and the department of a head of it
_RANK = "前|元|新|現|旧|故|副|名誉|同|両|各|兼|代表|常務|専務|執行役員|筆頭|上席|最高|社外"
_OTHERS = r"(?:[・、,と][一-鿿々ァ-ヺー]{1,5})*(?:の?(?:両|各|三|[0-9]))"
_DEPARTMENT = "[一-鿿々ァ-ヺー]{1,8}?"
_NOT_BEHIND = {
    "氏": "名族神",
    "様": "式々様相子態",
    "君": "主臨",
    "殿": "堂下方",
    "選手": "権",
    "弁護士": "会",
    "議員": "団",
}
_HONORIFIC = frozenset(["氏", "様", "殿", "君", "女史", "さん", "さま", "ちゃん", "くん", "先生"])
_ONLY_BEFORE = ("社員", "職員", "従業員", "委員", "担当者", "担当")  # 元社員の日沼, and no 日沼社員
_MARK = r"[\s\u3000・:(（「、]{1,2}"
_HEADS = "部長|課長|室長|局長|所長|支店長|工場長|店長|次長|係長"
_LATIN_BEFORE = re.compile(
    r"\b(?:mrs?|ms|miss|mme|herr|frau|dr|prof|professor|ceo|cto|cio|cfo|coo|ciso|president|chairman|chief executive)"
    r"\.?[\s\xa0]?$"
)
_INITIAL_BEFORE = re.compile(r"(?<![^\W_])[a-z][.・]\s?$")  # A・ヴェーベル
_LATIN_AFTER = re.compile(r"-(?:san|sama|shi)\b|[,\s]{1,2}(?:ceo|cto|cio|cfo|coo|ciso|president)\b")
_CELL_LEFT = re.compile(r"(?:^|[\t\n\r,;:|\"'<>=(\[{/]) ?$")
_CELL_RIGHT = re.compile(r" ?(?:$|[\t\n\r,;:|\"'<>=)\]}/])")
# Surnames of one letter that are words: 社長の中では
_WORDS_OF_ONE = frozenset("中内間上下前後元他方事東西南北本大小金表星原道話声意")


class People:
    """The surnames of persons; takes the lightly folded text as UTF-8."""

    def __init__(self, forms: Iterable[Form], light: Callable[[str], str]) -> None:
        self._forms: dict[bytes, list[Form]] = defaultdict(list)
        for form in forms:
            if surname := light(form.text):
                self._forms[surname.encode()].append(replace(form, partner=light(form.partner)))

    @property
    def surnames(self) -> Iterable[bytes]:
        """What is to be looked for in the folded text."""
        return self._forms.keys()

    def find(self, hits: Iterable[Hit], data: bytes, *, every: bool) -> Iterator[Found]:
        """Give those hits in a text that are persons, each at its first place, or at all."""
        seen: set[tuple[bytes, str, str]] = set()
        for pattern, start in hits:
            if pattern not in self._forms:
                continue
            before, surname, after = around(data, start, start + len(pattern), _REACH)
            titled = _with_title(before, surname, after)
            for form in self._forms[pattern]:
                key = (pattern, form.organization, form.partner)
                if (every or key not in seen) and (text := titled or _with_partner(before, surname, after, form)):
                    seen.add(key)
                    offset = len(data[:start].decode("utf-8", "ignore"))
                    yield Found(form=replace(form, text=text), offset=offset, length=len(surname))


def _with_title(before: str, surname: str, after: str) -> str:
    """Give surname and title as they stand; "" where there is no title or no border."""
    left = ends_before(before, surname[0]) or bool(_title_before().search(before))
    if left and (title := _title_of(surname, after)):
        return surname + title
    if not begins_after(after, surname[-1], short=True):
        return ""
    match = _LATIN_BEFORE.search(before)
    if not match and script(surname[0]) == "katakana":
        match = _INITIAL_BEFORE.search(before)
    if not match and script(surname[0]) != "latin":
        match = (_title_before if surname in _WORDS_OF_ONE else _title_of_before)().search(before)
    return match[0] + surname if match else ""


def _title_of(surname: str, after: str) -> str:
    is_word = len(surname) == 1 or surname in words("ordinary_words")
    match = (_title_after if is_word else _title_or_department_after)().match(after)
    if not match and script(surname[-1]) == "latin":
        match = _LATIN_AFTER.match(after)
    return match[0] if match else ""


def _with_partner(before: str, surname: str, after: str, form: Form) -> str:
    """A surname in a cell by itself, and the given name in another; or the initial of it in Latin letters."""
    if not form.partner:
        return ""
    if script(surname[0]) == "latin":
        return _with_initial(before, surname, after, form.partner) or _in_cells(before, surname, after, form.partner)
    if script(before[-1:] or " ") or script(after[:1] or " "):
        return ""
    return _in_cells(before, surname, after, form.partner)


def _with_initial(before: str, surname: str, after: str, partner: str) -> str:
    initial = re.escape(partner[0])
    in_front = re.search(rf"(?<![^\W_])(?:{re.escape(partner)}\s[a-z]\.\s|{initial}(?:\.[\s\xa0]?|[\s\xa0]))$", before)
    behind = re.match(rf",?[\s\xa0]{initial}\.", after)
    if in_front and begins_after(after, surname[-1], short=True):
        return in_front[0] + surname
    return surname + behind[0] if behind and ends_before(before, surname[0]) else ""


def _in_cells(before: str, surname: str, after: str, partner: str) -> str:
    if not (_CELL_LEFT.search(before) or script(surname[0]) != "latin"):
        return ""
    if script(surname[0]) == "latin" and not _CELL_RIGHT.match(after):
        return ""
    near = after.partition("。")[0], before.rpartition("。")[2]
    return f"{surname} {partner}" if any(_has_cell(side, partner) for side in near) else ""


def _has_cell(side: str, partner: str) -> bool:
    at = side.find(partner)
    while at >= 0:
        left, right = side[:at], side[at + len(partner) :]
        if script(partner[0]) == "latin":
            found = bool(left and _CELL_LEFT.search(left) and _CELL_RIGHT.match(right))
        else:
            found = not (script(left[-1:] or " ") or script(right[:1] or " "))
        if found:
            return True
        at = side.find(partner, at + 1)
    return False


@cache
def _titles() -> tuple[str, ...]:
    """From the longest, in small letters."""
    return tuple(sorted((row[0].casefold() for row in rows("titles")), key=len, reverse=True))


def _title_pattern() -> str:
    spoken = "|".join(title for title in _titles() if script(title[0]) == "hiragana")
    written = "|".join(
        f"{title}(?![{_NOT_BEHIND[title]}])" if title in _NOT_BEHIND else title
        for title in _titles()
        if script(title[0]) != "hiragana"
    )
    return f"(?:{written}|(?:{spoken})(?:(?![ぁ-ゖ])|(?=[のはがをにとでもやへらだなか])))"


@cache
def _title_after() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s\u3000・]{{1,2}})?(?:{_OTHERS}|(?:{_RANK})+)?{_title_pattern()}|\({_title_pattern()}")


@cache
def _title_or_department_after() -> re.Pattern[str]:
    own = _title_after().pattern
    return re.compile(rf"{own}|{_DEPARTMENT}(?:{_HEADS})|\([0-9]{{2}}\)")  # and an age


@cache
def _title_before() -> re.Pattern[str]:
    """A title with a mark between it and the name, or a head's with nothing: 社長・日沼, 社長(日沼, 社長日沼."""
    return re.compile(rf"(?:(?:{_before_words()}){_MARK}|{_heads()})$")


@cache
def _title_of_before() -> re.Pattern[str]:
    """The same, or 社長の日沼, 社長である日沼."""
    return re.compile(rf"(?:(?:{_before_words()})(?:の|である|だった|を務める|{_MARK})|{_heads()})$")


def _before_words() -> str:
    return "|".join((*(title for title in _titles() if title not in _HONORIFIC), *_ONLY_BEFORE))


def _heads() -> str:
    """Titles that are part of no longer word: in 委員会 and 弁護士法人 there is nobody called 会 or 法人."""
    return "|".join(title for title in _titles() if title.endswith(("長", "締役", "監査役", "容疑者", "被告")))
