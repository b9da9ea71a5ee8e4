"""Why a sending must not begin: everything that looks like the wrong list, the wrong issue, or a second time.

Each has happened to somebody (SAFETY.md 2). All reasons are told at once, each with what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..text import japanese_date

LARGEST_CHANGE = 0.2  # of the last list
OLDEST = timedelta(days=31)


@dataclass(frozen=True, kw_only=True, slots=True)
class LastTime:
    """Whom the last issue went to: how many, and who, where its ledger is still there."""

    month: str
    count: int
    keys: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is about to be sent to whom."""

    month: str
    published: date
    today: date  # in Japan
    count: int  # of recipients
    keys: frozenset[str] | None = None  # who they are; None where an engine keeps the list
    expected: int | None = None  # the number that the operator typed
    last: LastTime | None = None


def refusals(plan: Plan) -> tuple[str, ...]:
    """Give every reason not to begin; empty where nothing speaks against it."""
    return (*_nobody(plan), *_number(plan), *_other_list(plan), *_early_issue(plan), *_old_issue(plan))


def _nobody(plan: Plan) -> Iterator[str]:
    if plan.count == 0:
        yield "宛先が1件もありません。"


def _number(plan: Plan) -> Iterator[str]:
    if plan.expected is not None and plan.expected != plan.count:
        yield f"--expect は{plan.expected}件ですが、宛先は{plan.count}件です。名簿を確かめてください。"


def _other_list(plan: Plan) -> Iterator[str]:
    if plan.last is None or plan.expected == plan.count:
        return
    more, less = _difference(plan.last, plan)
    if max(more, less) > LARGEST_CHANGE * plan.last.count:
        yield (
            f"宛先が前回({plan.last.month}号、{plan.last.count}件)と2割を超えて違います"
            f"(今回{plan.count}件、{more}件増え、{less}件減りました)。別の名簿ではありませんか。"
            f"正しければ --expect {plan.count} を付けてください。"
        )


def _difference(last: LastTime, plan: Plan) -> tuple[int, int]:
    """Give how many joined and left; by the numbers alone where it is not known who had the last issue."""
    if last.keys is None or plan.keys is None:
        return max(0, plan.count - last.count), max(0, last.count - plan.count)
    return len(plan.keys - last.keys), len(last.keys - plan.keys)


def _early_issue(plan: Plan) -> Iterator[str]:
    if plan.published > plan.today:
        yield (
            f"{plan.month}号の発行日({japanese_date(plan.published)})はまだ先です。その日に送るか、"
            "発行日を直して承認し直してください。"
        )


def _old_issue(plan: Plan) -> Iterator[str]:
    if plan.published < plan.today - OLDEST:
        yield (
            f"{plan.month}号の発行日({japanese_date(plan.published)})は1か月以上前です。"
            "古い号を送ろうとしていないか確かめてください。送るのであれば、発行日を直して承認し直してください。"
        )
