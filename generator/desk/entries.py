"""記事: the form with every field; what is typed is looked at, and saved only where nobody else was faster."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from .. import storage
from ..errors import ChangedError, UsageError
from ..language.industries import words as industry_words
from ..model import Archive, Certainty, Entry, Organization, Privacy, Remark, Role
from ..text import japan_day, month_title
from . import labels
from .form import View, entry_view, nested, posted_entry, read_entry, read_organization
from .look import Look, Said, look_at, say
from .render import page, render
from .state import Desk, months_near
from .web import RefusedError, Request, Response, json_answer, redirect, route


@dataclass(frozen=True, kw_only=True)
class _Open:
    """An entry that is being worked on: its file, its issue, and what stands in the fields."""

    document: storage.Document[Entry]
    entry: Entry  # as the file says it
    month: str
    is_candidate: bool


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """What stands in the form, and what is said about it."""

    view: View
    entry: Entry | None = None  # what the view says, where it says one
    remarks: tuple[Remark, ...] = ()  # why it does not
    digest: str = ""  # of the file when the form was opened; empty: as it is now
    differences: tuple[Difference, ...] = ()
    is_unsaved: bool = False
    posted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field that says one thing here and another in the file."""

    label: str
    mine: str
    theirs: str


def show(desk: Desk, request: Request, entry_id: str) -> Response:
    """Show the form of an entry as its file says it."""
    del request
    document = storage.open_entry(desk.content, entry_id)
    if document is not None and document.value is None:
        return page(
            desk,
            "unreadable.html",
            title="読めない記事",
            findings=document.findings,
            text=document.text,
            status=HTTPStatus.CONFLICT,
        )
    opened = _open(desk, entry_id)
    return _form(desk, opened, _Shown(view=entry_view(opened.entry), entry=opened.entry))


def save(desk: Desk, request: Request, entry_id: str) -> Response:
    """Write what the form says; nothing is written while a field cannot be read or the file has changed meanwhile."""
    opened = _open(desk, entry_id)
    view, digest = posted_entry(request.form), request.value("digest")
    entry, remarks = read_entry(view, opened.entry)
    if entry is None:
        return _form(desk, opened, _Shown(view=view, remarks=remarks, digest=digest))
    if request.value("look"):  # without a script, this button looks at the text
        return _form(desk, opened, _Shown(view=view, entry=entry, digest=digest, posted=request.form))
    document = dataclasses.replace(opened.document, digest=digest)
    try:
        storage.save_document(desk.content, document, entry)
    except ChangedError:
        differences = _differences(entry_view(entry), entry_view(opened.entry))
        return _form(desk, opened, _Shown(view=view, entry=entry, differences=differences), HTTPStatus.CONFLICT)
    desk.say("保存しました。")
    return redirect(f"/entries/{entry_id}")


def look(desk: Desk, request: Request, entry_id: str) -> Response:
    """Say to the script what there is to say about the text as it stands in the form."""
    opened = _open(desk, entry_id)
    entry, remarks = read_entry(posted_entry(request.form), opened.entry)
    if entry is None:
        return json_answer({"findings": [dataclasses.asdict(say(remark)) for remark in remarks], "side": None})
    seen = look_at(entry, desk.archive(), opened.month, desk.sources())
    side = render("_side.html", **_side(entry_id, seen, request.form))
    return json_answer({"findings": [dataclasses.asdict(one) for one in seen.findings], "side": side})


def register(desk: Desk, request: Request, entry_id: str) -> Response:
    """Register a name that stands in the text, and add it to the parties of the form; the text stays as typed."""
    opened = _open(desk, entry_id)
    view = posted_entry(request.form)
    proposal = _posted_proposal(request.form, request.value("register"))
    name = str(proposal.get("id", "")).strip()
    organization, remarks = read_organization(proposal, name)
    if organization is None:
        desk.say("".join(remark.message + remark.advice for remark in remarks), tone="bad")
        return _form(desk, opened, _unsaved(view, opened, request))
    try:
        storage.new_organization(desk.content, organization)
    except UsageError as error:  # the id is taken: the text must not go with the error
        desk.say(str(error), tone="bad")
        return _form(desk, opened, _unsaved(view, opened, request))
    role = str(proposal.get("role", "")) or Role.VICTIM.value
    _join(view, name, role)
    desk.say(
        f"「{organization.name}」を登録し、登場する組織に加えました。記事はまだ保存していません。",
        href=f"/organizations/{name}",
        label="組織を直す",
    )
    return _form(desk, opened, _unsaved(view, opened, request))


def join(desk: Desk, request: Request, entry_id: str) -> Response:
    """Add a registered organization to the parties of the form; the text stays as typed."""
    opened = _open(desk, entry_id)
    view = posted_entry(request.form)
    name = request.value("join")
    if name not in {one.id for one in desk.archive().organizations}:
        message = "その組織は登録されていません。"
        raise UsageError(message)
    _join(view, name, Role.VICTIM.value)
    return _form(desk, opened, _unsaved(view, opened, request))


def _join(view: View, name: str, role: str) -> None:
    parties = [row for row in view["parties"] if row.get("organization")]
    view["parties"] = [*parties, {"organization": name, "role": role}]


def _unsaved(view: View, opened: _Open, request: Request) -> _Shown:
    """Show again what was typed, after something else was done with it."""
    entry, remarks = read_entry(view, opened.entry)
    digest = request.value("digest")
    return _Shown(view=view, entry=entry, remarks=remarks, digest=digest, is_unsaved=True, posted=request.form)


