"""One recipient's copy of the approved message: three header fields are theirs, the body is everybody's.

The bytes after the headers are the approved ones by construction: they are never decoded, only handed on.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from ..errors import UsageError
from ..text import is_mail_address
from .fields import Field, join_fields, split_fields

_SAFE = re.compile(r"[!-~]+")


def message_id(run: str, issue: str, address: str, host: str, *, key: bytes) -> str:
    """Give the Message-ID of one copy: the key by which a mail server's log tells what became of it.

    It carries the run, because a log also holds earlier runs (MAIL.md C1), and no part of the address. Its mark also
    stands in the return path: without the key, nobody who knows the run can make up the bounce of another member.
    """
    mark = hmac.digest(key, f"mark\0{run}\0{issue}\0{address.casefold()}".encode(), hashlib.sha256).hex()[:24]
    return f"<{issue}.{run}.{mark}@{host}>"


def mark_of(message_id: str) -> str:
    """Give the mark in a Message-ID of ours."""
    return message_id.partition("@")[0].rpartition(".")[2]


def personalize(message: bytes, *, to: str, message_id: str, unsubscribe: str | None = None) -> bytes:
    """Give the copy for one address: To, Message-ID, and, where one-click is offered, their own address to leave by.

    ``unsubscribe`` (https) takes the place of the first address of List-Unsubscribe, what stands behind it stays.
    UsageError where a value cannot stand in a header, ValueError where the message is none of ours.
    """
    _refuse_what_no_header_holds(to, message_id, unsubscribe)
    head, body = split_fields(message)
    fields = {name.lower(): value for name, value in head}
    if b"list-unsubscribe-post" in fields and unsubscribe is None:
        raise ValueError("one-click unsubscribe needs an address that names the recipient (RFC 8058, 3.1)")
    new = {b"to": to, b"message-id": message_id}
    if unsubscribe is not None:
        new[b"list-unsubscribe"] = _unsubscribe(unsubscribe, fields[b"list-unsubscribe"])
    return join_fields([(name, _written(new.get(name.lower()), value)) for name, value in _with_to(head)], body)


def _refuse_what_no_header_holds(to: str, message_id: str, unsubscribe: str | None) -> None:
    if not is_mail_address(to):
        raise UsageError(f"宛先のメールアドレスとして使えません: {to!r}")
    for value in (message_id, unsubscribe):
        if value is not None and not _SAFE.fullmatch(value):
            raise UsageError(f"メールのヘッダーに使えない文字があります: {value!r}")


def _with_to(head: list[Field]) -> list[Field]:
    """Put To behind From, where readers look for it; a message for all has none."""
    if any(name.lower() in (b"to", b"cc", b"bcc") for name, _ in head):
        raise ValueError("the approved message is addressed to somebody already")
    at = [name.lower() for name, _ in head].index(b"from") + 1
    return [*head[:at], (b"To", b""), *head[at:]]


def _unsubscribe(address: str, approved: bytes) -> str:
    others = approved.decode("ascii").replace("\r\n", "").partition(",")[2].strip()
    return f"<{address}>" + (f",\r\n {others}" if others else "")


def _written(new: str | None, approved: bytes) -> bytes:
    return approved if new is None else b" " + new.encode("ascii")
