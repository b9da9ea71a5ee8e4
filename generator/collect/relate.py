"""Whom a candidate speaks of, which thread it continues, which stories it may belong to: suggestions with reasons.

    registered names ──▶ parties, alias      language.threads ──▶ thread      what two stories share ──▶ related

Related stories are looked up in an index, not compared each with each: a registered organization, a name of a headline,
a count that few others have, a CVE number. What many share tells nothing and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from ..language.mentions import Mention
from ..language.prefill import Known, Prefill, Reading, complete
from ..language.threads import ThreadSuggestion
from ..model import Archive, Entry, Learned, Party, Suggestion
from ..text import title_key

_WINDOW = timedelta(days=180)  # the last report on an incident comes within half a year
_THREADS = timedelta(days=430)  # of entries that are read for threads: language.threads looks back 400 days
_COMMON = 12  # stories that share it: more, and it is no tie (an authority, the maker of everyone's router)
_SMALLEST_COUNT = 100  # many matters share 3件
_SHORTEST_NAME = 3
_MOST_RELATED = 5
_READ = 300  # characters of the summary that are searched for organizations

_Tie = tuple[str, str]  # its kind in Japanese, and what is shared
Mentions = tuple[Sequence[Mention], Sequence[Mention]]  # of a headline and its summary


class _Story(NamedTuple):
    id: str
    announced: date
    is_accepted: bool


class Relations:
    """What the archive knows about stories, by what they share; grows while a run drafts candidates."""

    def __init__(self, archive: Archive, learned: Learned | None = None, *, today: date | None = None) -> None:
        self._known = Known.of(archive, learned, since=today - _THREADS if today else date.min)
        self._by_tie: dict[_Tie, list[_Story]] = defaultdict(list)
        for entry in archive.entries:
            self._add(entry, _ties(entry, entry.parties), is_accepted=True)
        for entry in archive.candidates:
            self._add(entry, _ties(entry, entry.parties))

    def mentions(self, candidates: Sequence[Entry]) -> list[Mentions]:
        """Find the registered names in candidates, all in one pass."""
        found = self._known.mentions([text for entry in candidates for text in _texts(entry)])
        return [
            (_certain(title, entry), _certain(summary, entry))
            for entry, title, summary in zip(candidates, found[::2], found[1::2], strict=True)
        ]

    def complete(self, candidate: Entry, mentions: Mentions, reading: Reading | None) -> Entry:
        """Give the candidate with what is suggested about its relations, and remember it."""
        filled = None
        if reading is not None:
            filled = complete(reading, _texts(candidate), mentions, section=candidate.section, known=self._known)
        parties = filled.parties if filled else candidate.parties
        ties = list(_ties(candidate, parties))
        related = self._related(candidate.announced, ties)
        self._add(candidate, ties)
        suggestion = candidate.suggestion or Suggestion()
        evidence = (
            *(_evidence(filled) if filled else ()),
            *suggestion.evidence,
            *(self._reason(known, shared) for known, shared in related),
        )
        suggestion = replace(
            suggestion,
            **(_told(filled) if filled else {}),
            related=tuple(known.id for known, _ in related),
            evidence=evidence,
        )
        return replace(candidate, parties=parties, suggestion=suggestion)

    def _related(self, day: date, ties: Iterable[_Tie]) -> list[tuple[_Story, list[_Tie]]]:
        shared: dict[str, tuple[_Story, list[_Tie]]] = {}
        for tie in ties:
            holders = self._by_tie.get(tie, ())
            for known in holders if len(holders) <= _COMMON else ():
                if abs(day - known.announced) <= _WINDOW:
                    shared.setdefault(known.id, (known, []))[1].append(tie)
        nearest = sorted(shared.values(), key=lambda one: (-len(one[1]), *_distance(day, one[0])))
        return nearest[:_MOST_RELATED]

    def _add(self, entry: Entry, ties: Iterable[_Tie], *, is_accepted: bool = False) -> None:
        known = _Story(entry.id, entry.announced, is_accepted)
        for tie in ties:
            self._by_tie[tie].append(known)

    def _reason(self, known: _Story, ties: list[_Tie]) -> str:
        said = "・".join(f"{kind}「{self._name(what)}」" for kind, what in ties)
        return f"related: {known.id} と{said}が同じ"

    def _name(self, what: str) -> str:
        organization = self._known.organizations.get(what)
        return organization.name if organization else what


def _texts(candidate: Entry) -> tuple[str, str]:
    """Give the texts of a candidate in which organizations are looked for."""
    summary = candidate.suggestion.summary if candidate.suggestion else ""
    return candidate.headline, summary[:_READ]


def _certain(mentions: Sequence[Mention], candidate: Entry) -> Sequence[Mention]:
    """Leave out short names that may be ordinary words, unless the headline has them where a name stands."""
    names = candidate.suggestion.names if candidate.suggestion else ()
    text = candidate.headline
    return [one for one in mentions if not one.is_light or any(text[one.start : one.end] in name for name in names)]


def _told(filled: Prefill) -> dict[str, Any]:
    """Give the fields of a suggestion that were filled in, but for the evidence."""
    return {
        "alias": filled.alias,
        "organizations": tuple(party.organization for party in filled.parties),
        "thread": filled.threads[0].thread if filled.threads else None,
    }


def _evidence(filled: Prefill) -> Iterator[str]:
    yield from map(str, filled.evidence)
    yield from map(_why, filled.threads[:1])


def _why(thread: ThreadSuggestion) -> str:
    return f"thread: {thread.entry} と{'・'.join(thread.reasons)}"


def _ties(entry: Entry, parties: Iterable[Party]) -> Iterator[_Tie]:
    suggestion = entry.suggestion or Suggestion()
    yield from _once("組織", (*(party.organization for party in parties), *suggestion.organizations))
    yield from _once("件数", (str(one.count) for one in entry.facts.affected if one.count >= _SMALLEST_COUNT))
    yield from _once("番号", entry.facts.vulnerabilities)
    yield from _once("名前", (key for name in suggestion.names if len(key := title_key(name)) >= _SHORTEST_NAME))


def _once(kind: str, values: Iterable[str]) -> Iterator[_Tie]:
    return ((kind, value) for value in dict.fromkeys(values))


def _distance(day: date, known: _Story) -> tuple[bool, int, str]:
    """Put accepted entries before candidates, then the nearest day."""
    return not known.is_accepted, abs((day - known.announced).days), known.id
