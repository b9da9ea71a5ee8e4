"""What a later report says otherwise: figures, certainty, cause, kinds of data, days. Facts against facts, no words.

A later report that does not repeat a fact does not take it back: `progress` compares each with all that was said
before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.model import Affected, Facts
from generator.text import digest_date

from .counts import unit_class
from .lexicon import groups


class What(StrEnum):
    """What of a story changed."""

    COUNT = "count"
    CERTAINTY = "certainty"
    CAUSE = "cause"
    DATA = "data"
    INCIDENT = "incident"
    EFFECTIVE = "effective"
    COMMENTS_UNTIL = "comments_until"
    VULNERABILITIES = "vulnerabilities"

    @property
    def label(self) -> str:
        """Its name as printed."""
        return _LABELS[self]


_LABELS = {
    What.COUNT: "件数",
    What.CERTAINTY: "確からしさ",
    What.CAUSE: "原因",
    What.DATA: "対象の情報",
    What.INCIDENT: "発生時期",
    What.EFFECTIVE: "施行日",
    What.COMMENTS_UNTIL: "意見募集の締切",
    What.VULNERABILITIES: "脆弱性番号",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that is now said otherwise, in words; `before` is empty where nothing was said."""

    what: What
    before: str
    after: str
    who: str = ""  # for figures: whom they count
    figures: tuple[Affected | None, Affected] | None = None  # for figures: the earlier one, if there is one, and now

    def __str__(self) -> str:
        subject = f"{self.who}の{self.what.label}" if self.who else self.what.label
        return f"{subject}: {self.before} → {self.after}" if self.before else f"{subject}: {self.after}"


def compare_facts(before: Facts, after: Facts) -> tuple[Change, ...]:
    """Give what `after` says otherwise than `before`; what it does not speak of has not changed."""
    return (*_figures(before.affected, after.affected), *_single(before, after), *_lists(before, after))


def progress(reports: Iterable[Facts]) -> tuple[tuple[Change, ...], ...]:
    """Give for each report (oldest first) what it changed in what was known; nothing for the first."""
    known: Facts | None = None
    changes: list[tuple[Change, ...]] = []
    for facts in reports:
        changes.append(compare_facts(known, facts) if known else ())
        known = merge_facts(known, facts) if known else facts
    return tuple(changes)


def merge_facts(before: Facts, after: Facts) -> Facts:
    """Give what is known when both were said: the later word where there are two."""
    pairs = dict(_pairs(before.affected, after.affected))
    kept = tuple(one for one in before.affected if one not in pairs.values())
    return replace(
        after,
        cause=after.cause or before.cause,
        affected=(*after.affected, *kept),
        data=tuple(dict.fromkeys((*before.data, *after.data))),
        incident=after.incident or before.incident,
        effective=after.effective or before.effective,
        comments_until=after.comments_until or before.comments_until,
        vulnerabilities=tuple(dict.fromkeys((*before.vulnerabilities, *after.vulnerabilities))),
    )


def _figures(before: tuple[Affected, ...], after: tuple[Affected, ...]) -> Iterator[Change]:
    earlier = dict(_pairs(before, after))
    for one in after:
        other = earlier.get(one)
        who = one.who or ""
        if other is None:
            yield Change(what=What.COUNT, before="", after=_figure(one), who=who, figures=(None, one))
            continue
        if (one.count, one.qualifier) != (other.count, other.qualifier):
            yield Change(what=What.COUNT, before=_figure(other), after=_figure(one), who=who, figures=(other, one))
        if one.certainty is not other.certainty:
            was, now = other.certainty.label, one.certainty.label
            yield Change(what=What.CERTAINTY, before=was, after=now, who=who, figures=(other, one))


def _pairs(before: tuple[Affected, ...], after: tuple[Affected, ...]) -> Iterator[tuple[Affected, Affected]]:
    """Pair figures that count the same: the same people in the same unit, else the only ones of their unit.

    Reports call the same people 会員 and 利用者; 従業員 and 顧客 are never the same.
    """
    free = list(before)
    for one in after:
        same = [other for other in free if other.who == one.who and unit_class(other.unit) == unit_class(one.unit)]
        of_unit = [
            other
            for other in free
            if unit_class(other.unit) == unit_class(one.unit) and _may_be_same(one.who, other.who)
        ]
        is_only = sum(unit_class(other.unit) == unit_class(one.unit) for other in after) == 1
        match = same[0] if same else of_unit[0] if len(of_unit) == 1 and is_only else None
        if match is not None:
            free.remove(match)
            yield one, match


def _may_be_same(one: str | None, other: str | None) -> bool:
    return not one or not other or any({one, other} <= set(group) for group in groups("people").values())


def _figure(affected: Affected) -> str:
    return f"{affected.qualifier or ''}{affected.count:,}{affected.unit}"


def _single(before: Facts, after: Facts) -> Iterator[Change]:
    if after.cause and after.cause is not before.cause:
        label = before.cause.label if before.cause else ""
        yield Change(what=What.CAUSE, before=label, after=after.cause.label)
    if after.incident and after.incident != before.incident:
        yield Change(what=What.INCIDENT, before=_period(before), after=_period(after))
    for what in (What.EFFECTIVE, What.COMMENTS_UNTIL):
        old, new = getattr(before, what.value), getattr(after, what.value)
        if new and new != old:
            yield Change(what=what, before=digest_date(old) if old else "", after=digest_date(new))


def _period(facts: Facts) -> str:
    if facts.incident is None:
        return ""
    start, end = facts.incident.start, facts.incident.end
    return "〜".join(dict.fromkeys(digest_date(day) if day else "" for day in (start, end)))


def _lists(before: Facts, after: Facts) -> Iterator[Change]:
    """Kinds of data and numbers of flaws grow; a report that names fewer takes none back."""
    for what in (What.DATA, What.VULNERABILITIES):
        old, new = getattr(before, what.value), getattr(after, what.value)
        if added := tuple(item for item in new if item not in old):
            yield Change(what=what, before="、".join(old), after="、".join((*old, *added)))
