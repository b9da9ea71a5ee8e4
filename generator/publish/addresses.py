"""Where things stand on the site: addresses that mail, feeds and pages share, and that never change.

All are relative to the site's root. An entry is known by its id alone, which is never made from a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Section

if TYPE_CHECKING:
    from ..model import Newsletter

HOME = ""
ARCHIVE = "archive/"
TOPICS = "topics/"
THREADS = "threads/"
SEARCH = "search/"
STATISTICS = "statistics/"
POLICY = "policy/"
CORRECTIONS = "corrections/"
SUBSCRIBE = "subscribe/"
TERMS = "terms/"
CALENDAR = "calendar.ics"
DATA_JSON = "data/entries.json"
DATA_CSV = "data/entries.csv"
DATA_ABOUT = "data/about.txt"
_FEED_ENDINGS = {"atom": "atom.xml", "rss": "rss.xml", "json": "json"}


def issue_path(month: str) -> str:
    """Give the page of a month's issue."""
    return f"{month}/"


def entry_anchor(entry: str) -> str:
    """Give the id of an entry's element within its issue's page."""
    return f"i-{entry}"


def entry_path(month: str, entry: str) -> str:
    """Give the address of an entry within its issue's page."""
    return f"{issue_path(month)}#{entry_anchor(entry)}"


def entry_page(month: str, entry: str) -> str:
    """Give the page of an entry alone, where the newsletter has such pages."""
    return f"{issue_path(month)}{entry}/"


def entry_address(newsletter: Newsletter, month: str, entry: str) -> str:
    """Give where lists, feeds and the search lead to: the entry's own page, or its place in its issue."""
    return entry_page(month, entry) if newsletter.entry_pages else entry_path(month, entry)


def section_anchor(section: Section) -> str:
    """Give the id of a section's heading within an issue's page."""
    return f"s-{section.value}"


def thread_path(thread: str) -> str:
    """Give the page of a thread, by the id of its first entry."""
    return f"{THREADS}{thread}/"


def year_path(year: int) -> str:
    """Give the page of a year's issues."""
    return f"{ARCHIVE}{year}/"


def feed_path(name: str, form: str) -> str:
    """Give the file of a feed ("issues", "entries" or a section) in a format ("atom", "rss" or "json").

    The endings are those that every static host serves with a type that feed readers take.
    """
    return f"feeds/{name}.{_FEED_ENDINGS[form]}"


def absolute(site_url: str, path: str) -> str:
    """Give the full address of a page, for where a relative one would not do: feeds, JSON-LD and mail."""
    return f"{site_url.rstrip('/')}/{path}"


def relative(origin: str, target: str) -> str:
    """Give the address of ``target`` as a link on the page ``origin`` needs it (both relative to the root).

    Links without a host work under any address: the site may be moved, previewed, or handed round as a folder.
    """
    path, mark, fragment = target.partition("#")
    if path == origin and mark:
        return f"#{fragment}"
    up = "../" * origin.count("/")
    return (up + path or "./") + mark + fragment
