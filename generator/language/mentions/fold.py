"""One spelling for comparing, with the way back: where in the text each folded character stood.

Width, case, old character forms do not count; spaces, middle dots and hyphens do not exist. Most texts of a newsletter
are in that spelling but for their case: those take the short way (a whole archive is folded at every build).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# Old and rare forms that names are written with -> the usual form.
_VARIANTS = str.maketrans(
    "髙﨑嵜邉邊澤齋齊斎廣國櫻濱瀨德惠龍眞圓榮澁濵槇檜寬彌與榎嶋嶌舘舩冨﨟壽藏髮ヶヵ",
    "高崎崎辺辺沢斉斉斉広国桜浜瀬徳恵竜真円栄渋浜槙桧寛弥与榎島島館船富臈寿蔵髪ケカ",
)
_SKIPPED_CHARACTERS = "\\s\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff・･‧•·\\-‐‑‒–—―−"
_SKIPPED = re.compile(f"[{_SKIPPED_CHARACTERS}]")
_IRREGULAR = re.compile(f"[{_SKIPPED_CHARACTERS}{''.join(chr(code) for code in _VARIANTS)}]")
_VARIANT = re.compile(f"[{''.join(map(chr, _VARIANTS))}]")
# A character with the marks that belong to it: ｶﾞ is one character of two code points.
_CLUSTER = re.compile(".[\u3099\u309a\uff9e\uff9f\u0300-\u036f]*", re.DOTALL)


class Folded(NamedTuple):  # not a dataclass: tens of thousands are made at every build
    """A folded text; `starts` and `ends` lead back to the original.

    No starts: position for position; no ends: every character ends one after it starts.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the original text for a span of the folded one."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.ends[end - 1] if self.ends else self.starts[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold a text for finding names in it."""
    if unicodedata.is_normalized("NFKC", text):
        lowered = text.lower()
        if len(lowered) == len(text):
            return _without_skipped(lowered) if _IRREGULAR.search(lowered) else Folded(lowered)
    return _fold_by_clusters(text)


def _without_skipped(text: str) -> Folded:
    """Fold a text in which every character but the skipped ones stands for itself."""
    starts: list[int] = []
    position = 0
    for skipped in _SKIPPED.finditer(text):
        starts += range(position, skipped.start())
        position = skipped.end()
    starts += range(position, len(text))
    return Folded(_usual(_SKIPPED.sub("", text)), starts)


def _usual(text: str) -> str:
    """Give usual forms for old ones; translating costs ten times the look."""
    return text.translate(_VARIANTS) if _VARIANT.search(text) else text


def _fold_by_clusters(text: str) -> Folded:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        piece = _SKIPPED.sub("", _usual(unicodedata.normalize("NFKC", cluster.group()).lower()))
        pieces.append(piece)
        starts += [cluster.start()] * len(piece)
        ends += [cluster.end()] * len(piece)
    return Folded("".join(pieces), starts, ends)


@lru_cache(maxsize=16384)
def fold_form(form: str) -> str:
    """Fold a name to be searched for."""
    return fold(form).text
