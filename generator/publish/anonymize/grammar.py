"""How much of a sentence goes with a name: quotes, brackets, 「委託先の」 before it, 「(以下…)」 after it.

Every function takes the text and a span, and gives a span: nothing here knows an organization.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_QUOTES = {"「": "」", "『": "』", "“": "”", '"': '"', "〈": "〉", "《": "》", "【": "】", "'": "'"}
_OPENING = "(（"
_CLOSING = ")）"
_LONGEST_BRACKET = 80
_WINDOW = 24  # characters before a name in which a noun is looked for
# Nouns that say already what a secondary party is: 「委託先の株式会社ミナセ」 needs no second 委託先.
_ROLE_NOUN = (
    r"(?:委託先|委託元|再委託先|委託業者|委託会社|外注先|取引先|子会社|親会社|関連会社|関係会社|グループ会社|グループ企業|持株会社|現地法人|販売会社|"
    r"サポート会社|保守会社|運営会社|開発会社|運用会社|調査会社|事業者|業者|ベンダー|ベンダ|メーカー|提供元|開発元|販売元|運営元|発注元|顧客|自治体|"
    r"病院|大学|学校|医療機関|団体|機関|企業|協力会社|請負会社|代理店|外部専門機関|報道機関|一部報道|組合|法人|会社)"
)
_ROLE_BEFORE = re.compile(rf"{_ROLE_NOUN}(?:の|である|に当たる|にあたる|たる|、|[\s\u3000]|)(?P<open>[「『(（“\"]?)$")
_THING_NOUN = (
    r"(?:ショップ|サイト|サービス|アプリ|アプリケーション|システム|ストア|モール|カード|店舗|プラットフォーム|製品|ソフトウェア|ソフト|基盤|ツール|"
    r"メディア|媒体|ゲーム|機器|装置|回線|ブランド|施設|教室|講座|ポータル|電子マネー|会員制度|雑誌|会報|学会誌)"
)
_THING_BEFORE = re.compile(rf"{_THING_NOUN}(?:の|である|、|[\s\u3000]|)(?P<open>[「『(（“\"]?)$")
_THING_AFTER = re.compile(r"(?:オンライン|ネット|通販|EC|会員|Web|ウェブ|公式)?" + _THING_NOUN)
_SAME_BEFORE = re.compile(r"同(?:社|組合|法人|団体|校|大学|院|行|金庫|協会|学会)(?P<open>[(（])$")
# After these a thing of the same organization needs no 同社: 「同社が運営するショップ」.
_OWNED_BEFORE = re.compile(
    r"(?:(?:運営|提供|展開|開発|販売|管理|利用|使用|保有|発行|運用|構築|導入)(?:する|している|した|中の|していた|し、|の)|(?:同社|自社|当社)の?|の)[「『“\"]?$"
)


def unquote(text: str, start: int, end: int) -> Span:
    """Take in the quotes around a span: 「ミナセ」."""
    while start and end < len(text) and _QUOTES.get(text[start - 1]) == text[end]:
        start, end = start - 1, end + 1
    return start, end


def bracket_after(text: str, end: int) -> Span | None:
    """Give the span of a bracket that opens right after a name, with its marks; None where there is none."""
    opening = end
    while opening < len(text) and text[opening] in " \u3000":
        opening += 1
    if opening >= len(text) or text[opening] not in _OPENING:
        return None
    depth = 0
    for position in range(opening, min(len(text), opening + _LONGEST_BRACKET)):
        depth += (text[position] in _OPENING) - (text[position] in _CLOSING)
        if depth == 0:
            return end, position + 1
    return None


def in_bracket(text: str, start: int, end: int) -> Span | None:
    """Give the span with the bracket that holds nothing but this one: (ミナセ)."""
    if start and text[start - 1] in _OPENING and end < len(text) and text[end] in _CLOSING:
        return start - 1, end + 1
    return None


def after_role(text: str, start: int, end: int, floor: int) -> Span | None:
    """Take in the joint to a role noun before the name, so that name and joint may go: 委託先[のミナセ]."""
    return _joined(_ROLE_BEFORE.search(text, max(floor, start - _WINDOW), start), text, end)


def after_thing(text: str, start: int, end: int, floor: int) -> Span | None:
    """Take in the joint to a noun that says already what the brand is: オンラインショップ[「ミナセマルシェ」]."""
    return _joined(_THING_BEFORE.search(text, max(floor, start - _WINDOW), start), text, end)


def after_same(text: str, start: int, end: int, floor: int) -> Span | None:
    """Take in the bracket of 同社(ミナセ)."""
    if not start or text[start - 1] not in _OPENING:
        return None
    return _joined(_SAME_BEFORE.search(text, max(floor, start - _WINDOW), start), text, end)


def before_thing(text: str, end: int) -> bool:
    """Whether a noun follows that says what the brand is: ミナセサイト."""
    return _THING_AFTER.match(text, end) is not None


def is_owned(text: str, start: int, floor: int) -> bool:
    """Whether the text says already whose the thing is."""
    return _OWNED_BEFORE.search(text, max(floor, start - 16), start) is not None


def _joined(match: re.Match[str] | None, text: str, end: int) -> Span | None:
    """Give the span from the end of the noun; an opening bracket needs its closing one."""
    if match is None:
        return None
    noun_end = re.match(rf"(?:{_ROLE_NOUN}|{_THING_NOUN}|同[一-鿿]{{1,2}})", match.group())
    joint = match.start() + (noun_end.end() if noun_end else 0)
    if match["open"]:
        closing = {**_QUOTES, "(": ")", "（": "）"}[match["open"]]
        if text[end : end + 1] != closing:
            return None
        end += 1
    return joint, end
