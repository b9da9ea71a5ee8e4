"""Messages out of an mbox, a Maildir or a stream, one after the other, each cut off after so many bytes.

Nothing is changed or removed: what was read twice is counted once (see bounces).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_LINE = 64 * 1024  # bytes of a line that are read at once, however long it is


def messages_of_maildir(folder: Path, *, limit: int) -> Iterator[bytes]:
    """Give the messages of a Maildir (new and cur), by name; what is no plain file is passed over."""
    for name in ("new", "cur"):
        if not (folder / name).is_dir():
            continue
        for path in sorted((folder / name).iterdir()):
            if path.is_symlink() or not path.is_file():
                continue
            with path.open("rb") as file:
                yield file.read(limit)


def messages_of_mbox(file: BinaryIO, *, limit: int) -> Iterator[bytes]:
    """Give the messages of an mbox stream; a stream without a From line is one message (what a pipe gets)."""
    held, begun, at_line_start = bytearray(), False, True
    while line := file.readline(_LINE):
        if at_line_start and line.startswith(b"From "):
            if begun:
                yield bytes(held)
            held, begun = bytearray(), True
        else:
            begun = True
            held += line[: max(0, limit - len(held))]
        at_line_start = line.endswith(b"\n")
    if begun:
        yield bytes(held)
