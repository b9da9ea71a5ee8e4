"""The gate for somebody who writes and looks, writes and looks: it reads again only what is not what it was.

For previews alone: what leaves the house is read whole, by `Gate.scan_tree`, whatever was read before.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from ..model import Leak
    from .gate import Gate
    from .pipeline import GateNeeds


class Rereading:
    """Remembers which bytes were clean under which name, as long as the gate looks for the same."""

    def __init__(self) -> None:
        self._needs: GateNeeds | None = None
        self._gate: Gate | None = None
        self._clean: set[tuple[str, bytes]] = set()

    def scan_trees(
        self, needs: GateNeeds, folders: Iterable[Path], is_stale: Callable[[], bool] = lambda: False
    ) -> tuple[Leak, ...] | None:
        """Read the files under folders that are new or changed; None where ``is_stale`` ended it between two files."""
        gate = self._gate_for(needs)
        leaks: list[Leak] = []
        clean = set()
        for name, path in (named for folder in folders for named in _files(folder)):
            if is_stale():
                return None
            data = path.read_bytes()
            known = (name, hashlib.sha256(data).digest())
            found = () if known in self._clean else gate.scan_bytes(name, data)
            leaks += found
            if not found:
                clean.add(known)
                self._clean.add(known)
        self._clean = clean  # what is no longer there is forgotten
        return tuple(leaks)

    def _gate_for(self, needs: GateNeeds) -> Gate:
        if self._gate is None or needs != self._needs:
            self._needs, self._gate = needs, needs.gate()
            self._clean.clear()
        return self._gate


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    return ((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file())
