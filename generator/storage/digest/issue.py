"""A digest as it was printed to an issue as editors keep it."""

from __future__ import annotations

import random
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from ...language import find_names
from ...model import Entry, Highlight, Issue, Newsletter, Source
from ...text import month_title
from .layout import Digest
from .story import Story

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # those of new candidates: none that is taken for another
_LEGAL_FORM = "法人格"
_HAS_FORM = re.compile("法人|会社")
# Behind an official name: its short form in brackets, or the particle that a rule has taken for a part of it.
_BEHIND = re.compile(r"[(\uff08][^()\uff08\uff09]*[)\uff09]$|(?<=[^ぁ-ん])[はがもを]$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """An issue, and what of the digest's greeting and footer newsletter.yml does not say."""

    issue: Issue
    greeting: tuple[str, ...] | None  # None: newsletter.yml says it already
    footer: tuple[str, ...] | None
    named: tuple[tuple[str, str], ...]  # (name with a legal form, entry id): printed by name in the digest


def to_issue(
    digest: Digest, *, month: str, newsletter: Newsletter, taken: Container[str], letters: random.Random
) -> Imported:
    """Make the issue of a month; its entries rest on the back number itself, besides the sources that it prints."""
    ids: list[str] = []
    for story in digest.stories:
        ids.append(_new_id(story.announced, (*ids,), taken, letters))
    entries = tuple(
        _entry(story, entry_id, month, newsletter) for story, entry_id in zip(digest.stories, ids, strict=True)
    )
    usual = newsletter.greeting == digest.opening[: len(newsletter.greeting)] and bool(newsletter.greeting)
    issue = Issue(
        month=month,
        published=digest.published,
        preface=digest.opening[len(newsletter.greeting) :] if usual else (),
        highlights=tuple(Highlight(text=text) for text in digest.highlights),
        order=_order(entries),
        entries=entries,
    )
    return Imported(
        issue=issue,
        greeting=None if usual else digest.opening,
        footer=None if digest.footer == newsletter.footer else digest.footer,
        named=tuple((name, entry.id) for entry in entries for name in _named(entry)),
    )


def _entry(story: Story, entry_id: str, month: str, newsletter: Newsletter) -> Entry:
    back_number = Source(title=f"{newsletter.title} {month_title(month)}(既刊)", publisher=newsletter.publisher)
    return Entry(
        id=entry_id,
        section=story.section,
        announced=story.announced,
        headline=story.headline,
        body=story.body,
        sources=(*story.sources, back_number),
        corrections=story.corrections,
    )


def _named(entry: Entry) -> tuple[str, ...]:
    """Give the names with a legal form that the digest prints: in its texts, and as publishers of its sources."""
    printed = [source for source in entry.sources if source.printed]
    texts = (entry.headline, *entry.body, *(source.title for source in printed))
    found = (name for text in texts for name in find_names(text))
    names = [name.surface for name in found if name.sure and name.reason.startswith(_LEGAL_FORM)]
    publishers = [source.publisher for source in printed if _HAS_FORM.search(source.publisher)]
    return tuple(dict.fromkeys(_BEHIND.sub("", name) for name in (*names, *publishers)))


def _order(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Give the order of printing, where it is not that of days and ids."""
    printed = list(entries)
    usual = sorted(printed, key=lambda entry: (entry.section.number, entry.announced, entry.id))
    return () if printed == usual else tuple(entry.id for entry in printed)


def _new_id(day: date, new: Container[str], taken: Container[str], letters: random.Random) -> str:
    while True:
        entry_id = f"{day:%Y-%m-%d}-" + "".join(letters.choice(_LETTERS) for _ in range(4))
        if entry_id not in taken and entry_id not in new:
            return entry_id
