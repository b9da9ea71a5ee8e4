"""Days on which offices in Japan work. The only module that knows the library of holidays (extra: calendar).

The rule is that of the national offices: no Saturdays, no Sundays, no holidays by law, not 29 December to 3 January
(行政機関の休日に関する法律 第1条).
"""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5
_YEAR_ENDS = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
_WEEKDAYS = "月火水木金土日"


class BusinessDays:
    """A calendar; `knows_holidays` is false where the library is not installed, and then only the rest counts."""

    def __init__(self) -> None:
        try:
            import holidays
        except ImportError:
            self._holidays = None
        else:
            self._holidays = holidays.country_holidays("JP", language="ja")

    @property
    def knows_holidays(self) -> bool:
        """Whether holidays by law are known."""
        return self._holidays is not None

    def why_closed(self, day: date) -> str:
        """Give why offices are closed on a day (勤労感謝の日, 土曜日, 年末年始); empty where they are not."""
        holiday = self._holidays.get(day) if self._holidays is not None else None
        if holiday:
            return str(holiday)
        if (day.month, day.day) in _YEAR_ENDS:
            return "年末年始"
        return f"{weekday(day)}曜日" if day.weekday() >= _SATURDAY else ""

    def next(self, day: date) -> date:
        """Give the day itself, or the first business day after it."""
        while self.why_closed(day):
            day += timedelta(days=1)
        return day

    def before(self, day: date, number: int) -> date:
        """Give the business day that lies `number` business days before a day."""
        while number > 0:
            day -= timedelta(days=1)
            number -= not self.why_closed(day)
        return day


def weekday(day: date) -> str:
    """Give the weekday in one character: 月."""
    return _WEEKDAYS[day.weekday()]
