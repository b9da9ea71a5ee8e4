"""The desk as a WSGI program: guard, route, answer, headers."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from functools import cache
from html import escape
from http import HTTPStatus
from importlib import resources
from typing import TYPE_CHECKING

from ..errors import ContentError, GeneratorError
from . import candidates, entries, issues, moving, newsletter, organizations, saving
from .guard import HEADERS, POLICY, Guard
from .render import page
from .state import Desk
from .web import RefusedError, Request, Response, Route, find_route, read_request, redirect, route, typed

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_STATIC = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_PLAIN = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>編集の机</title></head><body><h1>{status}</h1><p>{sentence}</p>{kept}</body></html>
"""
_KEPT = "<h2>送ろうとした内容(ここから写せます)</h2><pre>{text}</pre>"


def make_app(desk: Desk, guard: Guard) -> WSGIApplication:
    """Make the program for one desk at one address."""
    desk.csrf = guard.keys.csrf

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            response = _answer(desk, guard, environ)
        except RefusedError as error:
            response = _plain(error.status, error.sentence)
        except Exception:  # noqa: BLE001 -- the edge of the program: a bug is shown to whoever runs it, the desk goes on
            traceback.print_exc(file=sys.stderr)
            response = _plain(
                HTTPStatus.INTERNAL_SERVER_ERROR,
                "プログラムの誤りで表示できません。ファイルはそのままです。端末に出た内容を開発者に知らせてください。",
            )
        start_response(f"{response.status.value} {response.status.phrase}", _headers(response))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]

    return app


def _answer(desk: Desk, guard: Guard, environ: WSGIEnvironment) -> Response:
    guard.check_sender(environ)
    request = read_request(environ)
    try:
        return _handle(desk, guard, environ, request)
    except RefusedError as error:
        return _plain(error.status, error.sentence, typed(request))


def _handle(desk: Desk, guard: Guard, environ: WSGIEnvironment, request: Request) -> Response:
    welcome = guard.welcome(request)
    if welcome is not None:
        return welcome
    guard.check_session(environ)
    guard.check_form(request)
    handler, arguments = find_route(_routes(), request)
    try:
        if request.method != "POST":
            return handler(desk, request, *arguments)
        with desk.lock:  # one change at a time
            return handler(desk, request, *arguments)
    except ContentError as error:
        return page(
            desk,
            "trouble.html",
            title="読めないファイルがあります",
            status=HTTPStatus.CONFLICT,
            findings=error.findings,
            kept=typed(request),
        )
    except GeneratorError as error:
        return page(
            desk,
            "trouble.html",
            title="できませんでした",
            status=HTTPStatus.CONFLICT,
            sentence=str(error),
            findings=(),
            kept=typed(request),
        )


def _static(desk: Desk, request: Request, name: str) -> Response:
    del desk, request
    if name not in _STATIC:
        raise RefusedError(HTTPStatus.NOT_FOUND, "このページはありません。")
    body = (resources.files(__package__) / "static" / name).read_bytes()
    return Response(body=body, content_type=_STATIC[name])


def _home(desk: Desk, request: Request) -> Response:
    del request
    return redirect("/candidates" if desk.archive().candidates else "/issues")


@cache
def _routes() -> tuple[Route, ...]:
    return (
        route("GET", "/", _home),
        route("GET", r"/static/([a-z]+\.[a-z]+)", _static),
        *candidates.ROUTES,
        *entries.ROUTES,
        *organizations.ROUTES,
        *issues.ROUTES,
        *moving.ROUTES,
        *newsletter.ROUTES,
        *saving.ROUTES,
    )


def _plain(status: HTTPStatus, sentence: str, kept: str = "") -> Response:
    """Make a page without anything of the desk; what somebody typed into it is given back, never lost."""
    part = _KEPT.format(text=escape(kept)) if kept else ""
    text = _PLAIN.format(status=status.value, sentence=escape(sentence), kept=part)
    return Response(body=text.encode(), status=status)


def _headers(response: Response) -> list[tuple[str, str]]:
    return [
        ("Content-Type", response.content_type),
        ("Content-Length", str(len(response.body))),
        ("Content-Security-Policy", response.policy or POLICY),
        *HEADERS,
        *response.headers,
    ]
