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
    from datetime import date

    from ...model import Newsletter, PublicArchive
    from ..legislation import Day

_CONTINUES, _WITHIN = 0xC0, 0x80  # UTF-8: octets 10xxxxxx are within a character
_OCTETS = 75  # RFC 5545, 3.1: a line is no longer, without its CRLF


def write_calendar(archive: PublicArchive) -> bytes:
    """Write all days that the archive tells, past ones too: a calendar keeps what it was given."""
    letter = archive.newsletter
    stamps = {issue.month: f"{publication(issue.published).astimezone(UTC):%Y%m%dT%H%M%SZ}" for issue in archive.issues}
    host = urlsplit(letter.site_url).hostname
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
        *(
            line
            for day in found
            for line in _event(letter, f"{day.rule}-{day.kind}@{host}", day, stamps[day.step.month])
        ),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(newsletter: Newsletter, name: str, day: Day, stamp: str) -> tuple[str, ...]:
    address = entry_address(newsletter, day.step.month, day.step.entry.id)
    return (
        "BEGIN:VEVENT",
        f"UID:{name}",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{day.moved}",
        f"DTSTART;VALUE=DATE:{_date(day.day)}",
        f"DTEND;VALUE=DATE:{_date(day.day + timedelta(days=1))}",
        f"SUMMARY:{_text(f'【{day.label}】{day.step.entry.headline}')}",
        f"URL:{absolute(newsletter.site_url, address)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _date(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(value: str) -> str:
    """Escape a text (RFC 5545, 3.3.11)."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line by octets, between characters; what follows the first begins with a blank."""
    if len(line) <= _OCTETS and line.isascii():  # as nearly all
        return line
    data = line.encode()
    parts: list[bytes] = []
    while len(data) > (width := _OCTETS - bool(parts)):
        cut = width
        while data[cut] & _CONTINUES == _WITHIN:
            cut -= 1
        parts.append(data[:cut])
        data = data[cut:]
    return b"\r\n ".join([*parts, data]).decode()
