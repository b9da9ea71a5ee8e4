"""Proper names in quotes: 「ソラノミチ」 is a system's own name, 「サイバー白書」 a document, 「不正アクセス」 a word.

A search for the quoted words finds the announcement as surely as a name does, so strict mode does not print them
(NAMES.md (a): own system and brand names are generalized), and `check` can tell of those that normal mode prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .exempt import exempt_spans, touches
from .lexicon import words
from .width import same_width


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotedName:
    """One name in quotes; the span takes the quotes in."""

    name: str
    start: int  # offset in the text as given
    end: int
    is_thing: bool  # whether the words beside it say that it is a system, a service, a shop …


_QUOTED = re.compile("「(?P<one>[^「」『』。]{2,30})」|『(?P<two>[^「」『』。]{2,30})』|“(?P<three>[^“”。]{2,30})”")
_THING = (
    "システム|サービス|サイト|アプリ(?:ケーション)?|ストア|ショップ|モール|ポータル|プラットフォーム|基盤|ツール|"
    "ソフト(?:ウェア)?|製品|回線|カード|ポイント|サーバ|データベース|端末|クラウド|ブランド|店舗|施設|ページ"
)
_THING_BEFORE = re.compile(rf"(?:{_THING})(?:の|である|、|)$")
_THING_AFTER = re.compile(
    rf"(?:(?:という|と呼ばれる|と称する|の)?[^、。「」\s]{{0,6}}?(?:{_THING})|(?:を|の)(?:利用|運営|提供|使用|会員|登録|契約)|(?:への?|に対する)(?:不正)?(?:アクセス|ログイン|侵入))"
)
# Titles of documents, laws, notices and calls are public; a person or a gang in quotes is told by the words after it.
_DOCUMENT = re.compile(
    r"(?:法|条例|法案|規則|規程|指針|ガイドライン|ガイダンス|白書|年鑑|報告書?|レポート|基準|計画|戦略|方針|憲章|宣言|要綱|要領|手引き?|"
    r"マニュアル|ハンドブック|Q&A|について|に関して|お知らせ|お詫び|おわび|第[0-9一二三四]+報|脅威[0-9０-９]*|月間|週間|\d{4})$"
)
_TITLE_BEFORE = re.compile(
    r"(?:件名|題名|標題|表題|題する|題した|文言|メッセージ|手口|攻撃|脆弱性|マルウェア|ランサムウェア|ウイルス|集団|グループ|法律|報告書|資料|文書|白書|冊子|通称|俗称)(?:は|が|の|、|である|)$"
)
_TITLE_AFTER = re.compile(
    r"\s?(?:と(?:呼ばれる|いう|称する)(?:手口|攻撃|詐欺|マルウェア|集団|脆弱性)|ランサム|マルウェア|ウイルス|と名乗る|を名乗る|グループ|集団|攻撃|の手口|と題|の脆弱性|の改訂|の改定|を改訂|を改定|の施行|を公布)"
)
_SENTENCE = re.compile(r"[、。!?！？…]|[をがはも]|(?:です|ます|した|ない|する|された|られた|いる|ください|から|ため)$")
_NAME = re.compile(r"[ァ-ヺー・]{3,}|[A-Za-z][A-Za-z0-9&.+-]+")
_RUN = re.compile(r"[ァ-ヺー]+|[A-Za-z][A-Za-z0-9&.+-]*|[一-鿿々]+")


def quoted_names(text: str) -> tuple[QuotedName, ...]:
    """Give the quoted words of a text that are the name of a system, a service or a shop, in its order."""
    return tuple(_names(text)) if any(mark in text for mark in "「『“") else ()


def _names(text: str) -> Iterator[QuotedName]:
    plain = same_width(text)
    exempt = exempt_spans(plain)
    for match in _QUOTED.finditer(plain):
        name = match[match.lastgroup or 0].strip()
        before, after = plain[max(0, match.start() - 16) : match.start()], plain[match.end() : match.end() + 16]
        is_thing = bool(_THING_BEFORE.search(before) or _THING_AFTER.match(after))
        if touches(match.span(), exempt) or _is_title(name, before, after) or not _is_name(name, is_thing=is_thing):
            continue
        yield QuotedName(
            name=text[match.start() + 1 : match.end() - 1], start=match.start(), end=match.end(), is_thing=is_thing
        )


def _is_title(name: str, before: str, after: str) -> bool:
    return bool(_DOCUMENT.search(name) or _TITLE_BEFORE.search(before) or _TITLE_AFTER.match(after))


def _is_name(name: str, *, is_thing: bool) -> bool:
    """Whether the words may be a proper name: not a sentence, not made of everyday words alone."""
    if _SENTENCE.search(name) or name in _everyday():
        return False
    runs = _RUN.findall(name)
    is_everyday = bool(runs) and all(run in _everyday() for run in runs)
    if is_everyday and "".join(runs) == re.sub(r"[のと・ー\s]", "", name):
        return False
    return is_thing or _NAME.search(name) is not None


@cache
def _everyday() -> frozenset[str]:
    return words("generic_words")
