"""Which items tell a story that is known already: the same link, or the same headline. Nothing else merges by itself.

A false match hides news from the editors, a missed one costs them a glance: when in doubt, an item is new. So a feed
that gives two headlines to one page is believed, a headline that comes back weeks later is a new story, and so is a
short one that many could bear (「お詫びとお知らせ」).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..model import Archive, CollectedItem, Entry, FeedItem, Outcome
from ..text import japan_day
from .looks import link_look, title_look

_TELLING = 10  # characters of a headline's normal form that are hardly ever shared by chance
_REPORTED_WITHIN = 14  # days between two reports of one headline in different feeds; later it is another matter's


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """What is known: a candidate or entry of the archive, or a row of what was seen."""

    entry: str  # id; may be that of a refused candidate
    feed: str
    link: str
    title: str
    day: date | None
    outcome: Outcome | None = None  # of a row; None for what stands in the archive


@dataclass(slots=True)
class Stories:
    """Known stories by link and by headline; grows while a run drafts candidates."""

    by_link: dict[str, list[Story]] = field(default_factory=lambda: defaultdict(list))
    by_title: dict[str, list[Story]] = field(default_factory=lambda: defaultdict(list))

    def add(self, story: Story) -> None:
        """Remember a story."""
        if story.link:
            self.by_link[link_look(story.link)].append(story)
        if story.title:
            self.by_title[title_look(story.title)].append(story)

    def find(self, item: FeedItem) -> Story | None:
        """Give the known story that an item tells again, or None."""
        title = title_look(item.title)
        for story in self.by_link.get(link_look(item.link), ()) if item.link else ():
            if story.feed != item.feed or title_look(story.title) == title:
                return story
        for story in self.by_title.get(title, ()):
            if _is_same_report(story, item, title):
                return story
        return None


def known_stories(archive: Archive, rows: Iterable[CollectedItem]) -> Stories:
    """Gather what is known from the archive and from the rows of earlier runs."""
    stories = Stories()
    for entry in (*archive.entries, *archive.candidates):
        for story in _of_entry(entry):
            stories.add(story)
    for row in rows:
        if row.entry:  # became a candidate or belongs to one, whatever became of that
            stories.add(
                Story(
                    entry=row.entry,
                    feed=row.feed,
                    link=row.link,
                    title=row.title,
                    day=japan_day(row.published or row.first_seen),
                    outcome=row.outcome,
                )
            )
    return stories


def _of_entry(entry: Entry) -> Iterable[Story]:
    feed = next((source.feed for source in entry.sources if source.feed), "")
    yield Story(entry=entry.id, feed=feed, link="", title=entry.headline, day=entry.announced)
    for source in entry.sources:
        yield Story(
            entry=entry.id, feed=source.feed or "", link=source.url or "", title=source.title, day=entry.announced
        )


def _is_same_report(story: Story, item: FeedItem, title: str) -> bool:
    day = japan_day(item.published) if item.published else None
    if day is None or story.day is None:
        return len(title) >= _TELLING
    apart = abs((day - story.day).days)
    # One feed repeats a headline for another matter (a weekly conference); two feeds repeat it for the same one.
    if story.feed == item.feed or len(title) < _TELLING:
        return apart == 0
    return apart <= _REPORTED_WITHIN
