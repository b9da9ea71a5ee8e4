"""The day of a row of a list page: where pages write it, and how sure that is.

    the selector ─▶ <time> ─▶ the row's own words ─▶ in front of the title ─▶ the line above it     (as the page says)
    ─▶ a day whose year stands above or in the page's address ─▶ behind the title ─▶ the row's address        (guessed)

Never the day of the row above: a row without a day would be filed under another one's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote, urlsplit

from ..dates import find_date, read_date
from ..plain import from_text
from .tree import Node, select

_BRACKETS = " \t\r\n\u3000()（）[]［］【】〔〕"
# A day in front of a title: 「(令和8年6月10日) 件名」, 「2026.06.10 件名」.
_IN_FRONT = re.compile(
    r"\s*[(（\[［【〔]?\s*((?:(?:令和|平成)\s*(?:\d{1,2}|元)\s*年|\d{4}\s*[-/.年])\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?)\s*"
    r"(?:[(（][日月火水木金土](?:曜日)?[)）])?\s*(?:発表|公表|掲載|更新)?(?:\s*[)）\]］】〕][\s:：]*|[\s:：]+)"
)
# 「件名（令和8年6月10日）」: nearly always the day of the notice; 「(4月1日施行)」 says what else it is.
_BEHIND = re.compile(r"[(（\[［【〔]([^()（）\[\]［］【】〔〕]{6,30}?)(?:付け?|公表|発表|掲載|更新)?[)）\]］】〕]\s*\Z")
_YEAR_ABOVE = re.compile(r"(?<!\d)(20\d\d)\s*年(?!度)|令和\s*(\d{1,2}|元)\s*年(?!度)")
_LONGEST_YEAR = 30  # characters of a heading that says it
_MONTH_AND_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_HEADINGS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "summary", "caption", "legend", "p", "div", "span", "time"}
)
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "summary", "caption", "legend"})
_ABOVE = 10  # elements in front of a row, and levels above it, that are looked at
_LONGEST_LINE = 200  # characters, or pieces of text, with all the white space of the source
_MORE_THAN_A_DAY = 8  # characters beside it: (水曜日)発表
_DAY = re.compile(r"(?:(?:令和|平成)\s*(?:\d{1,2}|元)\s*年|\d{4}\s*[-/.年])?\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?")
# Days in addresses: caution20260918.html, /2026/09/18/, /2026/sep/260918.html, /r08/0918.html
_IN_ADDRESS = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)[-/_]?(?P<month>\d\d)[-/_]?(?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<![a-z0-9])r(?P<reiwa>\d{1,2})[-/_]?(?P<month>\d\d)[-/_]?(?P<day>\d\d)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<short>[23]\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)"),
)
_YEAR_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)(?!\d)|(?:(?<![A-Za-z])[rR]|(?<=[a-z])R|令和)0?(\d{1,2})(?!\d)")
_REIWA_0 = 2018


@dataclass(frozen=True, kw_only=True, slots=True)
class RowDate:
    """A day as ISO text, empty where none was found, and whether a part of it had to be assumed."""

    text: str = ""
    guessed: bool = False


def split_title(title: Node) -> tuple[str, RowDate | None]:
    """Give a title's words without the day that stands before or behind them, and that day."""
    pieces = list(title.texts())
    dated = [piece for piece in pieces if read_date(piece.strip(_BRACKETS))]
    words = from_text("".join(" " if piece in dated else piece for piece in pieces))
    if dated and words:
        return words, _first(dated)
    front = _IN_FRONT.match(words)
    found = _first([front[1]]) if front else None
    if front and found and words[front.end() :]:
        return words[front.end() :], found
    return from_text(title.text()), None


def date_of_row(row: Node, rows: Iterable[Node], title: Node, selector: str | None, *, page: str) -> RowDate | None:
    """Find the day of a row: as it is said, else one whose year has to be taken from the page's address."""
    said = [node.attributes.get("datetime") or node.text() for node in (select(row, selector) if selector else ())]
    times = [node.attributes.get("datetime") or node.text() for node in row.walk() if node.tag == "time"]
    own = _without(row, title)
    places = (*said, *times, own, *_spanning(row), *_above(row, set(map(id, rows))))
    if found := _first(places):
        return found
    day = next((match for text in (*said, *places) if (match := _MONTH_AND_DAY.search(text))), None)
    year = (_year_above(row) or _year_of(page)) if day else ""
    return _checked(year, day[1], day[2]) if day and year else None


