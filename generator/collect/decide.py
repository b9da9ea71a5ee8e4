"""What becomes of each item: candidate, duplicate, irrelevant, revised, or nothing. No clock, no network."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ..language.prefill import Reading
from ..model import Archive, CollectedItem, Entry, Feed, FeedItem, Learned, Outcome
from ..text import digest_date, japan_day
from .dedupe import Story, known_stories
from .draft import announced_day, draft, new_id, source_of
from .examine import CATALOGUE_DAYS, Examined, may_become_candidate
from .identity import Identified
from .looks import link_look, title_look
from .relate import Relations
from .revised import RevisionNote, note_of

_MOST_SOURCES = 10  # of one candidate


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """What became of a feed's items."""

    outcomes: tuple[Outcome | None, ...] = ()  # None: known as it is
    rows: tuple[CollectedItem, ...] = ()
    notes: tuple[RevisionNote, ...] = ()


class Decider:
    """Decides feed after feed; what one feed brought is known to the next."""

    def __init__(
        self,
        archive: Archive,
        rows: Iterable[CollectedItem],
        *,
        now: datetime,
        letters: random.Random,
        learned: Learned | None = None,
    ) -> None:
        rows = tuple(rows)
        self._now = now
        self._letters = letters
        self._stories = known_stories(archive, rows)
        self._relations = Relations(archive, learned, today=japan_day(now))
        self._drafted: dict[str, Entry] = {}
        self._recorded = {row.entry for row in rows if row.entry}
        self._ids = self._recorded | {entry.id for entry in (*archive.entries, *archive.candidates)}

    @property
    def candidates(self) -> tuple[Entry, ...]:
        """Give what was drafted, in the order of feeds and items."""
        return tuple(self._drafted.values())

    def decide(self, feed: Feed, examined: Examined) -> Decided:
        """Decide on each item of a feed's document, in its order."""
        outcomes: list[Outcome | None] = []
        rows: list[CollectedItem] = []
        notes: list[RevisionNote] = []
        drafts: list[tuple[Entry, Reading | None]] = []
        for identified in examined.identified:
            row, entry = self._decide(feed, identified, examined)
            outcomes.append(row.outcome if row else None)
            if row:
                rows.append(row)
                notes += [note_of(row, feed.title)] if row.outcome is Outcome.REVISED and row.entry else []
            if entry:
                self._drafted[entry.id] = entry
                drafts.append((entry, examined.judgements[identified.key].reading))
        self._relate(drafts)
        return Decided(outcomes=tuple(outcomes), rows=tuple(rows), notes=tuple(notes))

    def _relate(self, drafts: Sequence[tuple[Entry, Reading | None]]) -> None:
        found = self._relations.mentions([entry for entry, _ in drafts])
        for (entry, reading), mentions in zip(drafts, found, strict=True):
            self._drafted[entry.id] = self._relations.complete(self._drafted[entry.id], mentions, reading)

    def _decide(
        self, feed: Feed, identified: Identified, examined: Examined
    ) -> tuple[CollectedItem | None, Entry | None]:
        if identified.is_new:
            return self._new(feed, identified, examined)
        if not identified.is_revised:
            return None, None
        if may_become_candidate(identified):
            row, entry = self._new(feed, identified, examined)
            if entry is not None:
                return row, entry
        belongs_to = next((row.entry for row in reversed(identified.known) if row.entry), "")
        return _row(self._now, identified, Outcome.REVISED, entry=belongs_to), None

    def _new(self, feed: Feed, identified: Identified, examined: Examined) -> tuple[CollectedItem, Entry | None]:
        item = identified.item
        if (story := self._stories.find(item)) is not None:
            return self._told_again(feed, identified, story), None
        if (left := self._left_behind(item)) is not None:
            return self._taken_up(identified, left), None
        reason, entry = self._candidate(feed, identified, examined)
        if entry is None:
            return _row(self._now, identified, Outcome.IRRELEVANT, note=reason), None
        row = _row(self._now, identified, Outcome.CANDIDATE, entry=entry.id)
        self._ids.add(entry.id)
        self._recorded.add(entry.id)
        self._stories.add(Story(entry=entry.id, feed=feed.id, link=item.link, title=item.title, day=entry.announced))
        return row, entry

    def _left_behind(self, item: FeedItem) -> Story | None:
        """Find the candidate that a killed run stored without its row, where the item looks otherwise since.

        One without date and link had the day of that run; one with a link has been edited: it has the day it had, and
        nothing else that was left is on its link.
        """
        if not item.link:
            stories = self._stories.by_title.get(title_look(item.title), ()) if item.date_guessed else ()
            return next(self._unrecorded(item, stories), None)
        own = list(self._unrecorded(item, self._stories.by_link.get(link_look(item.link), ())))
        is_certain = len({story.entry for story in own}) == 1
        return own[0] if is_certain and (item.date_guessed or own[0].day == announced_day(item)) else None

    def _unrecorded(self, item: FeedItem, stories: Iterable[Story]) -> Iterator[Story]:
        return (story for story in stories if _is_of_its_feed(item, story) and story.entry not in self._recorded)

    def _taken_up(self, identified: Identified, story: Story) -> CollectedItem:
        """Give the row that a killed run did not come to, or the one that says what has changed since."""
        self._recorded.add(story.entry)
        if title_look(story.title) == title_look(identified.item.title):
            return _row(self._now, identified, Outcome.CANDIDATE, entry=story.entry)
        note = _retitled(story.title, identified.item.title)
        return _row(self._now, identified, Outcome.REVISED, entry=story.entry, note=note)

    def _told_again(self, feed: Feed, identified: Identified, story: Story) -> CollectedItem:
        if _is_its_own_candidate(identified.item, story) and story.entry not in self._recorded:
            return self._taken_up(identified, story)
        self._add_source(feed, identified.item, story)
        refused = story.outcome is Outcome.REFUSED
        note = "見送りにした話題と同じリンクか題名" if refused else "既にある話題と同じリンクか題名"
        return _row(self._now, identified, Outcome.DUPLICATE, entry=story.entry, note=note)

    def _add_source(self, feed: Feed, item: FeedItem, story: Story) -> None:
        """Name a second feed that tells a story of this very run; what is stored already is an editor's file."""
        entry = self._drafted.get(story.entry)
        if entry is None or len(entry.sources) >= _MOST_SOURCES:
            return
        source = source_of(feed, item)
        if all(source.feed != one.feed or source.url != one.url for one in entry.sources):
            self._drafted[entry.id] = replace(entry, sources=(*entry.sources, source))

    def _candidate(self, feed: Feed, identified: Identified, examined: Examined) -> tuple[str, Entry | None]:
        if identified.key in examined.old:
            return f"初めて見た時点で{CATALOGUE_DAYS}日より前から一覧にあった項目", None
        if identified.item.withdrawn:
            return "情報源が取り下げた項目", None
        judgement = examined.judgements[identified.key]
        if not judgement.is_wanted:
            return "サイバー・個人情報に関わる語がない", None
        item = identified.item
        return "", draft(feed, item, judgement, new_id(announced_day(item), self._ids, self._letters))


