"""New files for editors, written as a person would: fixed key order, no quotes where none are needed.

What is written is read back and compared before it is given: a text that YAML would change is never stored.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from .decode import decode_as, fields_of, is_required, key_of
from .strict import Report, compose

# A plain scalar may not begin with these, nor hold what would end it (YAML 1.1, 3.2.3.3), nor look like a key whose
# colon is full-width. Several patterns, each asked only where it can hold: thousands of texts are written in a run.
_BAD_START = re.compile(r"""[\s\-?:,\[\]{}#&*!|>'"%@`]|\.\.\.|[a-z_]+ *：|(?:~|null|Null|NULL)?\Z""")
_BAD_INSIDE = re.compile(r":(?:\s|$)|\s#")
_SIGN_IN_FLOW = re.compile(r"[,\[\]{}?:#]")
_BAD_IN_FLOW = re.compile(r"[,\[\]{}]|:(?!//)|\?(?:\s|$)|\s#")
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


def scalar(value: Any, *, flow: bool = False) -> str:
    """Write one value; texts get single quotes only where YAML needs them."""
    if type(value) is not str:  # as most are
        if value is None:
            return "null"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, date):
            return value.isoformat()
    text = str(value)
    return "'" + text.replace("'", "''") + "'" if _needs_quotes(text, flow=flow) else text


def _needs_quotes(text: str, *, flow: bool) -> bool:
    if _BAD_START.match(text) or text[-1:].isspace():
        return True
    if flow:
        return bool(_SIGN_IN_FLOW.search(text) and _BAD_IN_FLOW.search(text))
    return (":" in text or "#" in text) and bool(_BAD_INSIDE.search(text))


def emit(value: Any) -> str:
    """Write a dataclass of the model as a YAML file; ValueError where reading it back gives another value."""
    text = "\n".join(_record_lines(value, "")) + "\n"
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


def _record_lines(record: Any, indent: str) -> list[str]:
    lines: list[str] = []
    for key, value in _written(record):
        lines += field_lines(key, value, indent)
    return lines


def field_lines(key: str, value: Any, indent: str) -> list[str]:
    """Write one field of a block; the first line bears the key."""
    if _is_record(value):
        if type(value).__name__ in _ONE_LINE:
            return [f"{indent}{key}: {flow(value)}"]
        return [f"{indent}{key}:", *_record_lines(value, indent + "  ")]
    if isinstance(value, tuple):
        if not value:
            return [f"{indent}{key}: []"]
        if key not in _PROSE and not _is_record(value[0]):
            return [f"{indent}{key}: {flow(value)}"]
        return [f"{indent}{key}:", *(line for item in value for line in item_lines(item, indent))]
    return [f"{indent}{key}: {scalar(value)}"]


def item_lines(item: Any, indent: str) -> list[str]:
    """Write one item of a block list; the first line begins with the dash."""
    if _is_record(item):
        if type(item).__name__ in _ONE_LINE:
            return [f"{indent}- {flow(item)}"]
        first, *rest = _record_lines(item, indent + "  ")
        return [f"{indent}- {first.lstrip()}", *rest]
    return [f"{indent}- {scalar(item)}"]


def flow(value: Any) -> str:
    """Write a record or a list on one line; single values too, quoted as a line of several needs it."""
    if isinstance(value, tuple):
        return "[" + ", ".join([flow(item) for item in value]) + "]"
    if _is_record(value):
        return "{" + ", ".join([f"{key}: {flow(part)}" for key, part in _written(value)]) + "}"
    return scalar(value, flow=True)
