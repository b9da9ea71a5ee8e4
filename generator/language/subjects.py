"""Who an incident headline speaks of, by the place in the sentence: what stands before its first 、に で が の.

    clauses (start, after a space or 。) ──▶ head up to a particle and an event ──▶ not everybody's word for a thing
                                         ──▶ tail after the last space, or in brackets at the end

A shop may be called まるたや or 日の出…, and no list of words tells that from grammar; its place does. In doubt a head
is suggested: a wrong suggestion costs the editor a glance, a name that was missed costs more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .lexicon import words
from .patterns import pattern, patterns
from .runs import is_generic, name_endings

_HIRAGANA = re.compile(r"[ぁ-ん]")
_SHORTEST = 2
_WHOLLY_HIRAGANA = re.compile(r"[ぁ-んー]+$")


def subjects(plain: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Give spans and reasons: who stands where the one that was hit stands; nothing where nothing happened."""
    if not pattern("event").search(plain):
        return
    for match in pattern("head").finditer(plain):
        start = match.start("name") + _kind_before(match["name"])
        if _is_somebody(plain[start : match.end("name")]):
            yield (start, match.end("name")), "見出しの主語の位置にある語"
    for rule in patterns("tail"):
        tail = rule.search(plain)
        if tail and _may_end_a_headline(tail["name"]):
            yield tail.span("name"), "見出しの末尾に置かれた語"


def _kind_before(name: str) -> int:
    """Count the letters of an everybody's word that says what the name is: 修理ショップの…."""
    kind = pattern("kind_before").match(name)
    return kind.end() if kind and is_generic(kind["kind"]) else 0


def _is_somebody(name: str) -> bool:
    """Refuse clauses and everybody's words; what has no hiragana and an unknown core is found by its core."""
    if name in words("generic_words") or pattern("no_subject").search(name) or pattern("clause_head").search(name):
        return False
    if _WHOLLY_HIRAGANA.match(name):  # 「むすぶ、…」 is somebody; the words that open a sentence are refused above
        return len(name) > _SHORTEST or name not in words("hiragana_words")
    return bool(_HIRAGANA.search(name)) or is_generic(name)


def _may_end_a_headline(name: str) -> bool:
    if name in words("generic_words") or any(
        pattern(kind).search(name) for kind in ("done", "no_subject", "clause_head")
    ):
        return False
    return bool(_HIRAGANA.search(name)) or (name.endswith(name_endings()) and name not in words("name_endings"))
