"""The program behind opt_out (WSGI): a page with one button for people, one-click for mail clients (RFC 8058).

Only a POST that says List-Unsubscribe=One-Click has an effect; GET and HEAD have none, because scanners in front of
mailboxes open every link. Both body types that RFC 8058 allows are read, and no other. No cookie, no redirect, no
login, no script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from email import message_from_bytes, policy
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from .unsubscribe import PARAMETER, is_genuine

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_FIELD, _VALUE = "List-Unsubscribe", "One-Click"
_LARGEST_BODY = 16_384  # bytes; the form has 27
_ASK = "「{title}」の配信を停止します。よろしければボタンを押してください。"
_DONE = "「{title}」の配信停止を受け付けました。次の号からはお届けしません。"
# The address in the body of a mail is the same for everybody: it names nobody, and so it can only show the ways out.
_HOW = (
    "「{title}」の配信を停止するには、お手元のメールソフトで、届いたメールの「登録解除」や「配信停止」のボタンを押してください。"
    "ボタンがないときは、メールを受け取っているアドレスから {contact} あてに、配信停止とお知らせください。"
)
_WRONG_LINK = "この宛先では配信停止を受け付けられません。お手数ですが、{contact} までメールでお知らせください。"
_BUTTON = (
    f'<form method="post"><input type="hidden" name="{_FIELD}" value="{_VALUE}"><button>配信を停止する</button></form>'
)
_PAGE = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>配信停止</title></head>
<body><h1>配信停止</h1><p>{text}</p>{form}</body></html>
"""


def unsubscribe_app(
    *, key: bytes, newsletter: str, title: str, contact: str, suppress: Callable[[str], None]
) -> WSGIApplication:
    """Make the program for one list: ``suppress`` writes a genuine token down before the answer goes out.

    ``newsletter`` is what tokens were made with, ``title`` and ``contact`` are shown to people.
    """

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        status, text, form = answer(environ)
        page = _PAGE.format(text=escape(text.format(title=title, contact=contact)), form=form).encode()
        start_response(f"{status.value} {status.phrase}", _headers(len(page)))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [page]

    def answer(environ: WSGIEnvironment) -> tuple[HTTPStatus, str, str]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD", "POST"):
            return HTTPStatus.METHOD_NOT_ALLOWED, _WRONG_LINK, ""
        if method != "POST" and not _values(environ.get("QUERY_STRING", ""), PARAMETER):
            return HTTPStatus.OK, _HOW, ""
        token = _token(environ)
        if not is_genuine(key, newsletter, token):
            return HTTPStatus.NOT_FOUND, _WRONG_LINK, ""
        if method != "POST":
            return HTTPStatus.OK, _ASK, _BUTTON
        if not _says_one_click(environ):
            return HTTPStatus.BAD_REQUEST, _ASK, _BUTTON
        suppress(token)
        return HTTPStatus.OK, _DONE, ""

    return app


def _headers(length: int) -> list[tuple[str, str]]:
    return [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(length)),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),  # the address is the key to somebody's subscription
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'"),
    ]


def _token(environ: WSGIEnvironment) -> str:
    values = _values(environ.get("QUERY_STRING", ""), PARAMETER)
    return values[0] if len(values) == 1 else ""


def _values(query: str, name: str) -> list[str]:
    try:
        return parse_qs(query, keep_blank_values=True, max_num_fields=20).get(name, [])
    except ValueError:  # more fields than anybody of good will sends
        return []


def _says_one_click(environ: WSGIEnvironment) -> bool:
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return False
    if not 0 < length <= _LARGEST_BODY:
        return False
    body = environ["wsgi.input"].read(length)
    kind = environ.get("CONTENT_TYPE", "")
    if kind.lower().startswith("multipart/form-data"):
        return _in_multipart(kind, body)
    # A few senders of the POST forget to say what it is.
    is_form = kind.partition(";")[0].strip().lower() in ("application/x-www-form-urlencoded", "")
    # … and some end it with a line break, as a file has it.
    return is_form and _values(body.decode("ascii", "replace").rstrip("\r\n"), _FIELD) == [_VALUE]


def _in_multipart(kind: str, body: bytes) -> bool:
    head = f"Content-Type: {kind}\r\n\r\n".encode("ascii", "replace")
    form = message_from_bytes(head + body, policy=policy.HTTP)
    return any(
        part.get_param("name", header="Content-Disposition") == _FIELD and str(part.get_payload()).strip() == _VALUE
        for part in form.walk()
        if not part.is_multipart()
    )


if __name__ == "__main__":
    from .unsubscribe_server import main

    main()
