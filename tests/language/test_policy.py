"""The house rules as data: who is named, under which words, and which hosts are public."""

import pytest

from builders import make_organization
from generator.language.aliases import base_alias, later_word
from generator.language.hosts import host_of, is_public_host
from generator.language.industries import find_industry
from generator.language.policy import Setting, decide, is_public, kind_row
from generator.language.tables import read_table
from generator.model import OrganizationKind, Printed, Role

K = OrganizationKind
PUBLIC = {
    K.UNIVERSITY_PUBLIC,
    K.SCHOOL_PUBLIC,
    K.HOSPITAL_PUBLIC,
    K.MUNICIPALITY,
    K.MINISTRY,
    K.AGENCY,
    K.POLICE,
    K.FOREIGN,
}


@pytest.mark.parametrize("kind", list(K))
def test_every_kind_has_a_policy_with_a_reason_an_alias_and_a_later_word(kind):
    organization = make_organization(kind=kind, industry=None)

    assert kind_row(kind)["reason"]
    assert is_public(organization) is (kind in PUBLIC)
    assert later_word(base_alias(organization), kind).startswith("同")


@pytest.mark.parametrize(
    ("kind", "role", "setting", "printed"),
    [
        (K.COMPANY, Role.VICTIM, Setting(), Printed.ALIAS),
        (K.COMPANY, Role.VENDOR, Setting(is_vulnerability=True), Printed.YES),
        (K.COMPANY, Role.VENDOR, Setting(is_vulnerability=True, has_victim=True), Printed.ALIAS),
        (K.COMPANY, Role.VENDOR, Setting(), Printed.ALIAS),
        (K.COMPANY, Role.AUTHOR, Setting(), Printed.YES),
        (K.COMPANY, Role.AUTHOR, Setting(is_incident=True), Printed.ALIAS),
        (K.COMPANY, None, Setting(is_vulnerability=True), Printed.ALIAS),
        (K.ASSOCIATION, Role.AUTHOR, Setting(), Printed.YES),
        (K.ASSOCIATION, Role.VICTIM, Setting(), Printed.ALIAS),
        (K.MEDIA, Role.AUTHOR, Setting(), Printed.ROLE),
        (K.MUNICIPALITY, Role.VICTIM, Setting(has_victim=True), Printed.YES),
    ],
)
def test_what_is_printed_of_a_kind_in_a_role(kind, role, setting, printed):
    assert decide(make_organization(kind=kind), role, setting).printed is printed


def test_the_word_of_an_organization_file_overrides_the_policy_with_its_reason():
    decision = decide(make_organization(printed=Printed.YES, reason="公表済みのため"), Role.VICTIM, Setting())

    assert (decision.printed, decision.reason) == (Printed.YES, "公表済みのため")


def test_businesses_of_few_companies_have_a_wider_word_that_many_share():
    wide = {row["strict"] for row in read_table("industries.tsv")}
    listed = dict.fromkeys(wide, 0)
    for _, companies, word in {(row["sector"], row["listed"], row["strict"]) for row in read_table("industries.tsv")}:
        listed[word] += int(companies or 1000)  # bodies that are no companies are many

    assert find_industry("某航空会社").is_small
    assert not find_industry("通信会社").is_small
    assert find_industry("架空会社") is None
    assert [word for word, count in listed.items() if count < 20] == []


@pytest.mark.parametrize(
    ("url", "is_public"),
    [
        ("https://www.soumu.go.jp/", True),
        ("http://GO.JP./x", True),
        ("https://www.pref.kakuu.jp/", True),
        ("https://city.yumemi.kakuu.jp", True),
        ("https://notgo.jp/", False),
        ("https://go.jp.example.com/", False),
        ("https://mycity.kakuu.jp", False),
        ("ftp://www.soumu.go.jp/", False),
        ("https://user@evil.example/go.jp", False),
        ("", False),
    ],
)
def test_a_host_is_public_by_its_end_only(url, is_public):
    assert is_public_host(host_of(url)) is is_public
