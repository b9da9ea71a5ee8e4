"""The key of the unsubscribe tokens: 32 random bytes in a file that only its owner reads.

Whoever has it can make tokens; whoever loses it can no longer honour the links in mails that are out. It is made once,
and the same file lies with the sender, the bounce reader and the unsubscribe program.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from ..errors import UsageError, reason_of

_BYTES = 32
_LARGEST = 4096


def make_key(path: Path) -> bytes:
    """Make a new key file (mode 0600); UsageError where there is one already."""
    key = secrets.token_bytes(_BYTES)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        message = f"{path} は既にあります。作り直すと、送ったメールの配信停止の宛先がすべて使えなくなります。"
        raise UsageError(message) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.hex().encode("ascii") + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def read_key(path: Path) -> bytes:
    """Read a key file; UsageError where there is none, or where it holds no key."""
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode("ascii").strip()
        key = bytes.fromhex(text)
    except OSError as error:
        raise UsageError(f"配信停止の鍵 {path} を読めません({reason_of(error)})。") from error
    except ValueError as error:
        raise UsageError(f"配信停止の鍵 {path} が壊れています。バックアップから戻してください。") from error
    if len(key) != _BYTES:
        raise UsageError(f"配信停止の鍵 {path} の長さが違います。バックアップから戻してください。")
    return key
