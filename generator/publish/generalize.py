"""Strict mode: what is exact becomes general, so that no search for a figure or a day finds the announcement.

Of 49 incidents 88 % have a count that no other has; with one significant digit 35 %, and a band is shared by 78 %
with five others or more (NAMES.md (a)). So: figures to one digit with 約 or to 数十, days to 上旬/中旬/下旬, earlier
reports without their days, countries to 海外, lists of data to categories.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..language.exact import BARE, CLOCK, COUNT, DAY, DAYS, MONEY, MONTH, PERCENT
from ..language.numerals import parse_number
from ..language.spellings import usual
from .countries import without_countries
from .data_kinds import data_category, without_kinds
from .quoted import without_quoted_things

if TYPE_CHECKING:
    from ..model import Affected, Facts

_DAY_NUMBER = re.compile(r"\d{1,2}(?=日)")
_NEXT_DAY = re.compile(r"(?P<word>翌|前|同)\d{1,2}日(?!間)")
_RANGE = ("から", "~", "〜", "～", "-", "より")
_UNTIL = re.compile(r"から|[~〜～\-]")
_NTH = r"(?:第[一二三四五六七八九十\d]+報|最終報)"
_ON_DAY = rf"(?:{MONTH})?\d{{1,2}}日"
_TOLD_BEFORE = re.compile(rf"{_ON_DAY}に(?:{_NTH})を公表してい(?=た|る)")
_EARLIER = re.compile(
    rf"(?:(?:{_ON_DAY})(?:に公表した|に公表していた|公表|付け|付|に|の)?{_NTH}(?:、|と|及び|・)?)+|{_NTH}(?=では?(?!あ))"
)
_FIRST_IN_BRACKETS = re.compile(r"[(（](?:第[一1]報|速報)[)）]$")
_FIRST = re.compile(r"第[一1]報")
_LAST_NTH = re.compile(rf"最終報(?:となる|である|に当たる)?(?:{_NTH})?")
_NTH_ANY = re.compile(r"第[一二三四五六七八九十\d]+報")
_SAME_TWICE = (
    (re.compile(r"((?:\d{4}年)?(?:\d{1,2}月)?)(上旬|中旬|下旬)から\2にかけて"), r"\1\2に"),
    (re.compile(r"((?:\d{4}年)?(?:\d{1,2}月)?)(上旬|中旬|下旬)から\2までの?(?=間)"), r"\1\2の"),
    (re.compile(r"((?:\d{4}年)?(?:\d{1,2}月)?)(上旬|中旬|下旬)から\2(?:まで)?"), r"\1\2"),
    (re.compile(r"(上旬|中旬|下旬)(?:[、・と]\1)+"), r"\1"),
    (re.compile(r"(未明|朝|午前|午後|夕方|夜)(?:から|[~〜～\-])\1(?:まで|にかけて)?"), r"\1"),
    (re.compile(r"(未明|朝|昼|夜|夕方|午前|午後)の?\1"), r"\1"),
    (re.compile(r"旬(?=未明|朝|昼|夜|夕方|午前|午後)"), "旬の"),
    (re.compile(r"約約+"), "約"),
    (re.compile(r"(?:約|計|合計|最大|延べ)(?=十?数)"), ""),
    (re.compile(r"(続報)(?:、|に続く)\1"), r"\1"),
    (re.compile(r"海外(?:[・、]海外(?!子会社))+"), "海外"),
)
_HALVES = ((5, "未明"), (10, "朝"), (12, "午前"), (16, "午後"), (19, "夕方"), (24, "夜"))
_AFTERWARDS = {"に": "その後、", "には": "その後は", "は": "その後は", "の": "その後の"}
_FEW, _TEENS, _HUNDRED = 10, 20, 100


def generalize(text: str) -> str:
    """Give a text in which nothing exact is left; the order matters: money before counts, reports before days."""
    text = without_quoted_things(usual(text))
    for pattern, word in _REPORTS:
        text = pattern.sub(word, text)
    text = without_kinds(text)
    for pattern, change in _FIGURES:
        text = pattern.sub(change, text)
    text = _without_days(_without_times(without_countries(text)))
    for pattern, plain in _SAME_TWICE:
        text = pattern.sub(plain, text)
    return text


def generalize_facts(facts: Facts) -> Facts:
    """Give facts with rounded counts, categories instead of kinds of data, and without days."""
    return replace(
        facts,
        affected=tuple(_general_affected(one) for one in facts.affected),
        data=tuple(dict.fromkeys(data_category(kind) for kind in facts.data)),
        incident=None,
    )


def rounded(value: int) -> int:
    """Give a figure with one digit that counts; half goes up."""
    size = int(10 ** (len(str(value)) - 1))
    return (value + size // 2) // size * size


def written(value: int) -> str:
    """Write a rounded figure as the digest does: 3,000, 2万, 200万, 1億."""
    for size, word in ((10**12, "兆"), (10**8, "億"), (10**4, "万")):
        if value >= size:
            return f"{value // size:,}{word}"
    return f"{value:,}"


def _general_affected(one: Affected) -> Affected:
    value = rounded(one.count)
    qualifier = one.qualifier if value == one.count else "約"
    return replace(one, count=value, qualifier=qualifier, who=generalize(one.who) if one.who else None)


def _money(match: re.Match[str]) -> str:
    value = parse_number(match["number"])
    return f"約{written(rounded(value))}{match['unit']}" if value else match.group()


def _count(match: re.Match[str]) -> str:
    value = parse_number(match["number"])
    if not value or value == 1 or (value >= _FEW and value == rounded(value)):
        return match.group()
    if value < _FEW:
        return f"数{match['unit']}"
    if value < _HUNDRED:
        return f"{'十数' if value < _TEENS else '数十'}{match['unit']}"
    return f"約{written(rounded(value))}{match['unit']}"


def _percent(match: re.Match[str]) -> str:
    tenths = round(float(match["number"]) / 10)
    return f"約{tenths}割" if tenths else "1割未満"


def _without_days(text: str) -> str:
    """Replace days by thirds of their month; a day of the same third that goes on without its month by その後."""
    latest = ""

    def word(match: re.Match[str]) -> str:
        nonlocal latest
        thirds = tuple(dict.fromkeys(_third_of_month(int(day)) for day in _DAY_NUMBER.findall(match["days"])))
        third = "・".join(thirds)
        is_end = text.endswith(_RANGE, 0, match.start())
        is_repeated = not match["month"] and third == latest and not is_end
        latest = thirds[-1]
        if is_repeated and match["joint"]:
            return _AFTERWARDS[match["joint"]]
        return (match["month"] or "") + third + (match["joint"] or "")

    return DAY.sub(word, text)


def _third_of_month(day: int) -> str:
    return "上旬" if day <= 10 else "中旬" if day <= 20 else "下旬"  # noqa: PLR2004 - the thirds of a month


def _without_times(text: str) -> str:
    """Replace times by parts of the day; 「午後3時20分から4時40分」 says 午後 of both."""
    half, latest = "", 0

    def word(match: re.Match[str]) -> str:
        nonlocal half, latest
        is_until = _UNTIL.fullmatch(text, latest, match.start()) is not None
        half = match["half"] or (half if is_until else "")
        latest = match.end()
        return _part_of_day(int(match["hour"]), half)

    return CLOCK.sub(word, text)


def _part_of_day(hour: int, half: str) -> str:
    hour += 12 if half == "午後" and hour < 12 else 0  # noqa: PLR2004 - noon
    return next((word for until, word in _HALVES if hour < until), "夜")


_REPORTS = (
    (_TOLD_BEFORE, "すでに公表してい"),
    (_EARLIER, "これまでの報告"),
    (_FIRST_IN_BRACKETS, ""),
    (_FIRST, "最初の報告"),
    (_LAST_NTH, "続報"),
    (_NTH_ANY, "続報"),
)
_FIGURES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (MONEY, _money),
    (COUNT, _count),
    (DAYS, _count),
    (BARE, _count),
    (PERCENT, _percent),
    (_NEXT_DAY, lambda match: f"{match['word']}日"),
)
