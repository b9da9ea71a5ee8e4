from datetime import date

from generator.model import Cause, Facts, Section
from generator.publish.pages.month import cause_counts, deadlines, section_counts
from tests.publish.pages.sample import entry, issue


def caused(cause, number=0):
    return entry(f"2026-10-01-{number:04}", facts=Facts(cause=cause))


def test_every_section_is_counted():
    counts = section_counts(issue(entries=[entry(), entry("2026-10-02-aaaa", section=Section.OTHER)]))
    assert [one.count for one in counts] == [1, 0, 0, 1]


def test_causes_are_sorted_by_how_often_they_occur():
    causes = [Cause.PHISHING, Cause.MISDELIVERY, Cause.MISDELIVERY]
    counts = cause_counts(issue(entries=[caused(cause, n) for n, cause in enumerate(causes)]))
    assert [(one.cause, one.count, one.percent) for one in counts] == [
        (Cause.MISDELIVERY, 2, 100),
        (Cause.PHISHING, 1, 50),
    ]


def test_only_incidents_have_their_cause_counted():
    policy = entry(section=Section.POLICY, facts=Facts(cause=Cause.PHISHING))
    assert cause_counts(issue(entries=[policy])) == ()


def test_a_day_that_has_passed_is_no_deadline():
    old = entry("2026-10-01-aaaa", facts=Facts(comments_until=date(2026, 10, 20)))
    new = entry("2026-10-02-bbbb", facts=Facts(effective=date(2027, 4, 1), comments_until=date(2026, 11, 20)))
    found = deadlines([issue(entries=[old, new])], since=date(2026, 10, 28))
    assert [(one.day, one.label) for one in found] == [
        (date(2026, 11, 20), "意見募集の締切"),
        (date(2027, 4, 1), "施行"),
    ]
