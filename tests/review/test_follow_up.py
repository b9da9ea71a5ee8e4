from datetime import date

from builders import make_archive, make_entry, make_issue
from generator.model import Party, Role
from generator.review.follow_up import check_follow_ups
from generator.review.pipeline import check


def entry(name, day, **changes):
    values = {
        "id": f"2026-{day:%m-%d}-{name}",
        "announced": day,
        "parties": (Party(organization="minase", role=Role.VICTIM),),
    }
    return make_entry(**(values | changes))


def told(*entries, published=date(2026, 11, 10)):
    archive = make_archive(issues=(make_issue(*entries, published=published),))
    return [(remark.subject[-4:], remark.rule) for remark in check_follow_ups(archive)]


OPEN = ("漏えいの有無は調査中とのこと。",)


def test_a_story_left_open_is_asked_after_when_two_months_have_passed():
    assert told(entry("aaaa", date(2026, 9, 10), body=OPEN)) == [("aaaa", "follow-up-due")]


def test_it_is_not_asked_after_too_early_nor_for_ever_nor_when_it_was_closed():
    assert told(entry("aaaa", date(2026, 9, 12), body=OPEN)) == []
    assert told(entry("aaaa", date(2026, 9, 10), body=OPEN), published=date(2027, 9, 12)) == []
    assert told(entry("aaaa", date(2026, 9, 10), body=("調査は完了したという。",))) == []


def test_a_later_report_answers():
    first = entry("aaaa", date(2026, 9, 1), body=OPEN)

    assert told(first, entry("bbbb", date(2026, 11, 1), thread=first.id, body=OPEN)) == []


def test_it_is_told_with_the_newest_issue_though_the_entry_is_older():
    old = make_issue(entry("aaaa", date(2026, 9, 1), body=OPEN), month="2026-09", published=date(2026, 9, 10))
    archive = make_archive(issues=(old, make_issue()))

    assert "follow-up-due" in {remark.rule for remark in check(archive, "2026-11")}


def test_reports_come_in_order_and_none_is_missing():
    first = entry("aaaa", date(2026, 9, 1), report=1)
    third = entry("bbbb", date(2026, 9, 20), report=3, thread=first.id)
    second = entry("cccc", date(2026, 10, 20), report=2, thread=first.id)

    assert told(first, third) == [("bbbb", "report-missing")]
    assert told(first, third, second) == [("bbbb", "report-missing"), ("cccc", "report-out-of-order")]


def test_a_later_report_belongs_to_a_thread():
    assert told(entry("aaaa", date(2026, 11, 1), report=2)) == [("aaaa", "report-without-thread")]


def test_a_thread_speaks_of_the_same_body_throughout():
    first = entry("aaaa", date(2026, 10, 1))
    other = entry(
        "bbbb", date(2026, 11, 1), thread=first.id, parties=(Party(organization="hokusei", role=Role.VICTIM),)
    )
    by_others = entry(
        "cccc", date(2026, 11, 2), thread=first.id, parties=(Party(organization="minase", role=Role.CLIENT),)
    )

    assert told(first, other, by_others) == [("bbbb", "thread-broken")]
