"""Strict mode: what is exact becomes general, so that no search for a figure or a day finds the announcement.

Of 49 incidents 88 % have a count that no other has; with one significant digit 35 %, and a band is shared by 78 %
with five others or more (NAMES.md (a)). So: figures to one digit with 約 or to 数十, days to 上旬/中旬/下旬, earlier
reports without their days, countries to 海外, lists of data to categories.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from ..language.numerals import parse_number
from ..language.tables import read_table

if TYPE_CHECKING:
    from ..model import Affected, Facts

_PACKAGE = "generator.publish"
_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:[兆億万千百](?:\d[\d,]*(?:\.\d+)?)?)*"
_FREE = r"(?<![\d.,A-Za-z第\-])"
_ABOUT = r"(?:約|およそ|およそで|合計約|最大約)?"
_MORE = r"(?:超|余り|余|あまり|弱|強|以上|程度|前後|ほど)?"
_UNITS = (
    "名 人 件 社 台 通 枚 校 世帯 口座 契約 回線 アカウント 店舗 店 施設 拠点 箇所 か所 カ所 ヶ所 個 冊 本 点 "
    "項目 ファイル 組織 団体 自治体 ユーザ 会員 回 か国 カ国 種類 レコード 端末 法人 事業者 組 室 戸 機関 "
    "時間 分間 日間 週間 か月 カ月 ヶ月 年間"
)
_UNIT = "|".join(sorted(_UNITS.split(), key=len, reverse=True))
_MONEY = re.compile(rf"{_FREE}{_ABOUT}(?P<number>{_NUMBER})(?P<unit>米ドル|ドル|ユーロ|円){_MORE}")
_COUNT = re.compile(rf"{_FREE}{_ABOUT}(?P<number>{_NUMBER})(?P<unit>{_UNIT})(?!以内){_MORE}")
_PERCENT = re.compile(rf"{_FREE}{_ABOUT}(?P<number>\d+(?:\.\d+)?)(?:%|%|パーセント)")
_MONTH = r"(?:(?:\d{4}年|昨年|前年|今年|同年)?\d{1,2}月)"
_DAY = re.compile(
    rf"(?P<month>{_MONTH}|同月|翌月|前月)?(?<![\d第,.大約計概])(?P<day>\d{{1,2}})日(?!間|以内|後|前|目|分|の期限|の猶予)(?P<joint>には|に(?!かけて)|は|の(?!間))?"
)
_NEXT_DAY = re.compile(r"(?P<word>翌|前|同)\d{1,2}日(?!間)")
_CLOCK = re.compile(
    r"(?:(?P<half>午前|午後)\s?)?(?<![\d,])(?P<hour>\d{1,2})時(?:\d{1,2}分|半)?(?:ごろ|頃|すぎ|過ぎ)?(?!間)"
)
_NTH = r"(?:第[一二三四五六七八九十\d]+報|最終報)"
_ON_DAY = rf"(?:{_MONTH})?\d{{1,2}}日"
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
    (re.compile(r"(未明|朝|昼|夜|夕方|午前|午後)の?\1"), r"\1"),
    (re.compile(r"旬(?=未明|朝|昼|夜|夕方|午前|午後)"), "旬の"),
    (re.compile(r"約約+"), "約"),
    (re.compile(r"(?:約|計|合計|最大|延べ)(?=十?数)"), ""),
    (re.compile(r"(続報)(?:、|に続く)\1"), r"\1"),
    (re.compile(r"海外(?:・海外)+"), "海外"),
)
_HALVES = ((5, "未明"), (10, "朝"), (12, "午前"), (16, "午後"), (19, "夕方"), (24, "夜"))
_LIST = re.compile(r"[^\s、。「」()（）・]+(?:・[^\s、。「」()（）・]+){2,}")
_OTHER_COUNTRIES = (
    "米国 米 英国 英 仏 独 中国 韓国 台湾 豪州 欧州 北米 南米 東南アジア スイス ロシア ウクライナ イスラエル"
)
_NO_CATEGORY = "その他の情報"
_BEFORE_ITEM = "のはがをたるに"
_PERSONS = re.compile("[者生員客]$")
_AFTER_ITEM = re.compile(r"(?<!に)[がをはのとでへやだ]|に(?!用)|など|等|及び|ならびに")
_AFTER_UNKNOWN = re.compile(r"[がをはとだ]|など|等|及び")
_AFTERWARDS = {"に": "その後、", "には": "その後は", "は": "その後は", "の": "その後の"}
_FEW, _TEENS, _HUNDRED = 10, 20, 100


def generalize(text: str) -> str:
    """Give a text in which nothing exact is left; the order matters: money before counts, reports before days."""
    for pattern, word in _steps():
        text = pattern.sub(word, text)
    text = _without_days(text)
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


def exact_forms(text: str) -> Iterator[tuple[str, str]]:
    """Give what is exact in a text as (label, form): figures with more than one digit that counts, sums, days."""
    for label, pattern in (("金額", _MONEY), ("数値", _COUNT)):
        for match in pattern.finditer(text):
            value = parse_number(match["number"])
            if value is not None and value >= _HUNDRED and len(str(value).rstrip("0")) > 1:
                yield label, match["number"] + match["unit"]
    yield from (("日付", f"{match['month']}{match['day']}日") for match in _DAY.finditer(text) if match["month"])


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


def data_category(kind: str) -> str:
    """Give the category of a kind of data."""
    return next((row["category"] for row in _categories() if row["part"] in kind), _NO_CATEGORY)


def _general_affected(one: Affected) -> Affected:
    value = rounded(one.count)
    qualifier = one.qualifier if value == one.count else "約"
    return replace(one, count=value, qualifier=qualifier, who=generalize(one.who) if one.who else None)


def _steps() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    return (
        (_TOLD_BEFORE, lambda _: "すでに公表してい"),
        (_EARLIER, lambda _: "これまでの報告"),
        (_FIRST_IN_BRACKETS, lambda _: ""),
        (_FIRST, lambda _: "最初の報告"),
        (_LAST_NTH, lambda _: "続報"),
        (_NTH_ANY, lambda _: "続報"),
        (_LIST, _categories_of_list),
        (_MONEY, _money),
        (_COUNT, _count),
        (_PERCENT, _percent),
        (_NEXT_DAY, lambda match: f"{match['word']}日"),
        (_CLOCK, _part_of_day),
        (_country_pattern(), lambda _: "海外"),
    )


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
        third = _third_of_month(int(match["day"]))
        is_repeated = not match["month"] and third == latest
        latest = third
        if is_repeated and match["joint"]:
            return _AFTERWARDS[match["joint"]]
        return (match["month"] or "") + third + (match["joint"] or "")

    return _DAY.sub(word, text)


def _third_of_month(day: int) -> str:
    return "上旬" if day <= 10 else "中旬" if day <= 20 else "下旬"  # noqa: PLR2004 - the thirds of a month


def _part_of_day(match: re.Match[str]) -> str:
    hour = int(match["hour"]) + (12 if match["half"] == "午後" and int(match["hour"]) < 12 else 0)  # noqa: PLR2004 - noon
    return next((word for until, word in _HALVES if hour < until), "夜")


def _categories_of_list(match: re.Match[str]) -> str:
    """Replace 氏名・住所・電話番号 by its categories; what stands before the first and after the last item stays."""
    items = match.group().split("・")
    for index, item in enumerate(items[:-2]):
        start = max(item.rfind(joint) for joint in _BEFORE_ITEM) + 1
        if _kinds().search(item, start) and not _PERSONS.search(item):
            end = _item_end(items[-1])
            kinds = (item[start:], *items[index + 1 : -1], items[-1][:end])
            before = "".join(f"{other}・" for other in items[:index]) + item[:start]
            return before + "・".join(_ordered(kinds)) + items[-1][end:]
    return match.group()


def _ordered(kinds: Iterable[str]) -> tuple[str, ...]:
    """Give the categories once each, what has none at the end."""
    categories = tuple(dict.fromkeys(data_category(kind) for kind in kinds))
    return tuple(sorted(categories, key=lambda category: category == _NO_CATEGORY))


def _item_end(item: str) -> int:
    """Give where the last kind of data ends: メールアドレス|が漏えいした, ガス機器の型番|と…."""
    known = _kinds().search(item)
    end = (_AFTER_ITEM if known else _AFTER_UNKNOWN).search(item, known.end() if known else 1)
    return end.start() if end else len(item)


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile("|".join(sorted((re.escape(row["part"]) for row in _categories()), key=len, reverse=True)))


@cache
def _categories() -> tuple[dict[str, str], ...]:
    return tuple(dict(row) for row in read_table("data_categories.tsv", _PACKAGE))


@cache
def _country_pattern() -> re.Pattern[str]:
    """Match a country's name where it is a word: タイ子会社, not タイミング, 中国 but not 中国地方."""
    names = {row["country"] for row in read_table("countries.tsv", _PACKAGE)} | set(_OTHER_COUNTRIES.split())
    names |= {row["part"] for row in read_table("countries.tsv", _PACKAGE) if not row["part"].isascii()}
    either = "|".join(sorted(names - {"海外", "グローバル"}, key=len, reverse=True))
    return re.compile(rf"(?<![ァ-ヺー一-鿿])(?:{either})(?![ァ-ヺー]|地方|電力|語|内|文|字|単)")
