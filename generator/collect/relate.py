"""Who a candidate speaks of, and which earlier stories it may belong to: suggestions with their reasons, no merges.

An index, not a comparison of each with each: what two stories share (a registered organization, a name of a headline,
a count that few others have, a CVE number) is looked up. What many share tells nothing and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..language.mentions import Register, What
from ..model import Archive, Entry, Suggestion
from ..text import title_key

_WINDOW = timedelta(days=180)  # the last report on an incident comes within half a year
_COMMON = 12  # stories that share it: more, and it is no tie (an authority, the maker of everyone's router)
_SMALLEST_COUNT = 100  # many matters share 3件
_SHORTEST_NAME = 3
_MOST_RELATED = 5
_READ = 300  # characters of the summary that are searched for organizations
_SPOKEN_OF = frozenset({What.NAME, What.BRAND, What.DOMAIN})

_Tie = tuple[str, str]  # its kind in Japanese, and what is shared


@dataclass(frozen=True, slots=True)
class _Known:
    entry: Entry
    is_accepted: bool


class Relations:
    """What the archive knows about stories, by what they share; grows while a run drafts candidates."""

    def __init__(self, archive: Archive) -> None:
        self._register = Register(archive.organizations)
        self._titles = {organization.id: organization.name for organization in archive.organizations}
        self._by_tie: dict[_Tie, list[_Known]] = defaultdict(list)
        for entry in archive.entries:
            self._add(_Known(entry, is_accepted=True))
        for entry in archive.candidates:
            self._add(_Known(entry, is_accepted=False))

    def organizations(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Give the registered organizations that each text surely speaks of, by id."""
        return [
            tuple(
                dict.fromkeys(
                    mention.organization
                    for mention in sorted(mentions, key=lambda mention: mention.start)
                    if mention.what in _SPOKEN_OF and not mention.is_inside and not mention.is_light
                )
            )
            for mentions in self._register.find(texts)
        ]

    def complete(self, candidate: Entry, organizations: tuple[str, ...]) -> Entry:
        """Give the candidate with what is suggested about its relations, and remember it."""
        suggestion = replace(candidate.suggestion or Suggestion(), organizations=organizations)
        candidate = replace(candidate, suggestion=suggestion)
        related = self._related(candidate)
        thread = next((known for known, ties in related if _continues(candidate, known, ties)), None)
        self._add(_Known(candidate, is_accepted=False))
        if not related:
            return candidate
        return replace(
            candidate,
            suggestion=replace(
                suggestion,
                related=tuple(known.entry.id for known, _ in related),
                thread=(thread.entry.thread or thread.entry.id) if thread else None,
                evidence=(*suggestion.evidence, *(self._reason(known, ties) for known, ties in related)),
            ),
        )

    def _related(self, candidate: Entry) -> list[tuple[_Known, list[_Tie]]]:
        shared: dict[str, tuple[_Known, list[_Tie]]] = {}
        for tie in _ties(candidate):
            holders = self._by_tie.get(tie, ())
            for known in holders if len(holders) <= _COMMON else ():
                if abs(candidate.announced - known.entry.announced) <= _WINDOW:
                    shared.setdefault(known.entry.id, (known, []))[1].append(tie)
        nearest = sorted(shared.values(), key=lambda one: (-len(one[1]), *_distance(candidate.announced, one[0])))
        return nearest[:_MOST_RELATED]

    def _add(self, known: _Known) -> None:
        for tie in _ties(known.entry):
            self._by_tie[tie].append(known)

    def _reason(self, known: _Known, ties: list[_Tie]) -> str:
        said = "・".join(f"{kind}「{self._titles.get(what, what)}」" for kind, what in ties)
        return f"related: {known.entry.id} と{said}が同じ"


def searched_text(candidate: Entry) -> str:
    """Give the text of a candidate in which organizations are looked for."""
    summary = candidate.suggestion.summary if candidate.suggestion else ""
    return f"{candidate.headline}\n{summary[:_READ]}"


def _ties(entry: Entry) -> Iterator[_Tie]:
    suggestion = entry.suggestion or Suggestion()
    yield from _once("組織", (*(party.organization for party in entry.parties), *suggestion.organizations))
    yield from _once("件数", (str(one.count) for one in entry.facts.affected if one.count >= _SMALLEST_COUNT))
    yield from _once("番号", entry.facts.vulnerabilities)
    yield from _once("名前", (key for name in suggestion.names if len(key := title_key(name)) >= _SHORTEST_NAME))


def _once(kind: str, values: Iterable[str]) -> Iterator[_Tie]:
    return ((kind, value) for value in dict.fromkeys(values))


def _distance(day: date, known: _Known) -> tuple[bool, int, str]:
    """Put accepted entries before candidates, then the nearest day."""
    return not known.is_accepted, abs((day - known.entry.announced).days), known.entry.id


def _continues(candidate: Entry, known: _Known, ties: Sequence[_Tie]) -> bool:
    """Whether a story may be the next report on an earlier one: the same body alone is two incidents as well."""
    kinds = {kind for kind, _ in ties}
    if not known.is_accepted or not kinds & {"組織", "名前"} or candidate.announced < known.entry.announced:
        return False
    return len(kinds) > 1 or (candidate.report or 1) > 1
