"""Identifiers of flaws: CVE, JVN, JVNVU, JVNTA, JVNDB."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .width import same_width


@dataclass(frozen=True, kw_only=True, slots=True)
class Vulnerability:
    """One identifier in its official spelling, with its place."""

    id: str  # CVE-2026-12345, JVN#12345678, JVNVU#91234567, JVNDB-2026-000123
    text: str
    start: int  # offset in the text as given


# JVN ids have eight digits; CVE ids four or more since 2014; JVNDB six. Writers put spaces or leave the # out.
_CVE = re.compile(r"CVE[ -]?(\d{4})-(\d{4,7})(?!\d)", re.IGNORECASE)
_JVN = re.compile(r"(JVN(?:VU|TA)?)[ #-]{0,3}(\d{8})(?!\d)", re.IGNORECASE)
_JVNDB = re.compile(r"JVNDB-?(\d{4})-(\d{6})(?!\d)", re.IGNORECASE)
_ANY = re.compile(r"[CcJj][Vv][EeNn]")  # looked for ten times faster than the others, which ignore case


@lru_cache(maxsize=8)  # asked for by several steps in turn, of the same headline
def find_vulnerabilities(text: str) -> tuple[Vulnerability, ...]:
    """Give every identifier once, in the order of the text."""
    plain = same_width(text)
    if not _ANY.search(plain):
        return ()
    found = [(match, f"CVE-{match[1]}-{match[2]}") for match in _CVE.finditer(plain)]
    found += [(match, f"{match[1].upper()}#{match[2]}") for match in _JVN.finditer(plain)]
    found += [(match, f"JVNDB-{match[1]}-{match[2]}") for match in _JVNDB.finditer(plain)]
    unique: dict[str, Vulnerability] = {}
    for match, name in sorted(found, key=lambda pair: pair[0].start()):
        unique.setdefault(name, Vulnerability(id=name, text=text[match.start() : match.end()], start=match.start()))
    return tuple(unique.values())
