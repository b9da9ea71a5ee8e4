"""Spans of a text that may have to be hidden: a suggestion for the editor, never a guarantee (the gate's work).

    exempt spans ──▶ sure forms: 株式会社, 氏, domains, codes
                ──▶ likely ones: 「出来事 - 組織名」, quotes, subjects, hiragana names, cores ──▶ no overlaps

Nine of ten private names in headlines have no legal form (NAMES.md (b)): they are found as what is left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from .exempt import Span, exempt_spans, touches
from .hiragana import hiragana_heads, hiragana_names
from .lexicon import groups, words
from .patterns import matches, pattern
from .runs import KATAKANA, Core, cores, is_generic, mask
from .subjects import subjects
from .width import same_width


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """One span that may have to be hidden."""

    surface: str
    start: int  # offsets in the text as given
    end: int
    reason: str  # why it is suggested, in Japanese
    sure: bool = False  # by its form (株式会社, 氏, a domain); the others only look like names


_Found = tuple[Span, str]
_LETTERS = (
    (re.compile(rf"[{KATAKANA}]{{3}}"), "カタカナの固有名らしい語"),
    (re.compile(r"[A-Za-z]{2}"), "英字の固有名らしい語"),
)
_NEUTRAL = ("maker", "speaker", "impersonated")
_SHORTEST = 2  # a single kanji is suggested only after the dash or in quotes


@lru_cache(maxsize=8)  # asked for by several steps in turn, of the same headline
def find_names(text: str) -> tuple[Name, ...]:
    """Give the spans that may have to be hidden, in the order of the text, without overlaps."""
    plain = same_width(text)
    exempt = list(exempt_spans(plain))
    names: list[Name] = []
    for finder, sure in ((_sure, True), (_likely, False)):
        for span, reason in finder(plain, exempt):
            start, end = _without_blanks(plain, *span)
            if start < end and not touches((start, end), ((name.start, name.end) for name in names)):
                names.append(Name(surface=text[start:end], start=start, end=end, reason=reason, sure=sure))
    return tuple(sorted(names, key=lambda name: name.start))


def _without_blanks(plain: str, start: int, end: int) -> Span:
    """Narrow a span to what is seen of it: brackets and quotes may have blanks inside."""
    words = plain[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _sure(plain: str, exempt: list[Span]) -> Iterator[_Found]:
    yield from _legal_forms(plain, exempt)
    yield from _people(plain, exempt)
    for match in pattern("domain").finditer(plain):
        if not pattern("public_domain").search(match[0]):
            yield match.span(), "ドメイン名・メールアドレス"
    for match in pattern("code").finditer(plain):
        yield match.span("name"), "証券コードらしい番号"


def _legal_forms(plain: str, exempt: list[Span]) -> Iterator[_Found]:
    for match in matches(("legal_form",), plain):
        if not touches(match.span(), exempt) and _is_own(pattern("legal_word").sub("", match[0]).strip()):
            yield match.span(), "法人格を表す語がある"


def _is_own(name: str) -> bool:
    """Whether what stands beside 株式会社 is a name: not 「…などは」, not only everybody's words (「…の社員」)."""
    hiragana = pattern("only_hiragana").match(name)
    return name not in words("hiragana_words") if hiragana else bool(name) and not is_generic(name)


def _people(plain: str, exempt: list[Span]) -> Iterator[_Found]:
    for match in pattern("person").finditer(plain):
        is_office = pattern("no_person").match(match["name"]) or is_generic(match["name"])
        if not is_office and not touches(match.span(), exempt):
            yield match.span("name"), "人名らしい語(氏・社長・容疑者など)"


def _likely(plain: str, exempt: list[Span]) -> Iterator[_Found]:
    yield from _at_end(plain, exempt)
    yield from _quoted(plain, exempt)
    for span, reason in subjects(plain):
        if not touches(span, exempt):
            yield span, reason
    masked = mask(plain, exempt)
    for span in (*hiragana_heads(masked), *hiragana_names(masked)):
        yield span, "ひらがなを含む固有名らしい語"
    for match in pattern("with_verb").finditer(masked):
        yield match.span(), "店や会社の名の語尾を持つ語"
    for core in cores(masked):
        why = _reason(plain, core)
        if why:
            yield (core.start, _end(plain, core)), why


def _at_end(plain: str, exempt: list[Span]) -> Iterator[_Found]:
    match = pattern("at_end").search(plain)
    if not match or touches(match.span("name"), exempt):
        return
    name = match["name"].strip()
    is_clause = pattern("clause").search(name) or (is_generic(name) and pattern("done").search(name))
    if is_clause or not re.search(r"\w", name) or pattern("media_word").search(name):
        return
    yield match.span("name"), "「出来事 - 組織名」の形の末尾"


def _quoted(plain: str, exempt: list[Span]) -> Iterator[_Found]:
    for match in pattern("quoted").finditer(plain):
        name, after = match["name"], plain[match.end() :]
        if touches(match.span("name"), exempt) or pattern("sentence").search(name):
            continue
        if any(pattern(kind).match(after) for kind in _NEUTRAL):
            continue
        if not is_generic(name) or (pattern("kana_name").match(name) and any(hiragana_names(name))):
            yield match.span("name"), "かぎ括弧の中の固有名らしい語"


def _reason(plain: str, core: Core) -> str | None:
    """Say why the core of a run is suggested; None where it speaks of a maker or an author, or is too short."""
    text, after, behind = plain[core.start : core.end], plain[core.end :], plain[core.right :]
    neutral = _neutral(speaks_of_itself=bool(pattern("own_account").search(plain)))
    is_neutral = neutral.match(after) or (behind != after and neutral.match(behind))
    if is_neutral or text in words("name_endings"):
        return None
    for letters, reason in _LETTERS:
        if letters.search(text):
            return reason
    if len(text) < _SHORTEST:
        return None
    if _has_ending(text):
        return "組織名の語尾を持つ語"
    return "「子会社」「グループ」などの前にある語" if pattern("group").match(after) else "一般の語の一覧にない語"


@cache
def _neutral(*, speaks_of_itself: bool) -> re.Pattern[str]:
    kinds = (kind for kind in _NEUTRAL if kind != "speaker" or not speaks_of_itself)
    return re.compile("|".join(pattern(kind).pattern for kind in kinds))


def _end(plain: str, core: Core) -> int:
    """Give where the name ends: over hiragana to its ending (白波こども園), or with its relation."""
    middle = pattern("hiragana_middle").match(plain[core.end :])
    return core.end + middle.end() if middle else _with_relation(plain, core)


def _with_relation(plain: str, core: Core) -> int:
    """Give where the name ends; a short parent with a longer relation behind it (X の子会社) is one phrase."""
    relation = pattern("relation").match(plain[core.end :])
    return core.end + relation.end() if relation and relation.end() > core.end - core.start else core.end


def _has_ending(text: str) -> bool:
    return text.endswith(_endings()) and text not in _endings()


@cache
def _endings() -> tuple[str, ...]:
    endings = groups("name_endings")
    return (*endings["hard"], *endings["strong"])
