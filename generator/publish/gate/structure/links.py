"""Hosts and mail addresses that a text leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

import idna

from ..data import rows

_USER = r"(?:[^\s/\"'<>\\?#()@,;。、「」]{1,200}@)?"
_HOST = r"((?:[\w-]{1,63}\.){1,10}(?:[^\W\d_]{2,24}|xn--[\w-]+)|\d{1,3}(?:\.\d{1,3}){3})\.?"
# What is rare in a text is looked for first (// and @), and then what stands before it.
_LINK = re.compile(rf"//{_USER}{_HOST}(?=[:/?#\"'\s)<>\\\]}}|,;。、」`&]|$)", re.IGNORECASE)
_SCHEME = re.compile(r"\b(?:https?|ftp|wss?):$|[\"'(=]$", re.IGNORECASE)
_SCHEME_REACH = 7  # characters: "https:" and the one before
_DOMAIN = re.compile(r"@((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?![\w.]*\()", re.IGNORECASE | re.ASCII)
_LOCAL_PART = re.compile(r"[\w.!#$%&'*+/=?^{|}~-]+$", re.ASCII)
_LOCAL_REACH = 64  # RFC 5321 4.5.3.1.1
_FILE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".js", ".css", ".map", ".html", ".json")


def hosts(text: str) -> Iterator[tuple[str, int]]:
    """Give the host of every link in a text, in small letters, and its offset."""
    for match in _LINK.finditer(text):
        before = _SCHEME.search(text[max(0, match.start() - _SCHEME_REACH) : match.start()])
        if before:
            yield _plain(match[1]), match.start() - len(before[0].lstrip("\"'(="))


def addresses(text: str) -> Iterator[tuple[str, int]]:
    """Give every mail address in a text, in small letters, and its offset."""
    for match in _DOMAIN.finditer(text):
        local = _LOCAL_PART.search(text[max(0, match.start() - _LOCAL_REACH) : match.start()])
        address = f"{local[0]}@{match[1]}".lower().strip("'") if local else ""
        if local and not address.endswith(_FILE_ENDINGS):
            yield address, match.start() - len(local[0])


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
