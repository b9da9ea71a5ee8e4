"""The home page: the newest issue at a glance, and the ways into the archive."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...model import Section
from ..addresses import HOME, section_anchor
from ..counts import issue_figures
from .issue import issue_description, issue_title
from .month import cause_counts, deadlines, reading_minutes, section_counts
from .page import SitePage
from .render import json_script, render
from .topics import cause_path

if TYPE_CHECKING:
    from ...model import PublicIssue
    from .catalogue import Catalogue

HEADLINES = 3  # of each section
EARLIER_ISSUES = 6
DEADLINES = 6
STORIES = 4


def home_page(catalogue: Catalogue) -> SitePage:
    """Make the home page; an archive without issues has one, too."""
    newest = catalogue.newest
    return SitePage(
        path=HOME,
        title="ホーム",
        write=partial(_newest, catalogue, newest)
        if newest
        else partial(render, "empty.html", HOME, newsletter=catalogue.newsletter),
        description=catalogue.newsletter.description or (issue_description(newest) if newest else ""),
        updated=newest.published if newest else None,
        json_ld=json_script(_linked_data(catalogue)),
    )


def _newest(catalogue: Catalogue, issue: PublicIssue) -> str:
    return render(
        "home.html",
        HOME,
        catalogue=catalogue,
        newsletter=catalogue.newsletter,
        issue=issue,
        title=issue_title(issue),
        minutes=reading_minutes(issue),
        figures=issue_figures(catalogue.archive, issue.month),
        counts=section_counts(issue),
        causes=cause_counts(issue),
        cause_path=cause_path,
        section_anchor=section_anchor,
        headlines={section: issue.in_section(section)[:HEADLINES] for section in Section},
        targets={h.entry: catalogue.path_of(h.entry) for h in issue.highlights if h.entry in catalogue.issue_of},
        deadlines=deadlines(catalogue.issues, issue.published)[:DEADLINES],
        stories=catalogue.stories[:STORIES],
        earlier=catalogue.issues[1 : EARLIER_ISSUES + 1],
    )


def _linked_data(catalogue: Catalogue) -> dict[str, object]:
    newsletter = catalogue.newsletter
    return {
        "@context": "https://schema.org",
        "@type": "Periodical",
        "name": newsletter.title,
        "url": newsletter.site_url,
        "inLanguage": "ja",
        "publisher": {"@type": "Organization", "name": newsletter.publisher},
    }
