"""What the machine proposes about an item."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Affected, Cause

IRRELEVANT = "irrelevant"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What is proposed about an item."""

    section: str  # a Section, or irrelevant
    confidence: float
    reasons: tuple[str, ...]
    is_wanted: bool  # whether it becomes a candidate
    names: tuple[str, ...] = ()
    cause: Cause | None = None
    affected: tuple[Affected, ...] = ()
    report: int | None = None
    evidence: tuple[str, ...] = ()
