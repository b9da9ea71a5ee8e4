"""用語集: which hard words an entry uses, so that a reader who is no engineer is one step from their meaning.

The glossary is a standing page that editors write (content/pages/glossary.md), a definition list whose words carry
an anchor: ``ランサムウェア { #ransomware }`` and ``:   …`` below it. Texts stay as they are; the words stand below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ...text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import PublicEntry

PATH = "glossary/"
_TERM = re.compile(
    r"^(?P<word>[^\s:#].*?)[ \t]*\{[ \t]*#(?P<anchor>[\w-]+)[ \t]*\}[ \t]*\n+:[ \t]+(?P<meaning>.+)$", re.MULTILINE
)

_BETWEEN = "\0"  # entries: in no text, since YAML does not allow it
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_KATAKANA = frozenset(map(chr, (*range(ord("ァ"), ord("ヺ") + 1), ord("ー"))))


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A word of the glossary."""

    word: str
    anchor: str
    meaning: str


def read_glossary(markdown: str) -> tuple[Term, ...]:
    """Read the words of the glossary page; a page without any gives none."""
    found = _TERM.finditer(markdown)
    return tuple(Term(word=term["word"], anchor=term["anchor"], meaning=term["meaning"].strip()) for term in found)


def first_uses(entries: Iterable[PublicEntry], terms: Iterable[Term]) -> dict[str, tuple[Term, ...]]:
    """Give for each entry id the words that it is the first of these entries to use: each is explained once."""
    entries = tuple(entries)
    text = fold(_BETWEEN.join("\n".join((entry.headline, *entry.body)) for entry in entries))
    used: list[list[Term]] = [[] for _ in entries]
    for word, term in {_folded(term.word): term for term in terms}.items():
        place = _place(word, text)
        if place is not None:
            used[text.count(_BETWEEN, 0, place)].append(term)
    return {entry.id: tuple(words) for entry, words in zip(entries, used, strict=True)}


_folded = cache(fold)  # the same words for every issue


def _place(word: str, text: str) -> int | None:
    """Find where a word first stands whole, not as part of a longer one: EDR is not in CEDRIC, ログ not in ログイン."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not _join(text[place - 1 : place], word[0]) and not _join(word[-1], text[end : end + 1]):
            return place
        place = text.find(word, place + 1)
    return None


def _join(left: str, right: str) -> bool:
    """Whether letters are of one script, and so of one word; kanji words are joined freely."""
    return (left in _LATIN and right in _LATIN) or (left in _KATAKANA and right in _KATAKANA)
