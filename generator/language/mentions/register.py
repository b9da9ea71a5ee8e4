"""All names of all registered organizations, found in texts in one pass.

The only owner of the Aho-Corasick automaton for names in texts: 2,400 entries against 100 organizations take a tenth of
a second, one regular expression of all names took minutes (NAMES.md (b), library table).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from .borders import is_free, script
from .fold import fold
from .forms import LEGAL_AFTER, LEGAL_BEFORE, What, forms_of
from .titles import is_person

if TYPE_CHECKING:
    from ...model import Organization

# A name weighs kanji 1.7, kana 1, other .8 a character; lighter ones are ordinary words too often (NAMES.md (b) 4).
_HEAVY = 4.0
_WEIGHTS = {"kanji": 1.7, "katakana": 1.0, "hiragana": 1.0}
# Up to this many Latin letters, case counts: PORT is a company, port is not.
_CASED_LETTERS = 4
_LONGEST_LEGAL_FORM = 12
_ADDRESS_BEFORE = re.compile(r"[A-Za-z0-9._%+@:/\-]*$")
_ADDRESS_AFTER = re.compile(r"[A-Za-z0-9/_~%?#&=+\-:.]*[A-Za-z0-9/_~%#=]")
_HOST_CHARACTER = re.compile(r"[A-Za-z0-9_\-]")
_LONGER_HOST = re.compile(r"[A-Za-z0-9_\-]|\.[A-Za-z0-9]")
_LONGEST_ADDRESS = 200
# A short number is an identifier only where the text says that it is one.
_CODE_BEFORE = re.compile(r"(?:コード|番号|東証\S{0,8}|名証\S{0,8}|TSE|No\.?)\s*[:：]?\s*$", re.IGNORECASE)
_SHORT_CODE = 5
# The whole address goes; a place stands between its prefecture and a number, a person before a title.
_FREE_ANYWHERE = frozenset({What.DOMAIN, What.PLACE, What.PERSON, What.FAMILY})
_ALWAYS_COUNT = frozenset({What.NAME, What.BRAND, What.DOMAIN})  # the others depend on the entry


class Mention(NamedTuple):  # not a dataclass: tens of thousands are made at every build
    """Where something of an organization stands; core_… is the form itself, start and end take in its legal form."""

    organization: str
    what: What
    start: int
    end: int
    core_start: int
    core_end: int
    is_inside: bool = False  # inside a longer word: not to be masked, but to be reported
    is_light: bool = False  # a short name that may be an ordinary word

    @property
    def size(self) -> int:
        """Length of the form itself, by which the longest is found."""
        return self.core_end - self.core_start


_Match = tuple[int, int, int]  # pattern, start, end


class Register:
    """The names of all organizations, ready to be found."""

    def __init__(self, organizations: Iterable[Organization]) -> None:
        owners: dict[str, list[tuple[str, What]]] = {}
        self._cased: dict[str, set[str]] = {}
        for organization in organizations:
            for what, form in forms_of(organization):
                owners.setdefault(form, []).append((organization.id, what))
            for name in (organization.name, *organization.other_names, *organization.english, *organization.brands):
                if name.isascii() and len(name) <= _CASED_LETTERS:
                    self._cased.setdefault(name.lower(), set()).add(name)
        self._forms = list(owners)
        self._owners = list(owners.values())
        self._light = [_weight(form) < _HEAVY for form in self._forms]
        self._automaton = AhoCorasick(self._forms) if self._forms else None

    @property
    def owners(self) -> Mapping[str, Sequence[tuple[str, What]]]:
        """Folded form -> the organizations that it belongs to, and as what."""
        return dict(zip(self._forms, self._owners, strict=True))

    def find(self, texts: Sequence[str]) -> list[list[Mention]]:
        """Find the mentions in every text, longest first; those of several organizations may overlap."""
        found: list[list[Mention]] = [[] for _ in texts]
        if self._automaton is None:
            return found
        folded = [fold(text) for text in texts]
        plain = [one.text for one in folded]
        offsets = list(accumulate((len(one) + 1 for one in plain), initial=0))
        joined = "\n".join(plain)
        matches: dict[int, list[_Match]] = {}
        for pattern, start, end in self._automaton.find_matches_as_indexes(joined, overlapping=True):
            index = bisect_right(offsets, start) - 1
            span = folded[index].span(start - offsets[index], end - offsets[index])
            matches.setdefault(index, []).append((pattern, *span))
        for index, its in matches.items():
            found[index] = self._in_text(texts[index], its)
        return found

    def _in_text(self, text: str, matches: list[_Match]) -> list[Mention]:
        """Give the mentions of one text.

        A name within a longer name that stands free is none: 北星 in 北星クラウド.
        """
        if len(matches) > 1:
            matches.sort(key=_longest_first)
        mentions: list[Mention] = []
        covered: list[tuple[int, int]] = []
        for pattern, start, end in matches:
            if any(first <= start and end <= last and (first, last) != (start, end) for first, last in covered):
                continue
            for mention in self._mentions(text, pattern, start, end):
                mentions.append(mention)
                if not mention.is_inside and mention.what in _ALWAYS_COUNT:
                    covered.append((mention.core_start, mention.core_end))
        return mentions

    def _mentions(self, text: str, pattern: int, start: int, end: int) -> Iterable[Mention]:
        form = self._forms[pattern]
        if form in self._cased and text[start:end] not in self._cased[form]:
            return
        for organization, what in self._owners[pattern]:
            outer = _outer_span(text, start, end, what)
            if outer is None:
                continue
            core = outer if what is What.DOMAIN else (start, end)
            is_light = self._light[pattern] and outer == (start, end)
            if what is What.FAMILY and not is_person(text, start, end):
                continue
            is_inside = not _is_word(text, outer, what, is_light=is_light)
            yield Mention(organization, what, *outer, *core, is_inside, is_light)


def _longest_first(match: _Match) -> int:
    return match[1] - match[2]


def _outer_span(text: str, start: int, end: int, what: What) -> tuple[int, int] | None:
    if what in {What.NAME, What.BRAND}:
        return _with_legal_forms(text, start, end)
    if what is What.DOMAIN:
        return _whole_address(text, start, end)
    if what is What.IDENTIFIER and end - start <= _SHORT_CODE and text[start:end].isdigit():
        return (start, end) if _CODE_BEFORE.search(text, max(0, start - 16), start) else None
    return start, end


def _with_legal_forms(text: str, start: int, end: int) -> tuple[int, int]:
    before = LEGAL_BEFORE.search(text, max(0, start - _LONGEST_LEGAL_FORM), start)
    after = LEGAL_AFTER.match(text, end)
    return (before.start() if before else start), (after.end() if after else end)


def _whole_address(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Take in https://www. and /news, name@; None where the domain is only the end or the beginning of another one."""
    if (start and text[start - 1] not in "./@:" and _HOST_CHARACTER.match(text, start - 1)) or _LONGER_HOST.match(
        text, end
    ):
        return None
    window = text[max(0, start - _LONGEST_ADDRESS) : start]
    before = _ADDRESS_BEFORE.search(window)
    after = _ADDRESS_AFTER.match(text, end)
    return (start - len(before.group()) if before else start), (after.end() if after else end)


def _is_word(text: str, outer: tuple[int, int], what: What, *, is_light: bool) -> bool:
    if what in _FREE_ANYWHERE:
        return True
    return is_free(text, *outer, is_light=is_light and what in {What.NAME, What.BRAND})


def _weight(form: str) -> float:
    return sum(_WEIGHTS.get(script(character), 0.8) for character in form)
