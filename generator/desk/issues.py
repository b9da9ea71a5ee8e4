"""号: one month's newsletter as a whole: order, 今月の3点, findings, what is missing, how the feeds are; and out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from http import HTTPStatus

from .. import storage
from ..deliver.approval import is_writer
from ..errors import ChangedError, GeneratorError, UsageError
from ..model import Issue, Remark, Section
from ..publish.pipeline import publish
from ..text import month_title, one_line
from . import saving
from .finishing import confirm_names, finish_of, point_fields
from .form import View, issue_view, read_issue
from .guard import MAIL_POLICY
from .look import say
from .overview import approval_step, feeds, grouped, issue_findings, lines, steps
from .render import page
from .standing import in_desk_words, refusal_to_send, standing_of
from .state import Desk
from .web import RefusedError, Request, Response, redirect, route


def show_all(desk: Desk, request: Request) -> Response:
    """Go to the newest issue, or say that there is none yet."""
    del request
    archive = desk.archive()
    if archive.issues:
        return redirect(f"/issues/{archive.issues[-1].month}")
    return page(
        desk,
        "trouble.html",
        title="まだ号がありません",
        here="issues",
        sentence="候補を1件載せると、最初の号ができます。",
        findings=desk.unreadable,
    )


def show(desk: Desk, request: Request, month: str) -> Response:
    """Show one issue."""
    del request
    issue, _ = _issue(desk, month)
    return _page(desk, issue, issue_view(issue))


def save(desk: Desk, request: Request, month: str) -> Response:
    """Write date, preface and highlights into issue.yml."""
    issue, document = _issue(desk, month)
    new, view, remarks = read_issue(request.form, dataclasses.replace(issue, entries=()))
    if new is None:
        return _page(desk, issue, view, remarks=remarks, digest=request.value("digest"))
    try:
        storage.save_document(desk.content, dataclasses.replace(document, digest=request.value("digest")), new)
    except ChangedError:
        return _page(desk, issue, view, theirs=document.text, status=HTTPStatus.CONFLICT)
    desk.say(f"{month_title(month)}を保存しました。")
    return redirect(f"/issues/{month}")


def finish(desk: Desk, request: Request, month: str) -> Response:
    """Confirm the names, take 今月の3点 as they stand in the list, and save with git: one press for all three."""
    issue, document = _issue(desk, month)
    own = dataclasses.replace(issue, entries=())
    new, view, remarks = read_issue(point_fields(issue, request.form), own)
    if new is None:
        return _page(desk, issue, view, remarks=remarks, digest=request.value("digest"))
    count = confirm_names(desk, request)
    try:
        storage.save_document(desk.content, dataclasses.replace(document, digest=request.value("digest")), new)
    except ChangedError:
        return _page(desk, issue, view, theirs=document.text, status=HTTPStatus.CONFLICT)
    names = f"{count}件の名前を確かめ、" if count else ""
    desk.say(f"{names}今月の3点を決めました。")
    if storage.find_repository(desk.content) is None:
        return redirect(f"/issues/{month}")
    saved = saving.save(desk, request)
    return redirect(f"/issues/{month}") if saved.status is HTTPStatus.SEE_OTHER else saved


def move(desk: Desk, request: Request, month: str) -> Response:
    """Move an entry one place up or down within its section."""
    issue, document = _issue(desk, month)
    order = reordered(issue, request.value("entry"), -1 if request.value("up") else 1)
    storage.save_document(desk.content, document, dataclasses.replace(issue, order=order, entries=()))
    return redirect(f"/issues/{month}#e-{request.value('entry')}")


def reordered(issue: Issue, entry_id: str, step: int) -> tuple[str, ...]:
    """Give the issue's `order` with an entry moved; where it is the order of days, nothing need be written."""
    entry = next((one for one in issue.entries if one.id == entry_id), None)
    if entry is None:
        message = "この号にその記事はありません。"
        raise UsageError(message)
    mine = [one for one in issue.entries if one.section is entry.section]
    place = mine.index(entry)
    other = place + step
    if 0 <= other < len(mine):
        mine[place], mine[other] = mine[other], mine[place]
    by_day = sorted(mine, key=lambda one: (one.announced, one.id))
    moved = {one.id for one in mine}
    kept = tuple(name for name in issue.order if name not in moved)
    return kept if mine == by_day else (*kept, *(one.id for one in mine))


