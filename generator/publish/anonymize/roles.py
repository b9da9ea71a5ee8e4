"""The words for those around the one spoken of: 委託先, 委託元の自治体, 米国子会社 (publish/data/roles.tsv)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from ...language.tables import read_table
from ...model import Organization, OrganizationKind, Printed, Role

if TYPE_CHECKING:
    from ...language.cast import Cast, Treatment

_PACKAGE = "generator.publish"
# The kinds of municipality that the digest names by their last character alone: 区から受託.
_PLACE_ENDINGS = ("区", "市", "町", "村")
_OUTSOURCING = ("委託", "受託", "請負")
_BRACKETS = str.maketrans("(),", "   ")


def role_words(
    cast: Cast, organizations: Iterable[Organization], *, text: str, is_strict: bool = False
) -> dict[str, str]:
    """Give the word of each organization that is printed as a role; two that share one become 別の… and さらに別の….

    `organizations`: in order of appearance; `text`: the whole entry, which says whether 委託 is spoken of.
    """
    is_outsourced = any(word in text for word in _OUTSOURCING)
    words: dict[str, str] = {}
    used: dict[str, int] = {}
    for organization in organizations:
        treatment = cast.treatment(organization)
        if treatment.printed is not Printed.ROLE or organization.id in words:
            continue
        word = _role_word(organization, treatment, cast, is_outsourced=is_outsourced, is_strict=is_strict)
        prefix = ("", "別の", "さらに別の")[min(used.get(word, 0), 2)]
        used[word] = used.get(word, 0) + 1
        words[organization.id] = prefix + word
    return words


def _role_word(
    organization: Organization, treatment: Treatment, cast: Cast, *, is_outsourced: bool, is_strict: bool
) -> str:
    if organization.printed is Printed.ROLE and organization.alias:
        return organization.alias.removeprefix("某")
    if treatment.role is Role.SUBSIDIARY or treatment.group_of in cast.subjects:
        return _group_word(organization, cast, is_strict=is_strict)
    if treatment.group_of:
        head = cast.organizations[treatment.group_of]
        words = _role_word(head, cast.treatment(head), cast, is_outsourced=is_outsourced, is_strict=is_strict)
        return f"{words}のグループ会社"
    if treatment.role is None and organization.kind is OrganizationKind.MUNICIPALITY:
        return next((end for end in _PLACE_ENDINGS if organization.name.endswith(end)), "自治体")
    role = treatment.role.value if treatment.role else "mentioned"
    return _table_word(role, organization.kind.value, is_hidden=cast.is_hidden, is_outsourced=is_outsourced)


@cache
def _table_word(role: str, kind: str, *, is_hidden: bool, is_outsourced: bool) -> str:
    facts = {
        "role": role,
        "kind": kind,
        "subject": "hidden" if is_hidden else "named",
        "outsourced": "yes" if is_outsourced else "no",
    }
    for row in read_table("roles.tsv", _PACKAGE):
        if all(row[column] in {"*", fact} for column, fact in facts.items()):
            return row["word"]
    return _table_word("mentioned", kind, is_hidden=is_hidden, is_outsourced=is_outsourced)


def _group_word(organization: Organization, cast: Cast, *, is_strict: bool) -> str:
    """Tell parent, sister and daughter by who names whom in `group`: a daughter her parent, sisters each other."""
    if organization.kind in {OrganizationKind.FOREIGN, OrganizationKind.PERSON}:
        return _table_word("subsidiary", organization.kind.value, is_hidden=cast.is_hidden, is_outsourced=False)
    heads = [cast.organizations[name] for name in cast.subjects]
    is_named_by_head = any(organization.id in head.group for head in heads)
    names_head = any(head.id in organization.group for head in heads)
    if is_named_by_head and not names_head:
        return "親会社"
    country = _country(organization)
    if country:
        return "海外子会社" if is_strict else f"{country}子会社"
    return "子会社" if names_head and not is_named_by_head else "グループ会社"


def _country(organization: Organization) -> str:
    names = (organization.name, *organization.other_names, *organization.english)
    for row in read_table("countries.tsv", _PACKAGE):
        if any(_has_part(name, row["part"]) for name in names):
            return row["country"]
    return ""


def _has_part(name: str, part: str) -> bool:
    """Look for a country in a name: Latin ones only as words (UK is in many), Japanese ones anywhere."""
    return part in name.translate(_BRACKETS).split() if part.isascii() else part in name
