"""Who keeps the name, and what those around a hidden one become."""

import pytest

from builders import make_archive, make_entry, make_organization
from generator.model import Cause, Facts, OrganizationKind, Printed, Section
from generator.publish.anonymize import anonymize
from tests.publish.anonymize.cast import EVERYONE, MINASE, printed, sentence


def test_the_vendor_of_a_hidden_company_is_its_contractor():
    told = sentence(
        "北星クラウドは、業務を株式会社ミナセに委託し、ミナセが誤送信した。", hokusei="victim", minase="vendor"
    )

    assert told == "某クラウドサービス提供会社は、業務を委託先に委託し、委託先が誤送信した。"


@pytest.mark.parametrize(
    "words",
    [
        "委託先の株式会社ミナセ",
        "委託先であるミナセ",
        "委託先(ミナセ)",
        "委託先「ミナセ」",
        "委託先、ミナセ",
        "委託先ミナセ",
    ],
)
def test_a_role_that_the_text_tells_already_is_not_told_twice(words):
    assert sentence(f"{words}が誤送信した。", hokusei="victim", minase="vendor") == "委託先が誤送信した。"


def test_the_vendor_of_a_named_municipality_is_a_service_provider():
    told = sentence("夢見市は、ミナセのシステムの不具合を公表した。", yumemi="victim", minase="vendor")

    assert told == "夢見市は、サービス提供事業者のシステムの不具合を公表した。"


def test_a_client_municipality_does_not_give_the_company_away():
    told = sentence("ミナセは、架空県夢見市から業務を受託していた。", minase="victim", yumemi="client")

    assert told == "某情報処理会社は、委託元の自治体から業務を受託していた。"


@pytest.mark.parametrize("role", ["victim", "authority", "author"])
def test_a_public_body_that_is_spoken_of_keeps_its_name(role):
    assert "架空情報委員会は" in sentence("架空情報委員会は公表した。", iinkai=role, hokusei="victim")


def test_a_municipality_that_is_only_mentioned_beside_a_hidden_company_goes_and_its_prefecture_stays():
    told = sentence("北星クラウドは夢見市にあり、架空県と架空情報委員会に報告した。", hokusei="victim")

    assert told == "某クラウドサービス提供会社は市にあり、架空県と架空情報委員会に報告した。"


def test_a_public_body_beside_a_public_body_keeps_its_name():
    assert sentence("夢見市は架空県に報告した。", yumemi="victim") == "夢見市は架空県に報告した。"


def test_a_subsidiary_abroad_keeps_its_country():
    told = sentence("ミナセの、ミナセ・アメリカ社が攻撃された。", minase="victim", minase_america="subsidiary")

    assert told == "某情報処理会社の、米国子会社が攻撃された。"


def test_a_group_company_that_is_no_party_becomes_a_role_too():
    told = sentence("ミナセと、ミナセ・アメリカ社が攻撃された。", minase="victim")

    assert told == "某情報処理会社と、米国子会社が攻撃された。"


@pytest.mark.parametrize(
    ("groups", "role"),
    [(("a", ()), "親会社"), ((), "グループ会社"), (("both",), "グループ会社"), (("daughter",), "子会社")],
)
def test_the_word_for_a_relative_follows_who_names_whom(groups, role):
    one = make_organization(
        id="one", name="架空一株式会社", group=("two",) if "a" in groups or "both" in groups else ()
    )
    two = make_organization(
        id="two", name="架空二株式会社", group=("one",) if "daughter" in groups or "both" in groups else ()
    )

    told = sentence("架空二株式会社が公表。", (one, two), one="victim", two="subsidiary")

    assert told == f"{role}が公表。"


def test_two_contractors_are_told_apart():
    told = sentence(
        "ミナセに委託し、春風通信に再委託し、渚ネットワークスに再々委託した。",
        hokusei="victim",
        minase="vendor",
        harukaze="vendor",
        nagisa="vendor",
    )

    assert told == "委託先に委託し、別の委託先に再委託し、さらに別の委託先に再々委託した。"