def mail(desk: Desk, request: Request, month: str, kind: str) -> Response:
    """Show the issue's mail as it would be sent now; its HTML in a frame in which nothing can run."""
    del request
    _issue(desk, month)
    published = publish(desk.archive())
    if month not in published.mails:
        raise RefusedError(HTTPStatus.NOT_FOUND, "この号のメールはまだ作れません。")
    made = published.mails[month]
    if kind == "html":
        return Response(body=made.html.encode(), policy=MAIL_POLICY)
    return Response(body=made.text.encode(), content_type="text/plain; charset=utf-8")


def act(desk: Desk, request: Request, month: str, name: str) -> Response:
    """Do what the command of that name does."""
    issue, _ = _issue(desk, month)
    value = one_line(request.value("value"))
    call = desk.actions.get(name)
    if call is None:
        message = "この版の机からは、まだできません。"
        raise UsageError(message)
    if name in {"approve", "test"} and not value:
        message = "名前を書いてください。" if name == "approve" else "宛先を書いてください。"
        raise UsageError(message)
    if name == "send" and value != month:
        message = f"送る号を確かめるため、{month} と書いてください。"
        raise UsageError(message)
    if name == "send" and (refusal := refusal_to_send(desk, issue)):
        desk.say(refusal, tone="bad")
        return redirect(f"/issues/{month}")
    if request.value("seal") not in {"", desk.seal()}:
        desk.say("このページを開いたあとでファイルが変わりました。読み直してから、もう一度押してください。", tone="bad")
        return redirect(f"/issues/{month}")
    try:
        desk.say(call(month, value))
        if name in {"approve", "send"}:  # both leave a record that the others must know of
            saving.keep(desk)
    except GeneratorError as error:  # a refusal is an answer, and there is no text that could be lost
        desk.say(in_desk_words(str(error)), tone="bad")
    return redirect(f"/issues/{month}")


def _issue(desk: Desk, month: str) -> tuple[Issue, storage.Document[Issue]]:
    issue = next((one for one in desk.archive().issues if one.month == month), None)
    document = storage.open_issue(desk.content, month)
    if issue is None or document is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, "この号はありません。")
    return issue, document


def _page(
    desk: Desk,
    issue: Issue,
    view: View,
    *,
    remarks: Iterable[Remark] = (),
    digest: str = "",
    theirs: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    archive = desk.archive()
    found, elsewhere = issue_findings(desk, archive, issue)
    document = storage.open_issue(desk.content, issue.month)
    standing = standing_of(desk, issue)
    return page(
        desk,
        "issue.html",
        title=month_title(issue.month),
        here="issues",
        status=status,
        issue=issue,
        months=[one.month for one in archive.issues[::-1]],
        view=view,
        digest=digest or (document.digest if document else ""),
        theirs=theirs,
        form_findings=[say(remark) for remark in remarks],
        by_section=[(section, lines(issue, section, found)) for section in Section],
        findings=grouped((*found, *elsewhere), issue, archive),
        steps=[*steps(desk, archive, issue, found, elsewhere), approval_step(standing)],
        feeds=feeds(desk),
        last_run=desk.last_run(),
        standing=standing,
        finish=finish_of(archive, issue),
        approver=_approver(desk, issue),
        knows_author=_author(desk) != "",
        seal=desk.seal(),
        actions=desk.actions,
    )


def _author(desk: Desk) -> str:
    repository = storage.find_repository(desk.content)
    return repository.author if repository else "-"


def _approver(desk: Desk, issue: Issue) -> str:
    """Give who works at this desk, where that is nobody of those who wrote the issue."""
    repository = storage.find_repository(desk.content)
    writers = storage.git_writers(desk.content, issue.month) if repository else None
    if repository is None or writers is None:
        return ""
    here = storage.git_identity(desk.content)
    wrote = (*((one.name, one.email) for one in writers), *((name, "") for name in issue.written_by))
    return "" if here is None or is_writer((here.name, here.email), wrote) else here.name


ROUTES = (
    route("GET", "/issues", show_all),
    route("GET", "/issues/{month}", show),
    route("POST", "/issues/{month}", save),
    route("POST", "/issues/{month}/finish", finish),
    route("POST", "/issues/{month}/move", move),
    route("GET", "/issues/{month}/mail/(html|text)", mail),
    route("POST", "/issues/{month}/(build|approve|test|send)", act),
)
