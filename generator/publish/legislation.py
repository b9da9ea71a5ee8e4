"""Rules on their way: 検討 → 意見募集 → 公布・決定 → 施行, and the days to keep in mind, read from the policy entries.

A stage is read from what an entry says: its dates first, then the words of its headline. What stands at which stage is
told as of a day (that of the newest issue), never as of the day of a build: the same archive gives the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ..model import PublicArchive, PublicEntry


class Stage(StrEnum):
    """How far a rule has come, in this order."""

    DELIBERATION = "deliberation"
    COMMENTS = "comments"
    PROMULGATED = "promulgated"
    IN_FORCE = "in_force"

    @property
    def label(self) -> str:
        """Its name as printed."""
        return {"deliberation": "検討", "comments": "意見募集", "promulgated": "公布・決定", "in_force": "施行"}[
            self.value
        ]


# Words of a headline; a headline about a rule has one of them, others (白書, 演習, 逮捕) are no rules on their way.
_WORDS = (
    (Stage.IN_FORCE, re.compile(r"を施行|が施行|施行され|運用を開始|適用を開始")),
    (Stage.PROMULGATED, re.compile(r"公布|成立|可決|(?:改定|改正|制定|策定)(?:を決定|した|され)|閣議決定|告示")),
    (Stage.COMMENTS, re.compile(r"意見募集を開始|への意見募集|の意見募集$|パブリックコメント")),
    (Stage.DELIBERATION, re.compile(r"検討会|審議会|部会|中間取りまとめ|骨子|素案|改定案|改正案|法案|意見募集の?結果")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A report that brought a rule to a stage, or told more of it."""

    entry: PublicEntry
    month: str
    stage: Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule on its way: what was reported of it, oldest first."""

    id: str  # of its first report
    steps: tuple[Step, ...]
    stage: Stage  # as of the day that was asked for

    @property
    def latest(self) -> Step:
        """The newest report."""
        return self.steps[-1]

    @property
    def comments_until(self) -> date | None:
        """The last day for comments, as last told."""
        return next((s.entry.facts.comments_until for s in reversed(self.steps) if s.entry.facts.comments_until), None)

    @property
    def effective(self) -> date | None:
        """The day of 施行, as last told."""
        return next((s.entry.facts.effective for s in reversed(self.steps) if s.entry.facts.effective), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day to keep in mind: the last word on it, and how often it has moved."""

    rule: str
    kind: str  # comments | effective: with the rule's id, what calendars know it by
    label: str
    day: date
    step: Step  # that told it
    moved: int


def rules(archive: PublicArchive, as_of: date) -> tuple[Rule, ...]:
    """Give the rules on their way, first those that are not in force yet, then by their newest report."""
    found: dict[str, list[Step]] = {}
    for issue in archive.issues:
        for entry in issue.in_section(Section.POLICY):
            stage = _stage(entry, as_of)
            if stage:
                key = entry.thread or entry.id
                found.setdefault(key, []).append(Step(entry=entry, month=issue.month, stage=stage))
    made = [Rule(id=key, steps=tuple(steps), stage=_stage_now(steps, as_of)) for key, steps in found.items()]
    made.sort(key=lambda rule: (rule.latest.entry.announced, rule.id), reverse=True)
    return tuple(sorted(made, key=lambda rule: rule.stage is Stage.IN_FORCE))


def days(found: Iterable[Rule]) -> tuple[Day, ...]:
    """Give all days of rules, the earliest first; a day that was moved stands there once, as last told."""
    every = (day for rule in found for day in _days_of(rule))
    return tuple(sorted(every, key=lambda day: (day.day, day.rule, day.kind)))


def _stage(entry: PublicEntry, as_of: date) -> Stage | None:
    facts = entry.facts
    if facts.effective:
        return Stage.IN_FORCE if facts.effective <= min(as_of, entry.announced) else Stage.PROMULGATED
    said = next((stage for stage, words in _WORDS if words.search(entry.headline)), None)
    return Stage.COMMENTS if facts.comments_until and said is not Stage.PROMULGATED else said


def _stage_now(steps: Sequence[Step], as_of: date) -> Stage:
    """Give how far a rule is on a day: past its 施行日 it is in force though nobody reported that."""
    told = [step.entry.facts.effective for step in steps if step.entry.facts.effective]
    if told and told[-1] <= as_of:
        return Stage.IN_FORCE
    stage = steps[-1].stage
    until = [step.entry.facts.comments_until for step in steps if step.entry.facts.comments_until]
    if stage is Stage.COMMENTS and until and until[-1] < as_of:
        return Stage.DELIBERATION  # the comments are in, and being looked at
    return stage


def _days_of(rule: Rule) -> Iterator[Day]:
    for kind, label in (("comments", "意見募集の締切"), ("effective", "施行")):
        told = [(day, step) for step in rule.steps if (day := _told(step, kind))]
        if told:
            day, step = told[-1]
            moved = sum(one != other for (one, _), (other, _) in pairwise(told))
            yield Day(rule=rule.id, kind=kind, label=label, day=day, step=step, moved=moved)


def _told(step: Step, kind: str) -> date | None:
    facts = step.entry.facts
    return facts.comments_until if kind == "comments" else facts.effective
