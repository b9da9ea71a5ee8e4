from datetime import date

from generator.language.progress import What, compare_facts, merge_facts, progress
from generator.model import Affected, Cause, Certainty, Facts, Period


def people(count, certainty=Certainty.POSSIBLE, who="顧客", unit="件", qualifier=None):
    return Affected(count=count, unit=unit, qualifier=qualifier, certainty=certainty, who=who)


def facts(*affected, **others):
    return Facts(affected=affected, **others)


def test_a_corrected_figure_is_told_with_both():
    (change,) = compare_facts(facts(people(657_096)), facts(people(655_488)))

    assert str(change) == "顧客の件数: 657,096件 → 655,488件"


def test_a_possibility_that_is_confirmed_is_a_change_of_certainty():
    (change,) = compare_facts(facts(people(38)), facts(people(38, Certainty.CONFIRMED)))

    assert (change.what, change.before, change.after) == (What.CERTAINTY, "可能性", "確認")


def test_figures_of_other_people_are_not_compared():
    changes = compare_facts(facts(people(10), people(20, who="従業員")), facts(people(11, who="従業員"), people(10)))

    assert [str(change) for change in changes] == ["従業員の件数: 20件 → 11件"]


def test_the_only_figure_of_a_unit_is_the_same_though_it_is_called_otherwise():
    (change,) = compare_facts(facts(people(10, who="会員")), facts(people(12, who="利用者")))

    assert (change.before, change.after) == ("10件", "12件")


def test_staff_and_customers_are_never_the_same_though_they_are_the_only_figures():
    (change,) = compare_facts(facts(people(10, who="従業員")), facts(people(5, who="顧客")))

    assert (change.before, change.after, change.who) == ("", "5件", "顧客")


def test_what_a_report_does_not_repeat_has_not_changed():
    known = facts(people(10), cause=Cause.RANSOMWARE, data=("氏名",), incident=Period(start=date(2026, 1, 1)))

    assert compare_facts(known, Facts()) == ()
    assert compare_facts(known, Facts(data=("氏名",))) == ()


def test_each_report_is_compared_with_all_that_was_said_before():
    reports = [
        facts(people(10), cause=Cause.UNAUTHORIZED_ACCESS, data=("氏名",)),
        Facts(cause=Cause.RANSOMWARE),
        facts(people(12), data=("住所",)),
    ]

    changes = [[str(change) for change in one] for one in progress(reports)]

    assert changes == [
        [],
        ["原因: 不正アクセス → ランサムウェア"],
        ["顧客の件数: 10件 → 12件", "対象の情報: 氏名 → 氏名、住所"],
    ]


def test_what_is_known_after_two_reports_is_the_later_word_and_what_it_left_out():
    known = merge_facts(facts(people(10), people(5, unit="社", who="企業"), data=("氏名",)), facts(people(12)))

    assert known == facts(people(12), people(5, unit="社", who="企業"), data=("氏名",))
