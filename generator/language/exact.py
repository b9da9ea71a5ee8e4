"""What is exact in a text and found by a search: figures, sums, days, times (NAMES.md (a), residual risk).

Strict mode prints none of it (publish/generalize.py), the gate looks for it, and `check` can tell of it beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .numerals import parse_number
from .spellings import COUNTERS, CURRENCIES, usual_with_origins

_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:[兆億万千百](?:\d[\d,]*(?:\.\d+)?)?)*"
_FREE = r"(?<![\d.,A-Za-z第\-])"
_ABOUT = r"(?:約|およそ|およそで|合計約|最大約)?"
_MORE = r"(?:超|余り|余|あまり|弱|強|以上|程度|前後|ほど)?"
_UNIT = "|".join(sorted(COUNTERS.split(), key=len, reverse=True))
_ALWAYS = r"(?!以内|体制|対応|受付|営業|365日|監視)"  # 24時間体制, 72時間以内 say nothing of this incident
MONEY = re.compile(rf"{_FREE}{_ABOUT}(?P<number>{_NUMBER})\s?(?P<unit>{CURRENCIES}){_MORE}")
COUNT = re.compile(rf"{_FREE}{_ABOUT}(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT}){_ALWAYS}{_MORE}")
# 136日 and 45日後 are lengths of time; 7日 without a word after it is a day of the month.
DAYS = re.compile(
    rf"{_FREE}{_ABOUT}(?P<number>\d[\d,]*)(?P<unit>日(?:後|前|ぶり|遅れ)|(?<=3[2-9])日|(?<=[4-9]\d)日|(?<=\d\d\d)日)(?!間|以内|の期限|の猶予)"
)
# A figure without a counter: 1,234 is one by its comma, 1234 by 計 before it.
BARE = re.compile(
    rf"{_FREE}{_ABOUT}(?P<number>\d{{1,3}}(?:,\d{{3}})+|(?<=[計べ])\d{{3,}}(?![\d年]))(?P<unit>)(?![\d,年円])"
)
PERCENT = re.compile(rf"{_FREE}{_ABOUT}(?P<share>(?P<number>\d+(?:\.\d+)?)\s?(?:%|パーセント))")
MONTH = r"(?:(?:\d{4}年|昨年|前年|今年|同年)?\d{1,2}月)"
DAY = re.compile(
    rf"(?P<month>{MONTH}|同月|翌月|前月)?(?<![\d第,.大約計概])(?<!\d[～〜~])(?P<days>(?P<day>\d{{1,2}})日(?:[、・と]\d{{1,2}}日)*)(?!間|以内|後|前|目|分|の期限|の猶予)(?P<joint>には|に(?!かけて)|は|の(?!間))?"
)
CLOCK = re.compile(
    r"(?:(?P<half>午前|午後)\s?)?(?<![\d,])(?P<time>(?P<hour>\d{1,2})時(?:(?P<minute>\d{1,2})分|半)?)(?:ごろ|頃|すぎ|過ぎ)?(?!間)"
)
# The gate takes 12/3 for the end of any head 「2026/12/3」; it knows the day as 12月3日 anyway, 3:20 as 3時20分.
_TOO_COMMON = re.compile(r"\d{1,2}/\d{1,2}|\d:\d\d")
_EXACT = (("金額", MONEY), ("数値", COUNT), ("期間", DAYS), ("数値", BARE))
_HUNDRED = 100


def exact_forms(text: str) -> Iterator[tuple[str, str]]:
    """Give what is exact in a text as (label, form): figures with more than one digit that counts, sums, days, times.

    Each as it is written, and in the usual spelling where that is another: 十二月三日 and 12月3日.
    """
    plain, origins = usual_with_origins(text)
    for label, start, end in _exact_spans(plain):
        written_so = text[origins[start][0] : origins[end - 1][1]]
        for form in dict.fromkeys((written_so, plain[start:end])):
            if not _TOO_COMMON.fullmatch(form):
                yield label, form


def _exact_spans(plain: str) -> Iterator[tuple[str, int, int]]:
    taken = 0
    figures = ((match, label) for label, pattern in _EXACT for match in pattern.finditer(plain))
    for match, label in sorted(figures, key=lambda found: found[0].start("number")):
        value = parse_number(match["number"])
        is_exact = value is not None and value >= _HUNDRED and len(str(value).rstrip("0")) > 1
        if is_exact and match.start("number") >= taken:
            taken = match.end("unit")
            yield label, match.start("number"), taken
    yield from (("割合", *match.span("share")) for match in PERCENT.finditer(plain) if "." in match["number"])
    yield from (("時刻", *match.span("time")) for match in CLOCK.finditer(plain) if _is_odd(match["minute"]))
    yield from (("日付", match.start("month"), match.end("day") + 1) for match in DAY.finditer(plain) if match["month"])


def _is_odd(minute: str | None) -> bool:
    """Whether a time was read from a clock: 2時40分 was, 2時 and 2時30分 may be anybody's."""
    return minute is not None and minute not in {"00", "0", "30"}
