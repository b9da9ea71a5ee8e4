"""What the gate searches for, and to where a page may link."""

from builders import make_archive, make_entry, make_issue, make_organization
from generator.model import OrganizationKind, Printed, Section, Source, Waiver
from generator.publish.policy import public_hosts, secrets
from tests.publish.anonymize.cast import CHOSAKAI, EVERYONE, HOKUSEI, IINKAI, YUMEMI, parties


def archive_of(*entries, organizations=EVERYONE):
    return make_archive(organizations=organizations, issues=(make_issue(*entries),))


def secret_ids(*entries, organizations=EVERYONE):
    return {one.id for one in secrets(archive_of(*entries, organizations=organizations))}


def report(**changes):
    values = {"id": "2026-10-01-aaaa", "section": Section.OTHER, "parties": parties(chosakai="author")}
    return make_entry(**(values | changes))


def incident(**changes):
    return make_entry(**({"id": "2026-10-02-bbbb", "parties": parties(chosakai="victim")} | changes))


def test_a_private_organization_is_a_secret_whether_an_entry_speaks_of_it_or_not():
    assert {"hokusei", "minase", "chosakai"} <= secret_ids()


def test_a_public_body_is_no_secret():
    assert not {"yumemi", "kakuu-ken"} & secret_ids(make_entry(parties=parties(hokusei="victim", yumemi="client")))


def test_a_foundation_that_is_printed_as_author_is_no_secret():
    assert "chosakai" not in secret_ids(report())


def test_a_foundation_that_another_entry_hides_is_a_secret_until_an_editor_waives_it():
    waiver = Waiver(rule="printed-and-hidden", reason="別件として両方必要なため")

    assert "chosakai" in secret_ids(report(), incident())
    assert "chosakai" not in secret_ids(report(), incident(waivers=(waiver,)))


def test_the_people_of_a_named_body_stay_secret_but_not_its_name():
    (committee,) = (one for one in secrets(archive_of()) if one.id == "iinkai")

    assert committee.people == IINKAI.people
    assert IINKAI.name not in (committee.name, *committee.other_names)
    assert committee.domains == ()


def test_a_name_that_a_named_body_bears_too_is_not_searched_for():
    company = make_organization(
        id="x", name="株式会社夢見市場", other_names=("夢見市", "夢見市場"), industry="小売会社"
    )

    (secret,) = secrets(archive_of(organizations=(company, YUMEMI)))

    assert (secret.name, secret.other_names) == ("株式会社夢見市場", ("夢見市場",))


def test_a_public_body_that_is_to_be_hidden_is_a_secret():
    city = make_organization(
        id="x", name="架空市", kind=OrganizationKind.MUNICIPALITY, printed=Printed.ALIAS, reason="要請のため"
    )

    assert secret_ids(organizations=(city,)) == {"x"}


def test_links_may_go_to_public_suffixes_and_to_the_domains_of_named_bodies():
    hosts = public_hosts(archive_of(report()))

    assert {".go.jp", ".lg.jp", "chosakai.example", ".iinkai.example", "city-yumemi.example"} <= hosts
    assert not set(HOKUSEI.domains) & hosts


def test_the_domain_of_an_author_that_is_hidden_elsewhere_is_not_linked():
    assert not set(CHOSAKAI.domains) & public_hosts(archive_of(report(), incident()))


def test_a_regional_host_is_public_where_a_printed_source_lies_there():
    source = Source(title="t", publisher="p", url="https://www.city.yumemi.kakuu.jp/1", printed=True)

    assert "www.city.yumemi.kakuu.jp" in public_hosts(archive_of(make_entry(sources=(source,))))
