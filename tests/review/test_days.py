from datetime import date

import pytest

from builders import make_archive, make_entry
from generator.model import Facts, Period
from generator.review.days import check_days


def told(*entries):
    return [(remark.subject, remark.rule) for remark in check_days(make_archive(*entries))]


def entry(body, facts=None, **changes):
    return make_entry(body=(body,), facts=facts or Facts(), **changes)


def test_the_announcement_is_the_day_that_the_text_tells():
    wrong = entry("某社は10月18日、不正アクセスについて公表した。")

    assert told(wrong) == [(wrong.id, "announced-differs")]


def test_an_earlier_announcement_beside_it_is_no_error():
    assert told(entry("某社は10月19日、6月18日に第一報を公表していた件について公表した。")) == []


@pytest.mark.parametrize("words", ["2月30日", "11月31日", "午後13時"])
def test_a_day_or_hour_that_does_not_exist_is_told(words):
    wrong = entry(f"某社は10月19日に公表した。{words}に復旧したという。")

    assert told(wrong) == [(wrong.id, "day-impossible")]


PERIOD = Facts(incident=Period(start=date(2026, 9, 3), end=date(2026, 9, 8)))


def test_days_of_the_facts_that_the_text_does_not_tell_are_told():
    wrong = entry("某社は10月19日、公表した。9月3日に侵入されたという。", PERIOD)

    assert told(wrong) == [(wrong.id, "day-not-in-text")]


def test_a_period_within_a_month_needs_its_month_once():
    assert told(entry("某社は10月19日、公表した。9月3日から8日まで侵入されていたという。", PERIOD)) == []


def test_whole_months_may_be_told_without_days():
    months = Facts(incident=Period(start=date(2025, 12, 1), end=date(2026, 2, 28)))

    assert told(entry("某社は10月19日、公表した。期間は2025年12月から2026年2月までだという。", months)) == []


def test_what_an_earlier_report_told_need_not_be_told_again():
    first = entry(
        "某社は9月10日、公表した。9月3日から8日まで侵入されていたという。",
        PERIOD,
        id="2026-09-10-aaaa",
        announced=date(2026, 9, 10),
    )
    second = entry("某社は10月19日、第二報を公表した。", PERIOD, thread=first.id)

    assert told(first, second) == []
