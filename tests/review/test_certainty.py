import pytest

from builders import make_archive, make_entry
from generator.model import Affected, Certainty, Facts, Section
from generator.review.attribution import check_attribution
from generator.review.certainty import check_certainty


def told(headline, body, certainty, *others):
    affected = (Affected(count=1375, unit="名", certainty=certainty), *others)
    entry = make_entry(headline=headline, body=(body,), facts=Facts(affected=affected))
    return [remark.rule for remark in check_certainty(make_archive(entry))]


TOO_STRONG = {
    "漏えいした": ("情報漏えいの可能性", "1,375名の個人情報が漏えいしたという。"),
    "流出が確認され": ("情報漏えいの可能性", "1,375名の個人情報の流出が確認されたという。"),
    "the headline": ("1,375名の個人情報漏えい", "1,375名の個人情報が漏えいした可能性があるという。"),
    "the headline before brackets": ("個人情報漏えい(第二報)", "1,375名の情報が漏えいした可能性があるという。"),
}


@pytest.mark.parametrize(("headline", "body"), TOO_STRONG.values(), ids=TOO_STRONG)
def test_what_is_only_possible_is_not_stated_as_a_fact(headline, body):
    assert told(headline, body, Certainty.POSSIBLE) == ["certainty-too-strong"]


CAREFUL = {
    "可能性": "1,375名の個人情報が漏えいした可能性があるという。",
    "おそれ": "1,375名の個人情報が流出したおそれがあるとしている。",
    "denied": "1,375名の個人情報について漏えいした事実はないとのこと。",
    "another's leak": "他社から流出したパスワードが使われ、1,375名に影響したという。",
}


@pytest.mark.parametrize("body", CAREFUL.values(), ids=CAREFUL)
def test_careful_words_are_left_alone(body):
    assert told("不正アクセス", body, Certainty.POSSIBLE) == []


def test_a_sentence_that_also_tells_a_confirmed_figure_may_state_it():
    confirmed = Affected(count=904, unit="名", certainty=Certainty.CONFIRMED)
    body = "1,375名を照合した結果、904名の流出を確認したという。"

    assert told("不正アクセス", body, Certainty.DENIED, confirmed) == []


def test_what_is_confirmed_is_not_only_called_possible():
    body = "1,375名の個人情報が漏えいした可能性があるという。"

    assert told("不正アクセス", body, Certainty.CONFIRMED) == ["certainty-too-weak"]


def blamed(*body, section=Section.INCIDENTS):
    entry = make_entry(body=body, section=section)
    return [remark.path for remark in check_attribution(make_archive(entry))]


def test_blame_needs_somebody_who_says_so():
    assert blamed("某社は10月19日、公表した。", "原因は設定の誤りであった。") == [("body", 1)]


@pytest.mark.parametrize(
    "sentence",
    [
        "原因は設定の誤りだという。",
        "1,375名の情報が漏えいしたとのこと。",
        "同社は、侵入されたのは8月だとしている。",
        "同社は不正アクセスを受けた機器を遮断した。",
        "停止していたサービスは8月28日に復旧した。",
    ],
)
def test_what_is_attributed_and_what_a_body_did_are_left_alone(sentence):
    assert blamed("某社は公表した。", sentence) == []


def test_other_sections_speak_for_themselves():
    assert blamed("原因は設定の誤りであった。", section=Section.OTHER) == []
