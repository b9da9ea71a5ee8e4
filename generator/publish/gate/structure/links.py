"""Hosts and mail addresses that a text leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

import idna

from ..data import rows

_USER = r"(?:[^\s/\"'<>\\?#()@,;。、「」]{1,200}@)?"
_HOST = r"((?:[\w-]{1,63}\.){1,10}(?:[^\W\d_]{2,24}|xn--[\w-]+)|\d{1,3}(?:\.\d{1,3}){3})\.?"
_LINK = re.compile(
    rf"(?:\b(?:https?|ftp|wss?):|(?<=[\"'(=]))//{_USER}{_HOST}(?=[:/?#\"'\s)<>\\\]}}|,;。、」`&]|$)", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"[\w.!#$%&'*+/=?^{|}~-]{1,64}@((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?![\w.]*\()", re.IGNORECASE | re.ASCII
)
_FILE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".js", ".css", ".map", ".html", ".json")


def hosts(text: str) -> Iterator[tuple[str, int]]:
    """Give the host of every link in a text, in small letters, and its offset."""
    if "//" not in text:
        return
    for match in _LINK.finditer(text):
        yield _plain(match[1]), match.start()


def addresses(text: str) -> Iterator[tuple[str, int]]:
    """Give every mail address in a text, in small letters, and its offset."""
    if "@" not in text:
        return
    for match in _ADDRESS.finditer(text):
        address = match[0].lower().strip("'")
        if not address.endswith(_FILE_ENDINGS):
            yield address, match.start()


def is_public(host: str, allowed: frozenset[str], file: str, *, kind: str = "link") -> bool:
    """Tell whether a host may stand in a file: a public body's, our own, or one that data/allowed_hosts.tsv names."""
    if host in allowed:
        return True
    parts = host.split(".")
    if kind == "link" and any("." + ".".join(parts[k:]) in allowed for k in range(len(parts))):
        return True
    listed = (row for row in rows("allowed_hosts") if row[2] == kind)
    return any(fnmatchcase(host, pattern) and fnmatchcase(file, files) for pattern, files, *_ in listed)


def _plain(host: str) -> str:
    host = host.lower().rstrip(".")
    try:
        return idna.decode(host) if "xn--" in host else host
    except idna.IDNAError:
        return host
