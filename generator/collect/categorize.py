"""The language package's word on an item, and whether the item is for this newsletter at all.

The only module of this journey that knows `generator.language.analyze`; the machine proposes, an editor has the last
word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from ..language.analyze import gist_of
from ..language.names import Name
from ..language.prefill import Reading, read_item, section_of
from ..language.sections import Hint
from ..model import Feed, FeedItem, Relevance
from ..text import fold, japan_day
from .judgement import IRRELEVANT, READ, Judgement

_SURE = 0.6  # below, a ministry's item is one of the many about roads and earthquakes (measured: 18 of 20)


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


# title, summary, usual section, name of the source, what editors taught
Analyze = Callable[[str, str, str | None, str, Sequence[Hint]], Analysis]


def analyze(title: str, summary: str, usual: str | None, source: str, hints: Sequence[Hint]) -> Analysis:
    """Ask the language package."""
    return gist_of(title, summary, usual, source=source, hints=hints)


def judge(feed: Feed, item: FeedItem, analyze: Analyze = analyze, hints: Sequence[Hint] = ()) -> Judgement:
    """Propose a section, facts and names; a ministry's item is wanted only if a word speaks for it."""
    by_default = feed.default is Relevance.CANDIDATE
    usual = feed.section if by_default else IRRELEVANT
    analysis = analyze(item.title, item.summary[:READ], usual, feed.title, hints)
    word = _kept_word(feed, item)
    found = analysis.section != IRRELEVANT and analysis.confidence >= _SURE
    reasons = (f"feeds.yml の keep にある「{word}」を含む", *analysis.reasons) if word else analysis.reasons
    is_wanted = by_default or word is not None or found
    names = analysis.names if is_wanted else ()  # nobody reads those of what is passed over
    return Judgement(
        section=analysis.section,
        confidence=analysis.confidence,
        reasons=reasons,
        is_wanted=is_wanted,
        names=tuple(dict.fromkeys(name.surface for name in names)),
        reading=_reading(item, analysis.section, names) if is_wanted and analysis.section != IRRELEVANT else None,
    )


def judge_all(
    feed: Feed, items: Sequence[FeedItem], *, analyze: Analyze = analyze, hints: Sequence[Hint] = ()
) -> tuple[Judgement, ...]:
    """Judge several items of a feed."""
    return tuple(judge(feed, item, analyze, hints) for item in items)


def _reading(item: FeedItem, section: str, names: Sequence[Name]) -> Reading | None:
    """Read the facts of an item: costly, so only of what an editor is likely to keep."""
    if item.published is None:
        return None
    return read_item(
        item.title,
        whole_sentences(item.summary, READ),
        names=names,
        section=section_of(section),
        published=japan_day(item.published),
    )


def whole_sentences(text: str, limit: int) -> str:
    """Cut a text where a sentence ends: half a figure is a wrong figure."""
    return text if len(text) <= limit else text[: text.rfind("。", 0, limit) + 1]


def unjudged(feed: Feed) -> Judgement:
    """Give the word on an item that could not be judged: it is kept, and an editor looks at it."""
    section = feed.section.value if feed.section else IRRELEVANT
    return Judgement(section=section, confidence=0.0, reasons=("機械では判定できませんでした",), is_wanted=True)


def _kept_word(feed: Feed, item: FeedItem) -> str | None:
    if not feed.keep:
        return None
    text = fold(f"{item.title}\n{item.summary}")
    return next((word for word in feed.keep if fold(word) in text), None)
