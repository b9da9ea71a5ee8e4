import pytest

from builders import make_archive, make_entry
from generator.model import Affected, Certainty, Facts
from generator.review.figures import check_figures


def told(headline, body, *affected):
    entry = make_entry(headline=headline, body=(body,), facts=Facts(affected=affected))
    return [(remark.rule, remark.path) for remark in check_figures(make_archive(entry))]


def people(count, unit="名", qualifier=None):
    return Affected(count=count, unit=unit, qualifier=qualifier, certainty=Certainty.CONFIRMED)


AGREEING = {
    "the same everywhere": ("1,375名の個人情報漏えい", "1,375名の個人情報が漏えいした。", people(1375)),
    "rounded in the headline": ("2万3千件の個人情報漏えい", "個人情報23,508件が漏えいした。", people(23508, "件")),
    "名 for 人": ("1,375人の個人情報漏えい", "1,375名の個人情報が漏えいした。", people(1375, "名")),
    "with the same qualifier": ("個人情報漏えい", "約1,375名の個人情報が漏えいした。", people(1375, "名", "約")),
    "合計 qualifies nothing": ("個人情報漏えい", "合計1,375名の個人情報が漏えいした。", people(1375)),
}


@pytest.mark.parametrize(("headline", "body", "affected"), AGREEING.values(), ids=AGREEING)
def test_figures_that_agree_are_left_alone(headline, body, affected):
    assert told(headline, body, affected) == []


DIFFERING = {
    "件 against 名": (
        "1万件の個人情報漏えい",
        "約1万名の個人情報が漏えいした。",
        people(10000, "名", "約"),
        "unit-differs",
    ),
    "another figure in the headline": (
        "2万件の個人情報漏えい",
        "13,508件が漏えいした。",
        people(13508, "件"),
        "figure-not-in-text",
    ),
    "too coarse a rounding": (
        "2万件の個人情報漏えい",
        "15,382件が漏えいした。",
        people(15382, "件"),
        "figure-not-in-text",
    ),
    "digits changed places in the facts": (
        "個人情報漏えい",
        "1,357名の情報が漏えいした。",
        people(1375),
        "fact-not-in-text",
    ),
    "another unit in the facts": ("個人情報漏えい", "1,375件の情報が漏えいした。", people(1375), "unit-differs"),
    "約 only in the text": ("個人情報漏えい", "約1,375名の情報が漏えいした。", people(1375), "qualifier-differs"),
    "最大 only in the facts": (
        "個人情報漏えい",
        "1,375名の情報が漏えいした。",
        people(1375, "名", "最大"),
        "qualifier-differs",
    ),
}


@pytest.mark.parametrize(("headline", "body", "affected", "rule"), DIFFERING.values(), ids=DIFFERING)
def test_figures_that_differ_are_told(headline, body, affected, rule):
    assert [found for found, _ in told(headline, body, affected)] == [rule]


def test_the_message_names_both_statements():
    entry = make_entry(headline="1万件の個人情報漏えい", body=("約1万名の個人情報が漏えいした。",))

    (remark,) = check_figures(make_archive(entry))

    assert "「1万件」と「約1万名」" in remark.message
