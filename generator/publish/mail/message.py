"""The message: headers and two base64 parts, put together byte by byte, so that it is the same on every machine.

It is what all recipients get. What differs from one to the next (To, their own Message-ID and unsubscribe address) is
put into the headers by deliver; the body is never touched, and no text from a feed stands in any header.

base64 for both parts, always: an MTA may cut a line of 8bit at 998 octets, in the middle of a kanji, and
quoted-printable doubles a Japanese mail (MAIL.md 0, finding 3).
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime, time
from email.utils import format_datetime
from urllib.parse import quote

from ...model import Newsletter, PublicIssue
from ...text import JST
from . import wording
from .headers import address_header, machine_header, split_address, text_header

_CRLF = "\r\n"
_SENT_AT = time(9, 0)  # the hour that stands in Date, whenever the mail was built


def build_message(
    issue: PublicIssue, newsletter: Newsletter, html: str, text: str, *, subject: str = "", day: date | None = None
) -> bytes:
    """Give the message (RFC 5322, CRLF) with a text and an HTML part.

    ``subject`` and ``day`` (of the Date header) are the issue's own unless given, as for a correction.
    Raises UsageError where a setting cannot stand in a header.
    """
    subject = subject or wording.subject(issue, newsletter)
    digest = _digest((issue.month, newsletter.mail_from, subject, text, html))
    boundary = f"kawaraban-{issue.month}-{digest[:24]}"
    headers = [
        *_envelope(issue, newsletter, digest, subject, day or issue.published),
        *_list_headers(issue, newsletter),
        machine_header("MIME-Version", "1.0"),
        machine_header("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    ]
    # The last part is the one that clients prefer: RFC 2046, 5.1.4.
    parts = [_part("plain", text), _part("html", html)]
    opening, closing = f"--{boundary}{_CRLF}".encode(), f"--{boundary}--{_CRLF}".encode()
    return b"".join([*headers, b"\r\n", *(opening + part for part in parts), closing])


def sender_address(newsletter: Newsletter) -> str:
    """Give the address the mail comes from, without the name."""
    return split_address(newsletter.mail_from)[1]


def _digest(content: tuple[str, ...]) -> str:
    """Name the content: the same words give the same Message-ID and boundary, any other words another one."""
    return hashlib.sha256("\0".join(content).encode()).hexdigest()


def _envelope(issue: PublicIssue, newsletter: Newsletter, digest: str, subject: str, day: date) -> list[bytes]:
    name, address = split_address(newsletter.mail_from)
    moment = datetime.combine(day, _SENT_AT, tzinfo=JST)
    return [
        address_header("From", name or newsletter.publisher, address),
        address_header("Reply-To", "", newsletter.contact.email),
        text_header("Subject", subject),
        machine_header("Date", format_datetime(moment)),
        machine_header("Message-ID", f"<{issue.month}.{digest[:32]}@{_host(address)}>"),
    ]


def _list_headers(issue: PublicIssue, newsletter: Newsletter) -> list[bytes]:
    """Give what tells mail clients and auto-responders that this is a list, and how to leave it.

    Precedence is no standard but still heeded by auto-responders; Auto-Submitted is what RFC 3834 has instead.
    """
    address = sender_address(newsletter)
    return [
        machine_header("List-Id", f"<{address.replace('@', '.')}>"),
        machine_header("List-Unsubscribe", _unsubscribe(newsletter)),
        *([machine_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")] if newsletter.one_click else []),
        machine_header("List-Help", f"<mailto:{quote(newsletter.contact.email, safe='@')}>"),
        machine_header("Precedence", "bulk"),
        machine_header("Auto-Submitted", "auto-generated"),
        machine_header("Feedback-ID", f"{issue.month}:monthly:newsletter:{_host(address)}"),
    ]


def _unsubscribe(newsletter: Newsletter) -> str:
    """Give the ways to leave, the web first (RFC 2369); by mail to the contact where there is no other address."""
    if newsletter.opt_out.startswith("mailto:"):
        return f"<{newsletter.opt_out}>"
    return f"<{newsletter.opt_out}>, <mailto:{quote(newsletter.contact.email, safe='@')}?subject=unsubscribe>"


def _host(address: str) -> str:
    return address.rpartition("@")[2]


def _part(subtype: str, text: str) -> bytes:
    """Give one part; lines of a text end in CRLF before they are encoded (RFC 2045, 6.8)."""
    data = text.replace("\n", _CRLF).encode()
    head = f"Content-Type: text/{subtype}; charset=utf-8{_CRLF}Content-Transfer-Encoding: base64{_CRLF}{_CRLF}"
    return head.encode() + base64.encodebytes(data).replace(b"\n", b"\r\n")
