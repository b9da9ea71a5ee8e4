"""One request under one deadline: dial, ask, read; nothing is followed, unpacked or judged here.

http.client with sockets of our own: its time limit counts each operation for itself, so that a server that drips one
byte a second holds it for ever. Here every operation gets what is left of the whole. Threads with the standard library
reach the floor that latency sets (1.8 s for 200 feeds at 50-200 ms, measured), so aiohttp would add a dependency and
save nothing.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from .addresses import Resolve, UnresolvableError, is_loopback, is_public, literal

_HEAD_LIMIT = 64 * 1024  # bytes of status line and headers
_FRAMING = 6  # bytes on the wire for one of a body that comes in chunks of one byte
_PIECE = 64 * 1024
_NAME_SECONDS = 2.0  # for a name that a proxy will ask for once more
_INTERIM = frozenset({102, 103})  # heads before the answer proper (RFC 8297); http.client itself knows 100 only
_PORTS = {"http": 80, "https": 443}


class ForbiddenAddressError(OSError):
    """The host lies inside: private, loopback, link-local, multicast …"""


class ProxyError(OSError):
    """The proxy that the environment names cannot be used, or did not let us through."""


class TooLargeError(OSError):
    """More bytes than are taken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """When everything has to be over."""

    at: float
    clock: Callable[[], float] = time.monotonic

    def left(self) -> float:
        """Give the seconds that are left; TimeoutError when there are none."""
        seconds = self.at - self.clock()
        if seconds <= 0:
            raise TimeoutError("the deadline has passed")
        return seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialer:
    """How this run reaches a host."""

    resolve: Resolve
    context: ssl.SSLContext
    allow_private: bool = False
    trusted: frozenset[str] = frozenset()  # addresses that may be dialled although they lie inside
    connect_seconds: float = 5.0
    proxies: Callable[[], Mapping[str, str]] = getproxies
    bypass: Callable[[str], object] = proxy_bypass

    def connect(self, parts: SplitResult, deadline: Deadline) -> tuple[socket.socket, Mapping[str, str] | None]:
        """Open a connection to the address's host; beside it the headers for a proxy that wants whole addresses."""
        proxy = self._proxy(parts)
        if proxy is None:
            plain = self._dial(parts.hostname or "", _port(parts), deadline, allow_private=self.allow_private)
            return (self._secure(plain, parts, deadline) if parts.scheme == "https" else plain), None
        self._refuse_inside(parts, deadline)
        try:
            plain = self._dial(proxy.hostname or "", proxy.port or 80, deadline, allow_private=True)
            if parts.scheme == "http":
                return plain, _credentials(proxy)
            _open_tunnel(plain, parts, _credentials(proxy), deadline)
        except OSError as error:
            raise ProxyError(proxy.hostname) from error
        return self._secure(plain, parts, deadline), None

    def uses_proxy(self, parts: SplitResult) -> bool:
        """Whether the address's host is dialled by a proxy, and not by us."""
        return self._proxy(parts) is not None

    def _proxy(self, parts: SplitResult) -> SplitResult | None:
        host = parts.hostname or ""
        address = None if is_loopback(host) or self.bypass(host) else self.proxies().get(parts.scheme)
        return _proxy_of(address) if address else None

    def _refuse_inside(self, parts: SplitResult, deadline: Deadline) -> None:
        """Judge a host that a proxy will dial: what is known of it here; a name that only the proxy knows may pass."""
        if self.allow_private:
            return
        host = parts.hostname or ""
        ip = literal(host)
        known: tuple[str, ...] = (str(ip),) if ip else ()
        if ip is None:
            with contextlib.suppress(UnresolvableError):
                known = self.resolve(host, _port(parts), min(_NAME_SECONDS, deadline.left()))
        if is_loopback(host) or not all(is_public(address) or address in self.trusted for address in known):
            raise ForbiddenAddressError(host)

    def _dial(self, host: str, port: int, deadline: Deadline, *, allow_private: bool) -> socket.socket:
        ip = literal(host)
        addresses = (str(ip),) if ip else self.resolve(host, port, min(self.connect_seconds, deadline.left()))
        # Judged and dialled is the same address: a name that resolves to something else a moment later gains nothing.
        allowed = [one for one in addresses if allow_private or is_public(one) or one in self.trusted]
        if not allowed:
            raise ForbiddenAddressError(host)
        trouble: OSError = OSError("no address")
        for address in allowed:
            try:
                return socket.create_connection((address, port), min(self.connect_seconds, deadline.left()))
            except OSError as error:
                trouble = error
        raise trouble

    def _secure(self, plain: socket.socket, parts: SplitResult, deadline: Deadline) -> socket.socket:
        plain.settimeout(min(self.connect_seconds, deadline.left()))
        try:
            return self.context.wrap_socket(plain, server_hostname=parts.hostname)
        except (OSError, ValueError):
            plain.close()
            raise


