"""A record of every run of the collector, one file each: `.cache/kawaraban/runs/2026-11-21T09-00-00.json`.

A record is there from the beginning of its run, with `finished: null`, and is replaced at the end: so a run that was
killed is seen, too. `last-run.json` is the newest one that came to its end.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from ..text import to_jst
from .files import write_atomic
from .state import save_state, state_folder

_KEPT = 400  # more than a year of daily runs


def begin_run(content: Path, started: datetime) -> Path:
    """Note that a run has begun; gives the place of its record."""
    folder = state_folder(content) / "runs"
    name = to_jst(started).strftime("%Y-%m-%dT%H-%M-%S")
    path = folder / f"{name}.json"
    count = 1
    while path.exists():  # two runs of one second, or of one --now
        count += 1
        path = folder / f"{name}_{count:03}.json"  # sorted behind the first
    _write(path, {"started": to_jst(started).isoformat(), "finished": None})
    for old in sorted(folder.glob("*.json"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return path


def finish_run(content: Path, path: Path, record: dict[str, Any]) -> None:
    """Put the whole record in place, also as the last run."""
    _write(path, record)
    save_state(content, "last-run", record)


def unfinished_run(content: Path) -> str:
    """Give when the newest run began, if it did not come to its end (yet); else an empty text."""
    for path in sorted((state_folder(content) / "runs").glob("*.json"))[-1:]:
        try:
            record = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return ""
        if isinstance(record, dict) and record.get("finished") is None:
            return str(record.get("started", ""))
    return ""


def _write(path: Path, record: dict[str, Any]) -> None:
    write_atomic(path, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
