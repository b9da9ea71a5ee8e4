"""A day that is told only roughly: strict mode's 12月上旬."""

from __future__ import annotations

from datetime import date

_THIRDS = ((1, "上旬"), (11, "中旬"), (21, "下旬"))


class RoughDay(date):
    """The first day of a third of a month, standing for any day of it; so it is ordered among days.

    It writes itself as its month (2026-12), which ISO 8601 and HTML's ``time`` allow: no program is told a day that
    nobody meant. Renderers write it by `text.digest_date` and `text.japanese_date`, which know it.
    """

    @classmethod
    def around(cls, day: date) -> RoughDay:
        """Give the third of the month in which a day lies."""
        first = max(start for start, _ in _THIRDS if start <= day.day)
        return cls(day.year, day.month, first)

    @property
    def third(self) -> str:
        """上旬, 中旬 or 下旬."""
        return dict(_THIRDS)[self.day]

    def isoformat(self) -> str:
        """Write the month alone."""
        return f"{self.year:04}-{self.month:02}"

    __str__ = isoformat
