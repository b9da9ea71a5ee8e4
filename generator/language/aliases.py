"""The words that stand for a name: 某通信会社 at first mention, 同社 afterwards (data/aliases.tsv, data/later.tsv)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ..model import OrganizationKind
from .tables import read_table

if TYPE_CHECKING:
    from ..model import Organization

_SOME = "某"


def base_alias(organization: Organization) -> str:
    """Give the alias of an organization before collisions: its own, else from its industry, else by its kind."""
    words = organization.alias or organization.industry
    if words:
        return _with_some(words, organization.kind)
    return _alias_of_kind(organization.kind, organization.name)


def other_aliases(organization: Organization) -> tuple[str, ...]:
    """Give what else the organization may be called when its alias is taken: 某 + its industry."""
    if not organization.alias or not organization.industry:
        return ()
    other = _with_some(organization.industry, organization.kind)
    return () if other == base_alias(organization) else (other,)


@cache
def later_word(alias: str, kind: OrganizationKind) -> str:
    """Give the word for a body that was spoken of already: 同社, 同組合, 同校 …, by the end of its printed name."""
    rows = read_table("later.tsv")
    name = alias.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    fitting = [row for row in rows if name.endswith(row["ending"])]
    if fitting:
        return max(fitting, key=lambda row: len(row["ending"]))["later"]
    return next(row["later"] for row in rows if row["ending"] == f"kind:{kind.value}")


@lru_cache(maxsize=4096)
def _alias_of_kind(kind: OrganizationKind, name: str) -> str:
    return next(
        row["alias"]
        for row in read_table("aliases.tsv")
        if row["kind"] == kind.value and (row["part"] == "*" or row["part"] in name)
    )


@lru_cache(maxsize=4096)
def _with_some(words: str, kind: OrganizationKind) -> str:
    if kind is OrganizationKind.PERSON or words.startswith(_SOME):
        return words
    return _SOME + words
