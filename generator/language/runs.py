"""Runs of letters that may be a name: what is left when particles, figures and everybody's words are taken away.

    text ──▶ mask (exempt, figures, verb stems) ──▶ runs without hiragana ──▶ cores that no generic word covers

Japanese puts no spaces; but names are written in kanji, katakana and Latin letters, and particles in hiragana. So a run
is a stretch without hiragana, and its core is what the list of generic words does not cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from .lazy import regex
from .lexicon import groups, words

KATAKANA = "ァ-ヺーヽヾ"
KANJI = "一-龥々〆ヶ﨑髙"
_LATIN = r"[A-Za-z0-9][A-Za-z0-9.&'’+_-]*"
_LETTERS = rf"[{KATAKANA}]|[{KANJI}]|{_LATIN}"
_CHUNK = rf"[{KATAKANA}]+|{_LATIN}|[{KANJI}]+"
# Latin words stand apart by one space and still are one name; katakana and kanji are joined by ・ and ＆.
_RUN = rf"(?:{_LETTERS})(?:{_LETTERS}|[・&=](?=[^\s])|(?<=[A-Za-z0-9]) (?=[A-Z]))*"
# Dates, figures and versions are nobody's name and end a run.
_FIGURE = (
    r"(?:第 ?)?(?<![A-Za-z])\d[\d,.:/]*(?: ?[万億千百]+\d*)* ?"
    r"(?:年度|年|月|日|時|分|秒|件|人|名|社|台|円|歳|回|目|位|通|枚|校|カ所|か所|カ月|か月|ヶ月|カ国|か国|倍|割|%|"
    r"アカウント|会員|契約|口座|ドル|号|報|版|期|世帯|週|代|万|億)+|第[一二三四五六七八九十]+ ?[報回版条期]"
)
# 受け, 狙った, 乗っ取り: a kanji before such hiragana is the stem of a verb, not the end of a name.
_STEM = r"[一-龥](?=[けっりれらしいうくちすせつめみべぎぐげじたてるろわえきこさ](?:[たてるずすれならっ]|[^ぁ-ん]|$))"
# 日本 before everybody's word: half the companies are called so, and half the phrases.
_JAPAN = (
    r"(?:東|西|全|新|大)?日本(?!企業|人|国|語|政府|法人|市場|社会|全|支社|代表|経済|版|時間|初|各地|側|向|独自|最大|勢|株|円|製|海|時|"
    r"国民|年金|のみ)[一-龥ァ-ー]{2,}$"
)
# Before 学会, 組合, 銀行 … these belong to the name.
_INNER = (
    r"(?:[一-龥]{2,3}[県府都市町村区]|北海道|日本|全国|国際|中央|総合|第一|第二|新|東|西|南|北|共同|共済|農業|漁業|林業|医療|福祉|"
    r"教育|社会|産業|経済|情報|技術|科学|女子|文化|芸術|経営|商業|職員|地方|市町村)+$"
)
_LONG_WORD = 5  # katakana letters: オンライン and longer are cut off the end of a name
_ONE_THING = rf"[{KATAKANA}]{{2,6}}$"
_LONGEST_BUSINESS = 8
_SHORT_REST = 3  # letters: what is shorter takes the katakana before it along


@dataclass(frozen=True, slots=True)
class Core:
    """What is left of one run: from `start` to `end` in the text; the run itself ends at `right`."""

    start: int
    end: int
    right: int


def mask(plain: str, spans: Iterable[tuple[int, int]]) -> str:
    """Put line feeds where no name can be: in the given spans and in figures."""
    letters = list(plain)
    for start, end in (*spans, *(match.span() for match in regex(_FIGURE).finditer(plain))):
        letters[start:end] = "\n" * (end - start)
    return "".join(letters)


def cores(masked: str) -> Iterator[Core]:
    """Give the core of every run of a masked text; runs of generic words have none."""
    plain = regex(_STEM).sub("\n", masked)
    for run in regex(_RUN).finditer(plain):
        core = _core(run[0])
        if core:
            yield Core(run.start() + core[0], run.start() + core[1], run.end())


@lru_cache(maxsize=8192)  # headlines share most of their runs
def _core(run: str) -> tuple[int, int] | None:
    unknown = _unknown(run)
    core = _widened(run, *unknown) if unknown else None
    if core is None or _is_only_an_ending(run[slice(*core)]):
        core = _known_words_but_a_name(run) or core
    return core


@lru_cache(maxsize=1024)  # asked for by several steps in turn, of the same words
def is_generic(text: str) -> bool:
    """Whether a text holds nothing but generic words, figures, hiragana and marks."""
    return not any(_unknown(run[0]) for run in regex(_RUN).finditer(regex(_FIGURE).sub(" ", text)))


def _unknown(run: str) -> tuple[int, int] | None:
    """Give the span from the first to the last letter of a run that no generic word covers."""
    spans = [
        (chunk.start() + span[0], chunk.start() + span[1])
        for chunk in regex(_CHUNK).finditer(run)
        if (span := _unknown_in_chunk(chunk[0]))
    ]
    return (spans[0][0], spans[-1][1]) if spans else None


@lru_cache(maxsize=8192)  # headlines share most of their words
def _unknown_in_chunk(chunk: str) -> tuple[int, int] | None:
    if chunk in _vocabulary():
        return None
    if chunk[0].isascii():
        is_word = any(letter.isalpha() for letter in chunk) and chunk.casefold() not in _vocabulary()
        return (0, len(chunk)) if is_word else None
    bare = [index for index, known in enumerate(_covered(chunk)) if not known]
    if not bare:
        return None
    if regex(rf"[{KATAKANA}]").match(chunk):  # a generic word inside a katakana name is chance
        return 0, len(chunk) - _generic_tail(chunk)
    return bare[0], bare[-1] + 1


def _generic_tail(chunk: str) -> int:
    """How much of a katakana name is a long generic word at its end, if more is left before it."""
    tails = range(_LONG_WORD, (len(chunk) + 1) // 2)
    return next((size for size in tails if chunk[-size:] in _vocabulary()), 0)


def _covered(chunk: str) -> list[bool]:
    """Say for each letter whether a generic word covers it, leaving as few letters bare as can be."""
    size, longest, vocabulary = len(chunk), _longest(), _vocabulary()
    cost, step = [0.0] * (size + 1), [0] * (size + 1)
    for index in range(size - 1, -1, -1):
        cost[index] = cost[index + 1] + 1
        for length in range(1, min(longest, size - index) + 1):
            price = cost[index + length] + (0.6 if length == 1 else 0.01)
            if price < cost[index] and chunk[index : index + length] in vocabulary:
                cost[index], step[index] = price, length
    return _without_chance(step)


def _without_chance(step: list[int]) -> list[bool]:
    """Mark what words cover; a word of one letter beside a bare letter is chance, and the letter part of a name."""
    covered: list[bool] = []
    index, size = 0, len(step) - 1
    while index < size:
        length = step[index]
        beside = (covered and not covered[-1]) or (index + 1 < size and not step[index + 1])
        covered += [length > 1 or (length == 1 and not beside)] * (length or 1)
        index += length or 1
    return covered


def _is_only_an_ending(core: str) -> bool:
    """会 of 医師会, 共済組合 after generic words."""
    return len(core) == 1 or core in words("name_endings")


def _known_words_but_a_name(run: str) -> tuple[int, int] | None:
    """A body may be named with everybody's words: 情報…学会, 札幌…大学. Its last word, or place and last word, tell."""
    if run in _vocabulary():
        return None
    endings = groups("name_endings")
    ending = next((word for word in endings["hard"] if run.endswith(word) and len(run) > len(word) + 1), None)
    if ending and run.removesuffix(ending) not in words("no_name_before_ending"):
        return 0, len(run)
    place = _places().match(run)
    rest = run[place.end() :] if place else ""
    is_named_after_place = rest.endswith(name_endings())
    return (0, len(run)) if is_named_after_place or regex(_JAPAN).match(run) else None


