"""What a check has to say, and what the gate found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops a build; a warning wants an editor's eye."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """Its name as printed."""
        return {"error": "誤り", "warning": "注意"}[self.value]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing a check has to say: place, what is wrong, and what to do (in Japanese)."""

    file: str  # relative to the folder the command runs in, with forward slashes
    line: int  # from 1; 0 where the whole file is meant
    column: int  # from 1; 0 where the whole line is meant
    rule: str  # id of the rule: yaml-unknown-key, figure-differs …
    message: str
    advice: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {self.severity.label}: {self.message} {self.advice} [{self.rule}]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A finding before its place in a file is known: which entry, which field."""

    subject: str  # id of an entry or organization, or the month of an issue
    path: tuple[str | int, ...]  # ("body", 2), ("facts", "affected", 0, "count")
    rule: str
    message: str
    advice: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, kw_only=True, slots=True)
class Leak:
    """A private name, or a structure that gives one away, in bytes that would be published."""

    file: str
    view: str  # in which reading of the bytes it was found: raw, text, base64 …
    form: str  # which form of the name, or which structural rule
    organization: str  # id of the organization; empty for a structural finding
    offset: int  # in that view
    context: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.view}: 位置{self.offset}: 「{self.form}」({self.organization or '構造'})"
