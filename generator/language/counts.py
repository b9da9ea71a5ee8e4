"""How many people or records were affected: value, unit and the words, without the numbers that only look like it.

Traps (FEEDS.md 4.2, 12): machines, money, ages, arrests, flaws, patches, times, editions, people asked in a survey.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .lazy import regex
from .numerals import NUMBER, parse_number
from .width import same_width


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """One figure of affected people or records."""

    value: int
    unit: str  # 人 件 アカウント 社 契約 …, without 分 and 以上
    surface: str  # as in the text, with 最大, 約, 超 …
    start: int  # offset of the surface in the text as given
    qualifier: str = ""  # 最大, 約, 超 …, joined


_BEFORE = "最大で|最大|最少|少なくとも|合計で|合計|累計で|累計|総計|延べ|のべ|約|およそ|推定|推計|総数|計"
_AFTER = "以上|超え|超|余り|余|あまり|弱|強|程度|前後|近く|ほど"
_UNITS = {
    "人": "人 名 会員 ユーザー ユーザ 利用者",
    "件": "件 レコード",
    "アカウント": "アカウント ID",
    "社": "社 企業 法人 事業者",
    "契約": "契約",
}
_AS_THEY_ARE = "回線 世帯 戸 口座 校 団体 自治体 通 枚 冊"
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_UNIT_OF |= {word: word for word in _AS_THEY_ARE.split()}
_UNIT = "|".join(sorted(_UNIT_OF, key=len, reverse=True))
_COUNT = (
    rf"(?P<before>(?:(?:{_BEFORE}) ?)*)(?P<number>{NUMBER}) ?(?P<inner>(?:{_AFTER})の?)? ?"
    rf"(?:(?P<unit>{_UNIT})(?P<part>分)?|(?P<bare>分)(?!間|の\d|ほど|前|後|遅|で|程))(?P<after> ?(?:{_AFTER}))?"
)
# The last letter of a number and what follows it: quickly looked for, since few letters are one.
_END_OF_COUNT = rf"[\d〇一二三四五六七八九十百千万億兆] ?(?:(?:{_AFTER})の?)? ?(?:{_UNIT}|分)"
# Words that make a figure one of people or records hit; without any of them in the text no figure is reported.
_HIT = (
    r"漏えい|漏洩|漏れ|流出|閲覧|紛失|置き忘れ|混入|記録|名簿|カルテ|盗|持ち出|誤送信|誤配|誤公開|誤掲載|誤表示|誤交付|誤廃棄|個人情報|情報|顧客|会員|"
    r"アカウント|メールアドレス|メアド|データ|被害|影響|対象|乗っ取|不正|攻撃|窃取|暗号化|消失|削除|送信|誤って|所在不明|廃棄|露出|アドレス|送付|交付"
)
# Statistics count incidents, not people.
_STATISTICS = (
    r"状況を公表|四半期|[1-4]Q|年度.{0,8}(?:状況|件数)|[上下]半期|前年|統計|集計|届出|認知件数|相談件数|"
    r"過去最|(?:調べ|まとめ)$"
)
_NEVER_HIT = (
    r"(?:(?:迷惑|スパム|不審な?|フィッシング)メール|脆弱性|欠陥|バグ|CVE|ぜい弱性|不具合|アドバイザリ|パッチ|更新|修正|検知|観測|遮断|ブロック|逮捕(?:者|された)|容疑者|"
    r"犯人|グループ|メンバー|専門家|担当者|管理者|研究者|回答者|経営者|技術者|出席者|登壇者|元社員男女|男女|第|今月|今年)"
    r"(?:の|は|が|計|約|など|、| )*$"
)
_SOMETHING_ELSE = (
    r"^ ?(?:の?(?:迷惑|スパム|不審な?|フィッシング)メール|"
    r"の(?:男|女|少年|容疑|脆弱性|修正|欠陥|不具合|バグ|専門家|研究者|技術者|アドバイザリ|パッチ)|"
    r"を(?:逮捕|書類送検|起訴|送検|摘発|検挙|処分|懲戒|停職|修正|解消|追加|採用|募集|検知|観測|遮断|ブロック|表彰|派遣|配置|増員|"
    r"任命|選出)|が(?:選出|登壇|参加|参画|受講|応募|出席|受賞|回答|逮捕|合格)|に(?:聞|調査|アンケート|対処|対応)|"
    r"逮捕|検知|観測|遮断|調査|送信|アンケート|体制|参加|超の脆弱|募集|選出|修正|規模の組織|の?(?:販売|売却|売り出し)を|.{0,20}(?:と|を)主張|に1(?:人|社|件)|(?:から|中|のうち)\d)"
)
_RATIO = r"(?:人|件|社|名)に$"
_CRIMINAL = r"逮捕|書類送検|容疑者|懲戒|停職|免職|指名手配"
_FLAWS = r"脆弱性|アドバイザリ|CVE-|クリティカル"
_LEAK = r"漏えい|漏洩|流出|個人情報|顧客情報|不正アクセス"
_GANG = 20  # people: smaller figures beside an arrest are those arrested
_FLAWS_AT_MOST = 10_000


@lru_cache(maxsize=8)  # asked for by several steps in turn, of the same headline
def find_counts(text: str) -> tuple[Count, ...]:
    """Give the affected counts of a headline or sentence, in the order of the text."""
    plain = same_width(text)
    if not regex(_HIT).search(plain) or regex(_STATISTICS).search(plain):
        return ()
    return tuple(
        _count(text, match, value)
        for match in regex(_COUNT).finditer(plain)
        if (value := parse_number(match["number"])) is not None and _is_affected(plain, match, value)
    )


def find_figures(text: str) -> tuple[Count, ...]:
    """Give every figure with a counter, whatever it counts: for comparing texts, not for saying who was hit."""
    plain = same_width(text)
    return tuple(
        _count(text, match, value)
        for match in regex(_COUNT).finditer(plain)
        if not match["bare"] and (value := parse_number(match["number"])) is not None
    )


def has_figure(text: str) -> bool:
    """Whether there is any figure with a counter at all: most summaries need not be read sentence by sentence."""
    return regex(_END_OF_COUNT).search(same_width(text)) is not None


def unit_class(word: str) -> str:
    """Give the unit under which counts of this counter are compared: 名 is 人; an unknown word is its own."""
    return _UNIT_OF.get(word, word)


def _count(text: str, match: re.Match[str], value: int) -> Count:
    surface = text[match.start() : match.end()]
    marks = (match["before"], (match["inner"] or "").rstrip("の"), match["after"] or "")
    return Count(
        value=value,
        unit=_unit(match),
        surface=surface.strip(),
        start=match.start() + len(surface) - len(surface.lstrip()),
        qualifier="".join(mark.strip() for mark in marks),
    )


def _unit(match: re.Match[str]) -> str:
    return _UNIT_OF[match["unit"]] if match["unit"] else "人"


def _is_affected(plain: str, match: re.Match[str], value: int) -> bool:
    before, after = plain[: match.start()], plain[match.end() :]
    if regex(_NEVER_HIT).search(before) or regex(_SOMETHING_ELSE).match(after) or regex(_RATIO).search(before):
        return False
    if match["bare"]:  # 「94万分」: only with a large figure is it not a time
        return any(mark in match["number"] for mark in "万億")
    unit = _unit(match)
    if unit in {"人", "社"} and value < _GANG and regex(_CRIMINAL).search(plain):
        return False
    is_of_flaws = unit == "件" and value < _FLAWS_AT_MOST and regex(_FLAWS).search(plain)
    return not is_of_flaws or bool(regex(_LEAK).search(plain))
