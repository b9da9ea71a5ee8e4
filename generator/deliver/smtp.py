"""One message to one recipient over SMTP, and what the answer means for the ledger: the one module that knows smtplib.

What counts is how far the message had got when something went wrong: before the server said 354 nothing was handed
over, and the recipient may be tried again; between the last byte and the server's answer nobody knows (RFC 5321, 6.1
makes the server responsible with its 250, and not before).
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from ..errors import UsageError
from .ledger import State

# RFC 5321, 4.2.1: the first digit of an answer is its meaning.
_GO_AHEAD, _REFUSED, _PERMANENT = 354, 400, 500
_CLOSING = 421  # RFC 5321, 3.8: to whatever was said; the server hangs up
_LOCKED = 530  # RFC 3207, 4 and RFC 4954, 4.6: not without STARTTLS, not without AUTH
_LARGEST_ANSWER = 64 * 1024  # bytes; RFC 5321, 4.5.3.1.5 gives a line 512
_UNREACHABLE = re.compile(r"5\d\d (?:5\.1\.(?![78]\b)\d{1,3}|5\.2\.1)\b")
_TIMEOUT = 60.0  # seconds for each piece of an answer
_DEADLINE = 600.0  # seconds for a message from MAIL to 250: RFC 5321, 4.5.3.2.6 gives the last answer ten minutes


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What became of one message: the state for the ledger, and the server's words."""

    state: State  # SENT DEFERRED FAILED UNKNOWN, or QUEUED where nothing was handed over
    detail: str


class Encryption(StrEnum):
    """How the connection is kept from others' eyes."""

    NONE = "none"  # a server on the same machine
    STARTTLS = "starttls"  # usual on port 587; never without it, where it was asked for
    TLS = "tls"  # from the first byte, usual on port 465


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """How a server wants to be spoken to."""

    encryption: Encryption = Encryption.NONE
    ca_file: Path | None = None  # of a private certificate authority; the system's otherwise
    user: str = ""  # no AUTH where empty
    password: str = field(default="", repr=False)
    lmtp: bool = False  # LMTP (RFC 2033) instead of SMTP: what Mailman listens to


