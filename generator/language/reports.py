"""Whether a text is a later report on a known matter: 第N報, 続報, 最終報, 更新."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .alternatives import Taken, first_match
from .lazy import regex
from .numerals import parse_number
from .width import same_width


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """第N報 gives a number; 続報, 最終報 and 更新 their word."""

    number: int | None
    word: str  # 第N報, 続報, 最終報 or 更新
    text: str
    start: int  # offset in the text as given

    @property
    def value(self) -> int | str:
        """The number where there is one, else the word."""
        return self.word if self.number is None else self.number


# The authorities count their reports on earthquakes and rains, too; statistics have 速報.
_DISASTER = r"地震|豪雨|大雨|台風|噴火|津波|災害|火災|大雪|豪雪|洪水|感染症|新型コロナ"
_NUMBERED = r"第 ?(\d+|[一二三四五六七八九十百]+) ?報(?!告|道|酬|恩|奨)"
_LAST = (
    r"最終(?:報(?!酬)|報告|の?調査結果|結果|確認)|"
    r"(?:調査|対応)が?(?:完了|終了)(?:の|に関する)(?:ご)?(?:報告|お知らせ)"
)
_LATER = (
    r"続報|追加(?:の)?[^、。]{0,8}(?:報告|発表|公表)|経過報告|その後の(?:経過|調査|対応)|"
    r"(?:新たに|さらに|追加で)[^、。]{0,14}(?:漏えい|漏洩|流出|被害|人|件)[^、。]{0,10}(?:判明|確認|発覚)|"
    r"(?:不正アクセス|漏えい|漏洩|流出|攻撃|被害|障害)[^、。]{0,16}(?:調査結果|調査報告|のその後|復旧状況)|"
    r"(?:\d+月|先月|昨年|今年\d*月?)(?:に)?(?:発表|公表|発覚|発生)[^。]{0,24}(?:調査で判明|判明|調査結果|影響)"
)
_UPDATED = (
    r"^[【\[(]?更新[】\])]?:|[【\[(](?:\d+[月/]\d+日? ?)?更新(?:あり|版)?[】\])]|[【\[(]追記[】\])]|^更新 |"
    r"(?:アドバイザリ|注意喚起|情報|記事)を?更新(?!プロ|版)"
)
_NUMBER = "第N報"
_KINDS = ((_NUMBER, _NUMBERED), ("最終報", _LAST), ("続報", _LATER), ("更新", _UPDATED))  # the surest first


@lru_cache(maxsize=8)  # asked for by several steps in turn, of the same headline
def find_report(text: str) -> Report | None:
    """Give which report on its matter the text says it is; None for a first or unmarked one."""
    plain = same_width(text)
    for place, its in _patterns().possible(plain).items():
        word, _ = _KINDS[place]
        if word == _NUMBER and regex(_DISASTER).search(plain):
            continue
        if match := first_match(its, plain):
            return _report(text, match, word, parse_number(match[1]) if word == _NUMBER else None)
    return None


@cache
def _patterns() -> Taken:
    return Taken([source for _, source in _KINDS])


def _report(text: str, match: re.Match[str], word: str, number: int | None) -> Report:
    return Report(number=number, word=word, text=text[match.start() : match.end()], start=match.start())
