"""All pages of the site, in a fixed order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..addresses import SEARCH
from .archive import archive_pages
from .catalogue import Catalogue
from .corrections import corrections_page, removed_pages
from .entry import entry_pages
from .home import home_page
from .issue import issue_pages
from .page import SitePage
from .render import render
from .statistics import statistics_page
from .subscribe import subscribe_page
from .threads import thread_pages
from .topics import topic_pages
from .tracker import policy_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Newsletter, PublicArchive
    from .glossary import Term


def site_pages(archive: PublicArchive, terms: Iterable[Term] = ()) -> tuple[SitePage, ...]:
    """Make every page that grows out of the archive; the same archive gives the same pages.

    ``terms`` are the words of the glossary, which entries then lead to.
    """
    catalogue = Catalogue(archive, terms)
    return (
        home_page(catalogue),
        *issue_pages(catalogue),
        *entry_pages(catalogue),
        *thread_pages(catalogue),
        *archive_pages(catalogue),
        *topic_pages(catalogue),
        policy_page(catalogue),
        statistics_page(catalogue),
        corrections_page(catalogue),
        *removed_pages(catalogue),
        subscribe_page(catalogue),
        _search_page(catalogue),
    )


def sample_notice(newsletter: Newsletter) -> str:
    """Give the notice (HTML) that all is invented; empty for a real newsletter. Standing pages need it, too."""
    return render("_sample.html", "", newsletter=newsletter).strip()


def _search_page(catalogue: Catalogue) -> SitePage:
    return SitePage(
        path=SEARCH,
        title="検索",
        write=partial(render, "search.html", SEARCH, newsletter=catalogue.newsletter),
        description="すべての号の記事を、ことば、分野、原因、業種、年から探せます。",
        updated=catalogue.newest.published if catalogue.newest else None,
    )
