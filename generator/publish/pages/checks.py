"""自社の点検: what to look at in one's own house, drawn from the causes of a month's incidents.

The questions are ours (data/checks.tsv), for somebody who decides and does not administer systems: each can be put to
whoever is in charge and answered with yes, no, or a date.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ...model import Cause, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...model import PublicEntry, PublicIssue

CAUSES = 3  # of a month: more would not be read
QUESTIONS = 2  # of each cause
_HEAD = 2  # lines before the first row; read here, since the tables of `language` bring all of its rules along


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckGroup:
    """The questions that a cause of the month raises, and the incidents that raise them."""

    cause: Cause
    questions: tuple[str, ...]
    entries: tuple[PublicEntry, ...]


def check_groups(issue: PublicIssue) -> tuple[CheckGroup, ...]:
    """Give the questions of an issue: its most frequent causes first; every month another two of each cause."""
    told = [(entry.facts.cause, entry) for entry in issue.in_section(Section.INCIDENTS)]
    counter = Counter(cause for cause, _ in told if cause and cause in _questions())
    order_of = {cause: place for place, cause in enumerate(Cause)}
    order = sorted(counter, key=lambda cause: (-counter[cause], order_of[cause]))
    return tuple(
        CheckGroup(
            cause=cause,
            questions=_of_month(_questions()[cause], issue.month),
            entries=tuple(entry for one, entry in told if one is cause),
        )
        for cause in order[:CAUSES]
    )


def _of_month(questions: tuple[str, ...], month: str) -> tuple[str, ...]:
    """Choose by the month, so that a regular reader sees all of them in turn."""
    year, number = map(int, month.split("-"))
    first = (year * 12 + number) * QUESTIONS
    return tuple(questions[(first + k) % len(questions)] for k in range(min(QUESTIONS, len(questions))))


@cache
def _questions() -> Mapping[Cause, tuple[str, ...]]:
    found: dict[Cause, list[str]] = {}
    text = (files("generator.publish") / "data" / "checks.tsv").read_text("utf-8")
    for line in text.splitlines()[_HEAD:]:
        cause, question = line.split("\t")
        found.setdefault(Cause(cause), []).append(question)
    return {cause: tuple(questions) for cause, questions in found.items()}
