"""What stands for each kind of mention: a name, a brand, a person, an address, a number, a place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...language.mentions import Mention
from ...language.mentions.titles import FORMER, TITLES
from ...language.tables import read_table
from ...model import Organization, Printed
from . import grammar
from .scene import Scene, Voice


@dataclass(frozen=True, slots=True)
class Replacement:
    """text[start:end] becomes `word`."""

    start: int
    end: int
    word: str


_TITLE = re.compile(rf"{FORMER}?{TITLES}")
_TITLE_BEFORE = re.compile(rf"(?P<title>{FORMER}?{TITLES})(?:の|である|、|:|：|[\s\u3000]|)$")
_POLITE_AFTER = re.compile(r"(?:氏|さん|様|先生|弁護士)")
_AGE_AFTER = re.compile(r"[(（]\d{1,3}(?:歳)?[)）]")
_FACILITY_AFTER = re.compile(
    r"の?(?:データ|コール|物流|配送)?(?:工場|支店|支社|営業所|事業所|本社|本店|店|センター?|研究所|拠点|倉庫|物流|キャンパス)"
)
_ADDRESS_TAIL = re.compile(
    r"(?:大字|字)?[0-9０-９一二三四五六七八九十]+(?:(?:丁目|番地?|号)?[-‐－−の]?[0-9０-９]+)*(?:丁目|番地?|号)?"
)
_PREFECTURE_BEFORE = re.compile(r"[一-鿿]{2,3}[都道府県]$")
_PLACE_ENDINGS = ("区", "市", "町", "村", "島")
_SHOP_WORDS = (
    "オンラインショップ",
    "ECサイト",
    "通販サイト",
    "通信販売サイト",
    "ショッピングサイト",
    "オンラインストア",
    "ネットショップ",
)
_SPACES = (" ", "\u3000")
_APPOSITIONS = ("の", "である", "、", "・")
_BIG = "大手"
_PHONE = re.compile(r"^[+\d][\d\-() ]{8,}$")


def name_word(text: str, mention: Mention, voice: Voice, floor: int) -> Replacement:
    """Replace a name (or an alias that the editor wrote) by alias, 同社 or role."""
    organization = voice.scene.organization(mention)
    start, end = grammar.unquote(text, mention.start, mention.end)
    start = max(start, floor)
    if start > floor and text[start - 1] == "某":
        start -= 1
    if voice.scene.treatment(mention).printed is Printed.ROLE:
        joined = grammar.after_role(text, start, end, floor)
        if joined:
            return Replacement(*joined, "")
    else:
        same = grammar.after_same(text, start, end, floor)
        if same:
            voice.hear(organization.id)
            return Replacement(*same, "")
        start = _without_industry(text, start, floor, organization)
    return Replacement(start, end, voice.name(organization.id))


def brand_word(text: str, mention: Mention, voice: Voice, floor: int, *, is_beside_owner: bool) -> Replacement:
    """Replace a brand by what it is: 同社サービス, 某通信会社のサービス, or nothing where the text says it already."""
    organization = voice.scene.organization(mention)
    joined = grammar.after_thing(text, *grammar.unquote(text, mention.start, mention.end), floor)
    if joined and joined[0] >= floor:
        return Replacement(*joined, "")
    start, end = grammar.unquote(text, mention.start, mention.end)
    noun = "" if grammar.before_thing(text, end) else brand_noun(text[mention.start : mention.end], voice.scene)
    if is_beside_owner or grammar.is_owned(text, start, floor):
        return Replacement(start, end, noun)
    owner = voice.owner(organization.id)
    return Replacement(start, end, owner + noun)


def person_word(text: str, mention: Mention, floor: int) -> Replacement:
    """Replace a person by the title that stands there, else by 関係者."""
    start, end = mention.start, mention.end
    for pattern in (_POLITE_AFTER, _AGE_AFTER):
        after = pattern.match(text, end)
        end = after.end() if after else end
    own_title = _TITLE.search(text, start, mention.end)  # a family name with its title: 架空社長
    if own_title:
        return Replacement(start, end, own_title.group())
    title = _TITLE.match(text, end + 1 if text[end : end + 1] in _SPACES else end)
    if title:
        age = _AGE_AFTER.match(text, title.end())
        return Replacement(start, age.end() if age else title.end(), title.group())
    before = _TITLE_BEFORE.search(text, max(floor, start - 12), start)
    if before:
        return Replacement(before.end("title"), end, "")
    return Replacement(start, end, "関係者")


def domain_word(text: str, mention: Mention, voice: Voice, floor: int, *, is_beside_owner: bool) -> Replacement:
    """Replace an address by 同社サイト or 同社のメールアドレス."""
    start, end = grammar.unquote(text, mention.start, mention.end)
    joined = grammar.after_thing(text, mention.start, mention.end, floor)
    if joined:
        return Replacement(*joined, "")
    is_mail = "@" in text[start:end]
    noun = "メールアドレス" if is_mail else "サイト"
    if is_beside_owner:
        return Replacement(start, end, noun)
    owner = voice.owner(mention.organization)
    joint = "の" if is_mail and not owner.endswith("の") else ""
    return Replacement(start, end, owner + joint + noun)


def identifier_word(text: str, mention: Mention) -> Replacement:
    """Replace a telephone number, a code or an address by a word that gives nothing away."""
    surface = text[mention.start : mention.end]
    bracket = grammar.in_bracket(text, mention.start, mention.end)
    if bracket:
        return Replacement(*bracket, "")
    if _PHONE.match(surface):
        return Replacement(mention.start, mention.end, "(電話番号は省略)")
    word = "(番号は省略)" if any(character.isdigit() for character in surface[:4]) else "所在地"
    return Replacement(mention.start, mention.end, word)


def place_word(text: str, mention: Mention, floor: int) -> Replacement:
    """Replace a place below prefecture by what it is; the prefecture before it stays."""
    start, end = mention.start, mention.end
    tail = _ADDRESS_TAIL.match(text, end)
    end = tail.end() if tail else end
    is_facility = _FACILITY_AFTER.match(text, end) is not None
    if _PREFECTURE_BEFORE.search(text, max(floor, start - 5), start):
        return Replacement(start, end, _within(text, end, is_facility=is_facility))
    if is_facility:
        return Replacement(start, end, "国内")
    surface = text[mention.start : mention.end]
    return Replacement(start, end, next((word for word in _PLACE_ENDINGS if surface.endswith(word)), "拠点"))


def _within(text: str, end: int, *, is_facility: bool) -> str:
    """Give what joins the prefecture to what follows: 架空県内の工場, 架空県内に."""
    if text.startswith("内", end):
        return ""
    return "内の" if is_facility and not text.startswith("の", end) else "内"


def brand_noun(brand: str, scene: Scene) -> str:
    """Say what a brand is, by the parts of its name (publish/data/brands.tsv), in the entry's own word for a shop."""
    for row in read_table("brands.tsv", "generator.publish"):
        if row["part"] == "*" or row["part"].lower() in brand.lower():
            shop = next((word for word in _SHOP_WORDS if word in scene.text), None) if row["shop"] == "yes" else None
            return shop or row["noun"]
    raise AssertionError("brands.tsv ends with a row for everything")


def _without_industry(text: str, start: int, floor: int, organization: Organization) -> int:
    """Take in 「通信会社の」 before 某通信会社."""
    if not organization.industry:
        return start
    for joint in _APPOSITIONS:
        words = organization.industry + joint
        if text.endswith(words, floor, start):
            start -= len(words)
            return start - len(_BIG) if text.endswith(_BIG, floor, start) else start
    return start