def _is_of_its_feed(item: FeedItem, story: Story) -> bool:
    return story.outcome is None and story.feed == item.feed and link_look(story.link) == link_look(item.link)


def _is_its_own_candidate(item: FeedItem, story: Story) -> bool:
    return _is_of_its_feed(item, story) and title_look(story.title) == title_look(item.title)


def _retitled(old: str, new: str) -> str:
    return f"題名が「{old}」から「{new}」に変わりました。"


def _row(now: datetime, identified: Identified, outcome: Outcome, *, entry: str = "", note: str = "") -> CollectedItem:
    item = identified.item
    return CollectedItem(
        feed=item.feed,
        key=identified.key,
        link=item.link,
        title=item.title,
        published=item.published,
        first_seen=now,
        revision=identified.known[-1].revision + 1 if identified.known else 0,
        outcome=outcome,
        fingerprint=identified.fingerprint,
        entry=entry,
        updated=item.updated,
        date_guessed=item.date_guessed,
        note=note or _changes(identified),
    )


def _changes(identified: Identified) -> str:
    """Say in words what a publisher changed."""
    if not identified.known:
        return ""
    old, new = identified.known[-1], identified.item
    if title_look(old.title) != title_look(new.title):
        return _retitled(old.title, new.title)
    days = [digest_date(japan_day(moment)) for moment in (old.published, new.published) if moment]
    if not new.date_guessed and len(set(days)) > 1:
        return f"日付が{days[1]}とわかりました。" if old.date_guessed else f"日付が{'から'.join(days)}に変わりました。"
    return "本文か更新日時が変わりました。"
