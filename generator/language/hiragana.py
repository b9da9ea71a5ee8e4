"""Names written with hiragana: what of a stretch is neither grammar nor everybody's word, and what it is joined to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from .lexicon import groups, words
from .runs import KANJI, KATAKANA

_STRETCH = re.compile(r"[ぁ-んゝゞー]+")
_KANJI = re.compile(rf"[{KANJI}]")
_JOINED_BEFORE = re.compile(rf"[{KANJI}{KATAKANA}A-Za-z]{{1,6}}$")
_JOINED_AFTER = re.compile(rf"^[{KANJI}{KATAKANA}A-Za-z0-9・]{{1,16}}")
# One or two covered letters between bare ones are chance: a name holds them.
_BARE = re.compile(r"0+(?:1{1,2}0+)*")
_SHORTEST, _LONGEST = 2, 9
_PARTICLE = re.compile(r"[のをにはがでとへもやか]|.{4}")
_PARTICLES = frozenset("のをにはがでとへもやか")


def hiragana_names(masked: str) -> Iterator[tuple[int, int]]:
    """Give the spans of a masked text that hold hiragana which is no grammar."""
    for stretch in _STRETCH.finditer(masked):
        kanji = bool(_KANJI.match(masked, stretch.start() - 1)) if stretch.start() else False
        for first, last in _unknown(stretch[0], after_kanji=kanji):
            if not _PARTICLE.search(stretch[0][last:]) and stretch.end() < len(masked):
                last = len(stretch[0])  # noqa: PLW2901 - what is left is no grammar either
            start, end = stretch.start() + first, stretch.start() + last
            if first == 0 and (joined := _JOINED_BEFORE.search(masked[:start])):
                start = joined.start()
            if last == len(stretch[0]) and (joined := _JOINED_AFTER.match(masked[end:])):
                end += joined.end()
            yield start, end


def hiragana_heads(masked: str) -> Iterator[tuple[int, int]]:
    """Give the spans that begin with hiragana and end as names do: かわせみ整骨院, つくし訪問看護ステーション."""
    for match in _heads().finditer(masked):
        if match["head"] not in words("hiragana_words"):
            yield match.span()


@cache
def _heads() -> re.Pattern[str]:
    lists = groups("name_endings")
    endings = sorted({word for kind in ("hard", "strong") for word in lists[kind] if len(word) > 1}, key=len)
    return re.compile(
        rf"(?:^|(?<=[ 、。～…】「『(\n]))(?![のはがにでをとへもや][^ぁ-ん])(?P<head>[ぁ-んー]{{2,8}})"
        rf"[{KANJI}{KATAKANA}]{{0,10}}?(?:{'|'.join(reversed(endings))})(?![{KANJI}{KATAKANA}])"
    )


@lru_cache(maxsize=8192)  # headlines share most of their particles and verbs
def _unknown(stretch: str, *, after_kanji: bool) -> tuple[tuple[int, int], ...]:
    covered = _cover(stretch, after_kanji=after_kanji)
    spans: list[tuple[int, int]] = []
    for match in _BARE.finditer("".join("1" if known else "0" for known in covered)):
        start, end = match.span()
        if _SHORTEST <= end - start <= _LONGEST:
            spans.append((0 if start == 1 else start, end))
    return tuple(spans)


def _cover(stretch: str, *, after_kanji: bool) -> list[bool]:
    """Cover as many letters as possible; a single letter is a particle, or after a kanji the ending of its verb."""
    size, known = len(stretch), words("hiragana_words")
    cost, step = [0.0] * (size + 1), [0] * (size + 1)
    for index in range(size - 1, -1, -1):
        cost[index] = cost[index + 1] + 1
        for length in range(1, min(_longest(), size - index) + 1):
            price = cost[index + length] + (0.55 if length == 1 else 0.1)
            word = stretch[index : index + length]
            single = length > 1 or word in _PARTICLES or (index == 0 and after_kanji)
            if price < cost[index] and single and word in known:
                cost[index], step[index] = price, length
    covered, index = [False] * size, 0
    while index < size:
        length = step[index] or 1
        covered[index : index + length] = [step[index] > 0] * length
        index += length
    return covered


@cache
def _longest() -> int:
    return max(len(word) for word in words("hiragana_words"))
