"""Work on texts that is the same line by line, done once for each line: the pages of a site repeat their lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_SHORT = 160  # characters: looking up the lines of a short text costs more than the work
_LINE = 600  # characters of a line that may come again
_KEPT = 4_000_000  # characters of all lines kept, a few megabytes; then they are forgotten

Out = TypeVar("Out", str, bytes)


class ByLine(Generic[Out]):
    """A function that gives the same line by line, ends of lines as lines of their own; it remembers them."""

    def __init__(self, work: Callable[[str], Out]) -> None:
        """Take the work."""
        self._work: Callable[[str], Out] = work
        self._between: Out = work("\n")
        self._known: dict[str, Out] = {}
        self._kept = 0

    def __call__(self, text: str) -> Out:
        """Do it for a text."""
        if len(text) < _SHORT:
            return self._work(text)
        known = self._known
        return self._between.join([known[line] if line in known else self._of(line) for line in text.split("\n")])

    def _of(self, line: str) -> Out:
        result: Out = self._work(line)
        if len(line) <= _LINE:
            self._kept += len(line)
            if self._kept > _KEPT:
                self._known.clear()
                self._kept = 0
            self._known[line] = result
        return result
