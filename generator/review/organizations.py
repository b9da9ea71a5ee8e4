"""Names and who bears them: what would make the anonymization wrong, before it is made.

organizations: the files under content/organizations  ->  names: the texts
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from ..language.aliases import base_alias
from ..language.mentions import Register, What, fold_form, forms_of, without_legal_form
from ..model import Archive, Organization, OrganizationKind, Printed, Remark
from .names import check_names
from .rules import remark
from .texts import Place

_ONLY_ONES = frozenset({What.NAME, What.BRAND, What.DOMAIN})  # forms that belong to one organization alone
_STAND_IN = "架空"  # beside it only a legal form disappears
_NEEDS_SOME = frozenset(OrganizationKind) - {OrganizationKind.PERSON}


def check_organizations(archive: Archive) -> Iterator[Remark]:
    """Look at the organization files, then at each entry's parties and at the names in its texts."""
    organizations = {one.id: one for one in archive.organizations}
    register = Register(archive.organizations)
    yield from chain.from_iterable(_file(one, organizations) for one in archive.organizations)
    yield from _aliases_of_others(register, organizations)
    yield from _shared_names(register, organizations)
    yield from check_names(archive, register)


def _file(organization: Organization, organizations: Mapping[str, Organization]) -> Iterator[Remark]:
    yield from _alias(organization)
    yield from _without_letters(organization)
    yield from _only_legal_forms(organization)
    if organization.unconfirmed:
        yield Remark(
            subject=organization.id,
            path=("unconfirmed",),
            rule="organization-unconfirmed",
            message=f"組織「{organization.name}」は机が自動で登録したもので、まだ人が確かめていません。",
            advice="机の「号」のページで「名前の確認」をするか、このファイルの種類・業種・別名を確かめて"
            "「unconfirmed:」の行を消してください。",
        )
    if organization.printed is not None and not organization.reason:
        yield remark(
            "printed-without-reason",
            organization.id,
            ("printed",),
            "種類ごとの方針と違う扱い(printed)に、理由がありません。",
            "「reason:」に、なぜそう扱うのかを一言書いてください。",
        )
    if organization.kind is OrganizationKind.COMPANY and not (organization.industry or organization.alias):
        yield remark(
            "company-without-industry",
            organization.id,
            (),
            f"会社に業種も別名もありません。このままでは「{base_alias(organization)}」と載ります。",
            "「industry:」に「通信会社」「小売会社」のような業種の語を書いてください。",
        )
    for position, name in enumerate(organization.group):
        if name not in organizations:
            yield remark(
                "group-not-registered",
                organization.id,
                ("group", position),
                f"グループの組織「{name}」が登録されていません。",
                f"content/organizations/{name}.yml を作るか、この行を直してください。",
            )


def _names(organization: Organization, *fields: str) -> Iterator[tuple[Place, str]]:
    """Give the names in these fields, each with its place; `name` has one, the others are lists."""
    for field in fields:
        value = getattr(organization, field)
        if field == "name":
            yield (field,), value
        else:
            yield from (((field, position), name) for position, name in enumerate(value))


def _only_legal_forms(organization: Organization) -> Iterator[Remark]:
    """Tell of 「Ltd.」 as a name: it would be looked for, and found, in every text."""
    for place, name in _names(organization, "name", "other_names", "english"):
        if name and _STAND_IN in {without_legal_form(f"{_STAND_IN} {name}"), without_legal_form(f"{name}{_STAND_IN}")}:
            yield remark(
                "name-only-legal-form",
                organization.id,
                place,
                f"「{name}」は法人の種類だけで、名前がありません。",
                "法人の種類のほかに、その組織の名前を書いてください。",
            )


def _alias(organization: Organization) -> Iterator[Remark]:
    alias = organization.alias
    if alias is None:
        return
    if organization.kind in _NEEDS_SOME and organization.printed is not Printed.ROLE and not alias.startswith("某"):
        yield remark(
            "alias-without-bou",
            organization.id,
            ("alias",),
            f"別名「{alias}」が「某」で始まっていません。",
            f"「某{alias}」のように書いてください。役割で呼ぶ組織なら「printed: role」を加えてください。",
        )
    folded = fold_form(alias)
    own = sorted(
        {form for what, form in forms_of(organization) if what not in {What.ALIAS, What.PLACE} and form in folded}
    )
    if own:
        yield remark(
            "alias-with-name",
            organization.id,
            ("alias",),
            f"別名「{alias}」に、その組織の名前「{own[0]}」が入っています。",
            "名前の分からない言い方にしてください。",
        )


def _without_letters(organization: Organization) -> Iterator[Remark]:
    """Tell of 「・」 as a name: the gate would find it on every page."""
    for place, name in _names(organization, "name", "other_names", "english", "brands", "kana", "people"):
        if not any(letter.isalnum() for letter in name):
            yield remark(
                "name-without-letter",
                organization.id,
                place,
                f"「{name}」には、文字も数字もありません。",
                "その組織の名前を書くか、この行を消してください。",
            )


def _aliases_of_others(register: Register, organizations: Mapping[str, Organization]) -> Iterator[Remark]:
    """Tell of an alias that holds another organization's name: the gate would stop at it."""
    named = [one for one in organizations.values() if one.alias]
    found = register.find([one.alias or "" for one in named])
    for organization, mentions in zip(named, found, strict=True):
        others = {
            one.organization for one in mentions if one.what in _ONLY_ONES and not (one.is_inside and one.is_light)
        }
        for other in sorted(others - {organization.id}):
            yield remark(
                "alias-with-name-of-another",
                organization.id,
                ("alias",),
                f"別名「{organization.alias}」に、登録されている「{organizations[other].name}」の名前が入っています。",
                "名前の分からない言い方にしてください。",
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
        yield remark(
            "name-of-two",
            names[1],
            ("name",),
            f"「{form}」という名前が、組織「{first.name}」({first.id})と重なっています。",
            "同じ組織なら1つのファイルにまとめ、別の組織なら、どちらかの略称・サービス名を外してください。",
        )
