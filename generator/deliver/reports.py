"""What a delivery report says in its machine-readable parts (RFC 3464, RFC 6533), and nothing of its human text.

Old servers (qmail, some carriers in Japan) return a mail in plain words, in whatever language. That it came back is
believed, not why: it counts like a temporary failure, once an issue.

The outer message is taken apart flatly: its own parts, never parts of parts. So a report of any depth or breakage
costs no more than its first kilobytes, and what a stranger nests inside is never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

LARGEST = 256 * 1024  # bytes that are looked at; a report has some kilobytes, and returned mail follows behind
_MOST_PARTS = 20
_MOST_GROUPS = 100
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")  # RFC 3463
_ENVELOPE = ("Delivered-To", "X-Original-To", "Envelope-To", "To")  # where the return path stands that was bounced to
_RETURNED = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"})
_STATUS_PARTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_DAEMON = re.compile(r"(?:^|[<\s])(?:mailer-daemon|postmaster)(?:@|[>\s(]|$)", re.IGNORECASE)
_STILL_TRYING = re.compile(r"delay|warning|deferred|遅延|警告", re.IGNORECASE)
_RETURNED_ID = re.compile(rb"^[> \t]*Message-ID:[ \t]*(<[!-;=?-~]{3,250}>)", re.IGNORECASE | re.MULTILINE)
_UNKNOWN_WHY = "4.0.0"  # RFC 3463, 3.1: other or undefined
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{3,250}>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a report says of one recipient."""

    recipient: str  # as the reporting server writes it: theirs, not ours, where mail is forwarded
    action: str  # failed delayed delivered relayed expanded
    status: str  # 5.1.1; empty where there is none that can be read


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryReport:
    """A report: the addresses it came to, the Message-ID of the mail it speaks of, and what became of whom."""

    came_to: tuple[str, ...]
    message_id: str  # of the returned mail; empty where it was not returned
    outcomes: tuple[Outcome, ...]


def read_report(data: bytes) -> DeliveryReport | None:
    """Read a delivery report; None where the message is none (an answer from a person, an out-of-office note)."""
    message = _headers(data[:LARGEST])
    if message.get_content_type() != "multipart/report":
        return _in_plain_words(message)
    boundary = message.get_boundary()
    return _of_parts(message, data[:LARGEST], boundary) if boundary else None


def _in_plain_words(message: Message) -> DeliveryReport | None:
    """Read what a mail server sent without a machine-readable part; None where it still tries, or is no server."""
    if not _DAEMON.search(str(message.get("From", ""))) or _STILL_TRYING.search(_words(message.get("Subject", ""))):
        return None
    returned = _RETURNED_ID.search(_body(message))
    return DeliveryReport(
        came_to=_came_to(message),
        message_id=returned[1].decode("ascii") if returned else "",
        outcomes=(Outcome(recipient="", action="failed", status=_UNKNOWN_WHY),),
    )


def _words(field: object) -> str:
    try:
        return str(make_header(decode_header(str(field))))
    except (MessageError, ValueError, LookupError):  # a charset that nobody knows, bytes that are none of it
        return str(field)


def _of_parts(message: Message, data: bytes, boundary: str) -> DeliveryReport | None:
    outcomes: list[Outcome] = []
    message_id = ""
    for part in _parts(data, boundary):
        kind = part.get_content_type()
        if kind in _STATUS_PARTS and not outcomes:
            outcomes = list(_outcomes(_body(part)))
        elif kind in _RETURNED and not message_id:
            message_id = _returned_id(_body(part))
    if not outcomes:
        return None
    return DeliveryReport(came_to=_came_to(message), message_id=message_id, outcomes=tuple(outcomes))


def _came_to(message: Message) -> tuple[str, ...]:
    return tuple(str(value) for name in _ENVELOPE for value in message.get_all(name, []))


def _headers(data: bytes) -> Message:
    """Read a header and leave the body unread; the parser repairs or keeps what is broken, and raises nothing."""
    return BytesParser(policy=compat32).parsebytes(data, headersonly=True)


def _parts(data: bytes, boundary: str) -> Iterator[Message]:
    mark = b"--" + boundary.encode("ascii", "replace")
    pieces = re.split(rb"(?:\r?\n|\A)" + re.escape(mark) + rb"(?:--)?[ \t]*\r?(?=\n|\Z)", data, maxsplit=_MOST_PARTS)
    for piece in pieces[1:]:
        yield _headers(piece.removeprefix(b"\n"))


def _body(part: Message) -> bytes:
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in ("base64", "quoted-printable"):
        return str(part.get_payload()).encode("utf-8", "surrogateescape")
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _outcomes(body: bytes) -> Iterator[Outcome]:
    """Give the per-recipient groups; the first group speaks of the message as a whole (RFC 3464, 2.1)."""
    groups = re.split(rb"(?:\r?\n[ \t]*){2,}", body.strip())
    for group in groups[1 : _MOST_GROUPS + 1]:
        fields = _headers(group)
        action = str(fields.get("Action", "")).strip().lower()
        status = _STATUS.match(str(fields.get("Status", "")).strip())
        if action:
            recipient = _address(fields.get("Original-Recipient")) or _address(fields.get("Final-Recipient"))
            yield Outcome(recipient=recipient, action=action, status=status[0] if status else "")


def _address(field: object) -> str:
    """Give the address of ``rfc822; taro@kakuu.example``."""
    return "" if field is None else str(field).partition(";")[2].strip()


def _returned_id(body: bytes) -> str:
    found = _MESSAGE_ID.search(str(_headers(body.lstrip()).get("Message-ID", "")))
    return found[0] if found else ""
