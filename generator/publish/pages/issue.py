"""The page of one issue: 今月の3点, 目次, four sections, every entry with an address of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from ...model import Section
from ...text import month_title
from ..addresses import absolute, entry_address, entry_anchor, entry_page, entry_path, issue_path, section_anchor
from .checks import check_groups
from .corrections import removed
from .facts import FactLine, Figure, figures, more_lines
from .glossary import first_uses
from .month import reading_minutes
from .page import PageLink, SitePage, TocItem, neighbours
from .render import json_script, render, share_link
from .topics import cause_path, industry_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from ...model import Cause, PublicEntry, PublicIssue
    from .catalogue import Catalogue, Report, Story
    from .changes import Change
    from .checks import CheckGroup
    from .glossary import Term


EARLIER = 3  # reports under an entry; all stand on the page of the story


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An entry with everything that is printed about it."""

    entry: PublicEntry
    anchor: str
    labels: tuple[PageLink, ...]  # cause and industry, each leading to its page
    figures: tuple[Figure, ...]
    facts: tuple[FactLine, ...]
    story: Story | None
    earlier: tuple[Report, ...]  # the last few before this one
    latest: Report | None  # the newest one, where this is another
    changes: tuple[Change, ...]
    terms: tuple[Term, ...]  # of the glossary, that the issue uses here for the first time
    page: str  # of the entry alone; empty where there is none


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionView:
    """A section with its items; it is printed even when it has none."""

    section: Section
    anchor: str
    items: tuple[Item, ...]


def issue_pages(catalogue: Catalogue) -> Iterator[SitePage]:
    """Make the page of every issue, oldest first, each knowing its neighbours."""
    for before, issue, after in neighbours(catalogue.archive.issues):
        yield _issue_page(catalogue, issue, before, after)


def issue_title(issue: PublicIssue) -> str:
    """Give an issue's title: 2026年11月号."""
    return month_title(issue.month)


def issue_description(issue: PublicIssue) -> str:
    """Say in one sentence what an issue is about."""
    points = " ".join(highlight.text for highlight in issue.highlights)
    return points or f"{issue_title(issue)}。記事{len(issue.entries)}件。"


def _issue_page(
    catalogue: Catalogue, issue: PublicIssue, before: PublicIssue | None, after: PublicIssue | None
) -> SitePage:
    path = issue_path(issue.month)
    checks = check_groups(issue)
    address = absolute(catalogue.newsletter.site_url, path)
    return SitePage(
        path=path,
        title=issue_title(issue),
        write=partial(_write, catalogue, issue, checks, address),
        description=issue_description(issue),
        toc=(*_checks_toc(checks), *(_toc(issue, section) for section in Section)),
        previous=_link(before),
        next=_link(after),
        updated=_updated(issue),
        json_ld=json_script(_linked_data(catalogue, issue, address)),
    )


def _write(catalogue: Catalogue, issue: PublicIssue, checks: tuple[CheckGroup, ...], address: str) -> str:
    terms = first_uses((entry for section in Section for entry in issue.in_section(section)), catalogue.terms)
    return render(
        "issue.html",
        issue_path(issue.month),
        newsletter=catalogue.newsletter,
        issue=issue,
        title=issue_title(issue),
        sections=tuple(_section_view(catalogue, issue, section, terms) for section in Section),
        corrected=tuple(entry for entry in issue.entries if entry.corrections),
        checks=checks,
        measures=issue.in_section(Section.COUNTERMEASURES),
        removed=removed(catalogue, issue.month),
        path_of=partial(entry_path, issue.month),
        cause_path=cause_path,
        minutes=reading_minutes(issue),
        targets=_targets(catalogue, issue),
        share=share_link(f"{catalogue.newsletter.title} {issue_title(issue)}", address),
    )


def _section_view(
    catalogue: Catalogue, issue: PublicIssue, section: Section, terms: Mapping[str, tuple[Term, ...]]
) -> SectionView:
    items = tuple(make_item(catalogue, entry, terms[entry.id]) for entry in issue.in_section(section))
    return SectionView(section=section, anchor=section_anchor(section), items=items)


def _targets(catalogue: Catalogue, issue: PublicIssue) -> dict[str, str]:
    """Give where the points lead to: on this page, where their entry stands on it."""
    wanted = [highlight.entry for highlight in issue.highlights if highlight.entry in catalogue.issue_of]
    return {
        entry: entry_path(issue.month, entry) if catalogue.issue_of[entry] is issue else catalogue.path_of(entry)
        for entry in wanted
        if entry
    }


def make_item(catalogue: Catalogue, entry: PublicEntry, terms: tuple[Term, ...]) -> Item:
    """Gather what is printed about an entry."""
    story, place = catalogue.story_of.get(entry.id), catalogue.place_of.get(entry.id, 0)
    return Item(
        entry=entry,
        anchor=entry_anchor(entry.id),
        labels=_labels(entry.facts.cause, entry.industry),
        figures=figures(entry.facts),
        facts=more_lines(entry.facts),
        story=story,
        earlier=story.reports[max(0, place - EARLIER) : place] if story else (),
        latest=story.latest if story and story.latest.entry.id != entry.id else None,
        changes=story.reports[place].changes if story else (),
        terms=terms,
        page=entry_page(catalogue.issue_of[entry.id].month, entry.id) if catalogue.newsletter.entry_pages else "",
    )


@cache
def _labels(cause: Cause | None, industry: str | None) -> tuple[PageLink, ...]:
    links = []
    if cause:
        links.append(PageLink(path=cause_path(cause), title=cause.label))
    if industry:
        links.append(PageLink(path=industry_path(industry), title=industry))
    return tuple(links)


def _checks_toc(checks: tuple[CheckGroup, ...]) -> Iterator[TocItem]:
    if checks:
        yield TocItem(title="経営者の確認ポイント", anchor="checks")


def _toc(issue: PublicIssue, section: Section) -> TocItem:
    children = tuple(
        TocItem(title=entry.headline, anchor=entry_anchor(entry.id)) for entry in issue.in_section(section)
    )
    return TocItem(title=f"{section.number}.{section.label}", anchor=section_anchor(section), children=children)


def _updated(issue: PublicIssue) -> date:
    """Give the day on which the page last changed: a correction changes it after its day of publication."""
    corrections = [correction.day for entry in issue.entries for correction in entry.corrections]
    return max([issue.published, *corrections])


def _link(issue: PublicIssue | None) -> PageLink | None:
    return PageLink(path=issue_path(issue.month), title=issue_title(issue)) if issue else None


def _linked_data(catalogue: Catalogue, issue: PublicIssue, address: str) -> dict[str, object]:
    """Describe the issue in the words of schema.org."""
    newsletter = catalogue.newsletter
    publisher = {"@type": "Organization", "name": newsletter.publisher}
    return {
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "@id": address,
        "url": address,
        "name": f"{newsletter.title} {issue_title(issue)}",
        "issueNumber": issue.month,
        "datePublished": issue.published.isoformat(),
        "dateModified": _updated(issue).isoformat(),
        "inLanguage": "ja",
        "isPartOf": {"@type": "Periodical", "name": newsletter.title, "url": newsletter.site_url},
        "publisher": publisher,
        "hasPart": [
            {
                "@type": "Article",
                "headline": entry.headline,
                "url": absolute(newsletter.site_url, entry_address(newsletter, issue.month, entry.id)),
                "datePublished": issue.published.isoformat(),
                "articleSection": entry.section.label,
            }
            for entry in issue.entries
        ],
    }
