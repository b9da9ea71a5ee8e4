"""Which organizations must never be printed by name, and to which hosts a page may link."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..language.cast import cast_of
from ..language.hosts import host_of, is_regional_host, public_suffixes
from ..language.mentions import fold_form
from ..language.policy import is_public
from ..model import OrganizationKind, Printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..language.cast import Cast
    from ..model import Archive, Entry, Organization

# The rule by which an editor says that an organization may be named in one entry though it is hidden in another.
CONFLICT_RULE = "printed-and-hidden"


def secrets(archive: Archive) -> tuple[Organization, ...]:
    """Give what the gate searches for: every organization that is printed by name nowhere, with all its names.

    A public body is no secret, though closure may hide it in an entry; but its people are, and stay. A private
    organization that an entry prints by name (the publisher of a report) is no secret either, unless another entry
    hides it: then it is one after all, and the gate stops the build until an editor decides (`printed` in its file, or
    a waiver of `printed-and-hidden` in the entry that hides it). A name that a printed body bears as well is left out.
    """
    standing = _standing(_casts(archive))
    named = {one.id for one in archive.organizations if is_public(one) or standing.get(one.id) == {Printed.YES}}
    spoken = {
        fold_form(name)
        for one in archive.organizations
        if one.id in named
        for name in (one.name, *one.other_names, *one.kana, *one.english, *one.brands)
    }
    found = (_people(one) if one.id in named else _without(one, spoken) for one in archive.organizations)
    return tuple(one for one in found if one)


def public_hosts(archive: Archive) -> frozenset[str]:
    """Give the hosts to which a page may link; one with a leading dot stands for every host below it."""
    regional = {
        host
        for entry in archive.entries
        for source in entry.sources
        if source.printed and is_regional_host(host := host_of(source.url or ""))
    }
    wide = public_suffixes() | named_hosts(archive)
    return wide | {f".{host}" for host in wide} | regional


def named_hosts(archive: Archive, casts: Iterable[tuple[Entry, Cast]] | None = None) -> frozenset[str]:
    """Give the declared domains of the organizations that are printed by name and hidden nowhere.

    `casts`: those of all entries, where the caller has them already.
    """
    standing = _standing(_casts(archive) if casts is None else casts)
    return frozenset(
        domain.lower()
        for one in archive.organizations
        if is_public(one) or standing.get(one.id) == {Printed.YES}
        for domain in one.domains
    )


def _casts(archive: Archive) -> Iterator[tuple[Entry, Cast]]:
    organizations = {one.id: one for one in archive.organizations}
    return ((entry, cast_of(entry, organizations)) for entry in archive.entries)


def _standing(casts: Iterable[tuple[Entry, Cast]]) -> Mapping[str, set[Printed]]:
    """Give how each party is printed over all entries; a hiding that an editor waived does not count."""
    standing: dict[str, set[Printed]] = {}
    for entry, cast in casts:
        is_waived = any(waiver.rule == CONFLICT_RULE for waiver in entry.waivers)
        for name, treatment in cast.parties.items():
            if treatment.printed is Printed.YES or not is_waived:
                standing.setdefault(name, set()).add(treatment.printed)
    return standing


def _people(organization: Organization) -> Organization | None:
    """Give the people of a body that is printed by name: they are not."""
    if not organization.people:
        return None
    return replace(
        organization,
        name=organization.people[0],
        kind=OrganizationKind.PERSON,
        other_names=organization.people[1:],
        kana=(),
        english=(),
        brands=(),
        domains=(),
        identifiers=(),
        places=(),
    )


def _without(organization: Organization, spoken: set[str]) -> Organization | None:
    """Leave out the names that a printed body bears as well: the gate would find them in every text about it."""

    def own(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if fold_form(name) not in spoken)

    names = own((organization.name, *organization.other_names))
    if not names:
        return None
    return replace(
        organization,
        name=names[0],
        other_names=names[1:],
        kana=own(organization.kana),
        english=own(organization.english),
        brands=own(organization.brands),
    )
