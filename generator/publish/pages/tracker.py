"""政策の動き: every rule on its way, how far it has come, and the days to keep in mind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ..addresses import CALENDAR, POLICY
from ..legislation import Stage, days, rules
from .page import SitePage, TocItem
from .render import render

if TYPE_CHECKING:
    from datetime import date

    from ..legislation import Rule
    from .catalogue import Catalogue


SHOWN = 2 * 365  # days after its last report


@dataclass(frozen=True, kw_only=True, slots=True)
class StageView:
    """One of the four stages of a rule: whether it is reached, and its day where one is known."""

    stage: Stage
    is_reached: bool
    is_current: bool
    day: date | None


def policy_page(catalogue: Catalogue) -> SitePage:
    """Make the page, as of the day of the newest issue."""
    newest = catalogue.newest
    every = rules(catalogue.archive, newest.published) if newest else ()
    coming = tuple(day for day in days(every) if newest and day.day >= newest.published)
    waiting = {day.rule for day in coming}
    found = tuple(rule for rule in every if newest and (rule.id in waiting or _is_recent(rule, newest.published)))
    write = partial(
        render,
        "policy.html",
        POLICY,
        catalogue=catalogue,
        newsletter=catalogue.newsletter,
        rules=[(rule, stage_views(rule)) for rule in found],
        coming=coming,
        as_of=newest.published if newest else None,
        calendar=CALENDAR,
    )
    return SitePage(
        path=POLICY,
        title="政策の動き",
        write=write,
        description=f"検討から施行までの動きを追っている法令や指針{len(found)}件と、意見募集の締切、施行日の一覧です。",
        toc=tuple(TocItem(title=rule.latest.entry.headline, anchor=f"p-{rule.id}") for rule in found),
        updated=newest.published if newest else None,
    )


def _is_recent(rule: Rule, as_of: date) -> bool:
    return (as_of - rule.latest.entry.announced).days <= SHOWN


def stage_views(rule: Rule) -> tuple[StageView, ...]:
    """Give the four stages of a rule; a stage that was passed over without a report is reached, too."""
    order = list(Stage)
    reached = order.index(rule.stage)
    told = {step.stage: step.entry.announced for step in reversed(rule.steps)}  # the first report of each stage
    told |= {Stage.COMMENTS: rule.comments_until} if rule.comments_until else {}
    told |= {Stage.IN_FORCE: rule.effective} if rule.effective else {}
    return tuple(
        StageView(stage=stage, is_reached=place <= reached, is_current=place == reached, day=told.get(stage))
        for place, stage in enumerate(order)
    )
