"""The last decisions, kept so that they can be taken back: the files as they were, and the rows of the record.

A decision is taken back only while its files are as it left them; what an editor wrote since is never thrown away.
The notes of it are state that may be lost (see `state`): without them nothing is wrong, it only cannot be taken back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ..errors import UsageError
from .files import in_turn, one_at_a_time, write_atomic, write_if_changed
from .state import load_state, save_state, state_folder

_STATE = "desk-undo"
_KEPT = 100


def remember(content: Path, entry_id: str, sentence: str, paths: Iterable[Path], act: Callable[[], object]) -> None:
    """Do something to an entry's files, and note how to take it back. `paths`: all files that it may touch."""
    paths = tuple(dict.fromkeys(paths))
    before = {path: _text(path) for path in paths}
    rows = _rows(content, entry_id)
    act()
    changed = [path for path in paths if _text(path) != before[path]]
    step = {
        "sentence": sentence,
        "entry": entry_id,
        "rows": rows,
        "files": [
            {"path": path.relative_to(content).as_posix(), "before": before[path], "after": _digest(_text(path))}
            for path in changed
        ],
    }
    steps = load_state(content, _STATE).get("steps", [])
    save_state(content, _STATE, {"steps": [*steps, step][-_KEPT:]})


def last_step(content: Path) -> str:
    """Say what would be taken back; empty where there is nothing."""
    steps = load_state(content, _STATE).get("steps", [])
    return str(steps[-1]["sentence"]) if steps else ""


def undo(content: Path) -> tuple[str, str]:
    """Take the last decision back; gives its sentence and its entry. UsageError where that would lose something."""
    with one_at_a_time(state_folder(content), "decide"):
        steps = load_state(content, _STATE).get("steps", [])
        if not steps:
            message = "元に戻せる操作はありません。"
            raise UsageError(message)
        step = steps[-1]
        files = [(content / row["path"], row["before"], row["after"]) for row in step["files"]]
        if any(_digest(_text(path)) != after for path, _, after in files):
            save_state(content, _STATE, {"steps": steps[:-1]})
            message = f"「{step['sentence']}」のあとでファイルが変わっているため、元に戻しませんでした。"
            raise UsageError(message)
        _put_back(content, step, files)
        save_state(content, _STATE, {"steps": steps[:-1]})
    return str(step["sentence"]), str(step["entry"])


def _put_back(content: Path, step: dict[str, Any], files: list[tuple[Path, str | None, str]]) -> None:
    """Write before removing: a kill between leaves a text twice rather than not at all."""
    for path, text, _ in files:
        if text is not None:
            write_atomic(path, text.encode())
    _restore_rows(content, step["entry"], step["rows"])
    for path, text, _ in files:
        if text is None:
            path.unlink(missing_ok=True)
            _remove_empty(path.parent, content)


def _remove_empty(folder: Path, content: Path) -> None:
    """Remove the folders of an issue that the decision had begun (an issue's folder must have its issue.yml)."""
    while folder not in {content, content / "issues", content / "candidates"} and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def _digest(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()


def _rows(content: Path, entry_id: str) -> dict[str, list[str]]:
    """Give the lines of the record that speak of an entry, by file."""
    found: dict[str, list[str]] = {}
    for path in sorted((content / "collected").glob("*.jsonl")):
        lines = path.read_text("utf-8").split("\n")
        found[path.name] = [line for line in lines if line and json.loads(line).get("entry") == entry_id]
    return {name: lines for name, lines in found.items() if lines}


def _restore_rows(content: Path, entry_id: str, rows: dict[str, list[str]]) -> None:
    """Put the lines of an entry back; those of other entries stay as they are now."""
    with in_turn(state_folder(content), "collected"):  # a run may be storing what it saw
        for path in sorted((content / "collected").glob("*.jsonl")):
            lines = [line for line in path.read_text("utf-8").split("\n") if line]
            kept = [line for line in lines if json.loads(line).get("entry") != entry_id] + rows.get(path.name, [])
            write_if_changed(path, "".join(f"{line}\n" for line in sorted(kept, key=_identity)).encode())


def _identity(line: str) -> tuple[str, str, int]:
    row = json.loads(line)
    return row["feed"], row["key"], row["revision"]
