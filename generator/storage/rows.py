"""Two versions of collected/YYYY-MM.jsonl made one, row by row: git would see a conflict in neighbouring lines.

Two editors who decide on two candidates change two lines that often stand side by side. A row that only one of them
changed is taken from that one; of two decisions on the same row the one that keeps the story wins.
"""

from __future__ import annotations

import json

from ..model import Outcome

_Key = tuple[str, str, int]
_RANK = (Outcome.ACCEPTED, Outcome.REFUSED, Outcome.REVISED, Outcome.DUPLICATE, Outcome.CANDIDATE, Outcome.IRRELEVANT)


def merge_rows(base: str, mine: str, theirs: str) -> str:
    """Merge three texts of JSON lines by their rows' feed, key and revision."""
    old, ours, other = _table(base), _table(mine), _table(theirs)
    lines = (_row(key, old, ours, other) for key in sorted(ours.keys() | other.keys()))
    return "".join(f"{line}\n" for line in lines if line is not None)


def _table(text: str) -> dict[_Key, str]:
    return {_identity(line): line for line in text.split("\n") if line}


def _identity(line: str) -> _Key:
    row = json.loads(line)
    return row["feed"], row["key"], row["revision"]


def _row(key: _Key, old: dict[_Key, str], ours: dict[_Key, str], other: dict[_Key, str]) -> str | None:
    before, mine, theirs = old.get(key), ours.get(key), other.get(key)
    if theirs in (mine, before):
        return mine
    if mine == before:
        return theirs
    return min((line for line in (mine, theirs) if line is not None), key=_rank)


def _rank(line: str) -> int:
    return _RANK.index(Outcome(json.loads(line)["outcome"]))
