"""The exact values of strict entries: strings that the gate must not find in that issue's texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language.cast import cast_of, is_strict
from ..language.exact import exact_forms
from ..text import digest_date, japanese_date

if TYPE_CHECKING:
    from datetime import date

    from ..model import Archive, Entry, PublicArchive, PublicEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class StrictSecret:
    """One exact value: what it is (数値, 金額, 日付), how it was written, of which entry."""

    label: str
    form: str
    entry: str


def strict_secrets(archive: Archive, public: PublicArchive) -> tuple[StrictSecret, ...]:
    """Give the exact values of every strict entry of an anonymized party, each form once an entry.

    `public`: the same archive as it is printed. A value that another entry prints by right (two announcements on one
    day) is left out, since the gate could not tell the two apart.
    """
    organizations = {one.id: one for one in archive.organizations}
    strict = {
        entry.id: entry
        for entry in archive.entries
        if is_strict(entry, archive) and cast_of(entry, organizations).is_hidden
    }
    if not strict:
        return ()
    others = "\n".join(
        text
        for own, issue in zip(archive.issues, public.issues, strict=True)
        for private, entry in zip(own.entries, issue.entries, strict=True)
        if private.id not in strict
        for text in _printed(entry)
    )
    others += "\n".join(map(_days_of, _own_days(public)))
    # 「5月13日から6月8日までに公表された14件」 tells of no entry.
    of_days = others + "\n".join(text for issue in public.issues for text in issue.preface)
    found = (one for entry in strict.values() for one in _of_entry(entry))
    return tuple(dict.fromkeys(one for one in found if one.form not in (of_days if one.label == "日付" else others)))


def _of_entry(entry: Entry) -> Iterator[StrictSecret]:
    for text in (entry.headline, *entry.body, *(correction.text for correction in entry.corrections)):
        for label, form in exact_forms(text):
            yield StrictSecret(label=label, form=form, entry=entry.id)
    for affected in entry.facts.affected:
        for label, form in exact_forms(f"{affected.count:,}{affected.unit}"):
            yield StrictSecret(label=label, form=form, entry=entry.id)


def _printed(entry: PublicEntry) -> Iterator[str]:
    facts = entry.facts
    span = facts.incident
    days = (facts.effective, facts.comments_until, *((span.start, span.end) if span else ()))
    yield from (entry.headline, *entry.body, _days_of(entry.announced), *(_days_of(day) for day in days if day))
    yield from (f"{affected.count:,}{affected.unit}" for affected in entry.facts.affected)
    yield from (source.title for source in entry.sources)
    yield from (correction.text for correction in entry.corrections)


def _own_days(public: PublicArchive) -> Iterator[date]:
    """Give the days of what the newsletter did itself: it came out, corrected, took away."""
    yield from (issue.published for issue in public.issues)
    yield from (one.day for issue in public.issues for entry in issue.entries for one in entry.corrections)
    yield from (removal.day for removal in public.removals)


def _days_of(day: date) -> str:
    """Give every way in which a page, a mail or a feed writes a day."""
    return f"{day.isoformat()} {digest_date(day)} {japanese_date(day)}"
