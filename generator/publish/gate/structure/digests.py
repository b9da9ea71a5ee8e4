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
_TOKEN = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_HEX = re.compile(r"[0-9a-fA-F]{8,128}")
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
        for match in _TOKEN.finditer(text):
            for digits in _digits(match[0]):
                for algorithm, name, organization in self._by_prefix.get(digits[:_SHORTEST], ()):
                    if _digest(algorithm, name).startswith(digits):
                        yield f"{algorithm}({name})", organization, match.start()


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


def _digits(token: str) -> Iterator[str]:
    yield from (part.lower() for part in _HEX.findall(token))
    if len(token) in _BASE64_LENGTHS:
        try:
            yield base64.b64decode(token.replace("-", "+").replace("_", "/") + "=" * (-len(token) % 4)).hex()
        except binascii.Error:
            return
