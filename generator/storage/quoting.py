"""One text as YAML: plain where that is safe, in single quotes where it is not, and read back before it is stored."""

from __future__ import annotations

import re
from functools import lru_cache

from .strict import NULLS, only_item

# A plain scalar may not begin with these, nor hold what would end it (YAML 1.1, 3.2.3.3), nor look like a key whose
# colon is full-width. Several patterns, each asked only where it can hold: thousands of texts are written in a run.
_BAD_START = re.compile(r"""[\s\-?:,\[\]{}#&*!|>'"%@`]|\.\.\.|[a-z_]+ *：|(?:~|null|Null|NULL)?\Z""")
_BAD_INSIDE = re.compile(r":(?:\s|$)|\s#")
_SIGN_IN_FLOW = re.compile(r"[,\[\]{}?:#]")
_BAD_IN_FLOW = re.compile(r"[,\[\]{}]|:(?!//)|\?(?:\s|$)|\s#")
_SHORT = 100  # characters; the same longer text seldom comes twice


class ChangedError(ValueError):
    """YAML reads something else than was written."""


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


def checked(text: str) -> str:
    """Write a text as `quoted` does and read it back; ChangedError where another text comes, or none."""
    return _known(text) if len(text) <= _SHORT else _checked(text)


def checked_in_flow(text: str) -> str:
    """Write a text as `quoted_in_flow` does and read it back; ChangedError where another text comes, or none."""
    return _known_in_flow(text) if len(text) <= _SHORT else _checked_in_flow(text)


def _checked(text: str) -> str:
    written = quoted(text)
    if len(text) <= _SHORT and written == quoted_in_flow(text):
        return _known_in_flow(text)  # what holds inside of [] holds outside, too, and a headline is written in both
    return _compared(text, written, f"- {written}")


def _checked_in_flow(text: str) -> str:
    written = quoted_in_flow(text)
    return _compared(text, written, f"[{written}]")


_known = lru_cache(maxsize=4096)(_checked)
_known_in_flow = lru_cache(maxsize=4096)(_checked_in_flow)


def _compared(text: str, written: str, in_list: str) -> str:
    """Give what was written, if a reader gets the text from it.

    What he would strip off, or take for nothing, is a change as well; so is what only a careful look could tell.
    """
    item = only_item(in_list)
    if item is not None and item.value == text == text.strip() and text and (item.style or text not in NULLS):
        return written
    raise ChangedError(text)
