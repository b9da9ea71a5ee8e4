"""設定: newsletter.yml as a form: what is the same in every issue, and goes into every page and mail."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from http import HTTPStatus

from .. import storage
from ..errors import ChangedError
from ..model import Archive, Newsletter, Remark
from ..review.newsletter import check_newsletter
from ..storage.keys import KEYS
from .form import View, newsletter_view, read_newsletter
from .look import Said, say
from .render import page
from .state import Desk
from .web import RefusedError, Request, Response, redirect, route


def show(desk: Desk, request: Request) -> Response:
    """Show the form as the file says it."""
    del request
    document = _document(desk)
    if document.value is None:
        return page(
            desk,
            "unreadable.html",
            title="読めない設定",
            findings=document.findings,
            text=document.text,
            status=HTTPStatus.CONFLICT,
        )
    return _form(desk, document, newsletter_view(document.value))


def save(desk: Desk, request: Request) -> Response:
    """Write what the form says; a setting that a check calls wrong is said, and nothing is written."""
    document = _document(desk)
    digest = request.value("digest")
    new, view, remarks = read_newsletter(request.form)
    if new is not None:
        remarks = tuple(check_newsletter(Archive(newsletter=new)))
    if new is None or remarks:
        return _form(desk, document, view, remarks=remarks, digest=digest)
    try:
        storage.save_document(desk.content, dataclasses.replace(document, digest=digest), new)
    except ChangedError:
        return _form(desk, document, view, theirs=document.text, status=HTTPStatus.CONFLICT)
    desk.say("設定を保存しました。")
    return redirect("/newsletter")


def _document(desk: Desk) -> storage.Document[Newsletter]:
    document = storage.open_newsletter(desk.content)
    if document is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, "newsletter.yml がありません。")
    return document


def _form(
    desk: Desk,
    document: storage.Document[Newsletter],
    view: View,
    *,
    remarks: Iterable[Remark] = (),
    digest: str = "",
    theirs: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    by_field: dict[str, list[Said]] = {}
    for one in map(say, remarks):
        by_field.setdefault(one.field, []).append(one)
    return page(
        desk,
        "newsletter.html",
        title="設定",
        here="newsletter",
        status=status,
        view=view,
        keys=KEYS[Newsletter],
        digest=digest or document.digest,
        by_field=by_field,
        theirs=theirs,
    )


ROUTES = (
    route("GET", "/newsletter", show),
    route("POST", "/newsletter", save),
)
