"""What would make the anonymization wrong is told before it is made."""

import pytest

from builders import make_archive, make_entry, make_issue, make_organization
from generator.model import Highlight, OrganizationKind, Party, Printed, Role, Section, Severity
from generator.review.organizations import check_organizations
from tests.publish.anonymize.cast import EVERYONE, HOKUSEI, MINASE, parties


def remarks(*entries, organizations=EVERYONE):
    return list(check_organizations(make_archive(organizations=organizations, issues=(make_issue(*entries),))))


def rules(*entries, organizations=EVERYONE):
    return [(one.rule, one.severity) for one in remarks(*entries, organizations=organizations)]


def entry_of(text, **roles):
    return make_entry(headline="不正アクセス", body=(text,), parties=parties(**roles))


def test_a_clean_archive_has_nothing_to_tell():
    assert remarks(entry_of("北星クラウド株式会社は、ミナセに委託していた。", hokusei="victim", minase="vendor")) == []


def test_a_party_that_is_not_registered_is_an_error_at_its_place():
    entry = entry_of("公表した。", hokusei="victim", nobody="vendor")

    (one,) = remarks(entry)

    assert (one.subject, one.path, one.rule) == (entry.id, ("parties", 1, "organization"), "party-not-registered")
    assert one.severity is Severity.ERROR
    assert "nobody" in one.message


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"alias": "通信会社"}, "alias-without-bou"),
        ({"alias": "某ミナセ系通信会社", "other_names": ("ミナセ",)}, "alias-with-name"),
        ({"printed": Printed.YES}, "printed-without-reason"),
        ({"industry": None}, "company-without-industry"),
        ({"group": ("nobody",)}, "group-not-registered"),
        ({"unconfirmed": True}, "organization-unconfirmed"),
    ],
)
def test_what_is_wrong_in_an_organization_file_is_an_error(changes, rule):
    organization = make_organization(**changes)

    assert rules(organizations=(organization,)) == [(rule, Severity.ERROR)]


@pytest.mark.parametrize("changes", [{"name": "・"}, {"other_names": ("--",)}, {"people": ("・",)}])
def test_a_name_has_a_letter_or_a_digit(changes):
    assert ("name-without-letter", Severity.ERROR) in rules(organizations=(make_organization(**changes),))


def test_an_alias_does_not_hold_the_name_of_another_organization():
    other = make_organization(id="palmo", name="パルモ霧通信株式会社")
    one = make_organization(alias="某パルモ霧通信系の通信会社")
    assert rules(organizations=(one, other)) == [("alias-with-name-of-another", Severity.ERROR)]


@pytest.mark.parametrize("name", ["Ltd.", "Co., Ltd.", "株式会社", "合同会社"])
def test_a_legal_form_alone_is_no_name(name):
    assert rules(organizations=(make_organization(english=(name,)),)) == [("name-only-legal-form", Severity.WARNING)]


@pytest.mark.parametrize(
    "changes",
    [
        {"alias": "メーカーサポート会社", "printed": Printed.ROLE, "reason": "役割で呼ぶため"},
        {"kind": OrganizationKind.PERSON, "alias": "元従業員", "industry": None},
        {"industry": None, "alias": "某通信会社"},
    ],
)
def test_what_looks_wrong_but_is_right_is_not_told(changes):
    assert rules(organizations=(make_organization(**changes),)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "ミナセ通信㈱"},
        {"name": "架空株式会社", "other_names": ("ﾐﾅｾ通信",)},
        {"name": "架空株式会社", "brands": ("ミナセ・通信",)},
        {"name": "架空株式会社", "domains": ("minase.example",)},
    ],
)
def test_two_organizations_with_one_name_are_told_once(changes):
    first = make_organization(id="a", name="株式会社ミナセ通信", domains=("minase.example",))
    second = make_organization(**({"id": "b"} | changes))

    (one,) = remarks(organizations=(first, second))

    assert (one.subject, one.rule) == ("b", "name-of-two")
    assert "株式会社ミナセ通信" in one.message


