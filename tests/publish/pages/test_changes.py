from datetime import date

from generator.model import Affected, Cause, Certainty, Facts, Period
from generator.publish.pages.changes import Change, history
from tests.publish.pages.sample import entry


def changes_of(*facts):
    return history([entry(facts=one) for one in facts])


def affected(count, certainty=Certainty.POSSIBLE, who="従業員"):
    return Facts(affected=(Affected(count=count, unit="名", certainty=certainty, who=who),))


def test_the_first_report_changes_nothing():
    assert changes_of(affected(10)) == ((),)


def test_a_repeated_figure_is_no_change():
    assert changes_of(affected(10), affected(10))[1] == ()


def test_another_figure_for_the_same_people_is_a_change():
    assert changes_of(affected(10), affected(1200))[1] == (
        Change(label="従業員", before="10名(可能性)", after="1,200名(可能性)"),
    )


def test_another_certainty_is_a_change():
    (change,) = changes_of(affected(10), affected(10, Certainty.CONFIRMED))[1]
    assert (change.before, change.after) == ("10名(可能性)", "10名(確認)")


def test_other_people_are_news_and_do_not_replace_the_first():
    (change,) = changes_of(affected(10), affected(5, who="顧客"))[1]
    assert (change.label, change.before) == ("顧客", "")


def test_silence_takes_nothing_back():
    assert changes_of(affected(10), Facts(), affected(10))[1:] == ((), ())


def test_a_cause_that_was_not_known_is_news():
    (change,) = changes_of(Facts(), Facts(cause=Cause.RANSOMWARE))[1]
    assert change == Change(label="原因", before="", after="ランサムウェア")


def test_kinds_of_data_add_up():
    (change,) = changes_of(Facts(data=("氏名",)), Facts(data=("住所",)))[1]
    assert (change.before, change.after) == ("氏名", "氏名、住所")


def test_a_moved_deadline_is_a_change():
    (change,) = changes_of(Facts(comments_until=date(2026, 11, 1)), Facts(comments_until=date(2026, 12, 1)))[1]
    assert (change.before, change.after) == ("2026/11/1", "2026/12/1")


def test_an_incident_that_began_earlier_is_a_change():
    first = Facts(incident=Period(start=date(2026, 7, 3), end=date(2026, 7, 3)))
    second = Facts(incident=Period(start=date(2026, 7, 1), end=date(2026, 7, 3)))
    (change,) = changes_of(first, second)[1]
    assert (change.before, change.after) == ("2026/7/3", "2026/7/1〜2026/7/3")
