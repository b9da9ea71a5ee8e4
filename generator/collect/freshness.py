"""When a server wants to be asked again: Retry-After, Cache-Control, Expires (RFC 9110 10.2.3, RFC 9111 5.2, 5.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from .dates import read_date

_LONGEST_WAIT = timedelta(days=31)  # a Retry-After beyond is a mistake, and would be a silent loss
# A feed that claims to stay as it is for a week is asked twice a day all the same: some hold three days of items.
_LONGEST_FRESH = timedelta(hours=12)
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NO_CACHE = re.compile(r"\b(?:no-cache|no-store)\b", re.IGNORECASE)  # must-revalidate speaks of what is stale

Header = Callable[[str], str | None]


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """Read Retry-After, seconds or a date; at most 31 days from now, None where there is nothing to wait for."""
    if not value:
        return None
    if value.strip().isascii() and value.strip().isdigit():  # "²" is a digit, too, and no number
        wait = timedelta(seconds=min(int(value.strip()[:12]), _LONGEST_WAIT.total_seconds()))
        return now + wait if wait else None
    found = read_date(value)
    return min(found.moment, now + _LONGEST_WAIT) if found and found.moment > now else None


def fresh_until(header: Header, now: datetime) -> datetime | None:
    """Give until when an answer stays fresh by its headers, at most 12 hours; None where it is stale at once."""
    control = header("Cache-Control") or ""
    if _NO_CACHE.search(control):
        return None
    if match := _MAX_AGE.search(control):
        age = header("Age") or "0"
        lifetime = timedelta(seconds=int(match[1]) - (int(age) if age.isascii() and age.isdigit() else 0))
    else:
        expires, sent = read_date(header("Expires") or ""), read_date(header("Date") or "")
        if expires is None:
            return None  # "0" and "-1" are no dates: already over
        lifetime = expires.moment - (sent.moment if sent else now)
    return now + min(lifetime, _LONGEST_FRESH) if lifetime > timedelta() else None
