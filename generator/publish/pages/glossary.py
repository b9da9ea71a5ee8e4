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

_SCRIPTS = ("[a-z0-9]", "[ァ-ヺー]")


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
    left = {fold(term.word): term for term in terms}
    uses = {}
    for entry in entries:
        text = fold("\n".join((entry.headline, *entry.body)))
        used = [word for word in left if word in text and _whole(word).search(text)]
        uses[entry.id] = tuple(left.pop(word) for word in used)
    return uses


@cache
def _whole(word: str) -> re.Pattern[str]:
    """Find a word, but not as a part of a longer one: EDR is not in CEDRIC, ログ is not in ログイン."""
    return re.compile(f"{_border(word[0], '<!')}{re.escape(word)}{_border(word[-1], '!')}")


def _border(letter: str, where: str) -> str:
    """Give a look-around that keeps letters of the same script away; kanji words are joined freely."""
    script = next((script for script in _SCRIPTS if re.fullmatch(script, letter)), None)
    return f"(?{where}{script})" if script else ""