def _posted_proposal(pairs: Iterable[tuple[str, str]], number: str) -> View:
    rows = nested(pairs, ("new",)).get("new", [])
    if isinstance(rows, list) and number.isascii() and number.isdigit() and int(number[:4]) < len(rows):
        row = rows[int(number[:4])]
        if isinstance(row, dict):
            return {key: value for key, value in row.items() if isinstance(value, str)}
    message = "登録する名前が見当たりません。ページを開き直してください。"
    raise UsageError(message)


def _open(desk: Desk, entry_id: str) -> _Open:
    archive = desk.archive()
    document = storage.open_entry(desk.content, entry_id)
    if document is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, "この記事はありません。")
    if document.value is None:
        message = f"{document.path.name} が読めない書き方になっています。エディタで直してください。"
        raise UsageError(message)
    months = (issue.month for issue in archive.issues for entry in issue.entries if entry.id == entry_id)
    month = next(months, "")
    return _Open(
        document=document,
        entry=document.value,
        month=month or desk.month_of(document.value.announced, archive.newsletter.cut_off),
        is_candidate=not month,
    )


def _form(desk: Desk, opened: _Open, shown: _Shown, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Make the page: what stands in the fields is `shown.view`, whatever the file says."""
    archive = desk.archive()
    seen = look_at(shown.entry, archive, opened.month, desk.sources()) if shown.entry is not None else None
    findings = seen.findings if seen else tuple(say(remark) for remark in shown.remarks)
    return page(
        desk,
        "entry.html",
        title=opened.entry.headline,
        here="issues",
        status=status,
        opened=opened,
        view=shown.view,
        digest=shown.digest or opened.document.digest,
        by_field=_by_field(findings),
        differences=shown.differences,
        is_unsaved=shown.is_unsaved,
        month_name=month_title(opened.month),
        today=japan_day(desk.now()).isoformat(),
        other_months=[month for month in months_near(opened.month, archive) if month != opened.month],
        neighbours=_neighbours(archive, opened),
        is_sent=not opened.is_candidate and storage.load_sent(desk.content, opened.month) is not None,
        **_side(opened.entry.id, seen, shown.posted),
        **_choices(archive, shown.view),
    )


def _by_field(findings: Iterable[Said]) -> dict[str, list[Said]]:
    fields: dict[str, list[Said]] = {}
    for one in findings:
        fields.setdefault(one.field, []).append(one)
    return fields


def _side(entry_id: str, seen: Look | None, posted: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Give what the side shows; what was typed into a proposal is kept."""
    rows = nested(posted, ("new",)).get("new", [])
    typed = {row.get("surface"): row for row in rows if isinstance(row, dict)} if isinstance(rows, list) else {}
    proposals = [
        {
            "surface": one.surface,
            "reason": one.reason,
            "sure": one.sure,
            **_proposed(one.organization),
            **typed.get(one.surface, {}),
        }
        for one in (seen.names.proposals if seen else ())
    ]
    return {
        "entry_address": f"/entries/{entry_id}",
        "seen": seen,
        "proposals": proposals,
        "roles": labels.ROLES,
        "kinds": labels.KINDS,
        "industries": industry_words(),
    }


def _proposed(organization: Organization) -> dict[str, str]:
    return {
        "id": organization.id,
        "name": organization.name,
        "other_names": "\n".join(organization.other_names),
        "kind": organization.kind.value,
        "industry": organization.industry or "",
        "alias": organization.alias or "",
        "role": Role.VICTIM.value,
    }


def _choices(archive: Archive, view: View) -> dict[str, Any]:
    organizations = sorted(archive.organizations, key=lambda one: one.name)
    known = {one.id for one in organizations}
    return {
        "organizations": organizations,
        "unknown_parties": [row.get("organization") for row in view["parties"] if row.get("organization") not in known],
        "causes": labels.CAUSES,
        "certainties": {certainty: certainty.label for certainty in Certainty},
        "privacies": {Privacy.NORMAL: "ふつう", Privacy.STRICT: "件数や日付も丸める"},
        "threads": [(entry.id, entry.headline) for entry in archive.entries if entry.thread in {None, entry.id}][-120:],
    }


def _neighbours(archive: Archive, opened: _Open) -> tuple[str, str]:
    """Give the entries before and after in the same issue, to write one after the other."""
    ids = [entry.id for issue in archive.issues if issue.month == opened.month for entry in issue.entries]
    if opened.entry.id not in ids:
        return "", ""
    place = ids.index(opened.entry.id)
    return (ids[place - 1] if place else ""), (ids[place + 1] if place + 1 < len(ids) else "")


def _differences(mine: View, theirs: View) -> tuple[Difference, ...]:
    """Give the fields of two views that differ, as texts that can be copied."""
    return tuple(
        Difference(label=labels.label_of(name), mine=_plain(mine.get(name)), theirs=_plain(theirs.get(name)))
        for name in theirs
        if _plain(mine.get(name)) != _plain(theirs.get(name))
    )


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        parts = ((labels.label_of(key), _plain(inner)) for key, inner in value.items())
        return "\n".join(f"{label}: {text}" for label, text in parts if text)
    if isinstance(value, list):
        return "\n".join(filter(None, (_plain(item).replace("\n", " / ") for item in value)))
    return str(value or "").replace("\r\n", "\n").strip()


ROUTES = (
    route("GET", "/entries/{id}", show),
    route("POST", "/entries/{id}", save),
    route("POST", "/entries/{id}/look", look),
    route("POST", "/entries/{id}/register", register),
    route("POST", "/entries/{id}/join", join),
)
