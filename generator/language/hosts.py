"""Hosts of public bodies: the only ones that a page links to (data/public_hosts.tsv)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from urllib.parse import urlsplit

from .tables import read_table


def public_suffixes() -> frozenset[str]:
    """Give the hosts that are public with everything below them."""
    return frozenset(row["host"] for row in read_table("public_hosts.tsv") if row["form"] == "suffix")


def host_of(url: str) -> str:
    """Give the host of an http(s) address in lower case; empty where there is none that can be read."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").rstrip(".") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def is_public_host(host: str, others: Collection[str] = ()) -> bool:
    """Whether a host belongs to a public body, or is one of `others` or below it."""
    labels = host.lower().rstrip(".").split(".")
    above = {".".join(labels[index:]) for index in range(len(labels))}
    return bool(host) and (not above.isdisjoint(public_suffixes() | set(others)) or is_regional_host(host))


def is_regional_host(host: str) -> bool:
    """Whether a host is that of a prefecture or municipality by the scheme of regional domains (city.….jp)."""
    return any(pattern.search(host.lower()) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    rows = [row["host"] for row in read_table("public_hosts.tsv") if row["form"] == "pattern"]
    return tuple(
        re.compile(r"(?:^|\.)" + re.escape(row).replace(r"\*", r"[a-z0-9-]+(?:\.[a-z0-9-]+)*") + "$") for row in rows
    )
