"""The texts of an entry that members will read, each with its place, and how they fall into sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..text import sentences

if TYPE_CHECKING:
    from ..model import Entry

Place = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence of a body."""

    place: Place  # of its paragraph
    text: str
    is_first: bool = False  # of the body


def entry_texts(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Give headline, paragraphs and corrections, in the order of the file."""
    yield ("headline",), entry.headline
    yield from ((("body", position), text) for position, text in enumerate(entry.body))
    yield from ((("corrections", position, "text"), one.text) for position, one in enumerate(entry.corrections))


def body_sentences(entry: Entry) -> Iterator[Sentence]:
    """Give the sentences of the body; a paragraph is usually one."""
    for position, paragraph in enumerate(entry.body):
        for number, text in enumerate(sentences(paragraph)):
            yield Sentence(place=("body", position), text=text, is_first=position == number == 0)
