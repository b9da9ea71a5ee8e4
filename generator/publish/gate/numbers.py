"""Declared numbers in a text: telephone, 法人番号, 証券コード, and strict mode's exact figures.

A number is found between digit borders, with hyphens, dots, brackets and spaces between its groups.
One of five digits or less (証券コード) is everywhere as a year or a count: it has to stand where such a code does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from .forms import Form, Found
from .search import Patterns

_RUN = re.compile(r"\d+(?:[ \t\r\n\-ー().+/・_]{1,12}\d+)*")
_SEPARATORS = b" \t\r\n-().+/,_"
_GROUP = re.compile(r"\d+")
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
_SHORT = 5
_LONGEST = 20  # digits; no number that is declared has more
_BEFORE = 16  # characters in which the word for a code stands
_CODE_BEFORE = re.compile(
    r"(?:証券|銘柄|コード|code|東証|プライム|スタンダード|グロース|上場|tse|tyo|jpx|ticker|symbol|quote|stock|company|ir/)[^\d。]*$"
)
_CODE_AFTER = re.compile(r"\.(?:t|jp|tyo)\b|:(?:jp|tyo)\b")
_BRACKETED = re.compile(r"[^\W\da-z_]\s?[(<\[【〔]$")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Numbers:
    """The declared numbers, as a set of digit strings."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            self._forms[re.sub(r"\D", "", form.text)].append(form)
        self._lengths = frozenset(map(len, self._forms))
        self._short = Patterns(digits.encode() for digits in self._forms if len(digits) <= _SHORT)
        self._long = Patterns(digits.encode() for digits in self._forms if len(digits) > _SHORT)

    def find(self, text: str, data: bytes) -> Iterator[Found]:
        """Find them in a lightly folded text, given as UTF-8 besides.

        The slow search by groups of digits is made only where the digits come one after another at all.
        """
        for pattern, start in self._short.find(data):
            end = start + len(pattern)
            if not (data[start - 1 : start].isdigit() or data[end : end + 1].isdigit()):
                at = len(data[:start].decode("utf-8", "ignore"))
                yield from self._if_known(pattern.decode(), text, at, at + len(pattern), exact=False)
        if not self._forms:
            return
        bare = data.translate(None, _SEPARATORS).replace("ー".encode(), b"").replace("・".encode(), b"")
        if self._long.find(bare):
            yield from self._by_groups(text)
        if "," in text and self._short.find(bare):
            for match in _THOUSANDS.finditer(text):
                yield from self._if_known(match[0].replace(",", ""), text, match.start(), match.end(), exact=True)

    def _by_groups(self, text: str) -> Iterator[Found]:
        for match in _THOUSANDS.finditer(text):
            yield from self._if_known(match[0].replace(",", ""), text, match.start(), match.end(), exact=True)
        for run in _RUN.finditer(text):
            groups = list(_GROUP.finditer(text, run.start(), run.end()))
            for first in range(len(groups)):
                yield from self._from_group(groups[first:], text)

    def _from_group(self, groups: list[re.Match[str]], text: str) -> Iterator[Found]:
        digits = ""
        for group in groups:
            digits += group[0]
            if len(digits) > _LONGEST:
                return
            if len(digits) in self._lengths:
                yield from self._if_known(digits, text, groups[0].start(), group.end(), exact=False)

    def _if_known(self, digits: str, text: str, start: int, end: int, *, exact: bool) -> Iterator[Found]:
        for form in self._forms.get(digits, ()):
            if form.label or len(digits) > _SHORT or (not exact and _is_code(digits, text, start, end)):
                yield Found(form=form, offset=start, length=end - start)


def _is_code(digits: str, text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _BEFORE) : start]
    if _CODE_BEFORE.search(before) or _CODE_AFTER.match(text, end):
        return True
    return bool(_BRACKETED.search(before)) and not _YEAR.fullmatch(digits)
