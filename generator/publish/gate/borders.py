"""Whether a short name stands by itself: at borders of script or word.

A short name in ordinary text is mostly a part of a longer word; only where script or word ends can it be the name.
Particles and the words that go with a company's name do not take its border away.
"""

from __future__ import annotations

import re
from functools import cache

from .data import rows, words

_REACH = 48  # bytes: sixteen Japanese characters
# Particles of several letters stand one after another (つゆくさなどによっては); those of one letter only at the end.
_LONG = (
    "からの|による|における|によると|によれば|により|によって|についての|について|に関する|に対する|に対し|に係る|にかかる|にあたる|をめぐる|をめぐり"
    "|として|とする|という|といった|とともに|において|ならびに|または|もしくは|あるいは|および|である|であり|であった|でした|だった|でなく|でない|ではなく"
    "|ではない|から|より|まで|では|には|とは|での|との|へと|への|にて|でも|にも|とも|とか|だけ|のみ|ほか|など|しか|さえ|こそ|ごと|らは|らが|らの"
    "|さん|さま|です"
)
_SHORT = "[のはがをにとでもやへなだ]"
_ADVERB = (
    "お|ご|また|まだ|すでに|さらに|なお|いずれ|すべて|これ|それ|この|その|ともに|ほぼ|およそ|あらためて|いまだ|ただちに|はじめ|みな|いえ|いう|よう|もの"
    "|うち|とき|ほう|ある|あり|あった|いる|いた|ない|なる|なった|する|した|して|される|おこな|よる|より|よって|おける|おいて|かか|あたる|どう"
)
_CONJUNCTION = (
    "また|なお|さらに|ただし|しかし|そして|つまり|そこで|すでに|まだ|やはり|かつ|この|その|あの|これ|それ|ここ|いわゆる|じく"
    "|する|した|して|いた|いる|ある|された|される|しい"
)
_LAST = "だが|だけど|なんて|って|じゃ|か"
_AFTER_KANA = re.compile(
    f"(?:{_LONG})*(?:(?:{_LONG}|{_SHORT})(?![ぁ-ゖ])|(?:{_LONG}|{_SHORT})(?:{_ADVERB})|(?:{_LAST})(?![ぁ-ゖ]))"
)
# One letter that makes another word of kanji: 一休 is not in 一休み.
_OKURIGANA = re.compile(f"[みりいうくきけげぎちつびえれるめむ](?:{_LONG}|{_SHORT})*(?![ぁ-ゖ])")
_BEFORE_HIRAGANA = re.compile(f"(?:^|[^ぁ-ゖ])(?:{_CONJUNCTION}|{_LONG})*(?:{_CONJUNCTION}|{_LONG}|{_SHORT})$")
_OPENING = frozenset(["", *"\"'「『“‘([【《〈<>|\t\r\n"])
_CLOSING = frozenset(["", *"\"'」』”’)]】》〉<>|\t\r\n"])
_CLOSED = tuple("」』”’)]】》〉")
# What no name consists of: a name declared so stands in every sentence (したのが).
_VERBS = "する|した|して|される|された|ある|いる|なる|なった|できる|れる|られる|これ|それ|ここ|どこ|こと"
_PLAIN = re.compile(f"(?:{_VERBS})+(?:{_LONG}|{_SHORT})*")


def stands_alone(data: bytes, start: int, end: int) -> bool:
    """Tell whether the name at data[start:end] (UTF-8, lightly folded) has a border on both sides."""
    before, name, after = around(data, start, end)
    if _PLAIN.fullmatch(name):
        return _is_apart(before, after)
    return ends_before(before, name[0]) and begins_after(
        after, name[-1], short=len(name) == 1 or name in words("ordinary_words")
    )


def stands_apart(data: bytes, start: int, end: int) -> bool:
    """Tell the same of a name in hiragana that nobody wrote so: ドコデモ is どこでも, and so is every other どこでも.

    It has to be apart on the left; one that is plain grammar has to be in quotes or a cell by itself.
    """
    before, name, after = around(data, start, end)
    if _grammar().fullmatch(name):
        return before.rstrip(" ")[-1:] in _OPENING and after.lstrip(" ")[:1] in _CLOSING
    return _is_apart(before, after)