def test_an_organization_with_a_role_of_its_own_is_called_by_it():
    maker = make_organization(
        id="maker", name="架空保守株式会社", alias="メーカーサポート会社", printed=Printed.ROLE, reason="役割で呼ぶため"
    )

    told = sentence("ミナセは、架空保守に連絡した。", (MINASE, maker), minase="victim", maker="vendor")

    assert told == "某情報処理会社は、メーカーサポート会社に連絡した。"


def test_the_brand_of_a_contractor_is_its_service():
    told = sentence("北星クラウドは委託し、ミナセ窓口を使う。", hokusei="victim", minase="vendor")

    assert told == "某クラウドサービス提供会社は委託し、委託先のサービスを使う。"


def test_a_shop_is_called_as_the_entry_calls_it():
    entry = printed("北星ショップを停止した。", "同社のECサイトは無事という。", hokusei="victim")

    assert entry.body[0] == "某クラウドサービス提供会社のECサイトを停止した。"


@pytest.mark.parametrize(
    ("organization", "name"),
    [
        ("chosakai", "一般財団法人架空調査会"),
        ("gakkai", "日本架空文化学会"),
        ("kyosai", "架空県職員共済組合"),
        ("gakuen", "学校法人若葉台学園"),
        ("iryo", "医療法人社団あおば会"),
    ],
)
def test_a_body_is_named_as_publisher_and_hidden_as_victim(organization, name):
    as_author = printed(f"{name}は白書を公表した。", changes={"section": Section.OTHER}, **{organization: "author"})
    as_victim = printed(f"{name}は事故を公表した。", **{organization: "victim"})

    assert as_author.body[0].startswith(name)
    assert as_victim.body[0].startswith("某")


def test_the_maker_of_a_vulnerable_product_is_named_where_nobody_is_a_victim():
    facts = Facts(cause=Cause.VULNERABILITY, vulnerabilities=("CVE-2026-90001",))
    text = "ヴァンテイル株式会社は、Vanteil Gateの脆弱性を公表した。"

    assert printed(text, changes={"facts": facts}, vanteil="vendor").body[0] == text
    assert "ヴァンテイル" not in printed(text, changes={"facts": facts}, vanteil="vendor", hokusei="victim").body[0]
    assert "ヴァンテイル" not in printed(text, vanteil="vendor").body[0]


def test_a_company_is_named_as_author_of_a_public_report_but_not_of_its_own_incident():
    text = "ヴァンテイルは調査結果を公表した。"

    assert printed(text, changes={"section": Section.OTHER}, vanteil="author").body[0] == text
    assert printed(text, changes={"section": Section.INCIDENTS}, vanteil="author").body[0].startswith("某")


def test_media_are_some_report_and_persons_are_those_concerned():
    person = make_organization(id="person", name="架空 花子", kind=OrganizationKind.PERSON, industry=None)
    organizations = (*EVERYONE, person)

    told = sentence("架空新聞によると、架空花子さんが関与した。", organizations, hokusei="victim", shimbun="author")

    assert told == "一部報道によると、関係者が関与した。"


def test_the_people_of_a_named_body_are_not_named():
    told = sentence("架空情報委員会の委員花子委員長が述べた。", iinkai="authority")

    assert told == "架空情報委員会の関係者委員長が述べた。"


def test_printed_yes_names_and_printed_alias_hides_against_the_policy():
    open_one = make_organization(id="x", name="架空一株式会社", printed=Printed.YES, reason="r")
    hidden_city = make_organization(
        id="y", name="架空市", kind=OrganizationKind.MUNICIPALITY, industry=None, printed=Printed.ALIAS, reason="r"
    )

    assert sentence("架空一株式会社は公表。", (open_one,), x="victim") == "架空一株式会社は公表。"
    assert (
        sentence("架空市は公表。同市は。架空市が。", (hidden_city,), y="victim")
        == "某自治体は公表。同市は。同自治体が。"
    )


def test_a_party_that_is_not_registered_is_no_reason_to_stop():
    entry = make_entry(headline="障害", body=("公表した。",), parties=())
    assert anonymize(make_archive(entry)).issues[0].entries[0].body == ("公表した。",)
    assert printed("公表した。", nobody="victim").body == ("公表した。",)
