"""Strict mode's word for a thing that is quoted by its own name: 会員システム「ソラノミチ」 is 会員システム."""

from __future__ import annotations

import re

from ..language.quotes import QuotedName, quoted_names
from ..language.tables import read_table

_PACKAGE = "generator.publish"
_THING = (
    "システム|サービス|サイト|アプリ(?:ケーション)?|ストア|ショップ|モール|ポータル|プラットフォーム|基盤|ツール|"
    "ソフト(?:ウェア)?|製品|回線|カード|ポイント|クラウド|ブランド|店舗|施設|ページ"
)
_NOUN_BEFORE = re.compile(rf"(?:{_THING}|サーバ|データベース|端末)(?P<joint>の|である|、|)$")
_NOUN_AFTER = re.compile(rf"(?:という|と呼ばれる|と称する)?(?=[^、。「」\sのをがはにへ]{{0,6}}?(?:{_THING}))")
_MACHINE_AFTER = re.compile(
    r"の?(?:[^、。]{0,4}(?:サーバ|データベース|端末)|へ?の?(?:不正)?(?:アクセス|侵入|ログイン)|に(?:不正|侵入))"
)


def without_quoted_things(text: str) -> str:
    """Give a text without the quoted names of things; where no word beside says what one is, サービス does."""
    for quoted in reversed(quoted_names(text)):
        if quoted.is_thing:
            text = _without(text, quoted)
    return text


def _without(text: str, quoted: QuotedName) -> str:
    before, after = text[: quoted.start], text[quoted.end :]
    noun_before = _NOUN_BEFORE.search(before)
    if noun_before:
        return before[: noun_before.start("joint")] + after
    noun_after = _NOUN_AFTER.match(after)
    if noun_after:
        return before + after[noun_after.end() :]
    return before + ("システム" if _MACHINE_AFTER.match(after) else _noun(quoted.name)) + after


def _noun(name: str) -> str:
    rows = read_table("brands.tsv", _PACKAGE)
    return next(row["noun"] for row in rows if row["part"] == "*" or row["part"].lower() in name.lower())
