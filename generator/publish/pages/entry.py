"""A page for every entry, where the newsletter wants them (`entry_pages`): to be passed on one by one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...text import month_title
from ..addresses import absolute, entry_page, entry_path, issue_path, section_anchor
from .glossary import first_uses
from .issue import make_item
from .page import PageLink, SitePage, neighbours
from .render import json_script, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ...model import PublicEntry, PublicIssue
    from .catalogue import Catalogue


def entry_pages(catalogue: Catalogue) -> Iterator[SitePage]:
    """Make the page of every entry, each knowing its neighbours in the issue; none where they are switched off."""
    if not catalogue.newsletter.entry_pages:
        return
    for issue in catalogue.archive.issues:
        for before, entry, after in neighbours(issue.entries):
            yield _page(catalogue, issue, entry, (_link(issue, before), _link(issue, after)))


def _page(
    catalogue: Catalogue, issue: PublicIssue, entry: PublicEntry, around: tuple[PageLink | None, PageLink | None]
) -> SitePage:
    path = entry_page(issue.month, entry.id)
    write = partial(
        render,
        "entry.html",
        path,
        newsletter=catalogue.newsletter,
        issue=issue,
        item=make_item(catalogue, entry, first_uses([entry], catalogue.terms)[entry.id]),
        issue_path=issue_path(issue.month),
        section_path=f"{issue_path(issue.month)}#{section_anchor(entry.section)}",
        place=entry_path(issue.month, entry.id),
    )
    return SitePage(
        path=path,
        title=entry.headline,
        write=write,
        description=entry.body[0] if entry.body else f"{month_title(issue.month)}の記事です。",
        previous=around[0],
        next=around[1],
        updated=_updated(issue, entry),
        json_ld=json_script(_linked_data(catalogue, issue, entry)),
    )


def _link(issue: PublicIssue, entry: PublicEntry | None) -> PageLink | None:
    return PageLink(path=entry_page(issue.month, entry.id), title=entry.headline) if entry else None


def _updated(issue: PublicIssue, entry: PublicEntry) -> date:
    return max([issue.published, *(correction.day for correction in entry.corrections)])


def _linked_data(catalogue: Catalogue, issue: PublicIssue, entry: PublicEntry) -> dict[str, object]:
    """Describe the entry in the words of schema.org, as a part of its issue."""
    newsletter = catalogue.newsletter
    address = absolute(newsletter.site_url, entry_page(issue.month, entry.id))
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": address,
        "url": address,
        "headline": entry.headline,
        "datePublished": issue.published.isoformat(),
        "dateModified": _updated(issue, entry).isoformat(),
        "articleSection": entry.section.label,
        "inLanguage": "ja",
        "isPartOf": {
            "@type": "PublicationIssue",
            "@id": absolute(newsletter.site_url, issue_path(issue.month)),
            "issueNumber": issue.month,
        },
        "publisher": {"@type": "Organization", "name": newsletter.publisher},
    }
