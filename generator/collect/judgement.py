"""What the machine proposes about an item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a reading process that has nothing to judge must not load the language package
    from ..language.prefill import Reading

IRRELEVANT = "irrelevant"
READ = 400  # characters of a summary that are read: the language package reads fewer, and folding costs


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What is proposed about an item."""

    section: str  # a Section, or irrelevant
    confidence: float
    reasons: tuple[str, ...]
    is_wanted: bool  # whether it becomes a candidate
    names: tuple[str, ...] = ()
    reading: Reading | None = None  # what the words tell; only of what is likely to be kept
