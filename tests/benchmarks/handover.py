"""A public archive, handed to another process in a form that is quick to read: reading it is no part of a build.

`pickle` alone would ask `dataclasses` for the fields of each of its 100,000 values again: three times as long.
"""

from __future__ import annotations

import gc
import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import PublicArchive


class _Values(pickle.Pickler):
    def reducer_override(self, value):
        if not is_dataclass(value) or isinstance(value, type):
            return NotImplemented
        return _restored, (type(value), *(getattr(value, field.name) for field in fields(value)))


def write(path: Path, archive: PublicArchive) -> None:
    """Write an archive into a file."""
    data = io.BytesIO()
    _Values(data).dump(archive)
    path.write_bytes(data.getvalue())


def read(path: Path) -> PublicArchive:
    """Read it again; all of it stays, so nobody looks for garbage meanwhile."""
    gc.disable()
    try:
        return pickle.loads(path.read_bytes())  # noqa: S301 -- written by this benchmark a second ago
    finally:
        gc.enable()


def _restored(kind, *values):
    made = object.__new__(kind)
    for put, value in zip(_setters(kind), values, strict=True):
        put(made, value)
    return made


@cache
def _setters(kind):
    return [getattr(kind, field.name).__set__ for field in fields(kind)]
