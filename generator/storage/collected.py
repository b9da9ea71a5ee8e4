"""content/collected/YYYY-MM.jsonl: every item ever seen, one row each, sorted; machine-written, read for ever.

A row goes into the month in which its item was first seen (in Japan). Keys that a later version adds are kept when
an older one reads and writes the file; a row that cannot be read is an error, never skipped.
"""

from __future__ import annotations

import contextlib
import gc
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import ContentError
from ..model import CollectedItem, Finding, Outcome
from ..text import to_jst
from .files import in_turn, write_if_changed
from .state import state_folder
from .strict import Report

_LINE = json.JSONEncoder(ensure_ascii=False)
_AT_ONCE = 1_000  # lines
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}


def load_collected(content: Path) -> tuple[CollectedItem, ...]:
    """Read all rows of all months, oldest month first; ContentError where a row is damaged."""
    findings: list[Finding] = []
    rows: list[CollectedItem] = []
    with _no_search_for_cycles():
        for path in sorted((content / "collected").glob("*.jsonl")):
            report = Report(path.as_posix())
            lines = path.read_bytes().split(b"\n")
            for start in range(0, len(lines), _AT_ONCE):
                rows += _items(lines[start : start + _AT_ONCE], start, report)
            findings += report.findings
    if findings:
        raise ContentError(findings)
    return tuple(rows)


@contextlib.contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows hold no cycles, and looking for them among a hundred thousand costs as much as half the reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _items(lines: list[bytes], before: int, report: Report) -> list[CollectedItem]:
    """Read some lines at once, which takes half the time, and one by one where that shows any damage."""
    whole = [line for line in lines if line.strip()]
    with contextlib.suppress(ValueError, KeyError, TypeError):
        values = json.loads(b"[" + b",".join(whole) + b"]")
        if len(values) == len(whole):
            return [_item(value) for value in values]
    items = []
    for number, line in enumerate(lines, before + 1):
        try:
            items += [_item(json.loads(line))] if line.strip() else []
        except (ValueError, KeyError, TypeError) as error:
            message, advice = f"この行を読めません({_why(error)})。", "git の前の版から、この行を戻してください。"
            report.add(number, 0, "collected-damaged", message, advice)
    return items


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"「{error.args[0]}」がありません"
    return "JSONではありません" if isinstance(error, json.JSONDecodeError | UnicodeDecodeError) else "値の形が違います"


def save_collected(content: Path, rows: Iterable[CollectedItem]) -> tuple[Path, ...]:
    """Add rows, or replace those of the same feed, key and revision; gives the files that were changed."""
    by_month: dict[str, list[CollectedItem]] = defaultdict(list)
    for row in rows:
        by_month[to_jst(row.first_seen).strftime("%Y-%m")].append(row)
    changed = []
    with in_turn(state_folder(content), "collected"):  # a decision may be recorded while a run stores what it saw
        for month, new in sorted(by_month.items()):
            path = content / "collected" / f"{month}.jsonl"
            if write_if_changed(path, _merged(path, new)):
                changed.append(path)
    return tuple(changed)


def _merged(path: Path, new: Iterable[CollectedItem]) -> bytes:
    """Give the month's lines with the new rows among them; those of others stay byte for byte as they are."""
    old = path.read_bytes().split(b"\n") if path.exists() else []
    table = {_identity(json.loads(line)): line.strip() for line in old if line.strip()}
    for item in new:
        row = _row(item)
        before = table.get(_identity(row))
        whole = json.loads(before) | row if before else row
        table[_identity(row)] = _LINE.encode(whole).encode()
    return b"".join(table[key] + b"\n" for key in sorted(table))


def _identity(row: dict[str, Any]) -> tuple[str, str, int]:
    return row["feed"], row["key"], row["revision"]


@lru_cache(10_000)  # the rows of a run share its moment, many of a day its midnight
def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _first_sight(value: str) -> datetime:
    moment = _moment(value)
    if moment is None:
        raise ValueError("first_seen is empty")
    return moment


def _item(row: dict[str, Any]) -> CollectedItem:
    return CollectedItem(
        feed=row["feed"],
        key=row["key"],
        link=row["link"],
        title=row["title"],
        published=_moment(row["published"]),
        first_seen=_first_sight(row["first_seen"]),
        revision=row["revision"],
        outcome=_OUTCOMES[row["outcome"]],
        fingerprint=row.get("fingerprint", ""),
        entry=row.get("entry", ""),
        updated=_moment(row.get("updated")),
        date_guessed=row.get("date_guessed", False),
        note=row.get("note", ""),
    )


@lru_cache(10_000)
def _written(moment: datetime | None) -> str | None:
    return to_jst(moment).isoformat() if moment else None


def _row(item: CollectedItem) -> dict[str, Any]:
    row: dict[str, Any] = {
        "feed": item.feed,
        "key": item.key,
        "link": item.link,
        "title": item.title,
        "published": _written(item.published),
        "first_seen": _written(item.first_seen),
        "revision": item.revision,
        "outcome": item.outcome.value,
        "fingerprint": item.fingerprint,
    }
    optional = {
        "entry": item.entry,
        "updated": _written(item.updated),
        "date_guessed": item.date_guessed,
        "note": item.note,
    }
    return row | {key: value for key, value in optional.items() if value}
