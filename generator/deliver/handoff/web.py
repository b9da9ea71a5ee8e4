"""HTTP to an engine: one request, one answer, a deadline, a size limit, no redirects. The one owner of http.client."""

from __future__ import annotations

import http.client
import json
import socket
import time
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ...errors import UsageError

DEADLINE = 30.0  # seconds for a whole exchange
_LARGEST = 1024 * 1024  # bytes of an answer
_CHUNK = 16 * 1024


class Unanswered(Exception):  # noqa: N818 - a fact, not an error: the caller decides what it means
    """The request went out and no whole answer came: nobody knows what became of it."""


class Unreached(Exception):  # noqa: N818 - as above
    """Nothing was sent: the other end cannot be reached."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """An answer, whatever its status is."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)  # names in lower case
    body: bytes = b""

    def json(self) -> Any:
        """Give the answer as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


def checked_base(url: str) -> SplitResult:
    """Give an engine's address in parts; UsageError where a password would go there for everybody to read."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return parts
    if parts.scheme == "http" and parts.hostname and _is_this_machine(parts.hostname):
        return parts
    raise UsageError(f"--engine-url は https:// にしてください(http:// は 127.0.0.1 だけ): {url}")


def request(method: str, url: str, *, headers: dict[str, str], body: bytes = b"", deadline: float = DEADLINE) -> Reply:
    """Make one request. Unreached where nothing went out, Unanswered where the answer is missing or too large."""
    parts = checked_base(url)
    ends = time.monotonic() + deadline
    connection = _connection(parts, deadline)
    try:
        try:
            connection.connect()
        except OSError as error:
            raise Unreached(f"{parts.hostname} に接続できません: {error}") from error
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target, body=body, headers=headers)
            answer = connection.getresponse()
            return Reply(
                status=answer.status,
                headers={name.lower(): value for name, value in answer.getheaders()},
                body=_read(answer, connection.sock, ends),
            )
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(f"{parts.hostname} から返事が得られません: {error}") from error
    finally:
        connection.close()


def _connection(parts: SplitResult, deadline: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, parts.port, timeout=deadline)
    return http.client.HTTPConnection(host, parts.port, timeout=deadline)


def _read(answer: http.client.HTTPResponse, sock: socket.socket | None, ends: float) -> bytes:
    """Read to the end; the deadline holds for all of it, not for each piece."""
    held = bytearray()
    while True:
        left = ends - time.monotonic()
        if left <= 0 or len(held) > _LARGEST:
            raise Unanswered("返事が長すぎるか、時間内に終わりません。")
        if sock is not None:
            sock.settimeout(left)
        piece = answer.read1(_CHUNK)
        if not piece:
            return bytes(held)
        held += piece


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
