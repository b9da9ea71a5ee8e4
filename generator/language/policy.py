"""Who is printed by name: the public-body policy, as data (data/kinds.tsv) and one rule.

A public body is named; a private one is hidden as a victim and named as the publisher of a document; a company is
named only as the maker of a vulnerable product or the author of a public report, in an entry that has no victim.
An organization file may say otherwise (`printed`, with a `reason`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Cause, Printed, Role, Section
from .tables import Row, read_table

if TYPE_CHECKING:
    from ..model import Entry, Organization, OrganizationKind

_MAKER = "maker"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What is printed of an organization in one role, and why (in Japanese)."""

    printed: Printed
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What of an entry decides whether a company in it may be named."""

    has_victim: bool = False
    is_vulnerability: bool = False
    is_incident: bool = False

    @classmethod
    def of(cls, entry: Entry) -> Setting:
        """Read it off an entry."""
        return cls(
            has_victim=any(party.role is Role.VICTIM for party in entry.parties),
            is_vulnerability=bool(entry.facts.vulnerabilities) or entry.facts.cause is Cause.VULNERABILITY,
            is_incident=entry.section is Section.INCIDENTS,
        )


def decide(organization: Organization, role: Role | None, setting: Setting) -> Decision:
    """Say what is printed of `organization` in `role` (None: it is only mentioned); closure is not applied yet."""
    if organization.printed is not None:
        return Decision(printed=organization.printed, reason=organization.reason or "編集者の指定")
    row = kind_row(organization.kind)
    word = row["author"] if role is Role.AUTHOR else row["default"]
    if row["author"] == _MAKER and role in {Role.AUTHOR, Role.VENDOR}:
        if _is_named_maker(role, setting):
            return Decision(printed=Printed.YES, reason="被害者のいない記事の、製品の開発元または公表資料の発行者")
        word = row["default"]
    return Decision(printed=Printed(word), reason=row["reason"])


def is_public(organization: Organization) -> bool:
    """Whether the body is named in whatever role it appears: a public body, unless its file says otherwise."""
    if organization.printed is not None:
        return organization.printed is Printed.YES
    return kind_row(organization.kind)["default"] == Printed.YES


def kind_row(kind: OrganizationKind) -> Row:
    """Give the policy's row of one kind."""
    return _KINDS[kind.value]


def _is_named_maker(role: Role | None, setting: Setting) -> bool:
    if setting.has_victim:
        return False
    if role is Role.VENDOR:
        return setting.is_vulnerability
    # An incident without a declared victim is more likely a company's own statement than a public report.
    return setting.is_vulnerability or not setting.is_incident


_KINDS = {row["kind"]: row for row in read_table("kinds.tsv")}
