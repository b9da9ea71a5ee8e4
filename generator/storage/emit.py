"""New files for editors, written as a person would: fixed key order, no quotes where none are needed.

What is written is read back before it is given: a text that YAML would change is never stored.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from .decode import decode_as, fields_of, is_required, key_of
from .quoting import BLOCK, FLOW, Texts, are_read_back, quoted, quoted_in_flow
from .strict import Report, compose

# Types that read best on one line, as the design shows them.
_ONE_LINE = frozenset(
    {
        "Affected",
        "Party",
        "Period",
        "Source",
        "Waiver",
        "Contact",
        "Correction",
        "PartDigest",
        "Tally",
        "LearnedWord",
        "LearnedFeed",
        "LearnedIndustry",
    }
)
# Lists of sentences stand one a line; lists of names on one line.
_PROSE = frozenset({"body", "preface", "greeting", "footer", "reasons", "evidence", "notes", "order"})
_LARGEST_COUNT = 10**15  # what files may hold


class _NotSureError(ValueError):
    """Only reading back the whole file tells whether a value is read as it was written."""


def emit(value: Any) -> str:
    """Write a dataclass of the model as a YAML file; ValueError where reading it back gives another value.

    Its texts are read back, each short one once in a process; what holds anything out of the ordinary is read back
    whole. (That the lines around the texts are right does not depend on what a feed brings: tests see to it.)
    """
    texts, texts_in_flow = Texts(BLOCK), Texts(FLOW)
    try:
        lines = _Writer(texts.write, texts_in_flow.write, _sure).record_lines(value, "")
    except _NotSureError:
        return emit_and_read_back(value)
    return "\n".join(lines) + "\n" if are_read_back(texts, texts_in_flow) else emit_and_read_back(value)


def emit_and_read_back(value: Any) -> str:
    """Write a dataclass of the model as `emit` does, and compare it with what a reader of the whole file gets."""
    text = "\n".join(_PLAIN.record_lines(value, "")) + "\n"
    report = Report("new")
    node = compose(text, report)
    again = decode_as(type(value), node, report) if node else None
    cls: type = type(value)
    written, _, _ = _plan(cls)
    if again is None or written(again) != written(value):
        message = f"this value cannot be written: {[str(finding) for finding in report.findings]}"
        raise ValueError(message)
    return text


def _is_record(value: Any) -> bool:
    return hasattr(type(value), "__dataclass_fields__")  # as dataclasses.is_dataclass, in a third of its time


def is_default(field: dataclasses.Field[Any], value: Any) -> bool:
    """Whether a field may be left out of a file, since this is what its absence means."""
    return bool(value == _usual(field))


@cache
def _plan(cls: type) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[str, ...], tuple[Any, ...]]:
    """Give what reads the fields that are written, their keys and usual values; once, for the thousands of a run."""
    fields = fields_of(cls)
    names = [field.name for field in fields]
    keys = tuple(key_of(cls, name) for name in names)
    return attrgetter("__class__", *names), ("", *keys), (cls, *map(_usual, fields))  # of one name it gives no tuple


_NEVER_USUAL = object()  # of a field that must stand in the file


def _usual(field: dataclasses.Field[Any]) -> Any:
    if is_required(field):
        return _NEVER_USUAL
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()


def _written(record: Any) -> list[tuple[str, Any]]:
    """Give key and value of the fields that have to stand in the file."""
    cls: type = type(record)
    values, keys, usual = _plan(cls)
    fields = zip(keys, values(record), usual, strict=True)
    return [(key, value) for key, value, one in fields if value is not one and value != one]


def _plain(value: Any) -> str | None:
    """Write a value that is no text; None for a text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else None


def _sure(value: Any) -> str | None:
    """Write a value that is no text and that a reader is sure to get as it is; None for a text."""
    kind = type(value)
    if isinstance(value, str):
        return None
    if kind is bool or kind is date or (kind is int and 0 <= value < _LARGEST_COUNT):
        return _plain(value)
    raise _NotSureError


@dataclasses.dataclass(frozen=True, slots=True)
class _Writer:
    """Records as lines, with what writes a text of a block, one inside of [] or {}, and what is no text."""

    text: Callable[[str], str]
    flow_text: Callable[[str], str]
    plain: Callable[[Any], str | None]

    def scalar(self, value: Any) -> str:
        """Write one value of a block; texts get single quotes only where YAML needs them."""
        return self.text(value) if type(value) is str else self.plain(value) or self.text(str(value))

    def record_lines(self, record: Any, indent: str) -> list[str]:
        lines: list[str] = []
        for key, value in _written(record):
            if type(value) is str:  # as most are
                lines.append(f"{indent}{key}: {self.text(value)}")
            else:
                lines += self.field_lines(key, value, indent)
        return lines

    def field_lines(self, key: str, value: Any, indent: str) -> list[str]:
        """Write one field of a block; the first line bears the key."""
        if isinstance(value, tuple):
            if not value:
                return [f"{indent}{key}: []"]
            if key not in _PROSE and not _is_record(value[0]):
                return [f"{indent}{key}: {self.flow(value)}"]
            return [f"{indent}{key}:", *[line for item in value for line in self.item_lines(item, indent)]]
        if _is_record(value):
            if type(value).__name__ in _ONE_LINE:
                return [f"{indent}{key}: {self.flow(value)}"]
            return [f"{indent}{key}:", *self.record_lines(value, indent + "  ")]
        return [f"{indent}{key}: {self.scalar(value)}"]

    def item_lines(self, item: Any, indent: str) -> list[str]:
        """Write one item of a block list; the first line begins with the dash."""
        if type(item) is str or not _is_record(item):
            return [f"{indent}- {self.scalar(item)}"]
        if type(item).__name__ in _ONE_LINE:
            return [f"{indent}- {self.flow(item)}"]
        first, *rest = self.record_lines(item, indent + "  ")
        return [f"{indent}- {first.lstrip()}", *rest]

    def flow(self, value: Any) -> str:
        """Write a record or a list on one line; single values too, quoted as a line of several needs it."""
        if type(value) is str:
            return self.flow_text(value)
        if isinstance(value, tuple):
            return "[" + ", ".join([self.flow(item) for item in value]) + "]"
        if _is_record(value):
            return "{" + ", ".join([f"{key}: {self.flow(part)}" for key, part in _written(value)]) + "}"
        return self.plain(value) or self.flow_text(str(value))


_PLAIN = _Writer(quoted, quoted_in_flow, _plain)
# For changes within a file, which is read back whole when they are done.
scalar, field_lines, item_lines, flow = _PLAIN.scalar, _PLAIN.field_lines, _PLAIN.item_lines, _PLAIN.flow
