"""A feed's text as XML that a parser accepts: damage mended, dangers taken out.

What is mended was measured on real feeds of ministries: junk before the root, control characters, a bare "&",
declarations that are no longer true. What is taken out can only hurt: document types (entities of entities, files of
ours), character references that are no characters (they crash feedparser, kurtmckee/feedparser#599) and authors (its
pattern for them takes 19 s on 50 kB, #562; we have no use for them).
"""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass

from ..text import one_line

_ROOT = re.compile(r"<(?P<prefix>[A-Za-z_][\w.-]*:)?(?P<name>rss|RSS|RDF|feed|channel|CHANNEL)(?=[\s>/])")
_HTML = re.compile(  # XHTML has a declaration in front
    r"\A\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_PIECE_OF_PAGE = re.compile(  # what firewalls send is often no more
    r"\A\s*(?:<!--.{0,2000}?-->\s*)*<(?:head|body|title|meta|script|style|noscript|div|center|form|iframe|p|h1|table)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AUTHORS = "author|contributor|managingEditor|webMaster|dc:creator|dc:contributor|dc:publisher|itunes:author"
_AUTHOR_TOKEN = re.compile(
    rf"<(?P<opened>{_AUTHORS})(?:\s[^<>]{{0,500}})?>|</(?P<closed>{_AUTHORS})\s*>|</(?:[\w.-]+:)?(?:item|entry)\s*>"
)
_CDATA_OR_AMPERSAND = re.compile(
    r"(?P<cdata><!\[CDATA\[(?:[^\]]*+(?>(?:\](?!\]>)[^\]]*+)*)\]\]>|.*))|&(?:#(?P<decimal>\d+);|#[xX](?P<hexadecimal>[0-9a-fA-F]+);|(?P<name>\w{1,32});)?",
    re.DOTALL,
)
_REFERENCE = re.compile(r"&#(?:(?P<decimal>\d+)|[xX](?P<hexadecimal>[0-9a-fA-F]+));")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_LONG_FIGURE = 9  # digits; longer ones are no characters
_LAST_CHARACTER = 0x10FFFF
_PROLOG = 1024 * 1024  # characters before the root that are searched; more is no feed
ITEM_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry|ITEM)[\s>]")
_NEXT_ITEM = re.compile(r"</(?:item|entry)>\s*<(?:item|entry)[\s>]")
ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry|ITEM)\s*>")


class NoFeedError(ValueError):
    """The text is no feed; the message says, in Japanese, what it is instead."""

    def __init__(self, message: str, *, is_page: bool = False) -> None:
        super().__init__(message)
        self.is_page = is_page


@dataclass(frozen=True, kw_only=True, slots=True)
class Repaired:
    """A feed's text, fit for a parser."""

    text: str  # with a true declaration in front
    cut: bool = False  # it ended before its end: what stands behind the last whole item is gone
    over: bool = False  # it has more items than we take: those behind are gone


def repair(text: str, *, max_items: int) -> Repaired:
    """Mend a feed's text; NoFeedError where there is no feed in it."""
    text = _NOT_XML.sub("", text)
    root, body = _from_root(text)
    body = _without_authors(body)
    body = _CDATA_OR_AMPERSAND.sub(_mend_reference, body)
    body, over = _first_items(body, root, max_items)
    body, cut = _whole_items(body, root)
    return Repaired(text=f'<?xml version="1.0" encoding="utf-8"?>\n{body}', cut=cut, over=over)


def _from_root(text: str) -> tuple[str, str]:
    """Give the root's name and the text from there on: what stands before (warnings, DOCTYPE) is dropped."""
    if not text.strip():
        raise NoFeedError("中身が空です。")
    if _HTML.match(text):
        raise _page(text)
    head, tail = text[:_PROLOG], text[_PROLOG:]
    head = _DOCTYPE.sub("", _COMMENT.sub("", head) if _is_commented(head) else head)
    match = _ROOT.search(head)
    if match is None:
        raise _page(text) if _PIECE_OF_PAGE.match(text) else NoFeedError("RSSでもAtomでもありません。")
    return (match["prefix"] or "") + match["name"], head[match.start() :] + tail


