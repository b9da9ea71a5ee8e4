"""Normal forms of Japanese text, and the day in Japan.

Every date that a reader sees is a Japanese date; every comparison of titles is made on one normal form.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from .model.rough_day import RoughDay

JST = ZoneInfo("Asia/Tokyo")

# What separates words in a headline but says nothing: spaces, dashes of all kinds, middle dots, brackets.
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−ｰ~〜・･|/,、。.:;!?\"'“”‘’「」『』【】()\[\]〈〉《》<>]+")
# Characters that are not seen but make two texts differ: zero-width, bidi marks, variation selectors, soft hyphen.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[\s\u3000]+")
_SENTENCE_END = re.compile(r"(?<=。)")
# A plain mail address: ASCII, dots only between other characters (RFC 5321, 4.1.2), a host with at least one dot.
_MAIL_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
)
_LONGEST_MAIL_ADDRESS = 254  # RFC 5321, 4.5.3.1.3
_OPENING = "「『（(【"
_CLOSING = "」』）)】"


def japan_day(moment: datetime) -> date:
    """Give the day in Japan of an aware moment; a naive one is an error of the caller."""
    if moment.tzinfo is None:
        message = "a moment without a time zone has no day in Japan"
        raise ValueError(message)
    return moment.astimezone(JST).date()


def to_jst(moment: datetime) -> datetime:
    """Give the same moment, written with +09:00."""
    return moment.astimezone(JST)


def utc_now() -> datetime:
    """Read the clock: the only place that does; everything else takes a moment as argument."""
    return datetime.now(UTC)


def digest_date(day: date) -> str:
    """Write a day as the digest does: 2023/7/19; a rough one as 2023/7中旬."""
    return f"{day.year}/{day.month}" + (day.third if isinstance(day, RoughDay) else f"/{day.day}")


def japanese_date(day: date) -> str:
    """Write a day in words: 2023年7月19日; a rough one as 2023年7月中旬."""
    return f"{day.year}年{day.month}月" + (day.third if isinstance(day, RoughDay) else f"{day.day}日")


def month_title(month: str) -> str:
    """Write a month (YYYY-MM) as the title of its issue: 2023年9月号."""
    year, number = month.split("-")
    return f"{int(year)}年{int(number)}月号"


def one_line(text: str) -> str:
    """Make a text one line: controls and invisible characters gone, runs of white space one space."""
    if text.isprintable() and "  " not in text and not _INVISIBLE.search(text):  # as nearly all
        return text.strip()
    return _SPACES.sub(" ", _INVISIBLE.sub("", _CONTROL.sub(" ", text))).strip()


def fold(text: str) -> str:
    """Fold width and case (NFKC, casefold) and drop what is not seen; for comparing, never for printing."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()


def title_key(title: str) -> str:
    """Give a headline's identity: width, case, spaces, dashes, brackets and punctuation do not count."""
    return _SEPARATORS.sub("", fold(title))


def sentences(paragraph: str) -> list[str]:
    """Split a paragraph into sentences at 。, but not inside 「」 or （）; nothing is lost."""
    parts: list[str] = []
    held = ""
    for part in _SENTENCE_END.split(paragraph):
        held += part
        depth = sum(held.count(mark) for mark in _OPENING) - sum(held.count(mark) for mark in _CLOSING)
        if depth <= 0:
            parts.append(held)
            held = ""
    if held:
        parts.append(held)
    return [part for part in parts if part]


def is_mail_address(text: str) -> bool:
    """Whether this is a plain mail address, and nothing but that: ASCII, no name, no blanks, no second address."""
    return len(text) <= _LONGEST_MAIL_ADDRESS and bool(_MAIL_ADDRESS.fullmatch(text))
