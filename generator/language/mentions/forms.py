"""Every spelling under which an organization may be spoken of, and the legal forms that go with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from ...model import OrganizationKind
from ..aliases import base_alias, other_aliases
from .fold import fold_form

if TYPE_CHECKING:
    from ...model import Organization


class What(StrEnum):
    """What of an organization a mention is."""

    NAME = "name"
    ALIAS = "alias"
    BRAND = "brand"
    PERSON = "person"
    FAMILY = "family"  # a family name with a title: 架空社長
    DOMAIN = "domain"
    IDENTIFIER = "identifier"
    PLACE = "place"


_JAPANESE_FORMS = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|特例有限会社|"
    "一般社団法人|一般財団法人|公益社団法人|公益財団法人|社団法人|財団法人|"
    "特定非営利活動法人|認定NPO法人|NPO法人|学校法人|準学校法人|宗教法人|"
    "社会医療法人財団|社会医療法人社団|医療法人財団|医療法人社団|社会医療法人|特定医療法人|医療法人|社会福祉法人|更生保護法人|"
    "弁護士法人|税理士法人|司法書士法人|行政書士法人|社会保険労務士法人|監査法人|"
    "独立行政法人|地方独立行政法人|国立大学法人|公立大学法人|国立研究開発法人|特殊法人|認可法人|"
    "農事組合法人|協業組合|企業組合|有限責任事業組合|"
    "[(（](?:株|有|同|資|名|一社|一財|公社|公財|学|医|福|特非|独)[)）]|[㈱㈲㈴㈵㈶㈻㈳]"
)
_LATIN_FORMS = (
    r"(?:(?:co|company)\s?\.?\s?,?\s?(?:ltd|limited)|corporation|corp|incorporated|inc|limited|ltd|llc|k\.?\s?k|"
    r"g\.?\s?k|gmbh|plc|pte\.?\s?ltd|s\.?a|ag|co)(?![A-Za-z0-9])\.?"
)
LEGAL_BEFORE = re.compile(rf"(?:{_JAPANESE_FORMS})[\s\u3000]*$")
# 社 closes a name only where no other word begins with it: ミナセ社は, but not ミナセ社員.
LEGAL_AFTER = re.compile(
    rf"(?:[\s\u3000]*(?:{_JAPANESE_FORMS})|[\s\u3000]*,?[\s\u3000]*{_LATIN_FORMS})+|社(?![一-鿿々])|社(?=及び|並びに|等|側|宛|向け|製)",
    re.IGNORECASE,
)
_LEGAL_START = re.compile(rf"^(?:{_JAPANESE_FORMS})[\s\u3000]*")
_LEGAL_END = re.compile(rf"[\s\u3000]*(?:{_JAPANESE_FORMS})$")
_LATIN_END = re.compile(rf"[\s,]+{_LATIN_FORMS}$", re.IGNORECASE)
# A brand that is called like a body is one of its names: the university of a 学校法人, the hospital of a 医療法人.
_BODY_ENDINGS = re.compile("(?:大学|学校|高校|学園|幼稚園|保育園|病院|医院|クリニック|銀行|新聞|法人)$")
_KANA_NAME = re.compile("[ァ-ヺー・=＝ ]+")
_NAME_PARTS = re.compile(r"[\s\u3000・=＝]+")
_SHORTEST_PART = 3  # letters of a name that is not in kanji: イ・ウンジ is called by more than イ
_HIRAGANA = re.compile("[ぁ-ゖ]{3,}")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def forms_of(organization: Organization) -> Iterator[tuple[What, str]]:
    """Give every form of an organization with what it is; folded, so equal spellings come once for each What."""
    seen: set[tuple[What, str]] = set()
    for what, form in _raw_forms(organization):
        key = (what, fold_form(form))
        if key[1] and key not in seen:
            seen.add(key)
            yield key


def without_legal_form(name: str) -> str:
    """Give a name without 株式会社, Inc. and the like; the name itself where nothing would be left."""
    short = _LATIN_END.sub("", _LEGAL_END.sub("", _LEGAL_START.sub("", name))).strip(" ,、")
    return short or name


def _raw_forms(organization: Organization) -> Iterator[tuple[What, str]]:
    own = What.PERSON if organization.kind is OrganizationKind.PERSON else What.NAME
    for name in (organization.name, *organization.other_names, *organization.kana, *organization.english):
        yield own, name
        yield own, without_legal_form(name)
        if _HIRAGANA.search(name):  # みちづれ工房 is written ミチヅレ工房 in a list of half-width letters
            yield own, without_legal_form(name).translate(_TO_KATAKANA)
    for brand in organization.brands:
        yield (What.NAME if _BODY_ENDINGS.search(brand) else What.BRAND), brand
    for alias in (base_alias(organization), *other_aliases(organization)):
        yield What.ALIAS, alias
    for person in organization.people:
        yield from _person_forms(person)
    yield from ((What.DOMAIN, domain.removeprefix("www.")) for domain in organization.domains)
    yield from ((What.IDENTIFIER, identifier) for identifier in organization.identifiers)
    yield from ((What.PLACE, place) for place in organization.places)


def _person_forms(person: str) -> Iterator[tuple[What, str]]:
    """Give the whole name, and what its bearer is called by where a title stands beside (`register` looks for that).

    A Japanese name begins with the family's, one in other letters may end with it: ヴェーベル氏, アルノルト氏.
    """
    yield What.PERSON, person
    parts = [part for part in _NAME_PARTS.split(person) if part]
    if len(parts) > 1 and (person.isascii() or _KANA_NAME.fullmatch(person)):
        yield from ((What.FAMILY, part) for part in parts if len(part) >= _SHORTEST_PART)
    elif len(parts) > 1:
        yield What.FAMILY, parts[0]
