"""What tells who an anonymized organization is, though its name is not there."""

import pytest

from builders import make_archive, make_entry, make_newsletter, make_organization
from generator.model import OrganizationKind, Privacy
from generator.review.reidentify import check_reidentification
from tests.publish.anonymize.cast import parties

AIRLINE = make_organization(id="air", name="架空空輸株式会社", industry="航空会社")
SHOP = make_organization(id="shop", name="架空商店株式会社", industry="小売会社")


def remarks(text, organization=AIRLINE, newsletter=None, **changes):
    entry = make_entry(headline="不正アクセス", body=(text,), parties=parties(**{organization.id: "victim"}), **changes)
    archive = make_archive(entry, organizations=(organization,), newsletter=newsletter or make_newsletter())
    return list(check_reidentification(archive))


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("個人情報23,508件が漏えいした。", "reidentify-figure", "23,508件"),
        ("顧客1,375名の情報が流出した。", "reidentify-figure", "1,375名"),
        ("特別損失125,934千円を計上した。", "reidentify-figure", "125,934千円"),
        ("9月14日に侵入された。", "reidentify-day", "9月14日"),
        ("新サービス「架空の空」を停止した。", "reidentify-term", "架空の空"),
    ],
)
def test_a_trace_is_told_where_few_companies_share_the_business(text, rule, words):
    (one,) = remarks(text)

    assert (one.rule, one.path) == (rule, ("body", 0))
    assert words in one.message
    assert "5社" in one.message
    assert "運輸会社" in one.advice


@pytest.mark.parametrize(
    "text",
    [
        "個人情報約2万件が漏えいした。",
        "10月19日に公表した。",
        "「架空情報保護法」に基づき報告した。",
        "調査を続けている。",
    ],
)
def test_what_tells_little_is_not_told(text):
    assert remarks(text) == []


def test_nothing_is_told_where_many_companies_share_the_business():
    assert remarks("9月14日に個人情報23,508件が漏えいした。", SHOP) == []


def test_nothing_is_told_of_a_body_that_is_named():
    city = make_organization(id="city", name="架空市", kind=OrganizationKind.MUNICIPALITY, industry="航空会社")

    assert remarks("個人情報23,508件が漏えいした。", city) == []


def test_nothing_is_told_of_a_strict_entry():
    text = "個人情報23,508件が漏えいした。"

    assert remarks(text, privacy=Privacy.STRICT) == []
    assert remarks(text, newsletter=make_newsletter(privacy=Privacy.STRICT)) == []
    assert remarks(text, newsletter=make_newsletter(privacy=Privacy.STRICT), privacy=Privacy.NORMAL) != []


def test_a_business_that_the_table_does_not_know_is_told_once():
    rare = make_organization(id="rare", name="架空凧株式会社", industry="凧製造会社")

    (one,) = remarks("調査を続けている。", rare)

    assert (one.subject, one.path, one.rule) == ("rare", ("industry",), "industry-unknown")
    assert remarks("調査を続けている。", make_organization(industry="通信会社")) == []


def test_many_traces_are_one_remark():
    (one,) = remarks("顧客1,375名、会員2,481名、顧客3,567名、顧客4,683名、学生5,721名、患者6,897名の情報が流出した。")

    assert one.message.count("名") >= 5
    assert "ほか" in one.message
