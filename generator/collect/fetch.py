"""One feed's document, guarded: one deadline, one size, redirects by hand, nothing from inside the house.

ask ─▶ redirect? ask there (5 at most, every hop judged anew) ─▶ 200: unpack │ 304: unchanged │ else: a FetchError
"""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote, urljoin, urlsplit

from ..errors import FetchError
from ..model import Feed
from . import messages
from .addresses import is_loopback, resolve
from .document import Document, Fetched, Validators
from .freshness import fresh_until, retry_after
from .transport import Deadline, Dialer, Exchange, ForbiddenAddressError
from .unpack import unpack

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_GOOD = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, */*;q=0.5"
)
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"
_LONGEST_VALIDATOR = 1_000


class FetchFailedError(FetchError):
    """A feed that could not be fetched, and what the next run has to know about it."""

    def __init__(self, feed: str, message: str, *, retry_at: datetime | None = None, status: int = 0) -> None:
        super().__init__(feed, message)
        self.retry_at = retry_at
        self.status = status  # of HTTP; 0 where it did not come to that

    @property
    def is_gone(self) -> bool:
        """Whether the server says that the feed has ended."""
        return self.status == HTTPStatus.GONE

    @property
    def is_missing(self) -> bool:
        """Whether the server knows no such page (yet)."""
        return self.status == HTTPStatus.NOT_FOUND


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How long, how much, how often."""

    seconds: float = 10.0  # for the whole of it, redirects included: daily runs come again, editors do not wait
    bytes: int = 5 * 1024 * 1024  # unpacked
    redirects: int = 5
    per_host: int = 2  # connections at a time
    pause: float = 1.0  # seconds between two requests to one host


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetcher:
    """Fetches feeds in several threads at once; `now` is the run's moment."""

    dialer: Dialer
    user_agent: str
    now: datetime
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _gates: dict[str, _Gate] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, feed: Feed, validators: Validators) -> Fetched:
        """Fetch a feed's document; FetchError with a sentence in Japanese for whatever goes wrong."""
        try:
            return self._follow(feed, validators)
        except FetchError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FetchFailedError(feed.id, messages.of_error(error)) from error

    def _follow(self, feed: Feed, validators: Validators) -> Fetched:
        url, visited, moved = _address(feed.url), [feed.url], ""
        permanent = True
        deadline: Deadline | None = None
        dialer = self.dialer
        while True:
            with self._turn(url) as waited:
                # Waiting for a turn at a host is not the host's fault: that time does not count.
                at = deadline.at + waited if deadline else self.clock() + self.limits.seconds
                deadline = Deadline(at=at, clock=self.clock)
                answer = self._ask(feed, url, validators, dialer, deadline)
            if isinstance(answer, Fetched):
                return replace(answer, moved_to=moved)
            url, dialer = answer.target, self._cautious(dialer, answer.peer)
            permanent = permanent and answer.status in _PERMANENT
            moved = url if permanent else moved
            if url in visited or len(visited) > self.limits.redirects:
                raise FetchFailedError(feed.id, messages.TOO_MANY_REDIRECTS)
            visited.append(url)

    def _cautious(self, dialer: Dialer, peer: str) -> Dialer:
        """Give the dialer for a redirect: that feeds.yml may name machines inside is no word about where it points."""
        asked = frozenset({peer} if peer and self.dialer.allow_private else ())
        return replace(dialer, allow_private=False, trusted=dialer.trusted | asked)

    def _ask(
        self, feed: Feed, url: str, validators: Validators, dialer: Dialer, deadline: Deadline
    ) -> Fetched | _Redirect:
        """Make one request: the answer, or where it points to."""
        try:
            exchange = Exchange(dialer, url, self._headers(validators), deadline)
        except ForbiddenAddressError as error:
            if dialer is self.dialer:
                raise
            raise FetchFailedError(feed.id, messages.REDIRECT_INSIDE) from error
        try:
            response = exchange.response
            if response.status in _REDIRECTS:
                target = _target(feed, url, response.getheader("Location"))
                return _Redirect(target=target, status=response.status, peer=exchange.peer)
            if response.status == HTTPStatus.NOT_MODIFIED and validators != Validators():
                return Fetched(
                    document=None, validators=validators, fresh_until=fresh_until(response.getheader, self.now)
                )
            if response.status not in _GOOD:
                raise self._failure(feed, response)
            return self._read(url, exchange)
        finally:
            exchange.close()

    def _read(self, url: str, exchange: Exchange) -> Fetched:
        response = exchange.response
        packed, whole = exchange.read(self.limits.bytes)
        body, unpacked = unpack(packed, response.getheader("Content-Encoding", ""), limit=self.limits.bytes)
        complete = whole and unpacked
        document = Document(url=url, body=body, charset=response.headers.get_content_charset(), complete=complete)
        if not complete:  # half a document must be asked for again: no validators, no freshness
            return Fetched(document=document)
        fresh = fresh_until(response.getheader, self.now)
        return Fetched(document=document, validators=_validators(response), fresh_until=fresh)

    def _headers(self, validators: Validators) -> Mapping[str, str]:
        headers = {
            "User-Agent": self.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "ja, en;q=0.5",
        }
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        return headers

    def _failure(self, feed: Feed, response: http.client.HTTPResponse) -> FetchFailedError:
        status = response.status
        wait = retry_after(response.getheader("Retry-After"), self.now) if status in {429, 503} else None
        message = messages.of_status(status, wait)
        return FetchFailedError(feed.id, message, retry_at=wait, status=status)

    @contextmanager
    def _turn(self, url: str) -> Iterator[float]:
        """Wait for a turn at a host, and give how long that took; this machine itself needs no such courtesy."""
        host = urlsplit(url).hostname or ""
        if is_loopback(host):
            yield 0.0
            return
        with self._lock:
            gate = self._gates.setdefault(host, _Gate(threading.Semaphore(self.limits.per_host)))
        start = self.clock()
        with gate.places:
            with gate.pausing:
                self.sleep(max(0.0, gate.free_at - self.clock()))
                gate.free_at = self.clock() + self.limits.pause
            yield self.clock() - start


@dataclass(frozen=True, kw_only=True, slots=True)
class _Redirect:
    """Where an answer points to, and who said so."""

    target: str
    status: int
    peer: str  # address


@dataclass(slots=True)
class _Gate:
    """The way to one host: so many at a time, and a pause between two."""

    places: threading.Semaphore
    pausing: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


def make_fetcher(
    now: datetime,
    *,
    user_agent: str,
    allow_private: bool = False,
    limits: Limits | None = None,
    dialer: Dialer | None = None,
) -> Fetcher:
    """Make the fetcher of a run: system name server, system certificates, proxies of the environment."""
    dialer = dialer or Dialer(resolve=resolve, context=ssl.create_default_context(), allow_private=allow_private)
    return Fetcher(dialer=dialer, user_agent=user_agent, now=now, limits=limits or Limits())


def _address(url: str) -> str:
    """Give an address fit for a request line; ValueError with the reason, in Japanese, where it cannot be asked."""
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise messages.BadAddressError(messages.BAD_ADDRESS)
    if parts.username is not None or parts.password is not None:
        raise messages.BadAddressError(messages.USER_IN_ADDRESS)
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    if parts.port == 0:
        raise messages.BadAddressError(messages.BAD_ADDRESS)
    netloc = f"{host}:{parts.port}" if parts.port is not None else host
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return f"{parts.scheme}://{netloc}{quote(parts.path or '/', safe=_SAFE)}{query}"


def _target(feed: Feed, url: str, location: str | None) -> str:
    if not location:
        raise FetchFailedError(feed.id, messages.REDIRECT_NOWHERE)
    # http.client reads headers as Latin-1; addresses in them are UTF-8 when they are not ASCII.
    readable = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return _address(urljoin(url, readable.strip()))
    except ValueError as error:  # feeds.yml is right, its editor has nothing to mend there
        raise FetchFailedError(feed.id, messages.REDIRECT_BAD) from error


def _validators(response: http.client.HTTPResponse) -> Validators:
    etag, modified = (response.getheader(name) or "" for name in ("ETag", "Last-Modified"))
    fits = [value if value.isascii() and len(value) < _LONGEST_VALIDATOR else "" for value in (etag, modified)]
    return Validators(etag=fits[0], last_modified=fits[1])
