"""Who may ask the desk: the browser that was given the address at the start, from the desk's own pages, nobody else.

Another website can send requests to 127.0.0.1 from the editor's browser, under a name of its own (DNS rebinding) or as
a form. So every request must name this host; must not come from another origin; must bear the session's cookie; and one
that changes something must bear the token of the form.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from .web import RefusedError, Request, Response

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

# No inline script or style, nothing from elsewhere, no frame around us but our own.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
# A mail brings its styles along; it is shown in a frame in which nothing can run, and from which nothing can be asked.
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; sandbox"
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
_METHODS = frozenset({"GET", "HEAD", "POST"})
_OPEN_AGAIN = "この机は、kawaraban desk が表示したアドレスから開いてください。"
_ELSEWHERE = "ほかのサイトからの操作は受け付けません。"


def _random() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The secrets of one run of the desk: in the address, in the cookie, in the forms."""

    token: str = field(default_factory=_random)
    session: str = field(default_factory=_random)
    csrf: str = field(default_factory=_random)


@dataclass(frozen=True, kw_only=True)
class Guard:
    """The rules for one address of the desk."""

    port: int
    keys: Keys

    @property
    def address(self) -> str:
        """Give the address that opens the desk; whoever has it may edit."""
        return f"http://127.0.0.1:{self.port}/?token={self.keys.token}"

    @property
    def _cookie(self) -> str:
        return f"kawaraban-desk-{self.port}"  # cookies do not tell ports apart

    def check_sender(self, environ: WSGIEnvironment) -> None:
        """Refuse what was not sent to this host, or comes from elsewhere; called before anything is read."""
        hosts = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        host = environ.get("HTTP_HOST", "")
        if host not in hosts:
            raise RefusedError(HTTPStatus.MISDIRECTED_REQUEST, _OPEN_AGAIN)
        if environ["REQUEST_METHOD"] not in _METHODS:
            raise RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, "この操作はできません。")
        origin = environ.get("HTTP_ORIGIN")
        site = environ.get("HTTP_SEC_FETCH_SITE")
        if origin is not None and origin != f"http://{host}":
            raise RefusedError(HTTPStatus.FORBIDDEN, _ELSEWHERE)
        if site not in {None, "same-origin", "none"}:  # another port of this machine is another site, too
            raise RefusedError(HTTPStatus.FORBIDDEN, _ELSEWHERE)
        if environ["REQUEST_METHOD"] == "POST" and origin is None:
            raise RefusedError(HTTPStatus.FORBIDDEN, _ELSEWHERE)

    def welcome(self, request: Request) -> Response | None:
        """Turn the token of the address into a cookie, and the address into one that may be seen."""
        token = request.query.get("token")
        if request.method != "GET" or request.path != "/" or token is None:
            return None
        if not _equal(token, self.keys.token):
            raise RefusedError(HTTPStatus.FORBIDDEN, _OPEN_AGAIN)
        cookie = f"{self._cookie}={self.keys.session}; Path=/; HttpOnly; SameSite=Strict"
        return Response(status=HTTPStatus.SEE_OTHER, headers=(("Location", "/"), ("Set-Cookie", cookie)))

    def check_session(self, environ: WSGIEnvironment) -> None:
        """Refuse a browser that was not given the address."""
        try:
            cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(self._cookie)
        except CookieError:
            cookie = None
        if cookie is None or not _equal(cookie.value, self.keys.session):
            raise RefusedError(HTTPStatus.FORBIDDEN, _OPEN_AGAIN)

    def check_form(self, request: Request) -> None:
        """Refuse a change that no form of the desk asked for."""
        if request.method == "POST" and not _equal(request.value("csrf"), self.keys.csrf):
            message = "ページが古くなっています。開き直してから、もう一度操作してください。"
            raise RefusedError(HTTPStatus.FORBIDDEN, message)


def _equal(given: str, wanted: str) -> bool:
    return compare_digest(given.encode(), wanted.encode())
