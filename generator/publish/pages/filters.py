"""What a list can be narrowed to: the choices of the form that a small script shows above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import Cause, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import PublicEntry

FEWEST = 8  # rows: what can be seen at a glance needs no filter


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A property of rows: its name in their ``data-`` attributes, and what it may be."""

    name: str
    label: str
    options: tuple[Option, ...]


def choices_of(entries: Iterable[PublicEntry], years: Iterable[str], *without: str) -> tuple[Choice, ...]:
    """Give what entries differ in; ``without`` names the properties that they share by the page they are on."""
    entries = tuple(entries)
    if len(entries) < FEWEST:
        return ()
    sections = {entry.section for entry in entries}
    causes = {entry.facts.cause for entry in entries if entry.facts.cause}
    industries = sorted({entry.industry for entry in entries if entry.industry})
    every = (
        Choice(name="year", label="年", options=tuple(Option(value=year, label=f"{year}年") for year in years)),
        Choice(name="section", label="分野", options=_members(sections, Section)),
        Choice(name="cause", label="原因", options=_members(causes, Cause)),
        Choice(name="industry", label="業種", options=tuple(Option(value=word, label=word) for word in industries)),
    )
    return tuple(choice for choice in every if choice.name not in without)


def topics_in(entries: Iterable[PublicEntry], name: str) -> str:
    """Give all causes, or all industries, of some entries as one attribute; the words hold no space."""
    found = (entry.facts.cause if name == "cause" else entry.industry for entry in entries)
    return " ".join(dict.fromkeys(str(one) for one in found if one))


def _members(found: set[Section] | set[Cause], kind: type[Section | Cause]) -> tuple[Option, ...]:
    return tuple(Option(value=one.value, label=one.label) for one in kind if one in found)
