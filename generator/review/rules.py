"""The rules of `check`, as data (data/rules.tsv): id, how grave, what it says, an example; printed by `check --rules`.

A new rule is a row there and a function that yields its remarks; `remark` gives them the severity of the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..language.tables import read_table
from ..model import Remark, Severity

_PACKAGE = "generator.review"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule, in words an editor understands."""

    id: str
    group: str  # what it looks at: 数字, 確からしさ …
    severity: Severity
    sentence: str
    example: str


@cache
def rules() -> dict[str, Rule]:
    """Give all rules by id, in the order of the table."""
    return {
        row["id"]: Rule(
            id=row["id"],
            group=row["group"],
            severity=Severity(row["severity"]),
            sentence=row["sentence"],
            example=row["example"],
        )
        for row in read_table("rules.tsv", _PACKAGE)
    }


def remark(rule: str, subject: str, path: tuple[str | int, ...], message: str, advice: str) -> Remark:
    """Say that `rule` (an id of the table) does not hold at a place; its severity is the table's."""
    return Remark(
        subject=subject, path=path, rule=rule, message=message, advice=advice, severity=rules()[rule].severity
    )
