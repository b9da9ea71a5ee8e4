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

from .data import rows, words
from .names import letters, name_forms
from .romaji import to_romaji


class Mode(StrEnum):
    """How a form is looked for."""

    NAME = "name"  # by weight: heavy as a substring, light at borders
    BORDERED = "bordered"  # always at borders: surname and title
    NUMBER = "number"  # between digit borders, hyphens and spaces folded


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One spelling of a name, and whose it is."""

    text: str
    organization: str
    mode: Mode = Mode.NAME
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


_LATIN = re.compile(r"[\x20-\x7e\u00c0-\u024f]+")
_KANJI = re.compile(r"[㐀-鿿々]")
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
_COUNTRY_CODE = "81"
_MIN_NUMBER = 4
_MIN_LETTERS = 2


def forms_of(organization: Organization) -> tuple[Form, ...]:
    """Give every form of one organization's names, each once, in a fixed order."""
    found: dict[tuple[str, Mode], Form] = {}
    for text, mode in _all(organization):
        clean = unicodedata.normalize("NFKC", text).strip()
        if clean:
            found.setdefault((clean, mode), Form(text=clean, organization=organization.id, mode=mode))
    return tuple(found.values())


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
    for domain in organization.domains:
        yield from ((form, Mode.NAME) for form in _domain_forms(domain))
    for person in organization.people:
        yield from _person_forms(person)
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


def _person_forms(person: str) -> Iterator[tuple[str, Mode]]:
    person = unicodedata.normalize("NFKC", person).strip()
    yield person, Mode.NAME
    parts = re.split(r"[\s・]+", person)
    if len(parts) > 1:
        turned = [*parts[1:], parts[0]] if len(parts) == _MIN_LETTERS else parts[::-1]
        yield " ".join(turned), Mode.NAME
    if _LATIN.fullmatch(person):
        yield from _latin_person(parts)
        return
    for surname in parts[:1] if len(parts) > 1 else _guessed_surnames(person):
        for title, *_ in rows("titles"):
            yield surname + title, Mode.BORDERED
    romaji = to_romaji(person)
    if romaji:
        yield from ((form, Mode.NAME) for form in (romaji, " ".join(reversed(romaji.split()))))


def _latin_person(parts: list[str]) -> Iterator[tuple[str, Mode]]:
    if len(parts) < _MIN_LETTERS:
        return
    for last in (parts[0], parts[-1]):
        for text in (
            f"Mr. {last}",
            f"Ms. {last}",
            f"Mrs. {last}",
            f"Dr. {last}",
            f"{last}-san",
            f"{last}氏",
            f"{last}さん",
        ):
            yield text, Mode.BORDERED
    yield f"{parts[-1]}, {' '.join(parts[:-1])}", Mode.NAME
    yield f"{parts[0]}, {' '.join(parts[1:])}", Mode.NAME
    yield f"{parts[0][0]}. {parts[-1]}", Mode.BORDERED


def _guessed_surnames(person: str) -> Iterator[str]:
    """A name without a space: surnames have one to three kanji, a given name at least one."""
    if not _KANJI.match(person):
        return
    sizes = {2: (1,), 3: (1, 2), 4: (2,), 5: (2, 3), 6: (3,)}
    for size in sizes.get(len(person), ()):
        yield person[:size]


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
        yield _COUNTRY_CODE + digits[1:], Mode.NUMBER


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
