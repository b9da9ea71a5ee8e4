"""Charts as SVG, made at build time: no script, no picture file, and colours that follow the page (kawaraban.css).

A chart is drawn for a screen of 340 units in width, so that it reads on a phone without being shrunk. What it shows
stands in the table beside it as well; to a screen reader it is one picture with a title and a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..templating import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..statistics import Row

WIDTH = 340
_ROW = 38  # a label above its bar
_BAR = 12
_VALUE = 44  # room for a figure behind the longest bar
_COLUMNS = 150  # height of the tallest column
_TOP = 16
_FOOT = 34
_YEAR = 28  # room for the four digits of a year
_ALL_VALUES = 14  # with more columns than these only the highest and the newest carry their figure


def bars(name: str, title: str, text: str, rows: Sequence[Row]) -> Markup:
    """Draw horizontal bars, one below the other: for labels of any length."""
    most = max((row.count for row in rows), default=0) or 1
    drawn = Markup().join(_bar(number, row, most) for number, row in enumerate(rows))
    return _svg(name, title, text, len(rows) * _ROW, drawn)


def columns(name: str, title: str, text: str, rows: Sequence[Row]) -> Markup:
    """Draw columns side by side, for months (labels 2026年10月): the year stands below its first month."""
    most = max((row.count for row in rows), default=0) or 1
    parts = Markup().join(_columns(rows, most))
    base = _TOP + _COLUMNS
    axis = Markup('<path class="kw-chart__axis" d="M0 {y}H{width}"/>').format(y=f"{base}.5", width=WIDTH)
    return _svg(name, title, text, base + _FOOT, parts + axis)


def _bar(number: int, row: Row, most: int) -> Markup:
    y = number * _ROW
    length = round((WIDTH - _VALUE) * row.count / most, 1)
    return Markup(
        '<text x="0" y="{label_y}">{label}</text><rect class="kw-chart__bar" x="0" y="{y}" width="{length}"'
        ' height="{height}"/><text class="kw-chart__value" x="{value_x}" y="{value_y}">{value}</text>'
    ).format(
        label_y=y + 14,
        label=row.label,
        y=y + 20,
        length=length,
        height=_BAR,
        value_x=length + 6,
        value_y=y + 31,
        value=row.count,
    )


def _columns(rows: Sequence[Row], most: int) -> Iterator[Markup]:
    step = WIDTH / max(len(rows), 1)
    shown = set(_with_figure(rows, most))
    seen = ""
    for number, row in enumerate(rows):
        year, month = row.label.removesuffix("月").split("年")
        middle = round((number + 0.5) * step, 1)
        yield _column(middle, round(step * 0.7, 1), row.count, most, is_shown=number in shown)
        if len(rows) <= _ALL_VALUES or int(month) % 3 == 1 or year != seen:
            yield _under(middle, 14, str(int(month)))
        if year != seen:
            yield from _year(middle, year, (number + 13.5 - int(month)) * step)
            seen = year


def _year(middle: float, year: str, following: float) -> Iterator[Markup]:
    """Write a year within the picture, and none where the ``following`` January is so near that both would overlap."""
    x = min(max(middle, _YEAR / 2), WIDTH - _YEAR / 2)
    if following > WIDTH or following - x >= _YEAR:
        yield _under(x, 29, year)


def _with_figure(rows: Sequence[Row], most: int) -> Iterable[int]:
    if len(rows) <= _ALL_VALUES:
        return range(len(rows))
    highest = next(number for number, row in enumerate(rows) if row.count == most or number == len(rows) - 1)
    return (highest, len(rows) - 1)


def _column(middle: float, width: float, value: int, most: int, *, is_shown: bool) -> Markup:
    height = round(_COLUMNS * value / most, 1)
    top = round(_TOP + _COLUMNS - height, 1)
    rect = Markup('<rect class="kw-chart__bar" x="{x}" y="{y}" width="{width}" height="{height}"/>').format(
        x=round(middle - width / 2, 1), y=top, width=width, height=height
    )
    figure = Markup('<text class="kw-chart__value" text-anchor="middle" x="{x}" y="{y}">{value}</text>')
    return rect + (figure.format(x=middle, y=round(top - 4, 1), value=value) if is_shown else "")


def _under(x: float, below: int, text: str) -> Markup:
    mark = Markup('<text class="kw-chart__under" text-anchor="middle" x="{x}" y="{y}">{text}</text>')
    return mark.format(x=x, y=_TOP + _COLUMNS + below, text=text)


def _svg(name: str, title: str, text: str, height: float, inside: Markup) -> Markup:
    return Markup(
        '<svg class="kw-chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-text">'
        '<title id="{name}-title">{title}</title><desc id="{name}-text">{text}</desc>'
        '<g aria-hidden="true">{inside}</g></svg>'
    ).format(width=WIDTH, height=height, name=name, title=title, text=text, inside=inside)
