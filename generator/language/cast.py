"""Who is printed how in one entry: the policy for each party, then the closure.

Closure (NAMES.md (a)): where the one spoken of is hidden, those around it become roles, since 「the city's contractor」
says who the contractor is as surely as its name. A public body keeps its name only as the subject or the authority.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import OrganizationKind, Printed, Privacy, Role
from .policy import Setting, decide, is_public, kind_row

if TYPE_CHECKING:
    from ..model import Archive, Entry, Organization

# In an entry without a victim, the first of these that is there is the one spoken of.
_SUBJECT_ROLES = (Role.VICTIM, Role.AUTHOR, Role.VENDOR, Role.SUBSIDIARY, Role.CLIENT)
# Where an organization has several roles in an entry, the one that hides most counts.
_PRECEDENCE = (*_SUBJECT_ROLES, Role.AUTHORITY)
_PREFECTURE = ("都", "道", "府", "県")


@dataclass(frozen=True, kw_only=True, slots=True)
class Treatment:
    """How one organization is printed in one entry."""

    printed: Printed
    reason: str
    role: Role | None = None  # None: mentioned, but no party
    is_subject: bool = False
    group_of: str = ""  # no party, but of the group of this hidden one


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """All parties of one entry with their treatment, and what follows for those who are only mentioned."""

    organizations: Mapping[str, Organization]
    parties: Mapping[str, Treatment] = field(default_factory=dict)  # in the entry's order
    subjects: tuple[str, ...] = ()  # ids of those spoken of
    is_hidden: bool = False  # whether one of those is anonymized: then closure holds
    # Asked for at every mention, so kept once found; it follows from the other fields.
    _bystanders: dict[str, Treatment] = field(default_factory=dict, compare=False, repr=False)

    def treatment(self, organization: Organization) -> Treatment:
        """Say how an organization is printed here, a party or not."""
        known = self.parties.get(organization.id) or self._bystanders.get(organization.id)
        if known is None:
            known = self._bystanders[organization.id] = self._of_bystander(organization)
        return known

    def _of_bystander(self, organization: Organization) -> Treatment:
        decision = decide(organization, None, Setting())
        head = self._hidden_head(organization) if decision.printed is not Printed.YES else ""
        printed = decision.printed
        if head or (self.is_hidden and _would_tell_the_place(organization)):
            printed = Printed.ROLE
        return Treatment(printed=printed, reason=decision.reason, group_of=head)

    def _hidden_head(self, organization: Organization) -> str:
        """Give the hidden party to whose group an organization belongs; empty where there is none."""
        for name, treatment in self.parties.items():
            is_related = name in organization.group or organization.id in self.organizations[name].group
            if is_related and treatment.printed is not Printed.YES:
                return name
        return ""


def cast_of(entry: Entry, organizations: Mapping[str, Organization]) -> Cast:
    """Decide for every registered party of an entry; a party that is not registered is left out (review reports it)."""
    roles = _roles(entry, organizations)
    setting = Setting.of(entry)
    subjects = _subjects(roles)
    decided = {name: decide(organizations[name], role, setting) for name, role in roles.items()}
    is_hidden = any(decided[name].printed is not Printed.YES for name in subjects)
    parties = {}
    for name, role in roles.items():
        is_subject = name in subjects
        printed = decided[name].printed
        if not is_subject:
            printed = _beside_the_subject(organizations[name], role, printed, is_hidden=is_hidden)
        parties[name] = Treatment(printed=printed, reason=decided[name].reason, role=role, is_subject=is_subject)
    return Cast(
        organizations=organizations,
        parties=parties,
        subjects=tuple(name for name in roles if name in subjects),
        is_hidden=is_hidden,
    )


def is_strict(entry: Entry, archive: Archive) -> bool:
    """Tell whether an entry is to be generalized, by its own word or by that of newsletter.yml."""
    return (entry.privacy or archive.newsletter.privacy) is Privacy.STRICT


def _roles(entry: Entry, organizations: Mapping[str, Organization]) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for party in entry.parties:
        known = roles.get(party.organization)
        if party.organization in organizations and (
            known is None or _PRECEDENCE.index(party.role) < _PRECEDENCE.index(known)
        ):
            roles[party.organization] = party.role
    return roles


def _subjects(roles: Mapping[str, Role]) -> frozenset[str]:
    for role in _SUBJECT_ROLES:
        found = frozenset(name for name, its in roles.items() if its is role)
        if found:
            return found
    return frozenset()


def _beside_the_subject(organization: Organization, role: Role, printed: Printed, *, is_hidden: bool) -> Printed:
    if role in {Role.AUTHORITY, Role.AUTHOR} and is_public(organization):
        return printed
    if printed is Printed.YES and (not is_hidden or role in {Role.AUTHORITY, Role.AUTHOR}):
        return printed
    return printed if role is Role.AUTHORITY else Printed.ROLE


def _would_tell_the_place(organization: Organization) -> bool:
    """Say whether a public body's name gives a place below prefecture (or a hospital, a school) away."""
    if organization.printed is not None:
        return False
    if organization.kind is OrganizationKind.MUNICIPALITY:
        return not organization.name.endswith(_PREFECTURE)
    if organization.kind is OrganizationKind.POLICE:
        return organization.name.endswith("署")
    return bool(kind_row(organization.kind)["mentioned"])
