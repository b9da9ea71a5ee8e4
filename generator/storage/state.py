"""State that may be lost without loss to the newsletter: locks, ETags, records of runs. Never in git.

It lies in `.cache/` beside content/, never inside: everything under content/ is an editor's.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from .files import write_if_changed


def state_folder(content: Path) -> Path:
    """Give the folder for state that belongs to this content."""
    return content.resolve().parent / ".cache" / "kawaraban"


def load_state(content: Path, name: str) -> dict[str, Any]:
    """Read a JSON object of state; an absent or damaged one is an empty one."""
    with contextlib.suppress(OSError, ValueError):
        value = json.loads((state_folder(content) / f"{name}.json").read_text("utf-8"))
        if isinstance(value, dict):
            return value
    return {}


def save_state(content: Path, name: str, value: dict[str, Any]) -> None:
    """Write a JSON object of state."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_if_changed(state_folder(content) / f"{name}.json", text.encode())
