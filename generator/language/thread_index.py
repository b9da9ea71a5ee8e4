"""Earlier stories by what can tie a new one to them: a run of ten thousand items must not compare each with each.

    story ──▶ its organizations, flaw numbers, names, documents ──▶ stories that share one ──▶ threads.suggest_threads

Only these make a suggestion possible (`threads`), so looking them up first changes no answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .threads import Story, ThreadSuggestion, is_same_name, suggest_threads

_GRAM = 2  # letters; no name is shorter


class Threads:
    """Stories that a new one may continue; grows by `add`."""

    def __init__(self, stories: Iterable[Story] = ()) -> None:
        self._stories: list[Story] = []
        self._by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._names, self._documents = _Names(), _Names()
        for story in stories:
            self.add(story)

    def add(self, story: Story) -> None:
        """Remember a story."""
        place = len(self._stories)
        self._stories.append(story)
        for key in _keys(story):
            self._by_key[key].append(place)
        self._names.add(story.names, place)
        self._documents.add(story.documents, place)

    def suggest(self, story: Story, *, limit: int = 3) -> tuple[ThreadSuggestion, ...]:
        """Give what `suggest_threads` gives of all stories."""
        places = {place for key in _keys(story) for place in self._by_key.get(key, ())}
        places.update(self._names.near(story.names), self._documents.near(story.documents))
        return suggest_threads(story, (self._stories[place] for place in sorted(places)), limit=limit)


def _keys(story: Story) -> Iterator[tuple[str, str]]:
    yield from (("organization", name) for name in story.organizations)
    yield from (("flaw", number) for number in story.vulnerabilities)


class _Names:
    """Names by their pairs of letters: one name that holds another has all of its pairs."""

    def __init__(self) -> None:
        self._holders: dict[str, list[int]] = {}
        self._with_pair: dict[str, list[str]] = defaultdict(list)
        self._beginning: dict[str, list[str]] = defaultdict(list)

    def add(self, names: Iterable[str], place: int) -> None:
        for name in names:
            if name not in self._holders:
                self._holders[name] = []
                self._beginning[name[:_GRAM]].append(name)
                for pair in _pairs(name):
                    self._with_pair[pair].append(name)
            self._holders[name].append(place)

    def near(self, names: Iterable[str]) -> Iterator[int]:
        for name in names:
            longer = self._with_pair.get(name[:_GRAM], ())
            shorter = (other for pair in _pairs(name) for other in self._beginning.get(pair, ()))
            for other in {*longer, *shorter}:
                if is_same_name(name, other):
                    yield from self._holders[other]


def _pairs(name: str) -> set[str]:
    return {name[start : start + _GRAM] for start in range(max(1, len(name) - _GRAM + 1))}
