"""An item as a candidate: an Entry that no editor has decided on yet."""

from __future__ import annotations

import random
from collections.abc import Container
from dataclasses import replace
from datetime import date, datetime

from ..language.prefill import Reading
from ..model import Entry, Facts, Feed, FeedItem, Section, Source, Suggestion
from ..text import japan_day
from .judgement import IRRELEVANT, Judgement
from .plain import from_text

# Without vowels no word comes about by chance, without 0 1 l nobody reads one for the other.
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
_SUFFIX = 4
_SUMMARY = 2_000  # characters that an editor gets to see
_VULNERABILITIES = 20


def draft(feed: Feed, item: FeedItem, judgement: Judgement, entry_id: str) -> Entry:
    """Write an item as a candidate: the feed's words as they are, the facts in them, and what else is proposed.

    What needs the archive (parties, alias, threads) is added by `relate`, the evidence with it.
    """
    reading = judgement.reading
    return Entry(
        id=entry_id,
        section=_section(feed, judgement),
        announced=announced_day(item),
        headline=item.title,
        report=reading.report if reading else None,
        facts=_facts(item, reading),
        sources=(source_of(feed, item),),
        suggestion=Suggestion(
            section=judgement.section,
            confidence=f"{judgement.confidence:.2f}",
            reasons=judgement.reasons,
            headline=reading.headline if reading and reading.headline != item.title else "",
            names=judgement.names,
            evidence=((f"CVSS: {item.cvss}(フィードの値)",) if item.cvss else ()),
            summary=from_text(item.summary, limit=_SUMMARY),
            notes=_notes(item),
        ),
    )


def source_of(feed: Feed, item: FeedItem) -> Source:
    """Give the document that an item points to."""
    return Source(url=item.link or None, title=item.title, publisher=feed.title, feed=feed.id)


def new_id(day: date, taken: Container[str], letters: random.Random) -> str:
    """Make an id of a day and random letters, never from a name: it stands in page addresses."""
    while True:
        entry_id = f"{day.isoformat()}-{''.join(letters.choices(_LETTERS, k=_SUFFIX))}"
        if entry_id not in taken:
            return entry_id


def announced_day(item: FeedItem) -> date:
    """Give the day in Japan on which an item was published; the pipeline sees to it that there is one."""
    moment: datetime | None = item.published
    if moment is None:
        raise ValueError("an item must be dated before it is drafted")
    return japan_day(moment)


def _section(feed: Feed, judgement: Judgement) -> Section:
    """Give the section under which a candidate is filed until an editor decides."""
    if judgement.section != IRRELEVANT:
        return Section(judgement.section)
    return feed.section or Section.OTHER


def _facts(item: FeedItem, reading: Reading | None) -> Facts:
    """Give the facts of the words, and first the numbers of flaws that the feed gives in fields of their own."""
    facts = reading.facts if reading else Facts()
    if not item.identifiers and len(facts.vulnerabilities) <= _VULNERABILITIES:
        return facts
    flaws = dict.fromkeys((*item.identifiers, *facts.vulnerabilities))
    return replace(facts, vulnerabilities=tuple(flaws)[:_VULNERABILITIES])


def _notes(item: FeedItem) -> tuple[str, ...]:
    return (
        ("公表日はフィードからははっきり読めず、推定した日か収集した日です。確かめてください。",)
        if item.date_guessed
        else ()
    )
