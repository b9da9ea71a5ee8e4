"""Ids made from a name by a hash: whoever has a list of companies finds the name by trying them all (NAMES.md)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

from generator.model import Organization

from ..names import without_legal_form

_ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
_SHORTEST = 8  # hex digits: an id of fewer is found by chance
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-"
_HEX_DIGITS = b"0123456789abcdefABCDEF"
_HEX_SHAPE = bytes.maketrans(b"h" + _HEX_DIGITS, b"." + b"h" * len(_HEX_DIGITS))
_TOKEN_SHAPE = bytes.maketrans(_LETTERS, b"t" * len(_LETTERS))
_HEX = re.compile(b"h" * _SHORTEST + b"h{0,120}")
_TOKEN = re.compile(b"t" * 22 + b"t*")
_BASE64_LENGTHS = frozenset({22, 27, 43, 86})  # of 16, 20, 32 and 64 bytes, without =


class Digests:
    """The digests of all declared names, by their first digits."""

    def __init__(self, secrets: Iterable[Organization]) -> None:
        self._by_prefix: dict[str, list[tuple[str, str, str]]] = {}
        for organization in secrets:
            for text in dict.fromkeys(_spellings(organization)):
                for algorithm in _ALGORITHMS:
                    prefix = _digest(algorithm, text)[:_SHORTEST]
                    self._by_prefix.setdefault(prefix, []).append((algorithm, text, organization.id))

    def find(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Give algorithm and name, organization and offset."""
        if not self._by_prefix:
            return
        for digits, offset in _digits(text):
            for algorithm, name, organization in self._by_prefix.get(digits[:_SHORTEST], ()):
                if _digest(algorithm, name).startswith(digits):
                    yield f"{algorithm}({name})", organization, offset


def _spellings(organization: Organization) -> Iterator[str]:
    names = (
        organization.name,
        *organization.other_names,
        *organization.kana,
        *organization.english,
        *organization.brands,
    )
    for name in (*names, *organization.domains, *organization.people, *organization.identifiers):
        for text in (
            name,
            unicodedata.normalize("NFKC", name),
            without_legal_form(unicodedata.normalize("NFKC", name)),
        ):
            yield from (text, text.casefold(), "".join(text.split()))


def _digest(algorithm: str, text: str) -> str:
    return hashlib.new(algorithm, text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def _digits(text: str) -> Iterator[tuple[str, int]]:
    """Give hex digits that may be a digest, and base64 as hex digits, with their offsets.

    They are looked for in the shape of the text, where one letter stands for all digits: ten times sooner.
    """
    plain = text.encode("latin-1", "replace")
    for match in _HEX.finditer(plain.translate(_HEX_SHAPE)):
        yield text[match.start() : match.end()].lower(), match.start()
    for match in _TOKEN.finditer(plain.translate(_TOKEN_SHAPE)):
        if match.end() - match.start() in _BASE64_LENGTHS and (digits := _unpacked(text[match.start() : match.end()])):
            yield digits, match.start()


def _unpacked(token: str) -> str:
    try:
        return base64.b64decode(token.replace("-", "+").replace("_", "/") + "=" * (-len(token) % 4)).hex()
    except binascii.Error:
        return ""
