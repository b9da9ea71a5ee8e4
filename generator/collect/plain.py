"""What a feed calls text, as plain text: no markup, no control characters. The only module that knows nh3.

feedparser's own cleaning lets `<svg/onload=…>` through (35 payloads of public lists ran in a browser behind it), and
bleach is no longer kept; nh3 with no tag allowed ran none of 6,420. The result may hold "<" as a character: whoever
prints it must escape it.
"""

from __future__ import annotations

import html
import re

import nh3

from ..text import one_line

MAX_TITLE = 300  # characters; what is longer is no headline
MAX_TEXT = 20_000  # characters of an item's text that are read at all: a whole article of a blog fits
_BLOCK = re.compile(r"<(?:/?(?:p|div|li|ul|ol|tr|td|th|dd|dt|h[1-6]|table|blockquote)|br)\b[^>]{0,500}>", re.IGNORECASE)
_LONGEST_MARKUP = 200_000  # characters of markup that are handed to nh3
_MARKUP = re.compile(r"[<&]")
_CONTENTLESS = {"script", "style", "rp", "rt"}  # rt: how a word is read, beside the word itself


def from_markup(markup: str, *, limit: int = MAX_TEXT) -> str:
    """Give the text of a piece of HTML on one line: tags gone, references resolved, scripts and styles gone whole."""
    if not _MARKUP.search(markup):
        return from_text(markup, limit=limit)
    spaced = _BLOCK.sub(" ", markup[:_LONGEST_MARKUP])
    cleaned = nh3.clean(spaced, tags=set(), clean_content_tags=_CONTENTLESS)
    return from_text(html.unescape(cleaned), limit=limit)


def from_text(text: str, *, limit: int = MAX_TEXT) -> str:
    """Give a plain text on one line, without control and invisible characters, cut at `limit` with …."""
    line = one_line(text[: limit * 4])
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
