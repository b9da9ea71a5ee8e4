"""Requests and answers as values, with limits: the little of WSGI that the desk needs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

LARGEST_BODY = 256 * 1024  # bytes; an entry's file may have 64 KB, written as %E3%81%82 three times that
_MOST_FIELDS = 3_000
_HIDDEN = frozenset({"csrf", "digest"})
_WORTH_KEEPING = 12  # characters; dates and choices are made again
_DRAINED = 4 * 1024 * 1024
_FORM = "application/x-www-form-urlencoded"


class RefusedError(Exception):
    """A request that gets no answer but this one."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a browser asked."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """Give the last value of a field of the form; empty where there is none."""
        return next((value for key, value in reversed(self.form) if key == name), "")


@dataclass(frozen=True, kw_only=True)
class Response:
    """What the browser gets."""

    body: bytes = b""
    status: HTTPStatus = HTTPStatus.OK
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    policy: str = ""  # a Content-Security-Policy of its own


Handler = Callable[..., Response]


def read_request(environ: WSGIEnvironment) -> Request:
    """Read a request within the limits; RefusedError beyond them."""
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO") or "/",
        query=dict(_pairs(environ.get("QUERY_STRING", "").encode("latin-1", "replace"))),
        form=_pairs(_body(environ)) if environ["REQUEST_METHOD"] == "POST" else (),
    )


def _body(environ: WSGIEnvironment) -> bytes:
    if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
        raise RefusedError(HTTPStatus.LENGTH_REQUIRED, "長さの分からない送信は受け取れません。")
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != _FORM:
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "この形の送信は受け取れません。")
    length = environ.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdigit()):
        raise RefusedError(HTTPStatus.LENGTH_REQUIRED, "長さの分からない送信は受け取れません。")
    if len(length) > 9 or int(length) > LARGEST_BODY:  # noqa: PLR2004 -- digits of a number too large in any case
        # Read it all the same, or the browser would see a broken connection instead of the answer.
        _read(environ, min(int(length[:9]), _DRAINED))
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "送られた内容が大きすぎます。")
    body = _read(environ, int(length))
    if len(body) != int(length):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "送信が途中で切れました。もう一度送ってください。")
    return body


def _read(environ: WSGIEnvironment, length: int) -> bytes:
    try:
        body: bytes = environ["wsgi.input"].read(length)
    except OSError:
        raise RefusedError(HTTPStatus.REQUEST_TIMEOUT, "送信が途中で止まりました。もう一度送ってください。") from None
    return body


def _pairs(text: bytes) -> tuple[tuple[str, str], ...]:
    try:
        pairs = parse_qsl(
            text.decode("ascii", "replace"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="replace",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "項目が多すぎます。") from None
    return tuple(pairs)


def typed(request: Request) -> str:
    """Give what somebody wrote into the form of a request, to be given back where it was not taken."""
    texts = (value.strip() for name, value in request.form if name not in _HIDDEN and not name.startswith("new."))
    return "\n\n".join(text for text in texts if len(text) >= _WORTH_KEEPING)


def redirect(address: str) -> Response:
    """Send the browser to another page of the desk."""
    return Response(status=HTTPStatus.SEE_OTHER, headers=(("Location", address),))


def json_answer(value: Any) -> Response:
    """Answer a script of the desk."""
    return Response(body=json.dumps(value, ensure_ascii=False).encode(), content_type="application/json; charset=utf-8")


@dataclass(frozen=True)
class Route:
    """A method and a pattern of paths; the pattern's groups become the handler's arguments."""

    method: str
    pattern: re.Pattern[str]
    handler: Handler


def route(method: str, pattern: str, handler: Handler) -> Route:
    """Make a route; `{id}`, `{month}` and `{name}` in the pattern are what may stand in a file's name."""
    for word, letters in (
        ("{id}", r"(\d{4}-\d{2}-\d{2}-[a-z0-9]{4,12})"),
        ("{month}", r"(\d{4}-\d{2})"),
        ("{name}", r"([a-z0-9][a-z0-9-]{0,63})"),
    ):
        pattern = pattern.replace(word, letters)
    return Route(method, re.compile(pattern, re.ASCII), handler)


def find_route(routes: Iterable[Route], request: Request) -> tuple[Handler, tuple[str, ...]]:
    """Give the handler for a request and its arguments; RefusedError where there is none."""
    method = "GET" if request.method == "HEAD" else request.method
    allowed = False
    for one in routes:
        match = one.pattern.fullmatch(request.path)
        if match and one.method == method:
            return one.handler, match.groups()
        allowed = allowed or bool(match)
    if allowed:
        raise RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, "この操作はできません。")
    raise RefusedError(HTTPStatus.NOT_FOUND, "このページはありません。")
