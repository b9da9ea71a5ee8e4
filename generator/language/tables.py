"""The house rules that are data: tab-separated tables; the first line names the columns, # begins a comment."""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping
from functools import cache

Row = Mapping[str, str]


@cache
def read_table(name: str, package: str = "generator.language") -> tuple[Row, ...]:
    """Read one table of a package's data folder; a row with too many columns is an error of ours."""
    text = (importlib.resources.files(package) / "data" / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    return tuple(_row(name, columns, line) for line in lines[1:])


def _row(name: str, columns: list[str], line: str) -> Row:
    cells = line.split("\t")
    if len(cells) > len(columns):
        message = f"{name}: {line!r} has {len(cells)} columns, not {len(columns)}"
        raise ValueError(message)
    return dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))
