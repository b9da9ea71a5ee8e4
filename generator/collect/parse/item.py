"""One FeedItem out of whatever fields a format has; the same limits for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ...language.vulnerabilities import find_vulnerabilities
from ...model import FeedItem
from ..dates import ReadDate, find_date, read_date
from ..links import clean_link
from ..plain import MAX_TITLE, from_markup, from_text

MAX_ITEMS = 2_000  # of one feed and run; more are reported, never dropped silently
_MAX_GUID = 1_000
_STAND_IN = 60  # characters of the summary that stand in for a missing title
_MAX_IDENTIFIERS = 50


# Looking for numbers folds the whole text; most items have none (in any width).
_HINT = re.compile("[CcＣｃ][VvＶｖ][EeＥｅ]|[JjＪｊ][VvＶｖ][NnＮｎ]")


class Unreadable(ValueError):  # noqa: N818 (says what the document is; ParseError adds which feed)
    """The document is not what it should be; the message says so in Japanese."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RawItem:
    """What a format says of one item, as it says it."""

    guid: str = ""
    link: str = ""
    base: str = ""  # where a relative link starts
    title: str = ""
    title_is_markup: bool = True
    summary: str = ""
    summary_is_markup: bool = True
    published: str = ""
    updated: str = ""
    date_guessed: bool = False  # read out of something that is no date, an address for one
    identified_by: str = ""  # searched for CVE and JVN numbers too
    cvss: str = ""
    withdrawn: bool = False


def make_item(feed: str, raw: RawItem) -> FeedItem:
    """Make an item of raw texts: cleaned, cut, dated, never without a title."""
    link = clean_link(raw.link, raw.base) if raw.link else ""
    summary = (from_markup if raw.summary_is_markup else from_text)(raw.summary)
    title = (from_markup if raw.title_is_markup else from_text)(raw.title, limit=MAX_TITLE)
    title = title or from_text(summary, limit=_STAND_IN) or link or "(題名なし)"
    first, last = _moment(raw.published), _moment(raw.updated)
    date = first or last
    return FeedItem(
        feed=feed,
        guid=from_text(raw.guid, limit=_MAX_GUID),
        link=link,
        title=title,
        summary="" if summary == title else summary,
        published=date.moment if date else None,
        updated=last.moment if last and first and last.moment != first.moment else None,
        date_guessed=bool(date and (date.guessed or raw.date_guessed)),
        identifiers=_identifiers((title, summary, raw.link, raw.identified_by)),
        cvss=raw.cvss,
        withdrawn=raw.withdrawn,
    )


def _moment(text: str) -> ReadDate | None:
    """Read a date; where words or a broken time stand beside a whole day, take the day, as one that was assumed."""
    found = read_date(text)
    if found is None and text and (day := find_date(text)):
        return replace(day, guessed=True)
    return found


def _identifiers(texts: Iterable[str]) -> tuple[str, ...]:
    text = "\n".join(texts)
    has_v = "V" in text or "v" in text or "Ｖ" in text or "ｖ" in text
    found = find_vulnerabilities(text) if has_v and _HINT.search(text) else ()
    return tuple(vulnerability.id for vulnerability in found)[:_MAX_IDENTIFIERS]


def text_of(value: object) -> str:
    """Give a text field of JSON; anything that is no text counts as absent (numbers are ids)."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)


def cut_note(total: int) -> tuple[str, ...]:
    """Say that a document has more items than are taken."""
    return (f"項目が{MAX_ITEMS}件を超えていたため、先頭の{MAX_ITEMS}件だけを読みました。",) if total > MAX_ITEMS else ()
