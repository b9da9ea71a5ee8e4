"""The archive with its lookups: in which issue an entry stands, what came before it, what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..addresses import entry_address, thread_path
from .changes import Change, history

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...model import Newsletter, PublicArchive, PublicEntry, PublicIssue
    from .glossary import Term


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """An entry as one report of its thread: where it stands, and what it changed."""

    entry: PublicEntry
    path: str
    month: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A thread with more than one report: what a reader can follow."""

    id: str
    path: str
    reports: tuple[Report, ...]  # oldest first

    @property
    def latest(self) -> Report:
        """The newest report: what is known now."""
        return self.reports[-1]


class Catalogue:
    """A public archive with the lookups that pages need, each made once."""

    def __init__(self, archive: PublicArchive, terms: Iterable[Term] = ()) -> None:
        self.archive = archive
        self.terms = tuple(terms)  # of the glossary

    @property
    def newsletter(self) -> Newsletter:
        """What is the same in every issue."""
        return self.archive.newsletter

    @property
    def newest(self) -> PublicIssue | None:
        """The newest issue, if any has appeared."""
        return self.archive.issues[-1] if self.archive.issues else None

    @cached_property
    def issues(self) -> tuple[PublicIssue, ...]:
        """All issues, newest first: the order of every list on the site."""
        return tuple(reversed(self.archive.issues))

    @cached_property
    def issue_of(self) -> dict[str, PublicIssue]:
        """Entry id -> the issue in which it stands."""
        return {entry.id: issue for issue in self.archive.issues for entry in issue.entries}

    @cached_property
    def entries(self) -> dict[str, PublicEntry]:
        """Entry id -> entry."""
        return {entry.id: entry for entry in self.newest_first()}

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Threads with more than one published report, the one with the newest report first."""
        stories = [
            self._story(thread.id, published)
            for thread in self.archive.threads
            if len(published := [entry for entry in thread.entries if entry.id in self.issue_of]) > 1
        ]
        return tuple(sorted(stories, key=lambda story: (story.latest.entry.announced, story.id), reverse=True))

    @cached_property
    def story_of(self) -> dict[str, Story]:
        """Entry id -> its story; entries that stand alone have none."""
        return {report.entry.id: story for story in self.stories for report in story.reports}

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Entry id -> its place among the reports of its story, from 0."""
        return {report.entry.id: place for story in self.stories for place, report in enumerate(story.reports)}

    def newest_first(self) -> Iterator[PublicEntry]:
        """All entries, newest issue first, within an issue in printing order."""
        return (entry for issue in self.issues for entry in issue.entries)

    def path_of(self, entry: str) -> str:
        """Give the address of an entry; KeyError where it stands in no issue."""
        return entry_address(self.newsletter, self.issue_of[entry].month, entry)

    def _story(self, thread: str, published: Sequence[PublicEntry]) -> Story:
        reports = tuple(
            Report(entry=entry, path=self.path_of(entry.id), month=self.issue_of[entry.id].month, changes=changes)
            for entry, changes in zip(published, history(published), strict=True)
        )
        return Story(id=thread, path=thread_path(thread), reports=reports)
