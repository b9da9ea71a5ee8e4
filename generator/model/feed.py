"""What comes from outside: the sources, and what they said, untouched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from .entry import Section


class FeedFormat(StrEnum):
    """How a source writes; AUTO finds out from the bytes."""

    AUTO = "auto"  # RSS 0.9x/1.0/2.0, Atom, JVNRSS, JSON Feed: told apart by their root
    KEV = "kev"  # CISA Known Exploited Vulnerabilities catalogue, JSON
    NVD = "nvd"  # NVD 2.0 JSON
    MYJVN = "myjvn"  # MyJVN getVulnOverviewList
    HTML = "html"  # a list page, read by the selectors of `list`


class FeedKey(StrEnum):
    """What tells an item of a feed from the others (RSS guid and Atom id cannot always be trusted)."""

    GUID = "guid"
    LINK = "link"
    TITLE_DATE = "title+date"


class Relevance(StrEnum):
    """What becomes of an item of a feed that no rule speaks for."""

    CANDIDATE = "candidate"
    IRRELEVANT = "irrelevant"  # ministries: only items that match are kept as candidates


class Outcome(StrEnum):
    """What became of an item that was seen (one row of collected/YYYY-MM.jsonl)."""

    CANDIDATE = "candidate"
    DUPLICATE = "duplicate"  # the same link or the same normalized title is known already
    IRRELEVANT = "irrelevant"
    REVISED = "revised"  # a known item whose title, summary or date was changed by its publisher
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage:
    """Where an HTML list page keeps its items: CSS selectors, as far as the page needs them."""

    item: str
    title: str
    link: str
    date: str | None = None
    encoding: str | None = None


_REIWA_0 = 2018  # 令和1年 is 2019
_FISCAL_APRIL = 4
_FIRST_WEEKS = 60  # days in which last year's page may still be the one that is kept
# What may stand in braces in an address: the year of the page, as its publisher counts it.
YEAR_FIELDS = frozenset({"year", "reiwa", "reiwa:02", "fiscal_year", "fiscal_reiwa", "fiscal_reiwa:02"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """One source of feeds.yml."""

    id: str
    title: str
    url: str  # may hold {year}, {reiwa}, {fiscal_year}, {fiscal_reiwa}; {reiwa:02} is 08
    format: FeedFormat = FeedFormat.AUTO
    section: Section | None = None  # usual section of its items
    default: Relevance = Relevance.CANDIDATE
    keep: tuple[str, ...] = ()  # words that make an item of this feed relevant
    key: FeedKey | None = None
    max_age_days: int | None = None  # alarm when the newest item is older
    enabled: bool = True
    checked: date | None = None
    note: str = ""
    list: ListPage | None = None

    def addresses(self, day: date) -> tuple[str, ...]:
        """Give the addresses to be asked on a day: the year's own, and while the year is young the last one's."""
        if "{" not in self.url:
            return (self.url,)
        return tuple(dict.fromkeys((_with_year(self.url, day), _with_year(self.url, day - timedelta(_FIRST_WEEKS)))))


def _with_year(url: str, day: date) -> str:
    fiscal = day.year if day.month >= _FISCAL_APRIL else day.year - 1
    years = {"year": day.year, "reiwa": day.year - _REIWA_0, "fiscal_year": fiscal, "fiscal_reiwa": fiscal - _REIWA_0}
    for name, number in years.items():
        url = url.replace(f"{{{name}}}", str(number)).replace(f"{{{name}:02}}", f"{number:02}")
    return url


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedItem:
    """What a feed said, before any editor saw it: plain text only, moments with a zone."""

    feed: str
    guid: str  # Atom id or RSS guid as given, empty where the feed has none
    link: str  # absolute http(s) address, empty where the feed has none
    title: str
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    date_guessed: bool = False
    identifiers: tuple[str, ...] = ()  # CVE, JVN, JVNVU, JVNDB
    cvss: str = ""  # the newest rating, as 9.8 (v3.1)
    withdrawn: bool = False  # by its source: no news, but whoever has taken it up must hear of it


@dataclass(frozen=True, kw_only=True, slots=True)
class CollectedItem:
    """One row of collected/YYYY-MM.jsonl: an item that was seen, whatever became of it."""

    feed: str
    key: str
    link: str
    title: str
    published: datetime | None
    first_seen: datetime
    revision: int  # 0 for the first sight, then 1, 2, … for each change by its publisher
    outcome: Outcome
    fingerprint: str  # of title, summary and date: tells a revision from a repetition
    entry: str = ""  # id of the candidate or entry that it became or belongs to
    updated: datetime | None = None
    date_guessed: bool = False
    note: str = ""  # the reason, in Japanese, of a refusal or of irrelevance
