"""Files that are whole or not there: atomic writes, swapped folders, one run at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from ..errors import UsageError


def write_atomic(path: Path, data: bytes) -> None:
    """Put the bytes in place of the file: at any moment there is the old file or the new one.

    The data and then the folder are flushed to the disk (a rename may otherwise outlive a power cut without its data).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


_FEW = (
    20  # files that are flushed one by one; beyond, one flush of all disks costs less (10,000 files: 0.2 s, not 20 s)
)


def write_together(aside: Path, files: Iterable[tuple[Path, bytes]]) -> tuple[Path, ...]:
    """Write many files, each whole or not there: all aside and flushed first, only then put in place.

    `aside` is a folder on the same disk for this alone: what a killed run left there is dropped. `files` are places
    and what is to stand there, asked for one by one; two places of one name are an error. Gives the places.
    """
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    places: dict[str, Path] = {}  # by the name of the file aside
    for path, data in files:
        new = f"{aside}{os.sep}{path.name}"
        if new in places:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path.as_posix())
        places[new] = path
        _write_new(new, data)
    _put_in_place(places)
    aside.rmdir()
    return tuple(places.values())


def _write_new(name: str, data: bytes) -> None:
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)  # a buffer or a path triples these calls
    try:
        written = os.write(handle, data)
    finally:
        os.close(handle)
    if written != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)


def _put_in_place(places: Mapping[str, Path]) -> None:
    _flush(places)
    folders = {path.parent for path in places.values()}
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    for new, path in places.items():
        _move(new, path)
    for folder in folders:
        _sync_folder(folder)


def _flush(names: Collection[str]) -> None:
    if len(names) > _FEW and hasattr(os, "sync"):
        os.sync()
        return
    for name in names:
        with Path(name).open("rb") as file:
            os.fsync(file.fileno())


def _move(source: str, target: Path) -> None:
    try:
        os.replace(source, target)  # noqa: PTH105 (thousands of times in a run; a path costs as much as the move)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_atomic(target, Path(source).read_bytes())  # the folders lie on two disks


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write only where the bytes differ: an unchanged file keeps its time. Gives whether it was written."""
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return False
    write_atomic(path, data)
    return True


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some file systems do not open folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def swap_folder(new: Path, target: Path) -> None:
    """Put a finished folder in place of the published one; both lie on one file system.

    Between the two renames there is a moment without `target`; a crash there is mended by `recover_folder`.
    """
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def recover_folder(target: Path) -> None:
    """Bring back the folder that a killed swap left aside, and drop what a killed build left."""
    old = target.with_name(f".{target.name}.old")
    if old.exists() and not target.exists():
        old.rename(target)
    for rest in target.parent.glob(f".{target.name}.new-*"):
        shutil.rmtree(rest, ignore_errors=True)


@contextlib.contextmanager
def folder_aside(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target` to build in; it is gone afterwards unless it was swapped in."""
    recover_folder(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
    aside.chmod(0o755)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextlib.contextmanager
def in_turn(folder: Path, what: str) -> Iterator[None]:
    """Hold a lock for the moment of a small change; another command that wants it waits that long."""
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{what}.lock").open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def one_at_a_time(folder: Path, what: str) -> Iterator[None]:
    """Hold a lock while a command changes files; the second one says so and stops.

    The kernel drops the lock with the process, so that a killed run never bars the next one.
    """
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{what}.lock").open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = f"別の {what} が実行中です。終わってから、もう一度実行してください。"
            raise UsageError(message) from None
        yield
