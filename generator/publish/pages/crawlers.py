"""What machines read: the list of all pages with true dates, and whether they are welcome."""

from __future__ import annotations

from html import escape  # xml.sax.saxutils brings a whole HTTP client along
from typing import TYPE_CHECKING

from ..addresses import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Newsletter
    from .page import SitePage

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def sitemap(site_url: str, pages: Iterable[SitePage], standing: Iterable[str] = ()) -> bytes:
    """List all pages; the date is that of the newest issue on a page, standing pages (given by path) have none."""
    dates = dict.fromkeys(standing, "")
    dates |= {page.path: f"<lastmod>{page.updated:%Y-%m-%d}</lastmod>" if page.updated else "" for page in pages}
    rows = (f"<url><loc>{escape(absolute(site_url, path))}</loc>{date}</url>\n" for path, date in sorted(dates.items()))
    return f"{_HEAD}{''.join(rows)}</urlset>\n".encode()


def robots(newsletter: Newsletter) -> bytes:
    """Let crawlers in; where pages are not to be listed, each page says so itself.

    A crawler that may not read a page never learns that it must not list it.
    """
    address = absolute(newsletter.site_url, "sitemap.xml")
    return f"User-agent: *\nDisallow:\n{'' if newsletter.noindex else f'Sitemap: {address}'}\n".encode()
