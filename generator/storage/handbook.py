"""The tables of keys in the editors' handbook, written from the model: between marks, everything else is a person's.

<!-- 項目: Entry -->
| 項目 | 名前 | 書くこと |
…
<!-- 項目ここまで -->
"""

from __future__ import annotations

import re
import types
import typing
from enum import StrEnum
from typing import Any

from .decode import fields_of, hints_of, is_required, key_of
from .keys import KEYS, VALUES

_BLOCK = re.compile(r"<!-- 項目: (\w+) -->\n.*?<!-- 項目ここまで -->", re.DOTALL)
_TYPES = {cls.__name__: cls for cls in KEYS}


def with_tables(text: str) -> str:
    """Give a handbook with every marked table as the model has it; KeyError where a mark names no type."""
    return _BLOCK.sub(lambda match: _block(match[1]), text)


def tables_of(text: str) -> tuple[str, ...]:
    """Give the types that a handbook has tables of."""
    return tuple(match[1] for match in _BLOCK.finditer(text))


def _block(name: str) -> str:
    rows = "\n".join(_row(_TYPES[name], field) for field in fields_of(_TYPES[name]))
    return f"<!-- 項目: {name} -->\n| 項目 | 名前 | 書くこと |\n| --- | --- | --- |\n{rows}\n<!-- 項目ここまで -->"


def _row(cls: type, field: Any) -> str:
    key = KEYS[cls][field.name]
    must = " 必須" if is_required(field) else ""
    text = (key.text + _choices(hints_of(cls)[field.name])).replace("|", "／")
    return f"| `{key_of(cls, field.name)}`{must} | {key.title} | {text} |"


def _choices(hint: Any) -> str:
    """List the words of a closed list with their meaning."""
    if typing.get_origin(hint) in {types.UnionType, typing.Union}:
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    if not (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return ""
    return ": " + " / ".join(f"`{member.value}` {VALUES[hint][member]}" for member in hint)