def test_an_incident_without_parties_wants_an_eye():
    assert rules(make_entry(parties=())) == [("incident-without-party", Severity.WARNING)]
    assert rules(make_entry(parties=(), section=Section.POLICY)) == []


def test_a_private_organization_that_is_no_party_is_told_with_its_alias():
    (one,) = remarks(entry_of("北星クラウドは、ミナセの製品を使う。ミナセは。", hokusei="victim"))

    assert (one.rule, one.severity, one.path) == ("organization-not-a-party", Severity.WARNING, ("body", 0))
    assert "某情報処理会社" in one.message


def test_a_public_body_that_is_no_party_is_not_told():
    assert rules(entry_of("北星クラウドは、架空情報委員会に報告した。", hokusei="victim")) == []


def test_a_name_inside_a_longer_word_is_told():
    assert rules(entry_of("北星銀行は無関係。", hokusei="victim")) == [("name-inside-word", Severity.WARNING)]


def test_a_short_name_inside_a_longer_word_is_told_only_of_a_party():
    assert rules(entry_of("北星銀行は無関係。", minase="victim")) == []


def test_a_name_that_a_longer_registered_name_takes_in_is_not_told():
    bank = make_organization(id="bank", name="北星銀行", industry="銀行")

    told = rules(entry_of("北星銀行は公表した。", bank="victim"), organizations=(HOKUSEI, bank))

    assert told == []


@pytest.mark.parametrize("name", ["株式会社架空水産", "架空水産株式会社", "学校法人架空学園"])
def test_an_unregistered_company_in_a_text_is_an_error(name):
    (one,) = remarks(entry_of(f"北星クラウドは、{name}と公表した。", hokusei="victim"))

    assert (one.rule, one.severity) == ("organization-not-registered", Severity.ERROR)
    assert name in one.message


def test_an_unregistered_company_in_the_preface_is_an_error_of_the_issue():
    issue = make_issue(
        preface=("今月は株式会社架空水産の件を紹介します。",), highlights=(Highlight(text="(株)架空商会の件"),)
    )

    found = list(check_organizations(make_archive(organizations=EVERYONE, issues=(issue,))))

    assert [(one.subject, one.path) for one in found] == [
        (issue.month, ("preface", 0)),
        (issue.month, ("highlights", 0, "text")),
    ]


def test_an_unregistered_person_is_a_warning():
    told = rules(entry_of("架空一郎容疑者が逮捕された。", hokusei="victim"))

    assert told == [("name-not-registered", Severity.WARNING)]


def test_an_address_in_a_text_is_told_unless_it_is_a_public_body_s():
    assert rules(entry_of("https://www.soumu.go.jp/a を参照。", hokusei="victim")) == []
    assert ("address-in-text", Severity.WARNING) in rules(entry_of("https://shop.example/a を参照。", hokusei="victim"))


def test_an_organization_that_is_named_here_and_hidden_there_is_an_error_where_it_is_hidden():
    named = make_entry(
        id="2026-10-01-aaaa",
        section=Section.OTHER,
        headline="白書",
        body=("公表。",),
        parties=parties(chosakai="author"),
    )
    hidden = make_entry(headline="事故", body=("公表。",), parties=parties(minase="vendor", chosakai="victim"))

    (one,) = remarks(named, hidden)

    assert (one.subject, one.rule, one.path) == (hidden.id, "printed-and-hidden", ("parties", 1, "organization"))
    assert named.id in one.message


def test_a_party_with_two_roles_is_looked_at_once():
    entry = make_entry(
        headline="事故",
        body=("ミナセは公表した。",),
        parties=(Party(organization="minase", role=Role.AUTHOR), Party(organization="minase", role=Role.VICTIM)),
    )

    assert rules(entry, organizations=(MINASE,)) == []


def test_every_remark_tells_what_to_do():
    entry = entry_of("株式会社架空水産と春風通信、https://a.example/ 。", nobody="victim")
    broken = make_organization(alias="会社", printed=Printed.YES, group=("nobody",), industry=None)

    for one in remarks(entry, organizations=(*EVERYONE, broken)):
        assert one.message.endswith("。")
        assert one.advice.endswith("。")
