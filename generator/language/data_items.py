"""Which kinds of data were affected: 氏名, 電話番号 …, each in the word under which entries keep it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .lexicon import groups
from .sieve import Needed, Words
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


_DENIAL = 40  # letters in which that is said
# 「障害」 alone is an outage, 「写真」 in 写真店 a shop: such words need a list around them.
_WEAK = frozenset(["障害", "写真", "所属", "給与", "役職", "職業", "成績", "有効期限", "図面", "続柄", "税額"])
_LIST_BEFORE = frozenset("、・や")
_LIST_AFTER = re.compile(r"[、・]|など|等")


@lru_cache(maxsize=8)  # asked for by several steps in turn, of the same headline
def find_data_items(text: str) -> tuple[DataItem, ...]:
    """Give every kind of data once, in the order of the text, without those that the text says were not affected."""
    plain = same_width(text)
    words, kinds, needed = _vocabulary()
    if not needed.is_in(plain):
        return ()
    found: dict[str, DataItem] = {}
    for start, end in words.find(plain):
        kind = kinds[plain[start:end]]
        if kind not in found and _is_listed(plain, start, end) and not _DENIED.match(plain[end : end + _DENIAL]):
            found[kind] = DataItem(kind=kind, text=text[start:end], start=start)
    return tuple(found.values())


def _is_listed(plain: str, start: int, end: int) -> bool:
    is_weak = plain[start:end] in _WEAK
    return not is_weak or plain[start - 1 : start] in _LIST_BEFORE or bool(_LIST_AFTER.match(plain, end))


@cache
def _vocabulary() -> tuple[Words, dict[str, str], Needed]:
    kinds = {word: kind for kind, members in groups("data_items").items() for word in members}
    return Words(kinds), kinds, Needed(kinds)
