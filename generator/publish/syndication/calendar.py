"""The days of rules on their way as a calendar (RFC 5545) that a member's own calendar can subscribe to.

An event is known by the rule and the kind of day, so a deadline that moves moves in the member's calendar, too.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..addresses import absolute, entry_address
from ..legislation import days, rules
from .channel import publication

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ...model import Newsletter, PublicArchive
    from ..legislation import Day

_CONTINUES, _WITHIN = 0xC0, 0x80  # UTF-8: octets 10xxxxxx are within a character
_OCTETS = 75  # RFC 5545, 3.1: a line is no longer, without its CRLF


def write_calendar(archive: PublicArchive) -> bytes:
    """Write all days that the archive tells, past ones too: a calendar keeps what it was given."""
    letter = archive.newsletter
    moments = {issue.month: publication(issue.published) for issue in archive.issues}
    found = days(rules(archive, archive.issues[-1].published)) if archive.issues else ()
    sample = "【見本】" if letter.sample else ""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kawaraban//calendar//JA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(f'{sample}{letter.title} 政策の期日')}",
        "X-WR-TIMEZONE:Asia/Tokyo",
        *(line for day in found for line in _event(letter, day, moments[day.step.month])),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(newsletter: Newsletter, day: Day, told: datetime) -> Iterator[str]:
    host = urlsplit(newsletter.site_url).hostname
    yield "BEGIN:VEVENT"
    yield f"UID:{day.rule}-{day.kind}@{host}"
    yield f"DTSTAMP:{told.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{day.moved}"
    yield f"DTSTART;VALUE=DATE:{day.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'【{day.label}】{day.step.entry.headline}')}"
    address = entry_address(newsletter, day.step.month, day.step.entry.id)
    yield f"URL:{absolute(newsletter.site_url, address)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Escape a text (RFC 5545, 3.3.11)."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Fold a line by octets, between characters; what follows the first begins with a blank."""
    data = line.encode()
    parts: list[bytes] = []
    while len(data) > (width := _OCTETS - bool(parts)):
        cut = width
        while data[cut] & _CONTINUES == _WITHIN:
            cut -= 1
        parts.append(data[:cut])
        data = data[cut:]
    return b"\r\n ".join([*parts, data]) + b"\r\n"
