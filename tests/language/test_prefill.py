from datetime import date

import pytest

from builders import make_archive, make_entry, make_organization
from generator.language.analyze import analyze_item
from generator.language.facts import SUMMARY, TITLE, find_facts
from generator.language.headlines import clean_title, kanji, rounded
from generator.language.industries import find_industry
from generator.language.prefill import Known, prefill
from generator.language.tables import read_table
from generator.model import (
    Affected,
    Cause,
    Certainty,
    Facts,
    Learned,
    LearnedIndustry,
    OrganizationKind,
    Party,
    Period,
    Role,
)

DAY = date(2026, 10, 2)
TITLE_TEXT = "まるたや、サイト改ざんで顧客情報漏えい"
SUMMARY_TEXT = (
    "株式会社まるたやは10月2日、同社の通販サイトが不正アクセスを受け、2026年4月1日から8月31日までに購入した"
    "顧客約1万2千名分の氏名、住所が漏えいした可能性があると発表した。対応費用は約300万円の見込み。"
)


def fill(title=TITLE_TEXT, summary=SUMMARY_TEXT, **others):
    return prefill(title, summary, analysis=analyze_item(title, summary), published=DAY, **others)


def test_facts_come_from_title_and_summary():
    assert fill().facts == Facts(
        cause=Cause.UNAUTHORIZED_ACCESS,
        affected=(Affected(count=12_000, unit="名", qualifier="約", certainty=Certainty.POSSIBLE, who="顧客"),),
        data=("氏名", "住所"),
        incident=Period(start=date(2026, 4, 1), end=date(2026, 8, 31)),
    )


def test_every_piece_of_evidence_stands_where_it_says():
    texts = {TITLE: TITLE_TEXT, SUMMARY: SUMMARY_TEXT}
    evidence = fill().evidence

    assert {"facts.cause", "facts.affected[0]", "facts.data", "facts.incident", "金額"} <= {
        one.field for one in evidence
    }
    for one in evidence:
        assert texts[one.source].startswith(one.text, one.start)


def test_the_day_of_publication_is_not_that_of_the_incident():
    text = "某社は10月2日、同社の通販サイトが不正アクセスを受け、情報が漏えいした可能性があると明らかにした。"

    assert find_facts("情報漏えい", text, DAY).facts.incident is None


def test_a_policy_keeps_its_days():
    found = find_facts(
        "規則案への意見募集", "意見の提出期限は10月30日まで。改正規則は来年4月1日に施行する。", DAY
    ).facts

    assert (found.comments_until, found.effective) == (date(2026, 10, 30), date(2027, 4, 1))


CERTAINTIES = {
    "会員3,000人分の情報が流出か": Certainty.POSSIBLE,
    "会員3,000人分の情報が流出": Certainty.CONFIRMED,
    "会員3,000人の情報の漏えいはないという。": Certainty.DENIED,
    "会員3,000人の個人情報について": Certainty.UNKNOWN,
}


@pytest.mark.parametrize(("title", "certainty"), CERTAINTIES.items())
def test_a_figure_is_as_sure_as_its_sentence(title, certainty):
    (affected,) = find_facts(title).facts.affected

    assert (affected.certainty, affected.who) == (certainty, "会員")


HEADLINES = {
    TITLE_TEXT: "まるたや 改ざん 約1万2千名分の個人情報漏えいの可能性",
    "海外子会社のサーバにランサム攻撃 - 葦笛工業": "葦笛工業 ランサムウェア被害",
    "株式会社葦笛工業におけるランサムウェア被害について（第三報）": "株式会社葦笛工業 ランサムウェア被害(第三報)",
    "書類の入った鞄を紛失 - 葦笛市": "葦笛市 紛失",
    "「アシブエOS」に複数の脆弱性": "「アシブエOS」に複数の脆弱性",
    "【速報】葦笛法の改正案を公表（架空新聞）": "葦笛法の改正案を公表",
}


@pytest.mark.parametrize(("title", "headline"), HEADLINES.items())
def test_a_headline_is_drafted_in_the_digests_form(title, headline):
    assert fill(title, SUMMARY_TEXT if title == TITLE_TEXT else "").headline == headline


