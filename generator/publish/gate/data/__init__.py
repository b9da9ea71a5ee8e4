"""Tables of the gate: tab-separated, one row a line, # for comments."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Give the rows of data/<name>.tsv."""
    text = resources.files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def table(name: str) -> dict[str, str]:
    """Give a file of two columns as a mapping."""
    return {row[0]: row[1] for row in rows(name)}


@cache
def words(name: str) -> frozenset[str]:
    """Give the first column."""
    return frozenset(row[0] for row in rows(name))
