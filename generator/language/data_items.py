"""Which kinds of data were affected: 氏名, 電話番号 …, each in the word under which entries keep it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .lexicon import groups
from .width import same_width


@dataclass(frozen=True, kw_only=True, slots=True)
class DataItem:
    """One kind of data."""

    kind: str  # the house word: クレジットカード情報
    text: str  # as in the text: クレカ情報
    start: int  # offset in the text as given


# 「氏名は含まれない」「パスワードの流出はない」
_DENIED = re.compile(
    r"^[^、。]{0,14}(?:は(?:一切)?(?:含まれ(?:ない|ず|ていない|ておらず|ません)|保持(?:していない|しておらず)|保有していない)|の(?:漏えい|漏洩|流出)は(?:な[いく]|確認されて(?:いない|おらず)))"
)


def find_data_items(text: str) -> tuple[DataItem, ...]:
    """Give every kind of data once, in the order of the text, without those that the text says were not affected."""
    plain = same_width(text)
    pattern, kinds = _vocabulary()
    found: dict[str, DataItem] = {}
    for match in pattern.finditer(plain):
        if not _DENIED.match(plain[match.end() :]):
            item = DataItem(kind=kinds[match[0]], text=text[match.start() : match.end()], start=match.start())
            found.setdefault(item.kind, item)
    return tuple(found.values())


@cache
def _vocabulary() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {word: kind for kind, members in groups("data_items").items() for word in members}
    longest_first = sorted(kinds, key=len, reverse=True)
    # 「障害」 alone is an outage, 「写真」 in 写真店 a shop: such words need a list around them.
    weak = {"障害", "写真", "所属", "給与", "役職", "職業", "成績", "有効期限", "図面", "続柄", "税額"}
    parts = [
        rf"(?<=[、・や]){re.escape(w)}|{re.escape(w)}(?=[、・]|など|等)" if w in weak else re.escape(w)
        for w in longest_first
    ]
    return re.compile("|".join(parts)), kinds
