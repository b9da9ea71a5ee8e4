"""Which section a headline belongs to, how sure that is, and why, in words that an editor understands.

    topics hold or not ──▶ rules add their weights ──▶ the feed's usual section adds its own ──▶ softmax ──▶ confidence

Rules and topics are data/section_rules.tsv and section_topics.tsv: the question 「なぜここに」 has its answer there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from generator.model import Section

from .alternatives import Alternatives, Taken, first_match
from .tables import Row, read_table
from .width import same_width

IRRELEVANT = "irrelevant"
_LABELS = {**{section.value: section.label for section in Section}, IRRELEVANT: "対象外"}
# Where nothing speaks: the share of the sections in a month of feeds, as log-odds.
_BIAS = {"incidents": 0.6, "policy": -0.2, "countermeasures": 0.0, "other": -0.2, "irrelevant": 0.3}
_USUAL = 1.2  # what a feed's usual section weighs: more than a hint, less than a clear word
_SUMMARY_SHARE = 0.25  # a rule that holds in the summary only
_SUMMARY_CHARACTERS = 160
_REASONS = 3
_TEMPERATURE = 1.08
_ANYTHING = "."  # the pattern of a rule that only asks for topics
_WEIGHT = itemgetter(0)
_SUREST = 0.98  # rules do not know what they have not seen


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A proposed section."""

    section: str  # a value of Section, or irrelevant
    confidence: float  # 0 to 1: how often a proposal of this strength is right
    reasons: tuple[str, ...]  # strongest first
    topics: frozenset[str]  # what the headline speaks of: vuln, leak, attack, gov …


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rule:
    section: str
    weight: float
    is_bare: bool  # holds for every headline of its topics, whatever its words
    needs: frozenset[str]
    bars: frozenset[str]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """What editors' decisions add to the rules: a word of the title, or none for all titles of a feed."""

    section: str
    weight: float
    word: str = ""


_Reason = tuple[float, str, _Rule | None, str]  # weight, section, the rule that says so, words


@dataclass(frozen=True, slots=True)
class _Heard:
    scores: dict[str, float]
    reasons: list[_Reason]
    topics: frozenset[str]


def propose_section(
    title: str, summary: str = "", *, usual: str | None = None, source: str = "", hints: Sequence[Hint] = ()
) -> Proposal:
    """Propose the section of a headline.

    `usual` is the feed's usual section (or irrelevant), `source` the feed's or publisher's name, `hints` what was
    learned from editors.
    """
    heard = _hear(title, summary, usual, source)
    for hint in hints:
        if hint.section in heard.scores and hint.word in same_width(title):
            heard.scores[hint.section] += hint.weight
            said = f"「{hint.word}」: " if hint.word else ""
            told = f"{said}編集者のこれまでの判断 → {_LABELS[hint.section]}"
            heard.reasons.append((hint.weight, hint.section, None, told))
    best = max(heard.scores, key=heard.scores.__getitem__)
    reasons = _reasons(heard.reasons, best, usual)
    return Proposal(section=best, confidence=_confidence(heard.scores, best), reasons=reasons, topics=heard.topics)


def section_scores(title: str, summary: str = "", *, usual: str | None = None, source: str = "") -> dict[str, float]:
    """Give what speaks for each section (and irrelevant), in log-odds: the greatest is proposed."""
    return _hear(title, summary, usual, source).scores


def _hear(title: str, summary: str, usual: str | None, source: str) -> _Heard:
    plain, place = same_width(title), same_width(source)
    topics = _topics(plain, place)
    scores = dict(_BIAS)
    if usual in scores:
        scores[usual] += _USUAL
    heard: list[_Reason] = []
    below = same_width(summary[:_SUMMARY_CHARACTERS])
    rules, patterns = _rules()
    in_title = patterns.possible(plain)
    in_summary = patterns.possible(below) if below else {}
    bare, worded = _open(topics)
    for number in sorted(bare | (worded & (in_title.keys() | in_summary.keys()))):
        rule = rules[number]
        match = first_match(in_title[number], plain) if number in in_title else None
        if match or (rule.is_bare and plain):
            scores[rule.section] += rule.weight
            heard.append((rule.weight, rule.section, rule, match[0].strip() if match else ""))
        elif rule.weight > 0 and _holds(rule, in_summary.get(number), below):
            scores[rule.section] += rule.weight * _SUMMARY_SHARE
    return _Heard(scores, heard, topics)


def _holds(rule: _Rule, its: Alternatives | None, text: str) -> bool:
    return bool(text) if rule.is_bare else its is not None and any(one.search(text) for one in its)


@lru_cache(maxsize=1024)  # a few hundred sets of topics occur
def _open(topics: frozenset[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Give the rules that the topics of a headline allow: those that ask for nothing else, and those for a word."""
    rules, _ = _rules()
    its = [(number, rule) for number, rule in enumerate(rules) if rule.needs <= topics and not rule.bars & topics]
    bare = frozenset(number for number, rule in its if rule.is_bare)
    return bare, frozenset(number for number, _ in its) - bare


def _say(rule: _Rule | None, word: str) -> str:
    if rule is None:
        return word
    label = _LABELS[rule.section]
    return f"{rule.reason} → {label}" if rule.is_bare else f"「{word}」: {rule.reason} → {label}"


def _reasons(heard: list[_Reason], best: str, usual: str | None) -> tuple[str, ...]:
    for_best = [entry for entry in heard if entry[1] == best and entry[0] > 0]
    strongest = sorted(for_best, key=_WEIGHT, reverse=True)[:_REASONS]  # of two as strong, the first
    said = [_say(rule, word) for _, _, rule, word in strongest]
    if usual == best:
        said.append(f"このフィードの通常の区分 → {_LABELS[best]}")
    return tuple(said) or (f"手がかりになる語が見当たらないため、仮に{_LABELS[best]}としました",)


def _confidence(scores: dict[str, float], best: str) -> float:
    """Give the softmax of the best score, flattened: so a proposal of 0.8 was right in 92 of 100 unseen headlines."""
    total = sum(math.exp((score - scores[best]) / _TEMPERATURE) for score in scores.values())
    return min(round(1 / total, 2), _SUREST)


def _topics(title: str, source: str) -> frozenset[str]:
    return _spoken_of("title", title) | _of_source(source)


@lru_cache(maxsize=8)  # all items of a feed have one
def _of_source(source: str) -> frozenset[str]:
    return _spoken_of("source", source)


def _spoken_of(where: str, text: str) -> frozenset[str]:
    names, patterns = _topic_patterns(where)
    possible = patterns.possible(text).items()
    return frozenset(names[place] for place, its in possible if any(one.search(text) for one in its))


@cache
def _topic_patterns(where: str) -> tuple[list[str], Taken]:
    """Give names and patterns of the topics of titles, or of those of sources."""
    rows = [row for row in read_table("section_topics.tsv") if row["where"] == where]
    return [row["topic"] for row in rows], Taken([row["pattern"] for row in rows])


@cache
def _rules() -> tuple[tuple[_Rule, ...], Taken]:
    rows = read_table("section_rules.tsv")
    rules = tuple(_rule(row) for row in rows)
    return rules, Taken(["" if rule.is_bare else row["pattern"] for rule, row in zip(rules, rows, strict=True)])


def _rule(row: Row) -> _Rule:
    needs = row["needs"].split()
    return _Rule(
        section=row["section"],
        weight=float(row["weight"]),
        is_bare=row["pattern"] == _ANYTHING,
        needs=frozenset(need for need in needs if not need.startswith("!")),
        bars=frozenset(need[1:] for need in needs if need.startswith("!")),
        reason=row["reason"],
    )
