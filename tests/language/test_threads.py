from datetime import date

import pytest

from builders import SHARED, make_entry
from generator.language.threads import story_of_entry, story_of_text, suggest_threads
from generator.model import Affected, Cause, Facts, Party, Role


def story(title, day=date(2026, 10, 1), text="", name="old"):
    return story_of_text(name, title, text, day)


def joins(new, *earlier):
    return [suggestion.thread for suggestion in suggest_threads(new, earlier)]


FIRST = story("アサギ建機にサイバー攻撃、システム障害が発生", date(2026, 8, 3))

CONTINUING = {
    "第二報": "アサギ建機、ランサムウェア被害の調査状況（第2報）",
    "a result without a mark": "アサギ建機、システム障害のその後 全面復旧は10月",
    "an authority's word": "アサギ建機に行政指導 個人情報の漏えいで",
}


@pytest.mark.parametrize("title", CONTINUING.values(), ids=CONTINUING)
def test_a_follow_up_is_suggested_to_its_thread(title):
    assert joins(story(title, name="new"), FIRST) == ["old"]


def test_the_reason_is_told():
    (suggestion,) = suggest_threads(story(CONTINUING["第二報"], name="new"), [FIRST])

    assert suggestion.reasons == ("同じ名前が出てくる", "続報を示す言葉がある")


def test_nearly_the_same_figure_ties_two_reports():
    first = story("アサギ建機、657,096件の顧客情報が流出した可能性", date(2026, 7, 1))
    later = story("アサギ建機、顧客情報の流出は655,488件と判明", name="new")

    (suggestion,) = suggest_threads(later, [first])
    assert "近い数字(657,096 と 655,488)" in suggestion.reasons


def test_two_shops_that_lose_cards_in_the_same_way_are_two_matters():
    title = "{}の通販サイトに不正アクセス、カード情報3,218件が流出した可能性"

    assert joins(story(title.format("ことのは茶舗"), name="new"), story(title.format("たまゆら靴店"))) == []


def test_two_incidents_of_one_company_stay_two():
    attack = story("アサギ建機、ランサムウェア被害で受注停止", date(2026, 6, 1))

    assert joins(story("アサギ建機、顧客にメール誤送信", date(2026, 6, 5), name="new"), attack) == []
    assert joins(story("アサギ建機に不正アクセス、会員情報が流出か", name="new"), attack) == []


def test_other_media_on_the_same_day_tell_the_same_story():
    other = story("「アサギ建機」にサイバー攻撃か 業務に支障", date(2026, 8, 4), name="new")

    assert joins(other, FIRST) == ["old"]


def test_what_is_over_a_year_old_is_not_continued():
    assert joins(story(CONTINUING["第二報"], date(2027, 10, 1), name="new"), FIRST) == []


def test_the_same_flaw_is_one_matter():
    first = story("某製品に脆弱性 CVE-2026-90117", date(2026, 6, 30))

    assert joins(story("CVE-2026-90117 の悪用を確認", date(2026, 9, 1), name="new"), first) == ["old"]


def test_a_bill_and_its_promulgation_are_one_matter():
    bill = story("葦笛省、「葦笛役務報告省令」案の意見募集を開始", date(2026, 6, 1))

    assert joins(story("「葦笛役務報告省令」を公布", name="new"), bill) == ["old"]
    assert joins(story("「葦笛個人データ指針」を公布", name="new"), bill) == []


def test_a_prefecture_is_not_its_university():
    prefecture = story("水無瀬県に不正アクセス", date(2026, 8, 3))
    university = story("水無瀬県立大学、学生アカウントに不正アクセス", date(2026, 8, 5), name="new")

    assert joins(university, prefecture) == []


def test_an_entry_is_compared_by_its_registered_parties_and_figures():
    facts = Facts(cause=Cause.RANSOMWARE, affected=(Affected(count=214_000, unit="件"),))
    entry = make_entry(
        headline="某社にランサムウェア", facts=facts, parties=(Party(organization="minase", role=Role.VICTIM),)
    )
    new = story_of_text("new", "漏えいは約21万3,900件と確定", "", date(2026, 12, 1), organizations=["minase"])

    (suggestion,) = suggest_threads(new, [story_of_entry(entry)])
    assert suggestion.thread == entry.id


@pytest.mark.skipif(
    not SHARED.exists(), reason="the seed texts lie beside the checkout of the development machine only"
)
def test_the_two_seeds_on_one_agency_join():
    texts = [next((SHARED / "seeds").glob(f"{number}-*.txt")).read_text("utf-8") for number in ("000", "001")]
    first, second = (
        story_of_text(name, text.split("\n", 1)[0], text, day)
        for name, text, day in zip(("a", "b"), texts, (date(2024, 7, 9), date(2024, 7, 5)), strict=True)
    )

    assert joins(second, first) == ["a"]
    assert joins(first, second) == ["b"]
