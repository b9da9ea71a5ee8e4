"""What the readers of bytes and texts hand to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

MEGABYTE = 1 << 20
PIXELS = "pixels"  # bytes that are known to be a picture's: read as one text, and not unpacked again


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How far a file is unpacked; beyond, it is a finding that it could not be read whole."""

    depth: int = 8  # packings inside of one another
    member: int = 32 * MEGABYTE  # bytes of one unpacked stream
    total: int = 96 * MEGABYTE  # bytes and characters of all views of one file …
    growth: int = 40  # … or this many times its size, if that is more
    findings: int = 200  # of one file; more say nothing more
    streams: int = 2_000  # packed streams found in one view


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A part that could not be read, and why (in Japanese)."""

    reason: str


class Stage(IntEnum):
    """How far a text has come; each reader leads on, so that the readings of one text are few."""

    SOURCE = 0
    STRIPPED = 1  # of its tags
    DECODED = 2
    BARE = 3  # decoded, and stripped of the tags that came out
    JOINED = 4  # strings put together
    AGAIN = 5  # decoded after that
    LAST = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """One reading of a file: a text or bytes, and by which steps it came about."""

    kind: str
    data: str | bytes | Unread
    depth: int = 0  # packings
    stage: Stage = Stage.SOURCE
    junk: bool = False  # not valid as a text: short names come about by chance
    spaced: bool = False  # the same letters as another view, with borders: only short names are new


Piece = tuple[str, str | bytes | Unread]
Pieces = Iterator[Piece]
