"""What a feed says, whatever its format: a channel and its items.

Ids are tag URIs (RFC 4151): they stay when an address changes, and are made of an entry's id, never of a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...model import Section
from ...text import JST, digest_date, month_title
from ..addresses import HOME, TERMS, absolute, entry_address, feed_path, issue_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ...model import Newsletter, PublicArchive, PublicEntry, PublicIssue

HOUR = time(9, tzinfo=JST)  # of publication: issues know their day only
ISSUES_IN_FEED = 24
ENTRIES_IN_FEED = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedItem:
    """One issue or entry."""

    id: str
    url: str
    title: str
    summary: str  # plain text
    html: str
    published: datetime
    updated: datetime
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """One feed, in whatever format."""

    name: str  # "issues", "entries", or a section
    site_url: str
    title: str
    description: str
    author: str
    rights: str
    id: str
    updated: datetime
    items: tuple[FeedItem, ...]  # newest first

    def path(self, form: str) -> str:
        """Give the path of the feed's file in one format."""
        return feed_path(self.name, form)

    def address(self, form: str) -> str:
        """Give the full address of the feed's file in one format."""
        return absolute(self.site_url, self.path(form))

    @property
    def home(self) -> str:
        """The full address of the site."""
        return absolute(self.site_url, HOME)


def channels(archive: PublicArchive) -> Iterator[Channel]:
    """Give the feeds of an archive: its issues, its entries, and the entries of each section."""
    newest = archive.issues[::-1]
    rows = [(issue, entry) for issue in newest for entry in issue.entries]
    letter = archive.newsletter
    yield _channel(
        letter, "issues", "各号", "新しい号のお知らせ", (issue_item(letter, i) for i in newest[:ISSUES_IN_FEED])
    )
    yield _channel(letter, "entries", "全記事", "すべての記事", _items(letter, rows))
    for section in Section:
        own = [(issue, entry) for issue, entry in rows if entry.section is section]
        yield _channel(letter, section.value, section.label, f"「{section.label}」の記事", _items(letter, own))


def publication(day: date) -> datetime:
    """Give the moment at which what is dated by a day came out."""
    return datetime.combine(day, HOUR)


def last_change(issue: PublicIssue, entries: Iterable[PublicEntry]) -> date:
    """Give the day on which entries of an issue last changed: that of the newest correction, or the issue's."""
    return max([issue.published, *(one.day for entry in entries for one in entry.corrections)])


def rights(newsletter: Newsletter) -> str:
    """Say who has the rights, and where the terms stand."""
    return f"© {newsletter.publisher} ご利用条件: {absolute(newsletter.site_url, TERMS)}"


def tag(newsletter: Newsletter, day: str, name: str) -> str:
    """Make an id that stays: the site's host, a day, and a name within that day."""
    return f"tag:{urlsplit(newsletter.site_url).hostname},{day}:{name}"


def issue_item(newsletter: Newsletter, issue: PublicIssue) -> FeedItem:
    """Describe an issue: its points, and its headlines with links."""
    points = [highlight.text for highlight in issue.highlights]
    parts = [f"<p>{escape(text)}</p>" for text in (*issue.preface, *points)]
    for section in Section:
        rows = "".join(f"<li>{_link(newsletter, issue, entry)}</li>" for entry in issue.in_section(section))
        if rows:
            parts.append(f"<h3>{section.number}.{escape(section.label)}</h3><ul>{rows}</ul>")
    return FeedItem(
        id=tag(newsletter, issue.month, "issue"),
        url=absolute(newsletter.site_url, issue_path(issue.month)),
        title=f"{newsletter.title} {month_title(issue.month)}",
        summary=" ".join(points) or f"記事{len(issue.entries)}件",
        html="".join(parts),
        published=publication(issue.published),
        updated=publication(last_change(issue, issue.entries)),
    )


def entry_item(newsletter: Newsletter, issue: PublicIssue, entry: PublicEntry) -> FeedItem:
    """Describe an entry with its whole text, and its corrections first."""
    corrections = (f"<p><strong>訂正 {digest_date(c.day)}</strong> {escape(c.text)}</p>" for c in entry.corrections)
    body = (f"<p>{escape(text)}</p>" for text in entry.body)
    cause = entry.facts.cause
    return FeedItem(
        id=tag(newsletter, entry.id[:10], entry.id[11:]),
        url=absolute(newsletter.site_url, entry_address(newsletter, issue.month, entry.id)),
        title=entry.headline,
        summary=entry.body[0] if entry.body else entry.headline,
        html="".join((*corrections, *body)) or f"<p>{escape(entry.headline)}</p>",
        published=publication(issue.published),
        updated=publication(last_change(issue, [entry])),
        tags=tuple(filter(None, (entry.section.label, cause.label if cause else "", entry.industry))),
    )


def _items(newsletter: Newsletter, rows: list[tuple[PublicIssue, PublicEntry]]) -> Iterator[FeedItem]:
    return (entry_item(newsletter, issue, entry) for issue, entry in rows[:ENTRIES_IN_FEED])


def _channel(newsletter: Newsletter, name: str, title: str, what: str, items: Iterable[FeedItem]) -> Channel:
    found = tuple(items)
    sample = "【見本】" if newsletter.sample else ""
    return Channel(
        name=name,
        site_url=newsletter.site_url,
        title=f"{sample}{newsletter.title}({title})",
        description=f"{what}。記事も団体もすべて架空のものです。" if newsletter.sample else f"{what}。",
        author=newsletter.publisher,
        rights=rights(newsletter),
        id=tag(newsletter, "2026", f"feed/{name}"),
        updated=max((item.updated for item in found), default=publication(_BEGINNING)),
        items=found,
    )


def _link(newsletter: Newsletter, issue: PublicIssue, entry: PublicEntry) -> str:
    address = absolute(newsletter.site_url, entry_address(newsletter, issue.month, entry.id))
    return f'<a href="{escape(address)}">{escape(entry.headline)}</a>'


_BEGINNING = datetime(2026, 1, 1, tzinfo=JST).date()  # the day of a feed that has no item yet