class _Limited:
    """What a server says, line by line, up to a limit for one answer: smtplib keeps every line of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.left = file, _LARGEST_ANSWER

    def readline(self, size: int = -1) -> bytes:
        """Give the next line; OSError, which smtplib takes for a broken connection, where there is too much."""
        line = self._file.readline(size)
        self.left -= len(line)
        if self.left < 0:
            raise OSError("the answer is too long")
        return line

    def close(self) -> None:
        """Close what is read from."""
        self._file.close()


class _Smtp(smtplib.SMTP):
    def getreply(self) -> tuple[int, bytes]:
        """Read one answer of a limited size."""
        if self.file is None and self.sock is not None:
            self.file = _Limited(self.sock.makefile("rb"))
        if isinstance(self.file, _Limited):
            self.file.left = _LARGEST_ANSWER
        return super().getreply()


class _Tls(_Smtp, smtplib.SMTP_SSL):
    pass


class _Lmtp(_Smtp, smtplib.LMTP):
    pass


class Transport:
    """A connection to the mail server that is opened when it is needed, and again after it broke."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        timeout: float = _TIMEOUT,
        deadline: float = _DEADLINE,
        access: Access | None = None,
    ) -> None:
        self._host, self._port, self._timeout, self._deadline = host, port, timeout, deadline
        self._access = access or Access()
        if self._access.user and self._access.encryption is Encryption.NONE:
            raise UsageError(
                "暗号化していない接続ではパスワードを送れません。--tls starttls か --tls tls を付けてください。"
            )
        self._smtp: smtplib.SMTP | None = None

    def send(self, *, sender: str, recipient: str, message: bytes) -> Answer:
        """Hand one message (CRLF lines) to the server.

        UsageError where the server cannot be reached, or does not take mail from this sender: that is no recipient's
        fault, and the run has to stop.
        """
        smtp = self._connected()
        with _hanging_up_after(self._deadline, smtp.sock):
            return self._hand_over(smtp, sender, recipient, message)

    def _hand_over(self, smtp: smtplib.SMTP, sender: str, recipient: str, message: bytes) -> Answer:
        try:
            refused = self._announce(smtp, sender, recipient)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Answer(state=State.QUEUED, detail=f"本文を渡す前に接続が切れました: {error}")
        if refused:
            return refused
        try:
            smtp.send(_dotted(message))
            code, said = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Answer(state=State.UNKNOWN, detail=f"本文を渡したあと、返事の前に接続が切れました: {error}")
        if code == _CLOSING:
            self.close()
        return _answer(code, said)

    def close(self) -> None:
        """Give the connection up without ceremony; the next message opens another."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = self._opened()
                self._greet(self._smtp)
            except smtplib.SMTPAuthenticationError as error:
                self.close()
                told = _words(error.smtp_code, _bytes(error.smtp_error))
                raise UsageError(f"メールサーバーが利用者名かパスワードを受け付けません: {told}") from error
            except (smtplib.SMTPException, OSError) as error:
                self.close()
                raise UsageError(f"メールサーバー({self._host}:{self._port})に接続できません: {error}") from error
        return self._smtp

    def _opened(self) -> smtplib.SMTP:
        if self._access.encryption is Encryption.TLS:
            return _Tls(self._host, self._port, timeout=self._timeout, context=self._context())
        kind = _Lmtp if self._access.lmtp else _Smtp
        return kind(self._host, self._port, timeout=self._timeout)

    def _greet(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self._access.encryption is Encryption.STARTTLS:
            smtp.starttls(context=self._context())
            smtp.ehlo()
        if self._access.user:
            smtp.login(self._access.user, self._access.password)

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._access.ca_file)

    def _announce(self, smtp: smtplib.SMTP, sender: str, recipient: str) -> Answer | None:
        """Say from whom and to whom; give the refusal, or None where the server waits for the message."""
        code, said = smtp.mail(sender)
        if code == _LOCKED:
            raise UsageError(
                f"メールサーバーが暗号化か認証を求めています: {_words(code, said)} "
                "--tls starttls(または tls)、必要なら --smtp-user を付けてください。"
            )
        if code >= _PERMANENT:
            smtp.rset()
            raise UsageError(f"メールサーバーが差出人({sender})を受け付けません: {_words(code, said)}")
        if code < _REFUSED:
            code, said = smtp.rcpt(recipient)
        if code < _REFUSED:
            code, said = smtp.docmd("DATA")
        if code == _GO_AHEAD:
            return None
        if code == _CLOSING:  # it says nothing about this recipient
            raise smtplib.SMTPServerDisconnected(_words(code, said))
        self._reset(smtp)
        if code < _REFUSED:
            raise smtplib.SMTPDataError(code, said)
        return _answer(code, said)

    def _reset(self, smtp: smtplib.SMTP) -> None:
        """Be ready for the next recipient; a server may hang up behind an answer, which holds all the same."""
        try:
            smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.close()


@contextmanager
def open_transport(
    host: str, port: int, *, timeout: float = _TIMEOUT, deadline: float = _DEADLINE, access: Access | None = None
) -> Iterator[Transport]:
    """Give a transport that is closed at the end."""
    transport = Transport(host, port, timeout=timeout, deadline=deadline, access=access)
    try:
        yield transport
    finally:
        transport.close()


@contextmanager
def _hanging_up_after(seconds: float, connection: socket.socket | None) -> Iterator[None]:
    """Hang up on a server that is not through in time, even where it says a byte now and then."""

    def hang_up() -> None:
        if connection is not None:
            with suppress(OSError):  # closed in the meantime
                connection.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def says_unreachable(detail: str) -> bool:
    """Whether a refusal names the recipient's address as the reason (RFC 3463: 5.1.x but the sender's, 5.2.1).

    A bare 550 and every other code may be about the mail or its sender: it takes nobody off the list.
    """
    return _UNREACHABLE.match(detail) is not None


def _answer(code: int, said: bytes) -> Answer:
    kinds = {2: State.SENT, 4: State.DEFERRED, 5: State.FAILED}
    return Answer(state=kinds.get(code // 100, State.UNKNOWN), detail=_words(code, said))


def _words(code: int, said: bytes) -> str:
    return f"{code} {said.decode('utf-8', 'replace')}".replace("\n", " ")[:500]


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


def _dotted(message: bytes) -> bytes:
    """Double a dot that begins a line, and end with the line of one dot (RFC 5321, 4.5.2)."""
    body = message if message.endswith(b"\r\n") else message + b"\r\n"
    return body.replace(b"\r\n.", b"\r\n..") + b".\r\n"
