"""Texts as YAML: plain where that is safe, in single quotes where it is not, and read back before they are stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from .strict import NULLS, Node, Scalar, Sequence, items_of

# A plain scalar may not begin with these, nor hold what would end it (YAML 1.1, 3.2.3.3), nor look like a key whose
# colon is full-width. Several patterns, each asked only where it can hold: thousands of texts are written in a run.
_BAD_START = re.compile(r"""[\s\-?:,\[\]{}#&*!|>'"%@`]|\.\.\.|[a-z_]+ *：|(?:~|null|Null|NULL)?\Z""")
_BAD_INSIDE = re.compile(r":(?:\s|$)|\s#")
_SIGN_IN_FLOW = re.compile(r"[,\[\]{}?:#]")
_BAD_IN_FLOW = re.compile(r"[,\[\]{}]|:(?!//)|\?(?:\s|$)|\s#")
_SHORT = 100  # characters; the same longer text seldom comes twice
_MANY = 4_000  # texts that are kept in mind


def quoted(text: str) -> str:
    """Write a text as a value of a block, in single quotes only where YAML needs them."""
    needs = _BAD_START.match(text) or text[-1:].isspace() or ((":" in text or "#" in text) and _BAD_INSIDE.search(text))
    return _in_quotes(text) if needs else text


def quoted_in_flow(text: str) -> str:
    """Write a text as a value inside of [] or {}, in single quotes only where YAML needs them."""
    needs = _BAD_START.match(text) or text[-1:].isspace() or (_SIGN_IN_FLOW.search(text) and _BAD_IN_FLOW.search(text))
    return _in_quotes(text) if needs else text


def _in_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class Texts:
    """The texts of one file as they are written, to be read back together; each short one once in a process."""

    _known: ClassVar[dict[str, str]] = {}  # what was read back -> how it is written, in a block and
    _known_in_flow: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        self._new: dict[str, str] = {}
        self._new_in_flow: dict[str, str] = {}

    def write(self, text: str) -> str:
        """Write a text as `quoted` does."""
        written = self._known.get(text)
        if written is None:
            written = self._new[text] = quoted(text)
        return written

    def write_in_flow(self, text: str) -> str:
        """Write a text as `quoted_in_flow` does."""
        written = self._known_in_flow.get(text)
        if written is None:
            written = self._new_in_flow[text] = quoted_in_flow(text)
        return written

    def are_read_back(self) -> bool:
        """Whether a reader gets all that was written; not where only reading the whole file could tell."""
        lines = [f"- {written}" for written in self._new.values()]
        lines += [f"- [{written}]" for written in self._new_in_flow.values()]
        values = items_of(lines) if lines else []
        if len(values) != len(lines):
            return False
        count = len(self._new)
        inner = [one.value[0] if isinstance(one, Sequence) and len(one.value) == 1 else one for one in values[count:]]
        are_same = all(map(_is_read, self._new, values)) and all(map(_is_read, self._new_in_flow, inner))
        if are_same:
            _remember(self._known, self._new)
            _remember(self._known_in_flow, self._new_in_flow)
        return are_same


def _is_read(text: str, node: Node) -> bool:
    """Whether a value is this text; what a reader would strip off, or take for nothing, is a change as well."""
    if not isinstance(node, Scalar) or node.value != text or not text:
        return False
    return text == text.strip() and (bool(node.style) or text not in NULLS)


def _remember(known: dict[str, str], new: Mapping[str, str]) -> None:
    if len(known) > _MANY:
        known.clear()
    known.update({text: written for text, written in new.items() if len(text) <= _SHORT})
