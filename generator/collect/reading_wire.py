"""What the words of an item tell, as JSON and back: by hand, since this is done for every candidate of a run."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ..model import Affected, Cause, Certainty, Facts, Period

if TYPE_CHECKING:  # a reading process that has nothing to judge must not load the language package
    from ..language.prefill import Reading
    from ..language.threads import Story


def reading_row(reading: Reading) -> dict[str, Any]:
    """Give a reading as JSON takes it."""
    return {
        "headline": reading.headline,
        "subject": reading.subject,
        "report": reading.report,
        "facts": _facts_row(reading.facts),
        "story": _story_row(reading.story),
        "evidence": [(one.field, one.source, one.text, one.start) for one in reading.evidence],
    }


def reading_of(row: dict[str, Any]) -> Reading:
    """Read it back."""
    from ..language.facts import Evidence
    from ..language.prefill import Reading

    facts = _facts(row["facts"])
    return Reading(
        headline=row["headline"],
        subject=row["subject"],
        report=row["report"],
        facts=facts,
        story=_story(row["story"], facts, row["report"]),
        evidence=tuple(
            Evidence(field=field, source=source, text=text, start=start)
            for field, source, text, start in row["evidence"]
        ),
    )


def _facts_row(facts: Facts) -> dict[str, Any]:
    incident = facts.incident
    return {
        "cause": facts.cause,
        "affected": [(one.count, one.unit, one.qualifier, one.certainty, one.who) for one in facts.affected],
        "data": facts.data,
        "incident": [_text(incident.start), _text(incident.end)] if incident else None,
        "effective": _text(facts.effective),
        "comments_until": _text(facts.comments_until),
        "vulnerabilities": facts.vulnerabilities,
    }


def _facts(row: dict[str, Any]) -> Facts:
    incident = row["incident"]
    return Facts(
        cause=Cause(row["cause"]) if row["cause"] else None,
        affected=tuple(
            Affected(count=count, unit=unit, qualifier=qualifier, certainty=Certainty(certainty), who=who)
            for count, unit, qualifier, certainty, who in row["affected"]
        ),
        data=tuple(row["data"]),
        incident=Period(start=_day(incident[0]), end=_day(incident[1])) if incident else None,
        effective=_day(row["effective"]),
        comments_until=_day(row["comments_until"]),
        vulnerabilities=tuple(row["vulnerabilities"]),
    )


def _story_row(story: Story) -> dict[str, Any]:
    """Give what the facts do not tell already."""
    return {
        "day": _text(story.day),
        "names": sorted(story.names),
        "days": sorted(day.isoformat() for day in story.days),
        "follows": story.follows,
        "documents": sorted(story.documents),
    }


def _story(row: dict[str, Any], facts: Facts, report: int | None) -> Story:
    from ..language.threads import Story

    return Story(
        id="",
        thread="",
        day=date.fromisoformat(row["day"]),
        names=frozenset(row["names"]),
        figures=frozenset(one.count for one in facts.affected),
        days=frozenset(date.fromisoformat(day) for day in row["days"]),
        cause=facts.cause,
        report=report,
        follows=row["follows"],
        vulnerabilities=frozenset(facts.vulnerabilities),
        documents=frozenset(row["documents"]),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
