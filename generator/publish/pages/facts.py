"""Facts as a reader reads them: a label and a line of text each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import Certainty
from ...text import digest_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import Affected, Facts, Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """「従業員 約1,375名」, and how sure it is."""

    text: str
    certainty: Certainty

    @property
    def certainty_label(self) -> str:
        """Its certainty in words, empty where the publisher said nothing about it."""
        return "" if self.certainty is Certainty.UNKNOWN else self.certainty.label

    def __str__(self) -> str:
        label = self.certainty_label
        return f"{self.text}({label})" if label else self.text


@dataclass(frozen=True, kw_only=True, slots=True)
class FactLine:
    """One line of the facts under an entry."""

    label: str
    text: str


def figure(affected: Affected) -> Figure:
    """Write one figure."""
    count = f"{affected.qualifier or ''}{affected.count:,}{affected.unit}"
    return Figure(text=f"{affected.who} {count}" if affected.who else count, certainty=affected.certainty)


def figures(facts: Facts) -> tuple[Figure, ...]:
    """Write all figures, in the editor's order."""
    return tuple(figure(affected) for affected in facts.affected)


def period(span: Period) -> str:
    """Write a span of days; one day is written once."""
    start = digest_date(span.start) if span.start else ""
    end = digest_date(span.end) if span.end else ""
    return start if start == end else f"{start}〜{end}"


def fact_lines(facts: Facts) -> tuple[FactLine, ...]:
    """Write what is known besides the figures."""
    cause = (FactLine(label="原因", text=facts.cause.label),) if facts.cause else ()
    return (*cause, *more_lines(facts))


def more_lines(facts: Facts) -> tuple[FactLine, ...]:
    """Write what is known besides figures and cause: the cause is a label or a facet where it does not stand here."""
    return tuple(FactLine(label=label, text=text) for label, text in _lines(facts) if text)


def _lines(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.data:
        yield "対象の情報", "、".join(facts.data)
    if facts.incident:
        yield "発生時期", period(facts.incident)
    if facts.effective:
        yield "施行日", digest_date(facts.effective)
    if facts.comments_until:
        yield "意見募集の締切", digest_date(facts.comments_until)
    if facts.vulnerabilities:
        yield "脆弱性番号", "、".join(facts.vulnerabilities)