def _widened(run: str, start: int, end: int) -> tuple[int, int]:
    """Take in the words beside a core that belong to the name: 銀行, サービス behind it, its place before it."""
    behind = _endings().match(run, end)
    end = behind.end() if behind else end
    if not start:
        end += _business(run[end:])
    return start - (_before(run[:start], run[start:end]) or _head(run, start, end)), end


def _business(behind: str) -> int:
    """Count the letters behind a name at the head of a run that say its business: 大滝ポンプ, タンポポ保育アプリ."""
    if regex(_ONE_THING).match(behind) and behind not in words("no_business"):
        return len(behind)
    is_ended = len(behind) <= _LONGEST_BUSINESS and behind.endswith(name_endings())
    return len(behind) if is_ended and behind not in words("no_business") else 0


def _before(before: str, core: str) -> int:
    place = _place_at_end().search(before)
    taken = len(place[0]) if place else 0
    if not core.endswith(name_endings()):
        return taken
    inner = regex(_INNER).search(before)
    if not inner:
        return taken
    place = _place_at_end().search(before[: inner.start()])
    return len(inner[0]) + (len(place[0]) if place else 0)


def _head(run: str, start: int, end: int) -> int:
    """A katakana word joined to a very short rest is its head."""
    head = regex(rf"[{KATAKANA}]+$").search(run[:start])
    return len(head[0]) if head and end - start < _SHORT_REST else 0


@cache
def name_endings() -> tuple[str, ...]:
    """Give the words with which names of bodies end, for `str.endswith`."""
    return tuple(words("name_endings"))


@cache
def _vocabulary() -> frozenset[str]:
    generic = words("generic_words")
    lists = groups("public_bodies")
    folded = (word.casefold() for word in generic if word.isascii())
    return frozenset((*generic, *folded, *lists["prefectures"], *lists["countries"]))


@cache
def _longest() -> int:
    return max(len(word) for word in _vocabulary())


@cache
def _places() -> re.Pattern[str]:
    lists = groups("public_bodies")
    return re.compile(_alternatives((*lists["prefectures"], *lists["countries"])))


@cache
def _place_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{_places().pattern})$")


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(f"{_INNER.removesuffix('+$')}*(?:{_alternatives(words('name_endings'))})+")


def _alternatives(members: Iterable[str]) -> str:
    return "|".join(sorted(members, key=lambda word: (-len(word), word)))
