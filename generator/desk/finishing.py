"""仕上げ: the names that were registered by themselves, 今月の3点, and the save, on one list and with one press."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import storage
from ..errors import UsageError
from ..language.aliases import base_alias
from ..language.cast import cast_of
from ..language.policy import is_public, kind_row
from ..model import Archive, Entry, Highlight, Issue, Organization, OrganizationKind, Printed, Section
from ..review.entries import MAX_HIGHLIGHTS
from . import labels
from .form import nested
from .names import see_names
from .state import Desk
from .web import Request

_MOST_NAMES = 200
NO_NAME = "none"


@dataclass(frozen=True, kw_only=True)
class NewName:
    """A name that nobody has confirmed yet, how it would be printed, and where it stands."""

    organization: Organization
    alias: str
    is_named: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Finish:
    """What is to be confirmed before an issue is saved as ready."""

    names: tuple[NewName, ...]
    named: tuple[tuple[str, str], ...]  # private bodies that stand there by name: name, role
    doubtful: tuple[tuple[str, Entry], ...]  # words of incidents that may be names, and would be printed as they are
    points: tuple[Highlight, ...]  # proposed; empty where the issue has its own
    kinds: dict[str, str]

    @property
    def is_open(self) -> bool:
        """Whether there is anything to confirm."""
        return bool(self.names or self.points)


def finish_of(archive: Archive, issue: Issue) -> Finish:
    """Gather what is to be confirmed of an issue."""
    return Finish(
        names=tuple(_names(archive, issue)),
        named=tuple(dict.fromkeys(_named(archive, issue))),
        doubtful=tuple(dict.fromkeys(_doubtful(archive, issue))),
        points=() if issue.highlights else proposed_points(issue),
        kinds={kind.value: f"{label}({_treatment(kind)})" for kind, label in labels.KINDS.items()}
        | {NO_NAME: "名前ではない(登録を消す)"},
    )


def _treatment(kind: OrganizationKind) -> str:
    return "実名" if kind_row(kind)["default"] == Printed.YES else "伏せる"


def _names(archive: Archive, issue: Issue) -> Iterator[NewName]:
    """Give the unconfirmed names of this issue first, then those of others: one of them stops every build."""
    waiting = [one for one in archive.organizations if one.unconfirmed]
    uses = {
        one.id: tuple(entry for entry in archive.entries if one.id in {party.organization for party in entry.parties})
        for one in waiting
    }
    here = {entry.id for entry in issue.entries}
    for one in sorted(waiting, key=lambda one: not any(entry.id in here for entry in uses[one.id])):
        yield NewName(organization=one, alias=base_alias(one), is_named=is_public(one), entries=uses[one.id])


def _named(archive: Archive, issue: Issue) -> Iterator[tuple[str, str]]:
    """Give the private bodies that this issue prints by name, as the policy allows makers and authors."""
    organizations = {one.id: one for one in archive.organizations}
    for entry in issue.entries:
        for name, treatment in cast_of(entry, organizations).parties.items():
            if treatment.printed is Printed.YES and not is_public(organizations[name]) and treatment.role:
                yield organizations[name].name, labels.ROLES[treatment.role]


def _doubtful(archive: Archive, issue: Issue) -> Iterator[tuple[str, Entry]]:
    for entry in issue.entries:
        if entry.section is Section.INCIDENTS:
            yield from ((one.surface, entry) for one in see_names(entry, archive).proposals)


def proposed_points(issue: Issue) -> tuple[Highlight, ...]:
    """Propose 今月の3点: the greatest incident, the first of policy, then what weighs most; in printing order."""
    ranked = sorted((entry for entry in issue.entries if entry.body), key=_weight, reverse=True)
    firsts = [
        next((entry for entry in ranked if entry.section is section), None)
        for section in (Section.INCIDENTS, Section.POLICY)
    ]
    by_text: dict[str, str] = {}
    for entry in (*filter(None, firsts), *ranked):
        by_text.setdefault(_point(entry), entry.id)  # of two reports on one matter, one
    chosen = list(by_text.values())[:MAX_HIGHLIGHTS]
    return tuple(Highlight(text=_point(entry), entry=entry.id) for entry in issue.entries if entry.id in chosen)


def _point(entry: Entry) -> str:
    """Give the news, and how many it hit."""
    return "".join(entry.body[:2]) if entry.facts.affected else entry.body[0]


def _weight(entry: Entry) -> tuple[int, int, int]:
    """Weigh by people and records hit, then by section, then by how much there is to tell."""
    affected = max((one.count for one in entry.facts.affected), default=0)
    return affected, -entry.section.number, len(entry.body)


def confirm_names(desk: Desk, request: Request) -> int:
    """Write every name of the list as it stands in the form, confirmed; gives how many."""
    rows = nested(request.form, ("names",)).get("names", [])
    rows = [row for row in rows if isinstance(row, dict)][:_MOST_NAMES] if isinstance(rows, list) else []
    documents = [(row, storage.open_organization(desk.content, str(row.get("id", "")))) for row in rows]
    for row, document in documents:
        if document is None or document.value is None or not document.value.unconfirmed:
            message = f"組織「{row.get('id', '')}」は、もう確認を待っていません。ページを開き直してください。"
            raise UsageError(message)
        if row.get("kind") == NO_NAME:
            _strike(desk, document.value)
        else:
            storage.save_document(desk.content, document, _confirmed(document.value, row))
    return len(documents)


def _strike(desk: Desk, organization: Organization) -> None:
    """Take back a registration that is no name: out of the parties first, then the file goes."""
    for entry in (*desk.archive().entries, *desk.archive().candidates):
        parties = tuple(party for party in entry.parties if party.organization != organization.id)
        document = storage.open_entry(desk.content, entry.id) if parties != entry.parties else None
        if document is not None and document.value is not None:
            storage.save_document(desk.content, document, dataclasses.replace(document.value, parties=parties))
            desk.say(
                f"「{organization.name}」の登録を消しました。文にその語が残っていれば、直してください。",
                href=f"/entries/{entry.id}",
                label="記事を直す",
            )
    storage.drop_organization(desk.content, organization.id)


def _confirmed(organization: Organization, row: dict[str, object]) -> Organization:
    try:
        kind = OrganizationKind(str(row.get("kind", organization.kind)))
    except ValueError:
        message = "その種類はありません。"
        raise UsageError(message) from None
    alias = storage.clean_line(str(row.get("alias", ""))) or None
    changed = dataclasses.replace(organization, kind=kind, unconfirmed=False)
    return changed if alias in {None, base_alias(changed)} else dataclasses.replace(changed, alias=alias)


def point_fields(issue: Issue, form: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Give the fields of the issue's own form, with the points of this one."""
    own = (("published", issue.published.isoformat()), ("preface", "\n".join(issue.preface)))
    return (*own, *((name, value) for name, value in form if name.startswith("highlights.")))
