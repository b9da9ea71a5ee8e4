"""The word lists under data/: read once, when first asked for.

Lists are plain text: words separated by white space, `#` begins a comment, `[name]` begins a group. Tables: `tables`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def groups(name: str) -> dict[str, tuple[str, ...]]:
    """Give the groups of a word list: name of the group to its words, in the order of the file."""
    found: dict[str, list[str]] = {}
    group = ""
    for line in (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        text = line.split("#", 1)[0].strip()
        if text.startswith("["):
            group = text.strip("[]")
        elif text:
            found.setdefault(group, []).extend(text.split())
    return {key: tuple(words) for key, words in found.items()}


@cache
def words(name: str) -> frozenset[str]:
    """Give all words of a list."""
    return frozenset(word for members in groups(name).values() for word in members)