class Exchange:
    """One request and its answer; to be closed."""

    def __init__(self, dialer: Dialer, url: str, headers: Mapping[str, str], deadline: Deadline) -> None:
        parts = urlsplit(url)
        sock, for_proxy = dialer.connect(parts, deadline)
        self.peer = "" if dialer.uses_proxy(parts) else str(sock.getpeername()[0])  # the address that was dialled
        self._timed = _TimedSocket(sock, deadline)
        try:
            self.response = self._ask(
                parts, _target(parts) if for_proxy is None else url, {**headers, **(for_proxy or {})}
            )
        except BaseException:
            self.close()
            raise

    def _ask(self, parts: SplitResult, target: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(parts.hostname or "", _port(parts))
        connection.auto_open = 0
        connection.sock = self._timed  # has what http.client uses of a socket
        connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
        for name, value in ({"Host": parts.netloc, "Connection": "close"} | dict(headers)).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        while response.status in _INTERIM:
            response.headers = None  # type: ignore[assignment]  # so that it reads the next head
            response.begin()
        return response

    def read(self, limit: int) -> tuple[bytes, bool]:
        """Give the body as it came, and whether it is all there; TooLargeError beyond `limit` bytes.

        What breaks off is given as far as it came; the deadline and the size end in an error.
        """
        parts: list[bytes] = []
        size = 0
        self._timed.allowed = limit * _FRAMING + _HEAD_LIMIT
        try:
            # read() of a chunked body loses the piece within which it breaks off; read1() of another knows no length.
            read = self.response.read1 if self.response.chunked else self.response.read
            while piece := read(_PIECE):
                parts.append(piece)
                size += len(piece)
                if size > limit:
                    raise TooLargeError(f"more than {limit} bytes")
        except http.client.IncompleteRead as error:
            return b"".join((*parts, error.partial)), False
        except (ConnectionError, ssl.SSLError, ValueError):  # ValueError: the size of a chunk is no number
            return b"".join(parts), False
        return b"".join(parts), not self.response.length

    def close(self) -> None:
        """Let go of the connection."""
        self._timed.sock.close()


class _TimedSocket:
    """As much of a socket as http.client uses, each operation under what is left of the deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self.sock = sock
        self.deadline = deadline
        self.allowed = (
            _HEAD_LIMIT  # bytes that may still come; http.client itself sets no bound to headers and trailers
        )

    def sendall(self, data: bytes) -> None:
        self.sock.settimeout(self.deadline.left())
        self.sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self))

    def receive(self, buffer: memoryview) -> int:
        self.sock.settimeout(self.deadline.left())
        count = self.sock.recv_into(buffer)
        self.allowed -= count
        if self.allowed < 0:
            raise TooLargeError("more on the wire than a document needs")
        return count

    def close(self) -> None:
        """Stay open: http.client closes its socket before the body is read, where the server will close, too."""


class _TimedReader(io.RawIOBase):
    def __init__(self, timed: _TimedSocket) -> None:
        self.timed = timed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a buffer of bytes
        return self.timed.receive(buffer)


def _proxy_of(address: str) -> SplitResult:
    """Read a proxy's address; only those that are spoken to in plain HTTP are known here."""
    try:
        proxy = urlsplit(address if "://" in address else f"http://{address}")
        is_known = proxy.scheme == "http" and bool(proxy.hostname) and proxy.port != 0
    except ValueError as error:
        raise ProxyError(address) from error
    if not is_known:
        raise ProxyError(address)
    return proxy


def _credentials(proxy: SplitResult) -> Mapping[str, str]:
    """Give the header for a proxy that wants a name and a password (RFC 9110 11.7.1)."""
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _open_tunnel(plain: socket.socket, parts: SplitResult, credentials: Mapping[str, str], deadline: Deadline) -> None:
    """Ask a proxy for a tunnel (RFC 9110 9.3.6)."""
    timed = _TimedSocket(plain, deadline)
    host = f"{parts.hostname}:{_port(parts)}"
    extra = "".join(f"{name}: {value}\r\n" for name, value in credentials.items())
    timed.sendall(f"CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n{extra}\r\n".encode("ascii"))
    response = http.client.HTTPResponse(timed, method="CONNECT")  # type: ignore[arg-type]  # uses makefile only
    response.begin()
    if response.status != http.HTTPStatus.OK:
        plain.close()
        raise ConnectionError(f"proxy: {response.status}")


def _port(parts: SplitResult) -> int:
    return parts.port if parts.port is not None else _PORTS[parts.scheme]


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
