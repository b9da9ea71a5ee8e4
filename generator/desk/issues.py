"""号: one month's newsletter as a whole: order, 今月の3点, findings, what is missing, how the feeds are; and out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any

from .. import storage
from ..errors import ChangedError, GeneratorError, UsageError
from ..model import Archive, Entry, Issue, Remark, Section, Severity
from ..publish.pipeline import publish
from ..review.entries import MAX_HIGHLIGHTS
from ..review.pipeline import check
from ..text import japan_day, japanese_date, month_title, one_line, to_jst
from .form import View, issue_view, read_issue
from .guard import MAIL_POLICY
from .look import Said, say
from .render import page
from .state import Desk
from .web import RefusedError, Request, Response, redirect, route

_STALE = timedelta(days=2)  # a collector that has not run for two days loses items (cli/diagnosing)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Line:
    """An entry as the issue's page lists it."""

    entry: Entry
    errors: int
    warnings: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that is to be done before the issue goes out."""

    done: bool
    text: str
    href: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class FeedRow:
    """How a feed was at the last run."""

    feed: str
    status: str
    is_well: bool
    new: int
    newest: str
    troubles: tuple[str, ...]


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
    _issue(desk, month)
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
    try:
        desk.say(call(month, value))
    except GeneratorError as error:  # a refusal is an answer, and there is no text that could be lost
        desk.say(str(error), tone="bad")
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
    found = tuple(check(archive, issue.month))
    document = storage.open_issue(desk.content, issue.month)
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
        by_section=[(section, _lines(issue, section, found)) for section in Section],
        findings=_grouped(found, issue),
        steps=list(_steps(desk, archive, issue, found)),
        feeds=_feeds(desk),
        last_run=_last_run(desk),
        approval=storage.load_approval(desk.content, issue.month),
        sent=storage.load_sent(desk.content, issue.month),
        actions=desk.actions,
    )


def _lines(issue: Issue, section: Section, found: Iterable[Remark]) -> list[Line]:
    found = tuple(found)
    return [
        Line(
            entry=entry,
            errors=sum(one.subject == entry.id and one.severity is Severity.ERROR for one in found),
            warnings=sum(one.subject == entry.id and one.severity is Severity.WARNING for one in found),
        )
        for entry in issue.entries
        if entry.section is section
    ]


def _grouped(found: Iterable[Remark], issue: Issue) -> list[tuple[str, str, list[Said]]]:
    """Give the findings by what they speak of: title, address on the desk, findings; errors first."""
    titles = {entry.id: (entry.headline, f"/entries/{entry.id}") for entry in issue.entries}
    groups: dict[str, list[Said]] = {}
    for remark in sorted(found, key=lambda one: one.severity is not Severity.ERROR):
        groups.setdefault(remark.subject, []).append(say(remark))
    return [(*titles.get(subject, (month_title(issue.month), "")), its) for subject, its in groups.items()]


def _steps(desk: Desk, archive: Archive, issue: Issue, found: tuple[Remark, ...]) -> Iterator[Step]:
    """Say what is missing for the cut-off."""
    cut_off = date.fromisoformat(f"{issue.month}-{archive.newsletter.cut_off:02}")
    left = (cut_off - japan_day(desk.now())).days
    when = f"あと{left}日" if left > 0 else "今日" if left == 0 else f"{-left}日過ぎています"
    yield Step(done=left > 0, text=f"締切は{japanese_date(cut_off)}({when})")
    waiting = [
        entry
        for entry in archive.candidates
        if desk.month_of(entry.announced, archive.newsletter.cut_off) <= issue.month
    ]
    yield Step(done=not waiting, text=f"決めていない候補 {len(waiting)}件", href="/candidates" if waiting else "")
    empty = [entry for entry in issue.entries if not entry.body]
    href = f"/entries/{empty[0].id}" if empty else ""
    yield Step(done=not empty and bool(issue.entries), text=f"本文のない記事 {len(empty)}件", href=href)
    errors = sum(one.severity is Severity.ERROR for one in found)
    yield Step(done=not errors, text=f"直すべき誤り {errors}件", href="#findings" if errors else "")
    points = len(issue.highlights)
    yield Step(done=points == MAX_HIGHLIGHTS, text=f"今月の3点 {points}点", href="#whole")
    bare = [section.label for section in Section if not any(entry.section is section for entry in issue.entries)]
    yield Step(done=not bare, text=f"記事のない分野: {'、'.join(bare)}" if bare else "4つの分野に記事がある")


def _feeds(desk: Desk) -> list[FeedRow]:
    rows = [
        _feed(row) for row in storage.load_state(desk.content, "last-run").get("feeds", []) if isinstance(row, dict)
    ]
    return sorted(rows, key=lambda row: row.is_well)


def _feed(row: Mapping[str, Any]) -> FeedRow:
    status = str(row.get("status", ""))
    newest = row.get("newest")
    troubles = row.get("troubles") or ()
    return FeedRow(
        feed=str(row.get("feed", "")),
        status={"read": "取得", "unchanged": "変化なし", "waiting": "見送り", "failed": "失敗"}.get(status, status),
        is_well=status != "failed" and not troubles,
        new=int(row.get("candidates") or 0),
        newest=str(newest)[:10] if newest else "",
        troubles=tuple(str(trouble) for trouble in troubles),
    )


def _last_run(desk: Desk) -> tuple[str, bool]:
    """Say when the feeds were read, and whether that is long ago."""
    started = storage.load_state(desk.content, "last-run").get("started")
    if not isinstance(started, str):
        return "まだ一度も集めていません。", False
    moment = datetime.fromisoformat(started)
    is_fresh = desk.now() - moment <= _STALE
    return f"最後に集めたのは{to_jst(moment):%Y-%m-%d %H:%M}です。", is_fresh


ROUTES = (
    route("GET", "/issues", show_all),
    route("GET", "/issues/{month}", show),
    route("POST", "/issues/{month}", save),
    route("POST", "/issues/{month}/move", move),
    route("GET", "/issues/{month}/mail/(html|text)", mail),
    route("POST", "/issues/{month}/(build|approve|test|send)", act),
)
