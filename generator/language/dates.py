"""Days and periods that a text speaks of, with the words that say so.

mentions (西暦, 和暦, 7月20日, 20日) ──▶ a year for those without one ──▶ pairs are periods ──▶ role by the words around
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from .lazy import regex
from .numerals import parse_number
from .sieve import Needed
from .width import same_width


class DateRole(StrEnum):
    """What happens on the day, by the words around it."""

    ANNOUNCED = "announced"  # 公表日
    INCIDENT = "incident"  # 発生した日や期間
    EFFECTIVE = "effective"  # 施行日
    COMMENTS_UNTIL = "comments_until"  # 意見募集の締切
    OTHER = "other"

    @property
    def label(self) -> str:
        """Its name for the editor."""
        return _LABELS[self]


_LABELS = {
    DateRole.ANNOUNCED: "公表",
    DateRole.INCIDENT: "発生",
    DateRole.EFFECTIVE: "施行",
    DateRole.COMMENTS_UNTIL: "意見募集の締切",
    DateRole.OTHER: "その他",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class DateMention:
    """A day, or a period from `day` to `until`."""

    day: date
    until: date | None  # last day of a period
    role: DateRole
    text: str
    start: int  # offset in the text as given


@dataclass(frozen=True, slots=True)
class _Raw:
    start: int
    end: int
    year: int | None
    word: str  # 昨年, 同年 … instead of a year
    month: int | None
    day: int


_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = (
    rf"(?:(?P<era>令和|平成|昭和|[RHS](?=\d)) ?(?P<era_year>元|{_NUMBER})|"
    r"(?P<year>(?:19|20)\d\d|[一二][〇九八七六五四三二一]{3})|(?P<word>昨年|前年|今年|本年|同年|来年|翌年))"
)
_DATE = (
    rf"(?<![\d第.])(?:{_YEAR} ?(?:年|(?<=年)|[./-]) ?)?(?P<month>{_NUMBER}) ?(?:月|(?P<mark>[./-])) ?"
    rf"(?P<day>{_NUMBER})(?(mark)(?! ?[\d./年月%])| ?日)(?!間|目)"
)
_MARKS = Needed("月日./-")  # one stands in every day
_ANY = r"[\d一二三四五六七八九十] ?[月日./-]"  # quickly looked for, since few letters are one
_DAY_ONLY = (
    r"(?<![\d.,月/])(?P<day>\d{1,2}) ?日(?=[、。に付夜朝昼午未深までか(]|公表|発表)(?!間|目|以内|ほど|程度|後|前)"
)
_WEEKDAY = r"(?:\([^)]{1,3}\))?"
_PAIR = rf"^ ?{_WEEKDAY} ?(?:から|より|～|-|–|―|乃至) ?$"
# A day without a year lies in the year of publication, or before it if it would be over 45 days ahead (NAMES.md (e)).
_AHEAD = timedelta(days=45)
# Years told by a word: how many years from the day of publication, or from the mention before.
_FROM_PUBLICATION = {"昨年": -1, "前年": -1, "今年": 0, "本年": 0, "来年": 1}
_FROM_MENTION = {"同年": 0, "翌年": 1}

# For each role: what stands before the day, and what after it.
_ROLES = (
    (
        DateRole.COMMENTS_UNTIL,
        r"(?:締切|締め切り|〆切|提出期限|募集期間|受付期間)[^。]{0,16}$",
        r"^[^。]{0,4}(?:必着|締切|締め切り)",
    ),
    (
        DateRole.EFFECTIVE,
        r"(?:施行日|施行期日|適用開始日?|効力発生日)[^。]{0,6}$",
        rf"^ ?{_WEEKDAY}(?:に|から|より|付で)?(?:全面|一部|本格)?(?:施行|適用|発効)",
    ),
    (
        DateRole.ANNOUNCED,
        r"(?:公表日|発表日|公開日|掲載日|公示日)[^。]{0,4}$",
        rf"^ ?{_WEEKDAY}(?:に|、|付で|までに)?[^。、]{{0,40}}?(?:公表|発表|明らかに|報告書を公開|お知らせ)",
    ),
    (
        DateRole.INCIDENT,
        r"(?:発生日|発生日時|期間)[^。]{0,6}$",
        r"^[^。]{0,40}?(?:発生|不正アクセス|侵入|攻撃|感染|検知|確認|判明|発覚|送信|流出|漏えい|漏洩|閲覧|紛失|障害|停止)",
    ),
)
_CALL_FOR_COMMENTS = r"意見|パブリック・?コメント|パブコメ|案の公示|市中協議"
_UNTIL = rf"^ ?{_WEEKDAY} ?(?:\d{{1,2}}時(?:\d{{1,2}}分)?)?(?:まで|必着|締切)"
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")


@lru_cache(maxsize=8)  # asked for by several steps in turn, of the same headline
def find_dates(text: str, published: date | None = None) -> tuple[DateMention, ...]:
    """Give the days and periods of a text in its order; days without a year need the day of publication."""
    plain = same_width(text)
    if not _MARKS.is_in(plain) or not regex(_ANY).search(plain):
        return ()
    found: list[DateMention] = []
    for first, last in _pairs(plain, list(_raw(plain))):
        role = _role(plain, first, last)
        mention = _mention(text, first, last, role, published, found[-1].day if found else None)
        if mention:
            found.append(mention)
    return tuple(found)


def _raw(plain: str) -> Iterator[_Raw]:
    matches = [match for match in regex(_DATE).finditer(plain) if not _is_version(match)]
    taken = [match.span() for match in matches]
    matches += [m for m in regex(_DAY_ONLY).finditer(plain) if not any(a <= m.start() < b for a, b in taken)]
    for match in sorted(matches, key=lambda found: found.start()):
        fields = match.groupdict()
        month = parse_number(fields["month"]) if fields.get("month") else None
        day = parse_number(fields["day"]) or 0
        yield _Raw(match.start(), match.end(), _year(fields), fields.get("word") or "", month, day)


def _is_version(match: re.Match[str]) -> bool:
    """2.3 is a day only with its year before it."""
    return match["mark"] == "." and not (match["year"] or match["era"])


def _year(fields: dict[str, str | None]) -> int | None:
    if era := fields.get("era"):
        number = fields["era_year"] or ""
        return _ERAS[era] + (1 if number == "元" else parse_number(number) or 0)
    year = fields.get("year")
    return int(year.translate(_KANJI_DIGITS)) if year else None


def _pairs(plain: str, raw: list[_Raw]) -> Iterator[tuple[_Raw, _Raw | None]]:
    index = 0
    while index < len(raw):
        following = raw[index + 1] if index + 1 < len(raw) else None
        if following and regex(_PAIR).match(plain[raw[index].end : following.start]):
            yield raw[index], following
            index += 2
        else:
            yield raw[index], None
            index += 1


def _mention(
    text: str, first: _Raw, last: _Raw | None, role: DateRole, published: date | None, earlier: date | None
) -> DateMention | None:
    ahead = role in {DateRole.EFFECTIVE, DateRole.COMMENTS_UNTIL}
    day = _resolve(first, published, earlier, ahead=ahead)
    until = _resolve(last, published, day, ahead=ahead) if last and day else None
    if day is None or (last and until is None):
        return None
    if until and until < day:
        until = _make(until.year + 1, until.month, until.day)
    if role is DateRole.COMMENTS_UNTIL and until:
        day, until = until, None
    end = last.end if last else first.end
    return DateMention(day=day, until=until, role=role, text=text[first.start : end], start=first.start)


def _resolve(raw: _Raw, published: date | None, near: date | None, *, ahead: bool) -> date | None:
    """Give the day; what is missing comes from the mention before it, or from the day of publication."""
    known = near or published
    if raw.month is None and known is None:
        return None
    month = raw.month or (known.month if known else 0)
    year = raw.year if raw.year is not None else _told_year(raw.word, published, near)
    if year is not None:
        return _make(year, month, raw.day)
    if raw.word:
        return None
    if published is None or raw.month is None:
        return _make(known.year, month, raw.day) if known else None
    return _nearest(published, month, raw.day, ahead=ahead)


def _told_year(word: str, published: date | None, near: date | None) -> int | None:
    if word in _FROM_MENTION:
        return near.year + _FROM_MENTION[word] if near else None
    return published.year + _FROM_PUBLICATION[word] if word and published else None


def _nearest(published: date, month: int, day: int, *, ahead: bool) -> date | None:
    found = _make(published.year, month, day)
    if found is None:
        return None
    if ahead and found < published:
        return _make(published.year + 1, month, day)
    if not ahead and found - published > _AHEAD:
        return _make(published.year - 1, month, day)
    return found


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _role(plain: str, first: _Raw, last: _Raw | None) -> DateRole:
    before, after = plain[: first.start], plain[(last or first).end :]
    is_call = regex(_CALL_FOR_COMMENTS).search(plain)
    if is_call and regex(_UNTIL).match(after):
        return DateRole.COMMENTS_UNTIL
    for role, left, right in _ROLES:
        if regex(left).search(before) or regex(right).match(after):
            return role
    return DateRole.INCIDENT if last and not is_call else DateRole.OTHER