def date_behind(title: str) -> RowDate | None:
    """Find the day that stands in brackets at the end of a title."""
    match = _BEHIND.search(unicodedata.normalize("NFKC", title))
    found = read_date(match[1].strip()) if match else None
    return RowDate(text=found.moment.isoformat(), guessed=True) if found else None


def date_in_address(address: str) -> RowDate | None:
    """Find the day that many press pages bear in their name."""
    parts = urlsplit(address)
    place = unquote(f"{parts.path}?{parts.query}")
    if found := find_date(place) if "年" in place else None:
        return RowDate(text=found.moment.isoformat(), guessed=True)
    for pattern in _IN_ADDRESS:
        for match in pattern.finditer(place):
            named = match.groupdict()
            year = named.get("year") or (f"20{named['short']}" if named.get("short") else "")
            if found_day := _checked(year or str(_REIWA_0 + int(named["reiwa"])), match["month"], match["day"]):
                return found_day
    return None


def _without(row: Node, title: Node) -> str:
    """Give the row's text, comments too, without its title: a day that is spoken of is not the day of the news."""
    if row is title:
        return ""
    text = row.text(comments=True)
    return text.replace(title.text(comments=True), " ", 1)


def _above(row: Node, rows: set[int]) -> Iterator[str]:
    """Give the lines above a row that may hold its day: its <dt>, a heading; nearest first, never another row."""
    here: Node | None = row
    for _ in range(_ABOVE):
        if here is None or here.parent is None:
            return
        for child in reversed(here.parent.children[max(0, here.place - _ABOVE * 2) : here.place]):
            text = child if isinstance(child, str) else _line(child) if _is_line(child, rows) else ""
            if len(text) <= _LONGEST_LINE and _is_mostly_a_day(text):
                yield text
            if not isinstance(child, str) and child.tag == "dt":
                return  # this one is the row's, with a day or without
        here = here.parent


def _spanning(row: Node) -> Iterator[str]:
    """Give the cells of the rows above that reach down into this one (rowspan)."""
    if row.tag != "tr" or row.parent is None:
        return
    before = row.parent.children[max(0, row.place - _ABOVE * 2) : row.place]
    above = [node for node in before if isinstance(node, Node) and node.tag == "tr"]
    for distance, other in enumerate(reversed(above[-_ABOVE:]), 1):
        for cell in other.children:
            span = cell.attributes.get("rowspan", "") if isinstance(cell, Node) else ""
            if span.isascii() and span.isdigit() and int(span[:4]) > distance and isinstance(cell, Node):
                yield _line(cell)


def _year_above(row: Node) -> str:
    """Give the year of the nearest heading above a row that says one: 「2026年」, 「令和8年11月」."""
    here = row
    for _ in range(_ABOVE):
        if here.parent is None:
            return ""
        for child in reversed(here.parent.children[max(0, here.place - _ABOVE * 2) : here.place]):
            text = _line(child) if isinstance(child, Node) and child.tag in _TITLES else ""
            if len(text) <= _LONGEST_YEAR and (match := _YEAR_ABOVE.search(unicodedata.normalize("NFKC", text))):
                return match[1] or str(_REIWA_0 + (1 if match[2] == "元" else int(match[2])))
        here = here.parent
    return ""


def _is_line(node: Node, rows: set[int]) -> bool:
    return node.tag in _HEADINGS and id(node) not in rows


def _line(node: Node) -> str:
    """Give the text of a short element; nothing for a long one, since every row of a page looks at what is above it."""
    text = ""
    for piece in islice(node.texts(comments=True), _LONGEST_LINE):
        text += piece
        if len(text) > _LONGEST_LINE:
            return ""
    return text


def _is_mostly_a_day(text: str) -> bool:
    """Whether a line says a day and hardly more; 「最終更新日」 is the day of the page."""
    rest = _DAY.sub("", text).strip(_BRACKETS)
    return len(rest) <= _MORE_THAN_A_DAY and "更新" not in rest


def _first(texts: Iterable[str]) -> RowDate | None:
    for text in texts:
        if found := read_date(text.strip(_BRACKETS)) or find_date(text):
            return RowDate(text=found.moment.isoformat(), guessed=found.guessed)
    return None


def _year_of(page: str) -> str:
    match = _YEAR_IN_ADDRESS.search(unquote(urlsplit(page).path))
    return (match[1] or str(_REIWA_0 + int(match[2]))) if match else ""


def _checked(year: str, month: str, day: str) -> RowDate | None:
    found = read_date(f"{year}-{month}-{day}")
    return RowDate(text=found.moment.isoformat(), guessed=True) if found else None
