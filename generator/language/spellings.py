"""Strict mode reads one spelling of a figure, a day, a sum: here every other becomes that one.

12/3, 2026-12-03, 十二月三日 and 12月3、4日(木) are days, ４，３２１名 and 四千三百二十一名 counts, ¥1,234 is a sum,
15:20 a time. What only may be one (2/3 of something, 2～3日 as a span) is left as it is: a wrong word is seen by
every reader.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from .numerals import parse_number

Span = tuple[int, int]
COUNTERS = (
    "名 人 件 社 台 通 枚 校 世帯 口座 契約 回線 アカウント 店舗 店 施設 拠点 箇所 か所 カ所 ヶ所 個 冊 本 点 "
    "項目 ファイル 組織 団体 自治体 ユーザ 会員 回 か国 カ国 種類 レコード 端末 法人 事業者 組 室 戸 機関 "
    "時間 分間 日間 週間 か月 カ月 ヶ月 年間"
)
CURRENCIES = "米ドル|ドル|ユーロ|ポンド|ウォン|円"
_COUNTER = "|".join(sorted(COUNTERS.split(), key=len, reverse=True))
_FIGURE = "一二三四五六七八九"
_PLACES = "十百千万億兆"
_WIDE = re.compile(r"[０-９](?:[０-９，．：／－]*[０-９])?|(?<=[\d０-９])％|[￥＄](?=[\d０-９])")
_SIGNED = re.compile(r"(?P<sign>[¥$€£])\s?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[KMB](?![A-Za-z])|[百千万億兆]*)円?")
_SIGNS = {"¥": "円", "$": "ドル", "€": "ユーロ", "£": "ポンド"}
_SCALES = {"K": 10**3, "M": 10**6, "B": 10**9}
# 数千 and 第三 are no figures; 千人町 and 百人一首 have a round one, which is not exact.
_KANJI = re.compile(
    rf"(?<![数何幾第{_FIGURE}{_PLACES}〇])(?:[{_FIGURE}{_PLACES}]{{2,}}|[〇{_FIGURE}]{{3,}})(?={_COUNTER}|{CURRENCIES})"
)
_KANJI_DAY = re.compile(
    rf"(?:(?P<year>[二一][〇{_FIGURE}]{{3}})年)?(?P<month>[{_FIGURE}十]{{1,2}})月(?P<day>[{_FIGURE}十]{{1,3}})日(?!間)"
)
_FULL_DAY = re.compile(r"(?<![\d\-/.A-Za-z])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d\-/]|\.\d|[A-Za-z])")
_SLASH_DAY = re.compile(
    r"(?<![\d\-/.,A-Za-z:])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])(?![\d\-/.%]|[A-Za-z])"
    r"(?=(?P<sure>\s?[(（][月火水木金土日]|付|時点|から|まで|\s\d{1,2}:|に[^。、]{0,12}(?:公表|発表|判明|発生|検知|確認|侵入|停止|不正))?)"
)
_PART_BEFORE = re.compile(r"(?:の|約|ほぼ|およそ|比|割合は?|比率は?)$")
_LARGEST_PART = 10  # 2/3 and 3/10 are parts of something before they are days
_WEEKDAY = re.compile(r"(?<=\d日)\s?[(（](?:[月火水木金土日](?:曜日?)?)(?:[・、]?(?:祝日?|休日?))?[)）]")
_DAYS = re.compile(r"(?P<month>\d{1,2}月|同月|翌月|前月)(?P<days>\d{1,2}(?:日?[、・~〜～\-と]\d{1,2})+)日(?!間)")
_RANGE = re.compile(r"(\d{1,2})[~〜～\-](?=\d)")
_CLOCK = re.compile(
    r"(?<![\d:./A-Za-z比対])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:]|[A-Za-z])"
)


def usual(text: str) -> str:
    """Give the text with every figure, day, sum and time in the spelling that `generalize` reads."""
    for pattern, word in _STEPS:
        text = pattern.sub(word, text)
    return text


def usual_with_origins(text: str) -> tuple[str, Sequence[Span]]:
    """Give the text as `usual` does, and for each of its characters the span of the text that it comes from."""
    origins: list[Span] = [(position, position + 1) for position in range(len(text))]
    for pattern, word in _STEPS:
        pieces: list[str] = []
        comes_from: list[Span] = []
        position = 0
        for match in pattern.finditer(text):
            told = word(match)
            pieces += [text[position : match.start()], told]
            whole = (origins[match.start()][0], origins[match.end() - 1][1])
            comes_from += [*origins[position : match.start()], *([whole] * len(told))]
            position = match.end()
        text = "".join((*pieces, text[position:]))
        origins = [*comes_from, *origins[position:]]
    return text, origins


def _signed(match: re.Match[str]) -> str:
    unit = _SIGNS[match["sign"]]
    times = _SCALES.get(match["scale"])
    if times:
        return f"{round(float(match['number'].replace(',', '')) * times):,}{unit}"
    return f"{match['number']}{match['scale']}{unit}"


def _kanji(match: re.Match[str]) -> str:
    value = parse_number(match.group())
    is_round = value is None or len(str(value).rstrip("0")) == 1
    return match.group() if is_round else f"{value:,}"


def _kanji_day(match: re.Match[str]) -> str:
    month, day = parse_number(match["month"]) or 0, parse_number(match["day"]) or 0
    year = f"{parse_number(match['year'])}年" if match["year"] else ""
    return f"{year}{month}月{day}日" if _is_day(month, day) else match.group()


def _full_day(match: re.Match[str]) -> str:
    month, day = int(match[3]), int(match[4])
    return f"{match[1]}年{month}月{day}日" if _is_day(month, day) else match.group()


def _slash_day(match: re.Match[str]) -> str:
    month, day = int(match["month"]), int(match["day"])
    is_part = month < day <= _LARGEST_PART or bool(_PART_BEFORE.search(match.string, 0, match.start()))
    if is_part and not match["sure"]:
        return match.group()
    return f"{month}月{day}日"


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31  # noqa: PLR2004 - the calendar


def _days(match: re.Match[str]) -> str:
    """Write 3、4日 as 3日、4日, and 3～5日 as 3日から5日."""
    days = _RANGE.sub(r"\1日から", match["days"])
    return match["month"] + re.sub(r"(?<=\d)(?=[、・と])", "日", days) + "日"


_STEPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_WIDE, lambda match: unicodedata.normalize("NFKC", match.group())),
    (_SIGNED, _signed),
    (_KANJI_DAY, _kanji_day),
    (_KANJI, _kanji),
    (_FULL_DAY, _full_day),
    (_SLASH_DAY, _slash_day),
    (_DAYS, _days),
    (_WEEKDAY, lambda _: ""),
    (_CLOCK, lambda match: f"{int(match['hour'])}時{match['minute']}分"),
)