def test_large_figures_are_rounded_in_headlines_only():
    assert rounded(Affected(count=23_508, unit="件")) == "約2万3千件"
    assert rounded(Affected(count=120_000, unit="名", qualifier="最大")) == "最大12万名"
    assert rounded(Affected(count=9_876, unit="名")) == "9,876名"


def test_reports_are_numbered_in_kanji():
    assert [kanji(number) for number in (1, 10, 12, 30)] == ["一", "十", "十二", "三十"]
    assert clean_title("(案)") == "(案)"


REGISTERED = make_organization(id="marutaya", name="株式会社まるたや", industry="通信販売会社")
MINISTRY = make_organization(id="joho-sho", name="情報省", kind=OrganizationKind.MINISTRY, industry=None)


def registered(title, summary=""):
    return fill(title, summary, known=Known.of(make_archive(organizations=(REGISTERED, MINISTRY))))


def test_registered_bodies_become_parties_with_a_role_and_their_alias():
    found = registered(TITLE_TEXT, "情報省へ報告した。")

    assert found.parties == (
        Party(organization="marutaya", role=Role.VICTIM),
        Party(organization="joho-sho", role=Role.AUTHORITY),
    )
    assert found.alias == "某通信販売会社"


@pytest.mark.parametrize(
    ("title", "alias"),
    [
        ("サーバに不正アクセス - 葦笛製薬", "某医薬品製造会社"),
        ("葦笛堂の通販サイトに不正アクセス", "某通信販売会社"),
        ("葦笛市に不正アクセス", None),
        ("クラウドの設定を誤り情報を公開 - あしぶえ", None),
    ],
)
def test_an_alias_is_proposed_only_where_a_word_tells_the_business(title, alias):
    assert fill(title, "").alias == alias


def test_an_end_of_names_that_editors_taught_goes_before_the_house_list():
    taught = Learned(industries=(LearnedIndustry(part="製薬", industry="化学製品製造会社", right=3, of=3),))

    assert fill("サーバに不正アクセス - 葦笛製薬", "", known=Known(learned=taught)).alias == "某化学製品製造会社"


def test_every_hint_is_a_business_that_the_house_knows():
    known = {row["alias"].removeprefix("某") for row in read_table("aliases.tsv")}

    for row in read_table("industry_hints.tsv"):
        assert find_industry(row["industry"]) or row["industry"] in known
        assert row["where"] in {"name", "text"}


def test_the_thread_that_it_may_continue_is_proposed():
    first = make_entry(
        id="2026-08-03-aaaa",
        announced=date(2026, 8, 3),
        headline="まるたや サイト改ざん",
        parties=(Party(organization="marutaya", role=Role.VICTIM),),
    )

    found = fill("まるたや、サイト改ざんの調査結果（第2報）", "", known=Known.of(make_archive(first)))

    assert [one.thread for one in found.threads] == ["2026-08-03-aaaa"]
    assert found.report == 2


def test_the_maker_of_a_product_with_a_flaw_is_no_victim():
    found = registered("まるたや製アプリに脆弱性（CVE-2026-12345）")

    assert [party.role for party in found.parties] == [Role.VENDOR]
    assert found.headline == "まるたや製アプリに脆弱性（CVE-2026-12345）"
    assert "CVE-2026-12345" in {one.text for one in found.evidence}


def test_what_is_proposed_besides_facts_has_its_place_too():
    words = {one.field: one.text for one in registered("まるたや、サイト改ざんで顧客情報漏えい").evidence}

    assert (words["headline"], words["parties"]) == ("まるたや", "まるたや")
    assert {one.field: one.text for one in fill("サーバに不正アクセス - 葦笛製薬", "").evidence}["alias"] == "製薬"


def test_the_headline_has_the_whole_registered_name():
    whole = make_organization(id="hokusei", name="北星みらいクラウド株式会社", other_names=("北星みらいクラウド",))
    known = Known.of(make_archive(organizations=(whole,)))

    found = fill("北星みらいクラウドに不正アクセス、会員名簿が流出", "", known=known)

    assert found.headline.startswith("北星みらいクラウド 不正アクセス")
