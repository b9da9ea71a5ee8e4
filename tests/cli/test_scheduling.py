import json
from datetime import date

import pytest

from builders import make_issue
from generator.storage import save_issue


@pytest.fixture
def plan(small, kawaraban):
    """The sample's newsletter closes on the 9th."""

    def ask(now, *arguments):
        return kawaraban("schedule", "--content", small, "--now", now, *arguments).stdout

    return ask


def rows(output):
    return [(row["month"], row["cut_off"], row["published"], row["reason"]) for row in json.loads(output)]


def test_a_cut_off_on_a_working_day_stands(plan):
    assert rows(plan("2026-12-01", "--months", 1, "--json")) == [("2026-12", "2026-12-09", "2026-12-10", "")]


def test_a_cut_off_on_a_sunday_and_a_holiday_is_the_next_business_day(plan):
    # 9 January 2027 is a Saturday, 11 January is 成人の日.
    assert rows(plan("2027-01-01", "--months", 1, "--json")) == [("2027-01", "2027-01-12", "2027-01-13", "土曜日")]


def test_an_issue_that_is_closed_is_not_told_any_more(plan):
    assert [row[0] for row in rows(plan("2026-12-10", "--months", 2, "--json"))] == ["2027-01", "2027-02"]


def test_on_the_day_itself_it_is(plan):
    assert rows(plan("2026-12-09", "--months", 1, "--json"))[0][0] == "2026-12"


def test_a_moved_cut_off_of_this_month_is_still_to_come(plan):
    assert rows(plan("2027-01-11", "--months", 1, "--json"))[0][1] == "2027-01-12"


def test_a_cut_off_that_was_moved_into_the_next_month_is_not_forgotten(plan, small):
    settings = small / "newsletter.yml"
    settings.write_text(settings.read_text("utf-8").replace("cut_off: 9", "cut_off: 28"), "utf-8")

    # 28 December 2025 is a Sunday, then comes the turn of the year, and 4 January is a Sunday again.
    assert rows(plan("2026-01-04", "--months", 1, "--json"))[0][:2] == ("2025-12", "2026-01-05")


def test_the_day_that_an_issue_names_stands(plan, small):
    save_issue(small, make_issue(month="2026-12", published=date(2026, 12, 15)))

    assert rows(plan("2026-12-01", "--months", 1, "--json"))[0][2] == "2026-12-15"


def test_a_person_reads_why_a_day_was_moved(plan):
    assert "2027-01-12(火)(土曜日のため、翌営業日)" in plan("2027-01-01", "--months", 1)


@pytest.mark.parametrize(("now", "told"), [("2026-12-03", 0), ("2026-12-04", 1), ("2026-12-09", 1), ("2026-12-10", 0)])
def test_a_reminder_is_due_from_three_business_days_before_until_the_day(plan, now, told):
    assert len(json.loads(plan(now, "--due", "--json"))) == told


def test_a_reminder_after_an_outage_is_told_late_and_once(plan):
    assert "2026年12月号の締切は2026年12月9日(水)です。" in plan("2026-12-07", "--due", "--once")
    assert plan("2026-12-08", "--due", "--once") == ""


def test_a_reminder_tells_what_is_left(plan):
    text = plan("2026-12-07", "--due")

    assert "まだ決めていない候補: 0件" in text
    assert "載せると決めた記事: 0件" in text
