"""The same as members read it: no field that could hold a private name.

Renderers take only these; mypy refuses the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from .entry import Facts, Section
    from .newsletter import Newsletter, Removal


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicSource:
    """A document that an editor wants printed: 「標題」 発行者; the link only to a public body's host."""

    title: str
    publisher: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicCorrection:
    """A 訂正 as members read it: printed with its day, under the entry that it puts right."""

    day: date
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicEntry:
    """One story as members read it."""

    id: str
    section: Section
    announced: date
    headline: str
    body: tuple[str, ...]
    facts: Facts
    sources: tuple[PublicSource, ...] = ()
    thread: str | None = None  # id of the thread's first entry
    report: int | None = None
    industry: str | None = None  # of the one spoken of, in the digest's words
    corrections: tuple[PublicCorrection, ...] = ()  # oldest first


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicHighlight:
    """One of 今月の3点."""

    text: str
    entry: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicIssue:
    """One month's newsletter as members read it."""

    month: str
    published: date
    preface: tuple[str, ...]
    highlights: tuple[PublicHighlight, ...]
    entries: tuple[PublicEntry, ...]  # in printing order

    def in_section(self, section: Section) -> tuple[PublicEntry, ...]:
        """Give the entries of one section, in printing order."""
        return tuple(entry for entry in self.entries if entry.section is section)


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicThread:
    """All entries on one matter, oldest first."""

    id: str
    entries: tuple[PublicEntry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicArchive:
    """All that members may read; what every renderer gets."""

    newsletter: Newsletter
    issues: tuple[PublicIssue, ...]  # oldest first
    threads: tuple[PublicThread, ...] = ()
    removals: tuple[Removal, ...] = ()  # what was taken away, and what its address says now

    def issue(self, month: str) -> PublicIssue:
        """Give one month's issue; KeyError where there is none."""
        for issue in self.issues:
            if issue.month == month:
                return issue
        raise KeyError(month)
