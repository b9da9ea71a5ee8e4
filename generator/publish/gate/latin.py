"""Whether a short name in Latin letters can stand where its letters do.

Folding joins words, so that "version aliases" holds the letters of Shionari. By chance such letters begin and end
inside words; a name begins or ends where a word does, unless somebody put spaces between its letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import accumulate

LONG = 10  # letters from which chance is no explanation any more
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|[A-Z]")
_SPACED = re.compile(r"(?:(?<![A-Za-z0-9])[A-Za-z][^A-Za-z0-9]+){4,}[A-Za-z]?")


def has_border(pattern: bytes, text: str, fold: Callable[[str], bytes]) -> bool:
    """Tell whether the folded letters begin or end where a word of the text does; `fold` takes small letters."""
    plain = unicodedata.normalize("NFKC", text)
    if any(pattern in fold(_letters(run[0])) for run in _SPACED.finditer(plain)):
        return True
    words = [fold(word.lower()) for word in _WORD.findall(plain)]
    joined = b"".join(words)
    borders = {0, *accumulate(len(word) for word in words)}
    start = joined.find(pattern)
    if start < 0:  # the folding found what plain letters do not show: look-alikes, accents, marks
        return True
    while start >= 0:
        if start in borders or start + len(pattern) in borders:
            return True
        start = joined.find(pattern, start + 1)
    return False


def _letters(run: str) -> str:
    return "".join(letter for letter in run.lower() if "a" <= letter <= "z")
