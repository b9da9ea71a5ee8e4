"""The language package's word on an item, and whether the item is for this newsletter at all.

The only module of this journey that knows `generator.language.analyze`; the machine proposes, an editor has the last
word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from ..language.analyze import analyze_item
from ..language.counts import Count
from ..language.names import Name
from ..language.reports import Report
from ..model import Affected, Cause, Feed, FeedItem, Relevance
from ..text import fold
from .judgement import IRRELEVANT, Judgement

_SURE = 0.6  # below, a ministry's item is one of the many about roads and earthquakes (measured: 18 of 20)
_READ = 400  # characters of a summary that are handed over: the language package reads fewer, and folding costs


class Analysis(Protocol):
    """As much of the language package's word as is used here."""

    @property
    def section(self) -> str: ...  # a Section, or irrelevant
    @property
    def confidence(self) -> float: ...
    @property
    def reasons(self) -> tuple[str, ...]: ...
    @property
    def names(self) -> tuple[Name, ...]: ...
    @property
    def counts(self) -> tuple[Count, ...]: ...
    @property
    def cause(self) -> Cause | None: ...
    @property
    def report(self) -> Report | None: ...


Analyze = Callable[[str, str, str | None, str], Analysis]  # title, summary, usual section, name of the source


def analyze(title: str, summary: str, usual: str | None, source: str) -> Analysis:
    """Ask the language package."""
    return analyze_item(title, summary, usual, source=source)


def judge(feed: Feed, item: FeedItem, analyze: Analyze = analyze) -> Judgement:
    """Propose a section, figures and names; a ministry's item is wanted only if a word speaks for it."""
    by_default = feed.default is Relevance.CANDIDATE
    usual = feed.section if by_default else IRRELEVANT
    analysis = analyze(item.title, item.summary[:_READ], usual, feed.title)
    word = _kept_word(feed, item)
    found = analysis.section != IRRELEVANT and analysis.confidence >= _SURE
    wanted = by_default or word is not None or found
    reasons = (f"feeds.yml の keep にある「{word}」を含む", *analysis.reasons) if word else analysis.reasons
    return Judgement(
        section=analysis.section,
        confidence=analysis.confidence,
        reasons=reasons,
        is_wanted=wanted,
        names=tuple(dict.fromkeys(name.surface for name in analysis.names)),
        cause=analysis.cause,
        affected=tuple(_affected(count) for count in analysis.counts),
        report=analysis.report.number if analysis.report else None,
        evidence=_evidence(analysis),
    )


def judge_all(feed: Feed, items: Sequence[FeedItem], *, analyze: Analyze = analyze) -> tuple[Judgement, ...]:
    """Judge several items of a feed."""
    return tuple(judge(feed, item, analyze) for item in items)


def unjudged(feed: Feed) -> Judgement:
    """Give the word on an item that could not be judged: it is kept, and an editor looks at it."""
    section = feed.section.value if feed.section else IRRELEVANT
    return Judgement(section=section, confidence=0.0, reasons=("機械では判定できませんでした",), is_wanted=True)


def _kept_word(feed: Feed, item: FeedItem) -> str | None:
    if not feed.keep:
        return None
    text = fold(f"{item.title}\n{item.summary}")
    return next((word for word in feed.keep if fold(word) in text), None)


def _affected(count: Count) -> Affected:
    return Affected(count=count.value, unit=count.unit, qualifier=count.qualifier or None)


def _evidence(analysis: Analysis) -> tuple[str, ...]:
    """Say where in the headline each proposed figure stands, counted from 1 as an editor counts."""
    figures = [f"facts.affected: 「{count.surface}」(見出しの{count.start + 1}字目)" for count in analysis.counts]
    report = analysis.report
    return (*figures, *((f"report: 「{report.text}」(見出しの{report.start + 1}字目)",) if report else ()))
