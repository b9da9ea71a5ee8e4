"""The words that stand for a name in an anonymized text: 某通信会社, 某共済組合 (data/stand_in_kinds.tsv)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..model import OrganizationKind
from .industries import words
from .tables import Row, read_table

# 某月某日, 某氏, 某所, 某国: nobody to be registered.
_SOME = re.compile(r"某(?![月日年氏所国者々])")
_LONGEST = 24  # characters after 某
_NOT_A_NAME = re.compile(r"[\s\u3000、。,.「」『』()()\[\]【】:;/]")
_RUN = re.compile(r"[々一-龠ァ-ヶー・A-Za-z0-9]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class StandIn:
    """One 某… in a text."""

    alias: str
    start: int  # offset in the text
    sure: bool  # by its ending; otherwise by its letters only, and the end may be wrong

    @property
    def industry(self) -> str:
        """The word after 某."""
        return self.alias[1:]

    @property
    def kind(self) -> OrganizationKind:
        """The kind of body that the word means; a company where no ending says otherwise."""
        return kind_of(self.alias)


def find_stand_ins(text: str) -> tuple[StandIn, ...]:
    """Give every 某… of a text, in order."""
    found = []
    for match in _SOME.finditer(text):
        after = text[match.end() : match.end() + _LONGEST]
        after = after[: stop.start()] if (stop := _NOT_A_NAME.search(after)) else after
        length = _by_ending(after)
        run = _RUN.match(after)
        if length or run:
            end = length or (run.end() if run else 0)
            found.append(StandIn(alias="某" + after[:end], start=match.start(), sure=bool(length)))
    return tuple(found)


def kind_of(name: str) -> OrganizationKind:
    """Guess the kind of body from a name or a stand-in: by its legal form or its ending, a company else."""
    fitting = [row for row in _kinds() if row["word"] in name and (row["place"] == "any" or name.endswith(row["word"]))]
    best = max(fitting, key=lambda row: (row["place"] == "any", len(row["word"])), default=None)
    return OrganizationKind(best["kind"]) if best else OrganizationKind.COMPANY


def _by_ending(after: str) -> int:
    """Give the length of the word: a known industry or ending, and any ending that follows at once (大学 + 病院)."""
    length = max((len(word) for word in words() if after.startswith(word)), default=0)
    if not length:
        length = min((at + len(ending) for ending in _endings() if (at := after.find(ending)) >= 0), default=0)
    while length:
        more = max((len(ending) for ending in _endings() if after.startswith(ending, length)), default=0)
        if not more:
            break
        length += more
    return length


@cache
def _kinds() -> tuple[Row, ...]:
    return tuple(read_table("stand_in_kinds.tsv"))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(row["word"] for row in _kinds())
