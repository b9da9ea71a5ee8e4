"""What one click would register, as far as the texts tell it."""

import pytest

from builders import make_archive, make_entry, make_organization
from generator.desk.names import propose, see_names
from generator.model import OrganizationKind, Party, Role


@pytest.mark.parametrize(
    ("surface", "kind", "short"),
    [
        ("株式会社ミナセ通信", OrganizationKind.COMPANY, ("ミナセ通信",)),
        ("学校法人架空学園", OrganizationKind.SCHOOL_PRIVATE, ("架空学園",)),
        ("医療法人架空会", OrganizationKind.MEDICAL_PRIVATE, ("架空会",)),
        ("一般社団法人架空協会", OrganizationKind.FOUNDATION, ("架空協会",)),
        ("架空共済組合", OrganizationKind.COOPERATIVE, ()),
        ("架空庁", OrganizationKind.MINISTRY, ()),
        ("架空県警", OrganizationKind.POLICE, ()),
    ],
)
def test_the_form_of_a_name_tells_its_kind_and_its_short_form(surface, kind, short):
    made = propose(surface, (f"{surface}は公表した。",), set())

    assert (made.name, made.kind, made.other_names) == (surface, kind, short)


def test_the_business_that_the_text_names_makes_the_alias():
    made = propose("株式会社ミナセ", ("通信会社の株式会社ミナセは公表した。",), set())

    assert (made.industry, made.alias) == ("通信会社", None)


def test_a_company_without_a_business_gets_an_alias_that_says_nothing():
    made = propose("株式会社ミナセ", ("株式会社ミナセは公表した。",), set())

    assert made.industry is None
    assert made.alias.startswith("某")
    assert "ミナセ" not in made.alias


def test_an_id_is_made_of_kana_and_never_twice():
    assert propose("ミナセ", (), set()).id == "minase"
    assert propose("ミナセ", (), {"minase"}).id.startswith("org-")
    assert propose("架空", (), set()).id.startswith("org-")


def test_one_bearer_is_proposed_once():
    entry = make_entry(headline="ミナセ通信に不正アクセス", body=("株式会社ミナセ通信、不正アクセスを公表。",))

    assert [one.surface for one in see_names(entry, make_archive()).proposals] == ["株式会社ミナセ通信"]


def pieces(entry, *organizations):
    seen = see_names(entry, make_archive(organizations=organizations))
    return {(piece.text, piece.kind) for line in seen.lines for piece in line if piece.kind}, seen


def test_registered_names_are_told_from_public_ones():
    minase = make_organization()
    ministry = make_organization(id="kakuusho", name="架空省", kind=OrganizationKind.MINISTRY, industry=None)
    entry = make_entry(
        headline="架空省、ミナセ通信に勧告", body=(), parties=(Party(organization="minase", role=Role.VICTIM),)
    )
    found, seen = pieces(entry, minase, ministry)

    assert {("架空省", "public"), ("ミナセ通信", "registered")} <= found
    assert seen.absent == ()


def test_a_registered_name_that_is_no_party_can_be_joined():
    _, seen = pieces(make_entry(headline="ミナセ通信に不正アクセス", body=()), make_organization())

    assert [one.id for one in seen.absent] == ["minase"]


def test_the_pieces_are_the_text():
    entry = make_entry(headline="題", body=("株式会社ミナセ通信<script>は、hanako@kakuu.example と話した。",))
    seen = see_names(entry, make_archive())

    assert ["".join(piece.text for piece in line) for line in seen.lines] == [entry.headline, *entry.body]
