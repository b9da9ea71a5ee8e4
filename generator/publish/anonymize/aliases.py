"""Which alias each organization bears in an issue.

One alias an organization and issue; two organizations never share one; a thread keeps its alias over the months. Where
two have the same, one of them takes its finer word if it has one, else letters follow in order of first appearance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import TYPE_CHECKING

from ...language.aliases import base_alias, other_aliases
from ...language.industries import find_industry

if TYPE_CHECKING:
    from ...model import Organization


@dataclass(frozen=True, kw_only=True, slots=True)
class Appearance:
    """An organization that is printed under an alias in an issue, in order of first appearance."""

    organization: str
    thread: str = ""  # the entry's thread; empty where there is none
    is_strict: bool = False


@dataclass(kw_only=True)
class AliasBook:
    """What threads keep from month to month; issues are given in order of time."""

    organizations: Mapping[str, Organization]
    _kept: dict[tuple[str, str], str] = field(default_factory=dict)

    def issue(self, appearances: Sequence[Appearance]) -> dict[str, str]:
        """Give the alias of every organization that appears in the next issue."""
        page = _Page()
        for one in appearances:
            kept = self._kept.get((one.thread, one.organization)) if one.thread else None
            if kept and one.organization not in page.chosen and kept not in page.chosen.values():
                page.chosen[one.organization] = kept
        strict = {one.organization for one in appearances if one.is_strict}
        for one in appearances:
            if one.organization not in page.chosen:
                page.wanted.setdefault(
                    one.organization, self._wishes(one.organization, is_strict=one.organization in strict)
                )
        page.settle()
        for one in appearances:
            if one.thread:
                self._kept[(one.thread, one.organization)] = page.chosen[one.organization]
        return page.chosen

    def _wishes(self, name: str, *, is_strict: bool) -> tuple[str, ...]:
        organization = self.organizations[name]
        if is_strict:
            return (strict_alias(organization),)
        return (base_alias(organization), *other_aliases(organization))


@dataclass(kw_only=True)
class _Page:
    """The aliases of one issue while they are being chosen."""

    chosen: dict[str, str] = field(default_factory=dict)
    wanted: dict[str, tuple[str, ...]] = field(default_factory=dict)  # still to be chosen: wishes, best first

    def settle(self) -> None:
        for alias in dict.fromkeys(wishes[0] for wishes in self.wanted.values()):
            rivals = [name for name, wishes in self.wanted.items() if wishes[0] == alias and name not in self.chosen]
            holders = [held for held in self.chosen.values() if without_letter(held) == alias]
            self._settle_rivals(alias, rivals, holders)

    def _settle_rivals(self, alias: str, rivals: list[str], holders: list[str]) -> None:
        # The first to appear keeps the usual word, the later ones take their finer one, if they have it.
        for name in reversed(rivals):
            if len(rivals) + len(holders) == 1:
                break
            finer = next((wish for wish in self.wanted[name][1:] if self._is_free(wish)), None)
            if finer:
                self.chosen[name] = finer
                rivals = [rival for rival in rivals if rival != name]
        if len(rivals) + len(holders) == 1:
            self.chosen |= dict.fromkeys(rivals, alias)
            return
        letters = _free_letters(alias, holders)
        self.chosen |= {name: alias + letter for name, letter in zip(rivals, letters, strict=False)}

    def _is_free(self, alias: str) -> bool:
        taken = {without_letter(held) for held in self.chosen.values()}
        return alias not in taken and all(wishes[0] != alias for wishes in self.wanted.values())


def strict_alias(organization: Organization) -> str:
    """Give the alias of strict mode: the generalized word, where the table knows the business."""
    alias = base_alias(organization)
    known = find_industry(alias)
    return f"某{known.strict}" if known else alias


def without_letter(alias: str) -> str:
    """Give an alias without the letter that a collision added."""
    return alias[:-1] if alias[-1:] in ascii_uppercase and alias[-1:] else alias


def _free_letters(alias: str, holders: Iterable[str]) -> Iterable[str]:
    """Give letters A, B, … (then AA, AB, …) that no holder has; one who bears the bare word counts as A."""
    taken = {held.removeprefix(alias) or "A" for held in holders}
    singles = (letter for letter in ascii_uppercase if letter not in taken)
    yield from singles
    yield from (first + second for first in ascii_uppercase for second in ascii_uppercase)
