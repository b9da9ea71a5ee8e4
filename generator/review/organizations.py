"""Names and who bears them: what would make the anonymization wrong, before it is made.

organizations: the files under content/organizations  ->  names: the texts
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from ..language.aliases import base_alias
from ..language.mentions import Register, What, fold_form, forms_of
from ..model import Archive, Organization, OrganizationKind, Printed, Remark
from .names import check_names

_ONLY_ONES = frozenset({What.NAME, What.BRAND, What.DOMAIN})  # forms that belong to one organization alone
_NEEDS_SOME = frozenset(OrganizationKind) - {OrganizationKind.PERSON}


def check_organizations(archive: Archive) -> Iterator[Remark]:
    """Look at the organization files, then at each entry's parties and at the names in its texts."""
    organizations = {one.id: one for one in archive.organizations}
    register = Register(archive.organizations)
    yield from chain.from_iterable(_file(one, organizations) for one in archive.organizations)
    yield from _shared_names(register, organizations)
    yield from check_names(archive, register)


def _file(organization: Organization, organizations: Mapping[str, Organization]) -> Iterator[Remark]:
    yield from _alias(organization)
    if organization.printed is not None and not organization.reason:
        yield Remark(
            subject=organization.id,
            path=("printed",),
            rule="printed-without-reason",
            message="種類ごとの方針と違う扱い(printed)に、理由がありません。",
            advice="「reason:」に、なぜそう扱うのかを一言書いてください。",
        )
    if organization.kind is OrganizationKind.COMPANY and not (organization.industry or organization.alias):
        yield Remark(
            subject=organization.id,
            path=(),
            rule="company-without-industry",
            message=f"会社に業種も別名もありません。このままでは「{base_alias(organization)}」と載ります。",
            advice="「industry:」に「通信会社」「小売会社」のような業種の語を書いてください。",
        )
    for position, name in enumerate(organization.group):
        if name not in organizations:
            yield Remark(
                subject=organization.id,
                path=("group", position),
                rule="group-not-registered",
                message=f"グループの組織「{name}」が登録されていません。",
                advice=f"content/organizations/{name}.yml を作るか、この行を直してください。",
            )


def _alias(organization: Organization) -> Iterator[Remark]:
    alias = organization.alias
    if alias is None:
        return
    if organization.kind in _NEEDS_SOME and organization.printed is not Printed.ROLE and not alias.startswith("某"):
        yield Remark(
            subject=organization.id,
            path=("alias",),
            rule="alias-without-bou",
            message=f"別名「{alias}」が「某」で始まっていません。",
            advice=f"「某{alias}」のように書いてください。役割で呼ぶ組織なら「printed: role」を加えてください。",
        )
    folded = fold_form(alias)
    own = sorted(
        {form for what, form in forms_of(organization) if what not in {What.ALIAS, What.PLACE} and form in folded}
    )
    if own:
        yield Remark(
            subject=organization.id,
            path=("alias",),
            rule="alias-with-name",
            message=f"別名「{alias}」に、その組織の名前「{own[0]}」が入っています。",
            advice="名前の分からない言い方にしてください。",
        )


def _shared_names(register: Register, organizations: Mapping[str, Organization]) -> Iterator[Remark]:
    """Two organizations with one name: nobody could tell whose alias is to be printed."""
    told: set[tuple[str, ...]] = set()
    for form, owners in register.owners.items():
        names = tuple(sorted({name for name, what in owners if what in _ONLY_ONES}))
        if len(names) < 2 or names in told:  # noqa: PLR2004 - two
            continue
        told.add(names)
        first = organizations[names[0]]
        yield Remark(
            subject=names[1],
            path=("name",),
            rule="name-of-two",
            message=f"「{form}」という名前が、組織「{first.name}」({first.id})と重なっています。",
            advice="同じ組織なら1つのファイルにまとめ、別の組織なら、どちらかの略称・サービス名を外してください。",
        )
