"""Decode what is encoded in a text, and keep only its neighbourhood.

A page has few escapes: a copy of the whole page for each kind of them would cost more than all the rest of the gate.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_WHOLE = 2048  # characters up to which a text is kept whole
_AROUND = 400  # characters kept on each side: more than any name with its tags
_WORD = 300  # characters of the longest address that is kept whole
_BREAK = re.compile(r"[\s<>\"']")
GAP = "\n。\n"  # no name reaches over it


def rewrite(text: str, pattern: re.Pattern[str], decode: Callable[[str], str], *, around: int = _AROUND) -> str | None:
    """Give the text with `decode` done around the matches of `pattern`; None where nothing changes."""
    if len(text) <= _WHOLE:
        decoded = decode(text) if pattern.search(text) else text
        return decoded if decoded != text else None
    windows = [_whole_words(text, a, b) for a, b in _windows(text, pattern, around)]
    parts = [(text[a:b], decode(text[a:b])) for a, b in windows]
    changed = [new for old, new in parts if new != old]
    return GAP.join(changed) if changed else None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a neighbourhood to where a word ends: half an address would be taken for another one."""
    before = list(_BREAK.finditer(text, max(0, start - _WORD), start))
    after = _BREAK.search(text, end, end + _WORD)
    return before[-1].end() if before else max(0, start - _WORD), after.start() if after else end + _WORD


def _windows(text: str, pattern: re.Pattern[str], around: int) -> list[tuple[int, int]]:
    """Give the neighbourhoods of the matches; where matches are dense, only one in each is looked for."""
    windows: list[tuple[int, int]] = []
    match = pattern.search(text)
    while match:
        start, end = max(0, match.start() - around), match.end() + around
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
        # From here to the end of the window only the last match would count: looking behind its middle
        # loses at most half of the neighbourhood of a match, and saves most of the search.
        match = pattern.search(text, match.end() + around // 2)
    return windows
