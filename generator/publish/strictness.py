"""The exact values of strict entries: strings that the gate must not find in that issue's texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language.cast import cast_of
from ..model import Privacy
from .generalize import exact_forms

if TYPE_CHECKING:
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
        text for issue in public.issues for entry in issue.entries if entry.id not in strict for text in _printed(entry)
    )
    found = (one for entry in strict.values() for one in _of_entry(entry) if one.form not in others)
    return tuple(dict.fromkeys(found))


def is_strict(entry: Entry, archive: Archive) -> bool:
    """Whether an entry is to be generalized, by its own word or by that of newsletter.yml."""
    return (entry.privacy or archive.newsletter.privacy) is Privacy.STRICT


def _of_entry(entry: Entry) -> Iterator[StrictSecret]:
    announced = f"{entry.announced.month}月{entry.announced.day}日"
    for text in (entry.headline, *entry.body, *(correction.text for correction in entry.corrections)):
        for label, form in exact_forms(text):
            if form != announced:  # the day of announcement stands at the head of every entry
                yield StrictSecret(label=label, form=form, entry=entry.id)
    for affected in entry.facts.affected:
        for label, form in exact_forms(f"{affected.count:,}{affected.unit}"):
            yield StrictSecret(label=label, form=form, entry=entry.id)


def _printed(entry: PublicEntry) -> Iterator[str]:
    yield from (entry.headline, *entry.body)
    yield from (f"{affected.count:,}{affected.unit}" for affected in entry.facts.affected)
    yield from (source.title for source in entry.sources)
    yield from (correction.text for correction in entry.corrections)
