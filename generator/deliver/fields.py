"""The header fields of a message of ours as bytes, folded as they are; the body is handed on unread."""

from __future__ import annotations

import re
from collections.abc import Iterable

_END = b"\r\n\r\n"
_FIELD = re.compile(rb"(?P<name>[!-9;-~]+):(?P<value>[^\r\n]*(?:\r\n[ \t][^\r\n]*)*)\r\n")
Field = tuple[bytes, bytes]  # name, and the value with its blank and its folds


def split_fields(message: bytes) -> tuple[list[Field], bytes]:
    """Give the header fields and the body; ValueError where the message is none of ours."""
    head, end, body = message.partition(_END)
    fields = [(found["name"], found["value"]) for found in _FIELD.finditer(head + b"\r\n")]
    if not end or sum(len(name) + len(value) + 3 for name, value in fields) != len(head) + 2:
        raise ValueError("this is no message with headers in CRLF lines")
    return fields, body


def join_fields(fields: Iterable[Field], body: bytes) -> bytes:
    """Put a message together again."""
    return b"".join(name + b":" + value + b"\r\n" for name, value in fields) + b"\r\n" + body
