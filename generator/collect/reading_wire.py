"""What the words of an item tell, as JSON and back: by hand, since this is done for every candidate of a run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ..model import Affected, Cause, Certainty, Facts, Period

if TYPE_CHECKING:  # a reading process that has nothing to judge must not load the language package
    from ..language.prefill import Reading
    from ..language.threads import Story


def reading_row(reading: Reading) -> tuple[Any, ...]:
    """Give a reading as JSON takes it."""
    facts, story = _facts_row(reading.facts), _story_row(reading.story)
    return reading.headline, reading.subject, reading.report, facts, story, reading.evidence


def reading_of(row: Sequence[Any]) -> Reading:
    """Read it back."""
    from ..language.facts import Evidence
    from ..language.prefill import Reading

    headline, subject, report, facts_row, story_row, evidence = row
    facts = _facts(facts_row)
    return Reading(
        headline=headline,
        subject=subject,
        report=report,
        facts=facts,
        story=_story(story_row, facts, report),
        evidence=tuple(map(Evidence._make, evidence)),
    )


def _facts_row(facts: Facts) -> tuple[Any, ...]:
    incident = facts.incident
    return (
        facts.cause,
        [(one.count, one.unit, one.qualifier, one.certainty, one.who) for one in facts.affected],
        facts.data,
        [_text(incident.start), _text(incident.end)] if incident else None,
        _text(facts.effective),
        _text(facts.comments_until),
        facts.vulnerabilities,
    )


def _facts(row: Sequence[Any]) -> Facts:
    cause, affected, data, incident, effective, comments_until, vulnerabilities = row
    return Facts(
        cause=Cause(cause) if cause else None,
        affected=tuple(
            Affected(count=count, unit=unit, qualifier=qualifier, certainty=Certainty(certainty), who=who)
            for count, unit, qualifier, certainty, who in affected
        ),
        data=tuple(data),
        incident=Period(start=_day(incident[0]), end=_day(incident[1])) if incident else None,
        effective=_day(effective),
        comments_until=_day(comments_until),
        vulnerabilities=tuple(vulnerabilities),
    )


def _story_row(story: Story) -> tuple[Any, ...]:
    """Give what the facts do not tell already."""
    days = sorted(day.isoformat() for day in story.days)
    return _text(story.day), sorted(story.names), days, story.follows, sorted(story.documents)


def _story(row: Sequence[Any], facts: Facts, report: int | None) -> Story:
    from ..language.threads import Story

    day, names, days, follows, documents = row
    return Story(
        id="",
        thread="",
        day=date.fromisoformat(day),
        names=frozenset(names),
        figures=frozenset(one.count for one in facts.affected),
        days=frozenset(map(date.fromisoformat, days)),
        cause=facts.cause,
        report=report,
        follows=follows,
        vulnerabilities=frozenset(facts.vulnerabilities),
        documents=frozenset(documents),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
