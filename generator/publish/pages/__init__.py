"""The site's pages, as values: ready HTML that any site engine can put into its frame.

    PublicArchive ──catalogue──▶ lookups ──home | issue | threads | topics | archive | search──▶ SitePage …
                                                  SitePage … ──markdown (imported by itself)──▶ files for other engines

Past anonymize only public values exist, so no template can print a name that it never gets.
"""

from .crawlers import robots, sitemap
from .glossary import Term, read_glossary
from .page import PageLink, SitePage, TocItem
from .search_index import search_files
from .site import sample_notice, site_pages

__all__ = [
    "PageLink",
    "SitePage",
    "Term",
    "TocItem",
    "read_glossary",
    "robots",
    "sample_notice",
    "search_files",
    "site_pages",
    "sitemap",
]
