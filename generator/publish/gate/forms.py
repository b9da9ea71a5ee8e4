"""From an organization to every form its names take in a text.

Spellings that folding makes one (width, case, old kanji, kana, romaji) are not forms of their own.
How a form is asked for follows from its weight (`Mode`): NAMES.md (b) 4, measured against noise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import idna

from generator.model import Organization

from .data import words
from .names import letters, name_forms, readings
from .person_names import full_names, name_parts


class Mode(StrEnum):
    """How a form is looked for."""

    NAME = "name"  # by weight: heavy as a substring, light at borders
    READING = "reading"  # by weight, too; a light one in hiragana only apart from other words: nobody wrote it
    BORDERED = "bordered"  # always at borders
    PERSON = "person"  # by weight, too; 一郎 is not the given name 一
    SURNAME = "surname"  # beside a title, an initial or the given name
    NUMBER = "number"  # between digit borders, hyphens and spaces folded


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One spelling of a name, and whose it is."""

    text: str
    organization: str
    mode: Mode = Mode.NAME
    partner: str = ""  # of a surname: the given name
    label: str = ""  # what is said instead of the text: strict mode's 「人数」


@dataclass(frozen=True, kw_only=True, slots=True)
class ExactValue:
    """Strict mode: a figure, a day or a term of a private record that must not stand in any text."""

    text: str
    label: str  # what it is, in Japanese: 人数, 公表日, システム名
    organization: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A form, and where: offset and length in the text or the bytes that were searched."""

    form: Form
    offset: int
    length: int


_DIGITS = re.compile(r"[\d\s()+.\-‐‑‒–—―−ー]+")
_PREFECTURE = re.compile("^(?:東京都|北海道|(?:京都|大阪)府|..県|...県)")
_HOUSE_NUMBER = re.compile("(?<=\\d)(?:丁目|番地の?|番|号|の)(?=\\d|$)")
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_CHOME = re.compile("[〇一二三四五六七八九]+(?=丁目|番|号)")
_GENERIC_LABELS = frozenset(
    [
        "www",
        "www2",
        "mail",
        "shop",
        "store",
        "corp",
        "web",
        "app",
        "api",
        "m",
        "blog",
        "cdn",
        "info",
        "support",
        "recruit",
        "ir",
        "co",
        "or",
        "ne",
        "ac",
        "ed",
        "go",
        "lg",
        "gr",
        "ad",
        "com",
        "net",
        "org",
        "jp",
        "example",
        "test",
        "invalid",
        "localhost",
        "io",
        "dev",
        "biz",
        "co-jp",
        "en",
        "ja",
        "static",
        "img",
        "assets",
    ]
)
_COUNTRY_CODES = ("81", "0081")  # with + or the two noughts that stand for it
_MIN_NUMBER = 4
_MIN_LETTERS = 2


def forms_of(organization: Organization) -> tuple[Form, ...]:
    """Give every form of one organization's names, each once, in a fixed order."""
    found: dict[tuple[str, Mode], Form] = {}
    for text, mode in _all(organization):
        clean = unicodedata.normalize("NFKC", text).strip()
        if clean and (clean, Mode.NAME) not in found:
            found.setdefault((clean, mode), Form(text=clean, organization=organization.id, mode=mode))
    parts = dict.fromkeys(pair for person in organization.people for pair in name_parts(person))
    surnames = (
        Form(text=surname, organization=organization.id, mode=Mode.SURNAME, partner=given) for surname, given in parts
    )
    return (*found.values(), *surnames)


def exact_forms(values: Iterable[ExactValue]) -> tuple[Form, ...]:
    """Give the forms of strict mode's exact values."""
    forms = []
    for value in values:
        text = unicodedata.normalize("NFKC", value.text).strip()
        mode = Mode.NUMBER if re.fullmatch(r"[\d,]+", text) else Mode.BORDERED
        forms.append(Form(text=text, organization=value.organization, mode=mode, label=value.label))
    return tuple(form for form in forms if form.text)


def _all(organization: Organization) -> Iterator[tuple[str, Mode]]:
    names = (
        organization.name,
        *organization.other_names,
        *organization.english,
        *organization.brands,
        *organization.kana,
    )
    for name in names:
        yield from ((form, Mode.NAME) for form in name_forms(name))
        yield from ((form, Mode.READING) for form in readings(name))
    for domain in organization.domains:
        yield from ((form, Mode.NAME) for form in _domain_forms(domain))
    for person in organization.people:
        yield from ((form, Mode.PERSON) for form in full_names(person))
    for identifier in organization.identifiers:
        yield from _identifier_forms(identifier)
    for place in organization.places:
        yield from ((form, Mode.NAME) for form in _address_forms(place))


def _domain_forms(domain: str) -> Iterator[str]:
    domain = domain.strip().strip(".").casefold()
    yield domain
    try:
        coded = idna.encode(domain, uts46=True).decode("ascii")
        plain = idna.decode(coded)
    except idna.IDNAError:
        coded = plain = domain
    yield from (coded, plain)
    labels = plain.split(".")[:-1] or [plain]
    for label in labels:
        if label not in _GENERIC_LABELS and label not in words("ordinary_words") and len(label) > _MIN_LETTERS:
            yield label


def _identifier_forms(identifier: str) -> Iterator[tuple[str, Mode]]:
    text = unicodedata.normalize("NFKC", identifier).strip()
    digits = re.sub(r"\D", "", text)
    if not _DIGITS.fullmatch(text):
        bare = re.fullmatch(r"T?(\d{13})", text)  # 適格請求書発行事業者の登録番号 is T + 法人番号
        if bare:
            yield bare[1], Mode.NUMBER
        yield from ((form, Mode.NAME) for form in _address_forms(text))
        return
    if len(digits) < _MIN_NUMBER:
        return
    yield digits, Mode.NUMBER
    if len(digits) == 13:  # noqa: PLR2004 - 法人番号 is a check digit and the 12 digits of the register of companies
        yield digits[1:], Mode.NUMBER
    if digits.startswith("0") and 10 <= len(digits) <= 11:  # noqa: PLR2004 - Japanese telephone numbers
        yield from ((code + digits[1:], Mode.NUMBER) for code in _COUNTRY_CODES)


def _address_forms(text: str) -> Iterator[str]:
    """An address as written, with bare house numbers, and without its prefecture."""
    text = unicodedata.normalize("NFKC", text).strip()
    plain = _CHOME.sub(lambda m: m[0].translate(_KANJI_DIGITS), text)
    short = _HOUSE_NUMBER.sub("-", plain).strip("-")
    for form in (text, plain, short):
        yield form
        bare = _PREFECTURE.sub("", form)
        if bare != form and letters(bare) > _MIN_LETTERS:
            yield bare
