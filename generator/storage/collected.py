"""content/collected/YYYY-MM.jsonl: every item ever seen, one row each, sorted; machine-written, read for ever.

A row goes into the month in which its item was first seen (in Japan). Keys that a later version adds are kept when
an older one reads and writes the file; a row that cannot be read is an error, never skipped.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import ContentError
from ..model import CollectedItem, Outcome
from ..text import to_jst
from .files import in_turn, write_if_changed
from .state import state_folder
from .strict import Report


def load_collected(content: Path) -> tuple[CollectedItem, ...]:
    """Read all rows of all months, oldest month first; ContentError where a row is damaged."""
    findings = []
    rows: list[CollectedItem] = []
    for path in sorted((content / "collected").glob("*.jsonl")):
        report = Report(path.as_posix())
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
            if not line:
                continue
            try:
                rows.append(_item(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                report.add(
                    number,
                    0,
                    "collected-damaged",
                    f"この行を読めません({error})。",
                    "git の前の版から、この行を戻してください。",
                )
        findings += report.findings
    if findings:
        raise ContentError(findings)
    return tuple(rows)


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
    old = path.read_bytes().splitlines() if path.exists() else []
    table: dict[tuple[str, str, int], dict[str, Any]] = {}
    for line in old:
        row = json.loads(line)
        table[_identity(row)] = row
    for item in new:
        row = _row(item)
        table[_identity(row)] = table.get(_identity(row), {}) | row
    lines = [json.dumps(table[key], ensure_ascii=False, separators=(", ", ": ")) for key in sorted(table)]
    return "".join(line + "\n" for line in lines).encode()


def _identity(row: dict[str, Any]) -> tuple[str, str, int]:
    return row["feed"], row["key"], row["revision"]


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _item(row: dict[str, Any]) -> CollectedItem:
    return CollectedItem(
        feed=row["feed"],
        key=row["key"],
        link=row["link"],
        title=row["title"],
        published=_moment(row["published"]),
        first_seen=datetime.fromisoformat(row["first_seen"]),
        revision=row["revision"],
        outcome=Outcome(row["outcome"]),
        fingerprint=row.get("fingerprint", ""),
        entry=row.get("entry", ""),
        updated=_moment(row.get("updated")),
        date_guessed=row.get("date_guessed", False),
        note=row.get("note", ""),
    )


def _row(item: CollectedItem) -> dict[str, Any]:
    row: dict[str, Any] = {
        "feed": item.feed,
        "key": item.key,
        "link": item.link,
        "title": item.title,
        "published": to_jst(item.published).isoformat() if item.published else None,
        "first_seen": to_jst(item.first_seen).isoformat(),
        "revision": item.revision,
        "outcome": item.outcome.value,
        "fingerprint": item.fingerprint,
    }
    optional = {
        "entry": item.entry,
        "updated": to_jst(item.updated).isoformat() if item.updated else None,
        "date_guessed": item.date_guessed,
        "note": item.note,
    }
    return row | {key: value for key, value in optional.items() if value}
