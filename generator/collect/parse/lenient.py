"""Feeds of every other shape: RSS 0.9x, Atom 0.3, JVNRSS, damaged ones. The only module that knows feedparser.

feedparser is a parser here and nothing else: it gets bytes in memory (a text or path would make it open files and
addresses), its cleaning and link resolving of contents are off (it lets `<svg/onload=…>` through), and its dates are
not looked at (it reads 2023/09/01 as a day of the current month).
"""

from __future__ import annotations

import io
import re
from typing import Any

import feedparser

from .item import RawItem, Unreadable

_RDF = frozenset({"rss10", "rss090"})  # their items are named by their addresses (rdf:about)
# Tags outside the formats proper: geodata and the like, on which feedparser stumbles (kurtmckee/feedparser#599).
_FOREIGN_TAG = re.compile(r"</?(?!(?:rdf|rss|atom|dc|dcterms|content|sec|status):)[A-Za-z_][\w.-]{0,50}:[^<>]{0,2000}>")
_ITEM = re.compile(r"<(?:\w+:)?item[\s>].*?</(?:\w+:)?item\s*>", re.DOTALL)
_CVSS = re.compile(r"<sec:cvss\s[^<>]{0,500}>")
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*["']([^"']{0,100})["']""")


def read_lenient(text: str, url: str) -> list[RawItem]:
    """Give the items of a feed's text; Unreadable where it is none.

    feedparser's complaints (`bozo`) do not count: text in a wrongly declared encoding gives one although all is well.
    """
    result = _parse(text, url)
    if not result.get("version"):
        raise Unreadable("RSSでもAtomでもありません。")
    version = str(result["version"])
    chunks = _chunks(text, len(result["entries"]))
    return [
        _raw(entry, url, version=version, chunk=chunk)
        for entry, chunk in zip(result["entries"], chunks, strict=True)
        if entry
    ]


def _parse(text: str, url: str) -> Any:
    try:
        return _feedparser(text, url)
    except Exception:  # noqa: BLE001 (it raises nearly anything on damaged feeds: AttributeError, IndexError, …)
        # A bug of the library on an odd element must not cost the whole feed: try without the odd elements.
        try:
            return _feedparser(_FOREIGN_TAG.sub("", text), url)
        except Exception as error:
            raise Unreadable("フィードの構造が壊れていて読めません。") from error


def _feedparser(text: str, url: str) -> Any:
    return feedparser.parse(
        io.BytesIO(text.encode("utf-8")),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
    )


def _chunks(text: str, count: int) -> list[str]:
    """Give the raw texts of a JVNRSS's items: of its repeated elements (CVE, CVSS) feedparser keeps one."""
    if "mod_sec" not in text:
        return [""] * count
    chunks = _ITEM.findall(text)
    return chunks if len(chunks) == count else [""] * count


def _raw(entry: Any, base: str, *, version: str, chunk: str) -> RawItem:
    is_atom = version.startswith("atom")
    detail = entry.get("title_detail") or {}
    content = next((part.get("value", "") for part in entry.get("content", ())), "")
    return RawItem(
        guid=_text(entry, "id"),
        link=_link(entry) or (_text(entry, "id") if version in _RDF else ""),
        base=detail.get("base") or base,
        title=_text(entry, "title"),
        # RSS never says whether a title is markup; Atom does, and its plain text may speak of <script> tags.
        title_is_markup=not (is_atom and detail.get("type") == "text/plain"),
        summary=_text(entry, "summary") or content,
        published=_text(entry, "published") or _text(entry, "created"),
        updated=_text(entry, "updated"),
        identified_by=f"{_text(entry, 'sec_identifier')} {chunk}",
        cvss=_highest_cvss(chunk),
    )


def _highest_cvss(chunk: str) -> str:
    """Give score and version of the newest rating of a JVNRSS item: 9.8 (v3.0)."""
    ratings = [dict(_ATTRIBUTE.findall(tag)) for tag in _CVSS.findall(chunk)]
    ratings = [rating for rating in ratings if re.fullmatch(r"\d{1,2}(?:\.\d)?", rating.get("score", ""))]
    newest = max(ratings, key=lambda rating: (rating.get("version", ""), float(rating["score"])), default=None)
    if newest is None:
        return ""
    return f"{newest['score']} (v{newest['version']})" if newest.get("version") else newest["score"]


def _link(entry: Any) -> str:
    return _text(entry, "link") or next((link["href"] for link in entry.get("links", ()) if link.get("href")), "")


def _text(entry: Any, name: str) -> str:
    """Give a field where it is a text: repeated or nested elements can be lists and dictionaries."""
    # feedparser's dictionary answers "updated" with "published" where there is none, and warns about it.
    value = dict.get(entry, name)
    return value if isinstance(value, str) else ""
