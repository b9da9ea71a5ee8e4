"""A line of a digest with its number, and what is wrong with lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ...model import Finding, Severity
from ...text import fold
from ..plain import clean_line

# The last is what strict mode prints: 2026/12上旬.
_DAY = re.compile(r"(\d{4})[/年.-](\d{1,2})(?:[/月.-](\d{1,2})日?|月?([上中下])旬)")
_THIRDS = {"上": 1, "中": 11, "下": 21}


class Line(NamedTuple):
    """One line, and where it stands (from 1)."""

    number: int
    text: str


@dataclass
class Notes:
    """What there is to say about the lines of one file."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def error(self, line: int, rule: str, message: str, advice: str) -> None:
        """Note what must be put right before anything is written."""
        self._add(line, rule, message, advice, Severity.ERROR)

    def warning(self, line: int, rule: str, message: str, advice: str) -> None:
        """Note what a person should look at."""
        self._add(line, rule, message, advice, Severity.WARNING)

    def _add(self, line: int, rule: str, message: str, advice: str, severity: Severity) -> None:
        self.findings.append(
            Finding(file=self.file, line=line, column=0, rule=rule, message=message, advice=advice, severity=severity)
        )


def read_lines(text: str, notes: Notes) -> list[Line]:
    """Give the lines as our files can hold them; one that changes thereby (indents, tabs, controls) is a finding."""
    lines = []
    for number, raw in enumerate(text.split("\n"), 1):
        clean = clean_line(raw)
        if clean != raw and clean:
            notes.warning(
                number,
                "import-line-changed",
                "行の前後の空白か、目に見えない文字を除きました。",
                "もとの見た目と違ってよいかを確かめてください。",
            )
        lines.append(Line(number, clean))
    return lines


def read_day(text: str) -> tuple[date | None, int]:
    """Give the day that a text begins with (any width, / or 年月日) and where it ends; (None, end) for no such day.

    A third of a month (上旬) is read as its first day. (None, 0) where it does not begin with a day at all.
    """
    plain = "".join(fold(character) or character for character in text[:24])
    match = _DAY.match(plain)
    if match is None:
        return None, 0
    try:
        day = int(match[3]) if match[3] else _THIRDS[match[4]]
        return date(int(match[1]), int(match[2]), day), match.end()
    except ValueError:
        return None, match.end()
