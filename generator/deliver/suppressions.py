"""Who said no: an append-only file with one token a line, written by the unsubscribe program, read before every mail.

It holds no addresses (see unsubscribe.py), so it may lie on the public web server. A line is on disk before the reader
is told so; a line that was cut off by a crash is not read, and nobody was told about it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

_LINE = re.compile(rb"(?P<token>[A-Za-z0-9_-]{24}) [0-9T:+.\-]+Z?")


def suppress(path: Path, token: str, *, now: datetime) -> None:
    """Write a genuine token down; a second time changes nothing that matters."""
    line = f"\n{token} {now.isoformat()}\n".encode("ascii")  # the first break ends what a crash may have left
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line)  # one write with O_APPEND: two processes do not mix their lines
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_suppressed(path: Path) -> frozenset[str]:
    """Give all tokens that were written down; none where there is no file yet."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return frozenset()
    *lines, _cut_off = data.split(b"\n")
    return frozenset(found["token"].decode("ascii") for line in lines if (found := _LINE.fullmatch(line)))


class Suppressions:
    """The tokens in some files: a file that changed is read again before the next mail.

    What was once read stays for the run. A list that is being copied over may be empty, or gone, for a moment; who
    takes a refusal back gets the next issue.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)
        self._seen: tuple[tuple[int, int, int] | None, ...] = ()
        self._tokens: frozenset[str] = frozenset()

    def current(self) -> frozenset[str]:
        """Give all tokens; costs one look at each file where none has changed."""
        seen = tuple(_state(path) for path in self._paths)
        if seen != self._seen:
            self._tokens = self._tokens.union(*(read_suppressed(path) for path in self._paths))
            self._seen = seen
        return self._tokens


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
