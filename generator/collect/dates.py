"""Every way in which a feed writes a moment; what cannot be read is None, never a guess at a day.

A monthly letter files a story by its day: the usual parser takes "JST" for UTC and reads 2023/09/01 as the first day
of the current month (71 of 448 entries of ministries' feeds got a wrong day that way). So only whole, valid days are
taken, and a time that names no zone is a time in Japan.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from ..text import JST


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadDate:
    """A moment, and whether a part of it had to be assumed (a zone nobody knows, month and day in either order)."""

    moment: datetime
    guessed: bool = False


_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_ZONE_HOURS = {  # RFC 822 5.1, and the names that Asian and European feeds use
    "jst": 9, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "kst": 9, "hkt": 8, "sgt": 8, "bst": 1, "cet": 1, "cest": 2,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_OLDEST, _NEWEST = 1970, 2200  # outside, a figure is no year but a mistake
_FIRST_DAYS = datetime(1970, 1, 2, tzinfo=UTC)  # before: the zero of a clock that somebody took for a date
_LONGEST = 200  # characters; a date that is longer is an attack on the patterns below

_TIME = (
    r"(?P<hour>\d{1,2})(?::|時)(?:(?P<minute>\d{1,2})(?:[:分](?:(?P<second>\d{1,2})(?:[.,]\d+)?秒?)?)?)?"
    r"(?:\s*(?P<noon>[ap])\.?m\b\.?)?"
)
_ZONE = (
    r"(?P<zone>[+-]\d{1,2}:?\d{2}|[+-]\d{2}|[a-z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?)?"
    r"(?:\s*(?:\([^()]{0,40}\)|[a-z]{1,5}))?"  # "+0900 (JST)": said twice; JavaScript says it in words
)
_REST = rf"(?:[t\s]*(?P<half>午前|午後)?\s*{_TIME}\s*{_ZONE})?\s*"
_YMD = re.compile(
    rf"(?P<year>\d{{4}})\s*([-/.年])\s*(?P<month>\d{{1,2}})\s*(?:\2|月)\s*(?P<day>\d{{1,2}})\s*日?{_REST}"
)
_ERA = re.compile(
    rf"(?P<era>令和|平成|昭和|[rhs])\s*(?P<years>\d{{1,2}}|元)\s*[年./-]\s*(?P<month>\d{{1,2}})\s*[月./-]\s*"
    rf"(?P<day>\d{{1,2}})\s*日?{_REST}"
)
_COMPACT = re.compile(
    rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})"
    rf"(?:t?(?P<hour>\d{{2}}):?(?P<minute>\d{{2}}):?(?P<second>\d{{2}})?(?:\.\d+)?\s*{_ZONE})?"
)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]*(?P<name>[a-z]{{3}})[a-z]*\.?[\s,-]*(?P<year>\d{{4}}|\d{{2}}){_REST}"
)
_DAY_FIRST_KANJI = re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>\d{{1,2}})月\s+(?P<year>\d{{4}}){_REST}")
_MONTH_FIRST = re.compile(
    rf"(?P<name>[a-z]{{3}})[a-z]*\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<year>\d{{4}}){_REST}"
)
_ASCTIME = re.compile(
    rf"(?P<name>[a-z]{{3}})[a-z]*\s+(?P<day>\d{{1,2}})\s+{_TIME}\s*(?P<zone>[a-z]{{1,5}})?\s+(?P<year>\d{{4}})"
)
_YEAR_LAST = re.compile(rf"(?P<first>\d{{1,2}})([/.-])(?P<then>\d{{1,2}})\2(?P<year>\d{{4}}){_REST}")
_PATTERNS = (_YMD, _ERA, _COMPACT, _DAY_FIRST, _DAY_FIRST_KANJI, _MONTH_FIRST, _ASCTIME, _YEAR_LAST)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
# Weekdays in every style, and brackets round them, say nothing that the day does not say.
_WEEKDAY = re.compile(
    r"[((\[]?(?:[日月火水木金土]曜日?|(?<=[((])[日月火水木金土](?=[)),・]))(?:[・,]祝)?[))\]]?"
    r"|\A[日月火水木金土],|\(?\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[.,]?\)?"
)
_DASH = re.compile("[−‐‑‒–]")
_TOKYO = re.compile(r"(?:[+]09:?00)?\s*\[?asia/tokyo\]?")  # as Java and JavaScript name the zone
_IN_TEXT = re.compile(
    r"(?:(?:令和|平成|[RH])\s*(?:\d{1,2}|元)\s*[年.]|(?<!\d)\d{4}\s*[-/.年])\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)\s*日?"
)


@lru_cache(1_000)  # the items of a feed share their days, and many a feed gives days only
def read_date(text: str) -> ReadDate | None:
    """Read a moment with its zone; None where the text is no valid date (30 February, a month alone, words).

    A day without a time is midnight in Japan: it stands for the day.
    """
    text = _normal(text)
    if not text or len(text) > _LONGEST:
        return None
    if _EPOCH.fullmatch(text):
        return _from_epoch(text)
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return _from_match(match)
    return None


def find_date(text: str) -> ReadDate | None:
    """Read the first whole date that stands somewhere in a text; None where there is none."""
    for match in _IN_TEXT.finditer(unicodedata.normalize("NFKC", text)):
        if found := read_date(match[0]):
            return found
    return None


def _normal(text: str) -> str:
    text = unicodedata.normalize("NFKC", text[: _LONGEST * 2]).strip().lower()
    text = _TOKYO.sub(" jst", text)
    text = _WEEKDAY.sub(" ", text) if not text.isdigit() else text
    if re.search("[一二三四五六七八九十〇]+[年月日]", text):
        text = _kanji_to_figures(text)
    return re.sub(r"\s+", " ", _DASH.sub("-", text)).strip(" ,")


def _kanji_to_figures(text: str) -> str:
    """Write 二十三 as 23 and 二〇二六 as 2026."""

    def figure(match: re.Match[str]) -> str:
        tens, ten, ones = match[0].rpartition("十")
        if not ten:
            return match[0].translate(_DIGITS)
        return str(10 * int(tens.translate(_DIGITS) or 1) + int(ones.translate(_DIGITS) or 0))

    return re.sub("[〇零一二三四五六七八九十]+(?=[年月日時分])", figure, text)


def _from_epoch(text: str) -> ReadDate | None:
    figure, _, _ = text.partition(".")
    seconds = int(figure) / (1000 if len(figure) == 13 else 1)  # noqa: PLR2004 (milliseconds, as JavaScript writes)
    moment = datetime.fromtimestamp(seconds, UTC)
    return ReadDate(moment=moment) if _OLDEST < moment.year < _NEWEST else None


def _from_match(match: re.Match[str]) -> ReadDate | None:
    parts = match.groupdict()
    year, month, day, unsure = _day_of(parts)
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    hour = _hour(hour, parts.get("half") or parts.get("noon") or "")
    later = timedelta(days=1) if (hour, minute, second) == (24, 0, 0) else timedelta()
    if not _OLDEST <= year <= _NEWEST or second > 60:  # noqa: PLR2004 (a leap second is written 60)
        return None
    try:
        zone = _zone(parts.get("zone") or "")
        moment = datetime(year, month, day, 0 if later else hour, minute, min(second, 59), tzinfo=zone or JST) + later
    except ValueError:
        return None
    return ReadDate(moment=moment, guessed=unsure or zone is None) if moment >= _FIRST_DAYS else None


def _hour(hour: int, half: str) -> int:
    """Count the hours of a half day on: 午後3時 is 15; 12 am is 0, 12 pm stays 12."""
    if half in {"午後", "p"} and hour < 12:  # noqa: PLR2004 (noon)
        return hour + 12
    return 0 if half in {"午前", "a"} and hour == 12 else hour  # noqa: PLR2004 (noon)


def _day_of(parts: dict[str, str | None]) -> tuple[int, int, int, bool]:
    """Give year, month, day and whether month and day may be the other way round; 0 where there is none."""
    if name := parts.get("name"):
        return _full_year(parts["year"] or ""), _MONTHS.get(name, 0), int(parts["day"] or 0), False
    if parts.get("first"):
        first, then = int(parts["first"] or 0), int(parts["then"] or 0)
        month, day = (then, first) if first > 12 else (first, then)  # noqa: PLR2004 (no 13th month)
        return int(parts["year"] or 0), month, day, first <= 12 and then <= 12 and first != then  # noqa: PLR2004
    month, day = int(parts["month"] or 0), int(parts["day"] or 0)
    if era := parts.get("era"):
        years = parts["years"] or ""
        return _ERAS[era] + (1 if years == "元" else int(years)), month, day, False
    return int(parts["year"] or 0), month, day, False


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:  # noqa: PLR2004 (written in full)
        return year
    return year + (2000 if year < 70 else 1900)  # noqa: PLR2004 (POSIX: 69 is 2069, 70 is 1970)


def _zone(text: str) -> tzinfo | None:
    """Give the zone that is named, Japan where none is; None for a name that nobody knows; ValueError for +99:00."""
    if not text:
        return JST
    name, sign, offset = re.match(r"([a-z]*)([+-]?)(.*)", text).groups()  # type: ignore[union-attr]  # matches all
    if name and name not in _ZONE_HOURS:
        return None
    if not sign:
        return JST if name == "jst" else timezone(timedelta(hours=_ZONE_HOURS[name]))
    digits = offset.replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)  # noqa: PLR2004
    if hours > 15 or minutes > 59:  # noqa: PLR2004 (no place on earth)
        raise ValueError(text)
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(shift if sign == "+" else -shift)
