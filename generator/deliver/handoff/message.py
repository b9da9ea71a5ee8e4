"""The approved message as an engine may have it: without the headers that it sets itself, addressed to the list."""

from __future__ import annotations

from dataclasses import dataclass

from ...text import is_mail_address
from ..fields import join_fields, split_fields

# Mailman replaces List-Unsubscribe, but would leave our List-Unsubscribe-Post, which is then invalid (MAIL.md C2).
_ENGINES_OWN = frozenset(
    {
        b"list-id",
        b"list-unsubscribe",
        b"list-unsubscribe-post",
        b"list-help",
        b"list-post",
        b"list-archive",
        b"list-owner",
        b"list-subscribe",
        b"precedence",
        b"feedback-id",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Campaign:
    """One issue for an engine: both parts as they were approved."""

    name: str  # unique to these bytes, so that a second hand-over is recognized
    subject: str
    sender: str  # From, as the engine's API wants it: 名称 <address>
    html: str
    text: str
    message: bytes


def for_list(message: bytes, list_address: str) -> bytes:
    """Give the message for the posting address of a list."""
    if not is_mail_address(list_address):
        raise ValueError(f"no mail address: {list_address!r}")
    head, body = split_fields(message)
    kept = [(name, value) for name, value in head if name.lower() not in _ENGINES_OWN]
    at = [name.lower() for name, _ in kept].index(b"from") + 1
    return join_fields([*kept[:at], (b"To", b" " + list_address.encode("ascii")), *kept[at:]], body)