def around(data: bytes, start: int, end: int, reach: int = _REACH) -> tuple[str, str, str]:
    """Give what stands before data[start:end], itself, and what stands behind; `reach` in bytes."""
    before = data[max(0, start - reach) : start].decode("utf-8", "ignore")
    after = data[end : end + reach].decode("utf-8", "ignore")
    return before, data[start:end].decode("utf-8", "replace"), after


@cache
def _grammar() -> re.Pattern[str]:
    plain = "|".join(sorted(words("grammar"), key=len, reverse=True))
    return re.compile(f"(?:{plain}|{_LONG}|{_SHORT})+")


def script(char: str) -> str:
    """Name the script of a character; "" for what is no letter."""
    if "ぁ" <= char <= "ゖ":
        return "hiragana"
    if "ァ" <= char <= "ヺ" or char == "ー":
        return "katakana"
    if "㐀" <= char <= "鿿" or char == "々" or ord(char) >= 0x20000:  # noqa: PLR2004 - kanji of plane 2
        return "kanji"
    if char.isalpha():
        return "latin"
    return "digit" if char.isdigit() else ""


def ends_before(before: str, first: str) -> bool:
    """Tell whether a name that begins with `first` can begin after this text."""
    if not before or not (last := script(before[-1])):
        return True
    own = script(first)
    if last != own:
        return not (own == "latin" and last == "digit")
    if own == "kanji":
        return any(before.endswith(word) for word in words("before"))
    if own == "katakana":
        return bool(_business_before().search(before))
    return own == "hiragana" and bool(_BEFORE_HIRAGANA.search(before))


def begins_after(after: str, last: str, *, short: bool) -> bool:
    """Tell whether a name that ends with `last` can end before this text; `short` is one that is a word, too."""
    if not after or not (first := script(after[0])):
        return True
    own = script(last)
    if first == "hiragana" and own in ("hiragana", "kanji"):
        word_goes_on = not _AFTER_KANA.match(after) if own == "hiragana" or short else _OKURIGANA.match(after)
        return not word_goes_on
    if own == first:
        return _is_word_after(after, own, short=short)
    return not (own == "latin" and first == "digit")


def _is_word_after(after: str, own: str, *, short: bool) -> bool:
    """Tell whether a word that goes with a company's name follows in the same script."""
    if own == "kanji":
        return after.startswith(_words_after(short=short)) or bool(_branch().match(after))
    return own == "katakana" and not short and bool(_business_after().match(after))


@cache
def _words_after(*, short: bool) -> tuple[str, ...]:
    return tuple(row[0] for row in rows("after") if not (short and "name" in row[1:]))


def _is_apart(before: str, after: str) -> bool:
    if before and (script(before[-1]) or before.endswith(_CLOSED)):  # 「…」として
        return False
    return not (after and script(after[0])) or bool(_AFTER_KANA.match(after))


@cache
def _branch() -> re.Pattern[str]:
    """A place and a kind of branch: 三恵東京支店, 三恵第一工場."""
    places = "|".join(words("prefectures"))
    kinds = "本社|本店|支店|支社|支部|支局|営業所|事業所|工場|店"
    return re.compile(f"(?:(?:{places})[都道府県市]?)?(?:中央|[東西南北])?(?:第[一二三四五六七八九])?(?:{kinds})")


@cache
def _business_after() -> re.Pattern[str]:
    return re.compile(f"(?:{_business('after')})+(?![ァ-ヺー])")


@cache
def _business_before() -> re.Pattern[str]:
    return re.compile(f"(?<![ァ-ヺー])(?:{_business('before')})+$")


def _business(side: str) -> str:
    chosen = (row[0] for row in rows("business_words") if side in row[1])
    return "|".join(sorted(chosen, key=len, reverse=True))
