import sys
from datetime import date

import pytest

from generator.cli.business_days import BusinessDays

CLOSED = {
    date(2026, 11, 21): "土曜日",
    date(2026, 11, 22): "日曜日",
    date(2026, 11, 23): "勤労感謝の日",
    date(2026, 12, 29): "年末年始",
    date(2027, 1, 1): "元日",
    date(2027, 3, 22): "振替休日",  # 春分の日 is a Sunday
    date(2026, 11, 24): "",
}


@pytest.mark.parametrize(("day", "why"), CLOSED.items(), ids=str)
def test_a_day_says_why_offices_are_closed(day, why):
    reason = BusinessDays().why_closed(day)

    assert why in reason
    assert bool(reason) == bool(why)


def test_the_next_business_day_is_after_the_holidays():
    assert BusinessDays().next(date(2026, 11, 21)) == date(2026, 11, 24)
    assert BusinessDays().next(date(2026, 12, 29)) == date(2027, 1, 4)
    assert BusinessDays().next(date(2026, 11, 24)) == date(2026, 11, 24)


def test_days_before_are_business_days():
    assert BusinessDays().before(date(2026, 11, 25), 2) == date(2026, 11, 20)
    assert BusinessDays().before(date(2026, 11, 25), 0) == date(2026, 11, 25)


def test_without_the_library_weekends_and_the_turn_of_the_year_are_known(monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)
    calendar = BusinessDays()

    assert not calendar.knows_holidays
    assert calendar.why_closed(date(2026, 11, 23)) == ""
    assert calendar.why_closed(date(2026, 11, 22)) == "日曜日"
    assert calendar.why_closed(date(2027, 1, 1)) == "年末年始"
