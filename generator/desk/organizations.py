"""組織: who is spoken of, with every name; what is registered here is what stays hidden."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus

from .. import storage
from ..errors import ChangedError
from ..language.aliases import base_alias
from ..language.industries import words as industry_words
from ..language.policy import is_public
from ..model import Archive, Organization, Remark
from ..review.organizations import check_organizations
from ..text import fold
from . import labels
from .form import View, organization_view, posted_organization, read_organization
from .look import Said, say
from .names import free_id
from .render import page
from .state import Desk
from .web import RefusedError, Request, Response, redirect, route


@dataclasses.dataclass(frozen=True, kw_only=True)
class Row:
    """An organization as the list shows it."""

    organization: Organization
    printed: str
    is_named: bool
    entries: int


def show_all(desk: Desk, request: Request) -> Response:
    """Show the list, or those in whose names the words stand that are searched for."""
    archive = desk.archive()
    query = fold(request.query.get("q", "")).strip()
    uses = Counter(name for entry in archive.entries for name in {party.organization for party in entry.parties})
    rows = [
        Row(
            organization=one,
            printed=one.name if is_public(one) else base_alias(one),
            is_named=is_public(one),
            entries=uses[one.id],
        )
        for one in sorted(archive.organizations, key=lambda one: one.kana or (one.name,))
        if not query or query in fold(" ".join(_names(one)))
    ]
    return page(
        desk,
        "organizations.html",
        title="組織",
        here="organizations",
        rows=rows,
        query=request.query.get("q", ""),
        kinds=labels.KINDS,
    )


def _names(one: Organization) -> tuple[str, ...]:
    return (one.id, one.name, *one.other_names, *one.kana, *one.english, *one.brands, *one.domains, base_alias(one))


def show(desk: Desk, request: Request, name: str) -> Response:
    """Show the form of one organization."""
    del request
    document = _document(desk, name)
    if document.value is None:
        return page(
            desk,
            "unreadable.html",
            title="読めない組織のファイル",
            findings=document.findings,
            text=document.text,
            status=HTTPStatus.CONFLICT,
        )
    return _form(desk, organization_view(document.value), document=document)


def show_new(desk: Desk, request: Request) -> Response:
    """Show an empty form."""
    del request
    return _form(desk, organization_view(None) | {"kind": "company"})


def save(desk: Desk, request: Request, name: str) -> Response:
    """Write what the form says into the organization's file."""
    document = _document(desk, name)
    view = posted_organization(request.form)
    organization, remarks = read_organization(view, name)
    if organization is None or document.value is None:
        return _form(desk, view, document=document, remarks=remarks, digest=request.value("digest"))
    try:
        opened = dataclasses.replace(document, digest=request.value("digest"))
        storage.save_document(desk.content, opened, organization)
    except ChangedError:
        return _form(desk, view, document=document, theirs=document.text, status=HTTPStatus.CONFLICT)
    desk.say(f"「{organization.name}」を保存しました。")
    return redirect(f"/organizations/{name}")


def create(desk: Desk, request: Request) -> Response:
    """Register an organization."""
    view = posted_organization(request.form)
    taken = {one.id for one in desk.archive().organizations}
    name = request.value("id").strip() or free_id(view["name"], taken)
    organization, remarks = read_organization(view, name)
    if organization is None:
        return _form(desk, view, remarks=remarks)
    storage.new_organization(desk.content, organization)
    desk.say(f"「{organization.name}」を登録しました。")
    return redirect(f"/organizations/{name}")


def _document(desk: Desk, name: str) -> storage.Document[Organization]:
    document = storage.open_organization(desk.content, name)
    if document is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, "この組織は登録されていません。")
    return document


def _form(
    desk: Desk,
    view: View,
    *,
    document: storage.Document[Organization] | None = None,
    remarks: Iterable[Remark] = (),
    digest: str = "",
    theirs: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    archive = desk.archive()
    organization = document.value if document else None
    findings = [say(remark) for remark in remarks] or _findings(archive, organization)
    uses = [
        (entry, issue.month)
        for issue in archive.issues[::-1]
        for entry in issue.entries
        if organization and any(party.organization == organization.id for party in entry.parties)
    ]
    by_field: dict[str, list[Said]] = {}
    for one in findings:
        by_field.setdefault(one.field, []).append(one)
    return page(
        desk,
        "organization.html",
        title=organization.name if organization else "組織を登録する",
        here="organizations",
        status=status,
        view=view,
        organization=organization,
        digest=digest or (document.digest if document else ""),
        by_field=by_field,
        printed=(organization.name if is_public(organization) else base_alias(organization)) if organization else "",
        uses=uses,
        theirs=theirs,
        kinds=labels.KINDS,
        treatments=labels.TREATMENTS,
        industries=industry_words(),
    )


def _findings(archive: Archive, organization: Organization | None) -> list[Said]:
    """Give what a check says about the organization's own file."""
    if organization is None:
        return []
    files = dataclasses.replace(archive, issues=(), candidates=())
    return [say(remark) for remark in check_organizations(files) if remark.subject == organization.id]


ROUTES = (
    route("GET", "/organizations", show_all),
    route("POST", "/organizations", create),
    route("GET", "/organizations/new", show_new),
    route("GET", "/organizations/{name}", show),
    route("POST", "/organizations/{name}", save),
)
