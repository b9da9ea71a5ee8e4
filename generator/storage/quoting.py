"""Texts as YAML: plain where that is safe, in single quotes where it is not, and read back before they are stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Context:
    """Where texts stand: how they are written there, how a list of such looks, what was read back in this process."""

    quote: Callable[[str], str]
    item: str
    known: dict[str, str] = field(default_factory=dict)  # short texts only


BLOCK = Context(quoted, "- {}")
FLOW = Context(quoted_in_flow, "- [{}]")


class Texts:
    """The texts of one file in one context as they are written, and those among them that are still to be read back."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.new: dict[str, str] = {}

    def write(self, text: str) -> str:
        """Write a text as its context needs it."""
        written = self.context.known.get(text)
        if written is None:
            written = self.new[text] = self.context.quote(text)
        return written


def are_read_back(*parts: Texts) -> bool:
    """Whether a reader gets all texts of a file that are new; not where only reading the whole file could tell."""
    texts = [text for part in parts for text in part.new]
    values = items_of([part.context.item.format(written) for part in parts for written in part.new.values()])
    if len(values) != len(texts) or not all(map(_is_read, texts, values)):
        return False
    for part in parts:
        _remember(part.context.known, part.new)
    return True


def _is_read(text: str, node: Node) -> bool:
    """Whether a value is this text; what a reader would strip off, or take for nothing, is a change as well."""
    if isinstance(node, Sequence) and len(node.value) == 1:
        node = node.value[0]
    if not isinstance(node, Scalar) or node.value != text or not text:
        return False
    return text == text.strip() and (bool(node.style) or text not in NULLS)


def _remember(known: dict[str, str], new: Mapping[str, str]) -> None:
    if len(known) > _MANY:
        known.clear()
    known.update({text: written for text, written in new.items() if len(text) <= _SHORT})