def _is_commented(head: str) -> bool:
    """Whether a comment stands before the root: one that speaks of <feed> must not be taken for it."""
    comment, root = head.find("<!--"), _ROOT.search(head)
    return comment >= 0 and (root is None or comment < root.start())


def _page(text: str) -> NoFeedError:
    return NoFeedError(f"フィードではなくHTMLのページです{_page_title(text)}。", is_page=True)


def _page_title(text: str) -> str:
    match = re.search(r"<title[^>]{0,200}>([^<]{1,200})", text[:_PROLOG], re.IGNORECASE)
    title = one_line(match[1])[:60] if match else ""
    return f"(題名「{title}」)" if title else ""


def _without_authors(body: str) -> str:
    """Drop authors in one pass; one that is not closed within its item loses its opening tag only."""
    parts: list[str] = []
    place, opened = 0, None
    for token in _AUTHOR_TOKEN.finditer(body):
        if opened is None and token["opened"] and not token[0].endswith("/>"):
            parts.append(body[place : token.start()])
            place, opened = token.end(), token["opened"]
        elif opened is not None and token["closed"] == opened:
            place, opened = token.end(), None
        elif opened is not None and not token["opened"] and not token["closed"]:
            opened = None
    return "".join((*parts, body[place:]))


def _mend_reference(match: re.Match[str]) -> str:
    if match["cdata"]:
        return _REFERENCE.sub(_character, _without_next_item(match["cdata"]))
    if match["decimal"] or match["hexadecimal"]:
        return _character(match)
    name = match["name"]
    if name in _XML_NAMES:
        return match[0]
    if name and f"{name};" in html.entities.html5:
        # Numeric, since the XML parser has no list of names and the DOCTYPE that had one is gone.
        return "".join(f"&#{ord(char)};" for char in html.entities.html5[f"{name};"])
    return "&amp;" + match[0][1:]


def _without_next_item(cdata: str) -> str:
    """Open a piece of CDATA that nobody closed, so that it ends with its item and not with that of a later one.

    Markup of a feed within an article is escaped once more; where it is not, items were swallowed.
    """
    is_swallowing = ("</item>" in cdata or "</entry>" in cdata) and _NEXT_ITEM.search(cdata)
    return cdata.removeprefix("<![CDATA[") if is_swallowing else cdata


def _character(match: re.Match[str]) -> str:
    """Keep a numeric reference to a character of XML 1.0; drop any other."""
    decimal, hexadecimal = match["decimal"], match["hexadecimal"]
    if len(decimal or hexadecimal) > _LONG_FIGURE:
        return ""
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number > _LAST_CHARACTER or _NOT_XML.match(chr(number)):
        return ""
    return match[0]


def _first_items(body: str, root: str, limit: int) -> tuple[str, bool]:
    end = 0
    for count, match in enumerate(ITEM_END.finditer(body), 1):
        if count > limit:
            return _closed(body[:end], root), True
        end = match.end()
    return body, False


def _whole_items(body: str, root: str) -> tuple[str, bool]:
    """Cut a feed that breaks off behind its last whole item: half a headline must not pass for one."""
    if body.rstrip().endswith(f"</{root}>") or f"</{root}" in body:
        return body, False
    ends = [match.end() for match in ITEM_END.finditer(body)]
    start = ITEM_START.search(body)
    end = ends[-1] if ends else start.start() if start else len(body)
    return _closed(body[:end], root), True


def _closed(body: str, root: str) -> str:
    """Close what is open: only RSS 0.9x and 2.0 hold their items inside <channel>."""
    inside = "<channel" in body and "</channel>" not in body
    return body + ("</channel>" if inside and not root.startswith("channel") else "") + f"</{root}>"
