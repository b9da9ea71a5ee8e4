"""Other names that an organization may go by, as a suggestion to the editor who registers it.

What stands in its file is what is masked; a short name that nobody wrote down is masked nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .mentions import fold_form, forms_of, without_legal_form

if TYPE_CHECKING:
    from ..model import Organization

# Words at the end of a name that are often left out in the press.
_ENDINGS = (
    "ホールディングス グループ本社 グループ コーポレーション ジャパン 日本 サービス ネットワークス ネットワーク "
    "システムズ システム ソリューションズ テクノロジーズ ファイナンス 製作所 製造所 工業 商事 商会 産業 電機 製薬 "
    "薬品 食品 建設 通信 物流 銀行 新聞社 出版"
)
_ENDING = re.compile("(?:" + "|".join(sorted(_ENDINGS.split(), key=len, reverse=True)) + ")$")
_ABBREVIATIONS = (
    ("ホールディングス", "HD"),
    ("グループ", "G"),
    ("大学", "大"),
    ("信用金庫", "信金"),
    ("商工会議所", "商議所"),
    ("共済組合", "共済"),
    ("生活協同組合", "生協"),
    ("農業協同組合", "農協"),
    ("高等学校", "高校"),
    ("ネットワークス", "NW"),
)
_KANA = re.compile(r"[ァ-ヴー・]{3,}")
_TOO_SHORT = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class SuggestedName:
    """A name that is not in the file yet: for which field, and why (in Japanese)."""

    name: str
    field: str  # other_names, english, domains
    reason: str


def suggest_names(organization: Organization, romanize: Callable[[str], str | None]) -> tuple[SuggestedName, ...]:
    """Give names that the file does not have yet, each once; `romanize` writes kana in Latin letters (None: cannot)."""
    known = {form for _, form in forms_of(organization)}
    found: dict[str, SuggestedName] = {}
    for name, field, reason in _candidates(organization, romanize):
        key = fold_form(name)
        if len(key) > _TOO_SHORT and key not in known:
            found.setdefault(key, SuggestedName(name=name, field=field, reason=reason))
    return tuple(found.values())


def _candidates(organization: Organization, romanize: Callable[[str], str | None]) -> Iterator[tuple[str, str, str]]:
    short = without_legal_form(organization.name)
    yield from _shorter(short)
    yield from _abbreviated(short)
    for kana in (*organization.kana, *_KANA.findall(short)):
        latin = romanize(kana)
        if latin:
            yield latin.title(), "english", "読みのローマ字"
            yield from _with_long_vowels(latin)
    for english in organization.english:
        yield from _initials(without_legal_form(english))
    yield from ((domain.split(".")[0], "other_names", "ドメイン名の先頭") for domain in organization.domains)


def _shorter(name: str) -> Iterator[tuple[str, str, str]]:
    ending = _ENDING.search(name)
    if ending and ending.start() > 0:
        yield name[: ending.start()].rstrip("・ "), "other_names", f"「{ending.group()}」を略した呼び方"
    if "・" in name:
        yield name.replace("・", ""), "other_names", "中黒のない書き方"
        yield name.split("・", maxsplit=1)[0], "other_names", "中黒の前だけの呼び方"


def _abbreviated(name: str) -> Iterator[tuple[str, str, str]]:
    for word, abbreviation in _ABBREVIATIONS:
        if name.endswith(word) and name != word:
            yield name.removesuffix(word) + abbreviation, "other_names", f"「{word}」の略"


def _with_long_vowels(latin: str) -> Iterator[tuple[str, str, str]]:
    """Long vowels are often left out in company names: Toukyou, Tokyo."""
    plain = latin.replace("ou", "o").replace("oo", "o").replace("uu", "u")
    if plain != latin:
        yield plain.title(), "english", "長音を略したローマ字"


def _initials(english: str) -> Iterator[tuple[str, str, str]]:
    words = [word for word in re.split(r"[\s\-]+", english) if word[:1].isupper()]
    if len(words) > _TOO_SHORT:
        yield "".join(word[0] for word in words), "other_names", "英語名の頭文字"
