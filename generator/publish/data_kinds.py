"""Strict mode's categories for lists of data: 基本情報・連絡先 for 氏名・住所・電話番号 (data_categories.tsv)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ..language.tables import read_table

_PACKAGE = "generator.publish"
_PARTS = re.compile(r"[^\s、。「」()（）・]+(?:[、・][^\s、。「」()（）・]+){2,}")
_NO_CATEGORY = "その他の情報"
_BEFORE_ITEM = "のはがをたるに"
_PERSONS = re.compile("[者生員客]$")
# A sentence between two commas is none of the items: a particle or the end of a verb stands in it.
_SENTENCE = re.compile(r"[はがをへで]|に(?!関|係|つ|か|お|よ|用)|した|して|され|いる|[しりい]$|とともに")
_AFTER_ITEM = re.compile(r"(?<!に)[がをはのとでへやだも]|に(?!用)|など|等|及び|ならびに")
_AFTER_UNKNOWN = re.compile(r"[がをはとだも]|など|等|及び")
_SURE = re.compile("氏名|名前|住所|電話番号|メールアドレス|生年月日|パスワード|カード番号|口座番号|基本情報|連絡先")
_LONGEST_ITEM = 24
_FEWEST = 3


def data_category(kind: str) -> str:
    """Give the category of a kind of data; a category is its own."""
    if any(kind == row["category"] for row in _categories()):
        return kind
    return next((row["category"] for row in _categories() if row["part"] in kind), _NO_CATEGORY)


def without_kinds(text: str) -> str:
    """Replace every list of three kinds of data or more by their categories; what stands around the list stays."""
    return _PARTS.sub(lambda match: _Parts(match.group()).told(), text)


class _Parts:
    """A run of words between commas or middle dots, of which some may be kinds of data."""

    def __init__(self, text: str) -> None:
        pieces = re.split("([、・])", text)
        self._words, self._marks = pieces[::2], pieces[1::2]

    def told(self) -> str:
        told, index = "", 0
        while index < len(self._words):
            end = self._end_of_list(index)
            if end - index >= _FEWEST and self._is_of_persons(index, end):
                told += self._list(index, end)
                index = end
            else:
                told += self._words[index]
                index += 1
            told += "".join(self._marks[index - 1 : index])
        return told

    def _end_of_list(self, first: int) -> int:
        """Give the index after the last item of the list that begins with a word; `first` where none does."""
        start = _item_start(self._words[first])
        if not _is_kind(self._words[first][start:]):
            return first
        for index in range(first + 1, len(self._words)):
            if not _is_item(self._words[index], self._marks[index - 1]):
                return index + 1 if self._is_last(index) else index
        return len(self._words)

    def _is_of_persons(self, first: int, end: int) -> bool:
        """Whether a list between commas, which may be one of other things, holds what only a list of data holds."""
        return "・" in self._marks[first : end - 1] or any(map(_SURE.search, self._words[first:end]))

    def _is_last(self, index: int) -> bool:
        """Whether an item ends within a word: メールアドレス|が漏えい; after a middle dot also one that is unknown."""
        word = self._words[index]
        if _is_kind(word[: _item_end(word)]):
            return True
        return self._marks[index - 1] == "・" and _AFTER_UNKNOWN.search(word, 1) is not None

    def _list(self, first: int, end: int) -> str:
        start = _item_start(self._words[first])
        last = self._words[end - 1]
        tail = _item_end(last)
        items = (self._words[first][start:], *self._words[first + 1 : end - 1], last[:tail])
        mark = "・" if "・" in self._marks[first : end - 1] else "、"
        return self._words[first][:start] + mark.join(_ordered(items)) + last[tail:]


def _item_start(word: str) -> int:
    return max(word.rfind(joint) for joint in _BEFORE_ITEM) + 1


def _is_kind(word: str) -> bool:
    is_known = _kinds().search(word) is not None or data_category(word) == word
    return is_known and not _PERSONS.search(word) and not _SENTENCE.search(word)


def _is_item(word: str, mark: str) -> bool:
    """Whether a word is an item as a whole; after a middle dot also one that no category knows."""
    if len(word) > _LONGEST_ITEM or _AFTER_ITEM.search(word) is not None:
        return False
    return _is_kind(word) if mark == "、" else not _SENTENCE.search(word)


def _ordered(kinds: Sequence[str]) -> Iterable[str]:
    """Give the categories once each, what has none at the end."""
    return tuple(sorted(dict.fromkeys(map(data_category, kinds)), key=lambda category: category == _NO_CATEGORY))


def _item_end(item: str) -> int:
    """Give where the last kind of data ends: メールアドレス|が漏えいした, ガス機器の型番|と…."""
    known, end = _kinds().search(item), _AFTER_UNKNOWN.search(item, 1)
    if known and (end is None or known.start() < end.start()):  # not 利用 in 旅行代金|が他の利用者に
        end = _AFTER_ITEM.search(item, known.end())
    return end.start() if end else len(item)


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile("|".join(sorted((re.escape(part) for part in _all_parts()), key=len, reverse=True)))


def _all_parts() -> Iterator[str]:
    for row in _categories():
        yield row["part"]
        yield row["category"]


@cache
def _categories() -> tuple[dict[str, str], ...]:
    return tuple(dict(row) for row in read_table("data_categories.tsv", _PACKAGE))
