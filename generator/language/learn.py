"""What editors' past decisions teach: words and feeds that speak for a section, ends of names that tell a business.

    decisions ──▶ those that the rules got wrong ──▶ words that would have mended them ──▶ the best one, again and again
              ──▶ Lesson: what is proposed, and every past decision that would have come out otherwise

Nothing is proposed that breaks as much as it mends, and nothing that rests on fewer than three decisions. The same
decisions give the same lesson.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Learned, LearnedFeed, LearnedIndustry, LearnedWord, Organization

from .industries import find_industry
from .mentions import without_legal_form
from .sections import Hint, section_scores
from .width import same_width

STEP = 1.0  # log-odds of one step of strength: three of them outweigh a clear word of the rules
_STRONGEST = 3
_FEWEST = 3  # decisions
_PURE = 0.8  # share of the decisions with a word that went one way
_MOST_WORDS = 40
_FEWEST_OF_FEED = 8
_TOKEN = re.compile(r"[一-龥々]{2,8}|[ァ-ヶー]{3,12}|[A-Za-z][A-Za-z0-9-]{2,}")
_PARTS = range(2, 5)  # letters of an end of a name
_FEWEST_NAMES = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One item that an editor decided on."""

    title: str
    chosen: str  # a Section, or irrelevant where the item was refused as not for the newsletter
    feed: str = ""
    source: str = ""  # the feed's name
    usual: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """A past decision that would have been proposed otherwise."""

    decision: Decision
    before: str
    after: str

    @property
    def is_better(self) -> bool:
        """Whether the new proposal is what the editor chose."""
        return self.after == self.decision.chosen


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """What is proposed to be learned, and what it would have done to the past."""

    learned: Learned
    changed: tuple[Changed, ...]
    right_before: int
    right_after: int
    decisions: int


@dataclass(slots=True)
class _Case:
    decision: Decision
    scores: dict[str, float]
    tokens: frozenset[str]

    def proposed(self) -> str:
        return max(self.scores, key=self.scores.__getitem__)

    def with_weight(self, section: str, weight: float) -> str:
        raised = {**self.scores, section: self.scores[section] + weight}
        return max(raised, key=raised.__getitem__)


def learn(decisions: Iterable[Decision], organizations: Iterable[Organization] = ()) -> Lesson:
    """Propose what to learn from decisions and registered organizations."""
    cases = [_case(decision) for decision in decisions]
    before = [case.proposed() for case in cases]
    feeds = tuple(_feeds(cases))
    words = tuple(_words(cases))
    after = [case.proposed() for case in cases]
    changed = tuple(
        Changed(decision=case.decision, before=old, after=new)
        for case, old, new in zip(cases, before, after, strict=True)
        if old != new
    )
    return Lesson(
        learned=Learned(words=words, feeds=feeds, industries=_industries(organizations)),
        changed=changed,
        right_before=sum(old == case.decision.chosen for case, old in zip(cases, before, strict=True)),
        right_after=sum(new == case.decision.chosen for case, new in zip(cases, after, strict=True)),
        decisions=len(cases),
    )


def hints_of(learned: Learned, feed: str = "") -> tuple[Hint, ...]:
    """Give what was learned as `propose_section` takes it, for the items of a feed."""
    words = (Hint(section=one.section, weight=one.strength * STEP, word=one.word) for one in learned.words)
    feeds = (Hint(section=one.section, weight=one.strength * STEP) for one in learned.feeds if one.feed == feed)
    return (*words, *feeds)


def _case(decision: Decision) -> _Case:
    scores = section_scores(decision.title, usual=decision.usual, source=decision.source)
    return _Case(decision, scores, frozenset(_TOKEN.findall(same_width(decision.title))))


def _feeds(cases: Sequence[_Case]) -> Iterable[LearnedFeed]:
    """Give feeds whose items go elsewhere than is usual for them; their cases are raised by it."""
    by_feed: dict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        if case.decision.feed:
            by_feed[case.decision.feed].append(case)
    for feed, its in sorted(by_feed.items()):
        section, right = Counter(case.decision.chosen for case in its).most_common(1)[0]
        is_usual = section == its[0].decision.usual
        if len(its) < _FEWEST_OF_FEED or right < _PURE * len(its) or is_usual:
            continue
        strength, _ = _best(its, section)
        if strength:
            _raise(its, section, strength)
            yield LearnedFeed(feed=feed, section=section, strength=strength, right=right, of=len(its))


def _words(cases: Sequence[_Case]) -> Iterable[LearnedWord]:
    """Give the words that mend most, one after the other, each judged with those before it."""
    having: dict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        for token in case.tokens:
            having[token].append(case)
    pure = {
        token: (section, right, its)
        for token, its in having.items()
        if len(its) >= _FEWEST
        for section, right in Counter(case.decision.chosen for case in its).most_common(1)
        if right >= _PURE * len(its)
    }
    for _ in range(_MOST_WORDS):
        gains = [
            (gain, len(token), token, strength)
            for token, (section, _, its) in pure.items()
            for strength, gain in [_best(its, section)]
            if gain > 0
        ]
        if not gains:
            return
        _, _, token, strength = max(gains, key=lambda one: (one[0], -one[3], one[1], one[2]))
        section, right, its = pure.pop(token)
        _raise(its, section, strength)
        yield LearnedWord(word=token, section=section, strength=strength, right=right, of=len(its))


def _best(cases: Sequence[_Case], section: str) -> tuple[int, int]:
    """Give the smallest strength with the greatest gain: decisions mended, less twice those broken."""
    best = (0, 0)
    for strength in range(1, _STRONGEST + 1):
        gain = sum(_gain(case, section, strength * STEP) for case in cases)
        if gain > best[1]:
            best = (strength, gain)
    return best


def _gain(case: _Case, section: str, weight: float) -> int:
    before, after = case.proposed(), case.with_weight(section, weight)
    if before == after:
        return 0
    if after == case.decision.chosen:
        return 1
    return -2 if before == case.decision.chosen else 0


def _raise(cases: Iterable[_Case], section: str, strength: int) -> None:
    for case in cases:
        case.scores[section] += strength * STEP


def _industries(organizations: Iterable[Organization]) -> tuple[LearnedIndustry, ...]:
    """Give the longest ends of registered names that always went with one business of the house's table."""
    by_part: dict[str, Counter[str]] = defaultdict(Counter)
    for organization in organizations:
        name = without_legal_form(organization.name)
        if organization.industry and find_industry(organization.industry):
            for size in _PARTS:
                if len(name) > size:
                    by_part[name[-size:]][organization.industry] += 1
    pure = {
        part: (industry, right)
        for part, counter in by_part.items()
        for industry, right in counter.most_common(1)
        if right >= _FEWEST_NAMES and right == sum(counter.values())
    }
    return tuple(
        LearnedIndustry(part=part, industry=industry, right=right, of=right)
        for part, (industry, right) in sorted(pure.items())
        if not _is_covered(part, industry, right, pure)
    )


def _is_covered(part: str, industry: str, right: int, pure: Mapping[str, tuple[str, int]]) -> bool:
    """A shorter end that says the same for as many names makes the longer one needless."""
    return any(
        part != other and part.endswith(other) and (industry, right) <= (its, count) and industry == its
        for other, (its, count) in pure.items()
    )
