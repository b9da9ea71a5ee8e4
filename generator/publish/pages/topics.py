"""Pages by section, cause and industry: the same entries, found from another side."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from typing import TYPE_CHECKING

from ...model import Cause, Section
from ..addresses import TOPICS
from .filters import choices_of
from .page import SitePage, TocItem
from .render import part, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ...model import PublicEntry
    from ..templating import Markup
    from .catalogue import Catalogue


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """Entries that have something in common, newest first."""

    title: str
    path: str
    entries: tuple[PublicEntry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicGroup:
    """Topics of one kind."""

    title: str
    anchor: str
    topics: tuple[Topic, ...]


def section_path(section: Section) -> str:
    """Give the page of a section's entries."""
    return f"{TOPICS}section/{section.value}/"


def cause_path(cause: Cause) -> str:
    """Give the page of a cause's entries."""
    return f"{TOPICS}cause/{cause.value}/"


@cache
def industry_path(industry: str) -> str:
    """Give the page of an industry's entries: the words are Japanese and free, an address is ASCII and stays."""
    return f"{TOPICS}industry/{hashlib.sha256(industry.encode()).hexdigest()[:8]}/"


def topic_groups(catalogue: Catalogue) -> tuple[TopicGroup, ...]:
    """Sort all entries into topics; a topic without entries does not appear, save the four sections."""
    sections: dict[Section, list[PublicEntry]] = {section: [] for section in Section}
    causes: dict[Cause, list[PublicEntry]] = {cause: [] for cause in Cause}
    industries: dict[str, list[PublicEntry]] = {}
    for entry in catalogue.newest_first():
        sections[entry.section].append(entry)
        if entry.facts.cause:
            causes[entry.facts.cause].append(entry)
        if entry.industry:
            industries.setdefault(entry.industry, []).append(entry)
    return (
        TopicGroup(
            title="分野",
            anchor="section",
            topics=tuple(_topic(f"{s.number}.{s.label}", section_path(s), found) for s, found in sections.items()),
        ),
        TopicGroup(
            title="原因",
            anchor="cause",
            topics=tuple(_topic(cause.label, cause_path(cause), found) for cause, found in causes.items() if found),
        ),
        TopicGroup(
            title="業種",
            anchor="industry",
            topics=tuple(_topic(word, industry_path(word), industries[word]) for word in _most_frequent(industries)),
        ),
    )


def topic_pages(catalogue: Catalogue) -> Iterator[SitePage]:
    """Make the page of all topics, and one for each."""
    groups = topic_groups(catalogue)
    yield _index(catalogue, groups)
    rows = _rows(catalogue)
    for group in groups:
        for topic in group.topics:
            yield _page(catalogue, group, topic, rows)


def _rows(catalogue: Catalogue) -> Mapping[str, Markup]:
    """Give every entry's row by its id: it stands on up to three of these pages, which all lie equally deep."""
    row = part("row", section_path(Section.OTHER))
    return {
        entry.id: row(entry, catalogue.path_of(entry.id), issue.month, is_filtered=True)
        for issue in catalogue.issues
        for entry in issue.entries
    }


def _topic(title: str, path: str, entries: Iterable[PublicEntry]) -> Topic:
    return Topic(title=title, path=path, entries=tuple(entries))


def _most_frequent(groups: Mapping[str, list[PublicEntry]]) -> list[str]:
    return sorted(groups, key=lambda word: (-len(groups[word]), word))


def _index(catalogue: Catalogue, groups: tuple[TopicGroup, ...]) -> SitePage:
    return SitePage(
        path=TOPICS,
        title="分野・原因・業種",
        write=partial(render, "topics.html", TOPICS, newsletter=catalogue.newsletter, groups=groups),
        description="これまでの記事を、分野、原因、業種から探せます。",
        toc=tuple(TocItem(title=group.title, anchor=group.anchor) for group in groups if group.topics),
        updated=catalogue.newest.published if catalogue.newest else None,
    )


def _page(catalogue: Catalogue, group: TopicGroup, topic: Topic, rows: Mapping[str, Markup]) -> SitePage:
    years = tuple(
        (year, tuple(entries)) for year, entries in groupby(topic.entries, lambda e: catalogue.issue_of[e.id].month[:4])
    )
    choices = choices_of(topic.entries, (year for year, _ in years), group.anchor)
    write = partial(
        render,
        "topic.html",
        topic.path,
        newsletter=catalogue.newsletter,
        group=group,
        topic=topic,
        years=years,
        rows=rows,
        choices=choices,
    )
    return SitePage(
        path=topic.path,
        title=topic.title,
        write=write,
        description=f"{group.title}「{topic.title}」の記事{len(topic.entries)}件の一覧です。",
        toc=tuple(TocItem(title=f"{year}年", anchor=f"y-{year}") for year, _ in years),
        updated=catalogue.issue_of[topic.entries[0].id].published if topic.entries else None,
    )
