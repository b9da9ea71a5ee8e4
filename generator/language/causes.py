"""Why it happened, by the words of the text: one tag, or none where the text does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.model import Cause

from .alternatives import Taken, all_matches
from .lazy import regex
from .tables import read_table
from .width import same_width


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundCause:
    """A cause and the words that say so."""

    cause: Cause
    text: str
    start: int  # offset in the text as given


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rule:
    cause: Cause
    unless: str


# 「サイバー攻撃ではない」「不正アクセスによるものではなく」: what is denied is not the cause.
_DENIED = re.compile(
    r"^[^、。「」]{0,10}(?:で(?:は|も)(?:な[いく]|あり?ません|無)|の(?:可能性|疑い|痕跡)(?:は|も)(?:な[いく]|低|ありません)|"
    r"(?:を|は)(?:明確に|公式に)?否定|とは(?:無関係|別|関係)|(?:は|も)確認(?:され(?:ず|てい?ない)|できず))"
)
_DENIAL = 40  # letters in which that is said


@lru_cache(maxsize=8)  # asked for by several steps in turn, of the same headline
def find_cause(text: str) -> FoundCause | None:
    """Give the cause that the text names, with its words; None where it names none or only denies one."""
    plain = same_width(text)
    rules, patterns = _rules()
    for place, its in patterns.possible(plain).items():
        rule = rules[place]
        for match in all_matches(its, plain):
            if _DENIED.match(plain[match.end() : match.end() + _DENIAL]):
                continue
            if rule.unless and regex(rule.unless).search(plain):
                break
            surface = text[match.start() : match.end()]
            return FoundCause(cause=rule.cause, text=surface, start=match.start())
    return None


@cache
def _rules() -> tuple[tuple[_Rule, ...], Taken]:
    rows = read_table("cause_rules.tsv")
    rules = tuple(_Rule(cause=Cause(row["cause"]), unless=row["unless"]) for row in rows)
    return rules, Taken([row["pattern"] for row in rows], re.IGNORECASE)
