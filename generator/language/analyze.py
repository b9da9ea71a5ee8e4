"""Everything that a headline says, in one value: what collect proposes and `kawaraban analyze` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.model import Cause, Section

from .amounts import Amount, find_amounts
from .causes import FoundCause, find_cause
from .counts import Count, find_counts
from .data_items import DataItem, find_data_items
from .dates import DateMention, find_dates
from .names import Name, find_names
from .patterns import pattern
from .related import Index, Item
from .reports import Report, find_report
from .sections import IRRELEVANT, Hint, Proposal, propose_section
from .vulnerabilities import Vulnerability, find_vulnerabilities

_RELATED = 5
_PRODUCT_OR_LAW = frozenset(("policy", IRRELEVANT))
_QUITE_SURE = 0.6
_TALKED_OF = frozenset((Cause.VULNERABILITY, Cause.UNAUTHORIZED_ACCESS, Cause.OTHER))


@dataclass(frozen=True, kw_only=True, slots=True)
class Analysis:
    """What a headline says."""

    section: str  # a value of Section, or irrelevant
    confidence: float  # 0 to 1
    reasons: tuple[str, ...]
    names: tuple[Name, ...]  # what may have to be hidden; offsets in the title as given
    spoken_of: tuple[Name, ...]  # these, and makers and products, which tell matters apart
    counts: tuple[Count, ...]
    cause: Cause | None
    report: Report | None
    dates: tuple[DateMention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    data: tuple[DataItem, ...] = ()
    vulnerabilities: tuple[Vulnerability, ...] = ()
    evidence: tuple[str, ...] = ()  # 「欄: 根拠の文字列 (位置)」, for the editor


@dataclass(frozen=True, kw_only=True, slots=True)
class Gist:
    """What tells whether a headline is for us at all; most of a ministry's are not, so names wait until asked for."""

    title: str
    proposal: Proposal

    @property
    def section(self) -> str:
        """Give a value of Section, or irrelevant."""
        return self.proposal.section

    @property
    def confidence(self) -> float:
        """Give how sure that is, 0 to 1."""
        return self.proposal.confidence

    @property
    def reasons(self) -> tuple[str, ...]:
        """Give why, strongest first."""
        return self.proposal.reasons

    @property
    def names(self) -> tuple[Name, ...]:
        """Give what may have to be hidden."""
        return _to_hide(self.proposal, self.title)


def gist_of(
    title: str, summary: str = "", section_prior: str | None = None, *, source: str = "", hints: Sequence[Hint] = ()
) -> Gist:
    """Give of `analyze_item`'s answer what collect asks for, at a third of its cost; the arguments are the same."""
    proposal = propose_section(title, summary, usual=section_prior, source=source, hints=hints)
    return Gist(title=title, proposal=proposal)


def analyze_item(
    title: str,
    summary: str = "",
    section_prior: str | None = None,
    published: date | None = None,
    *,
    source: str = "",
    hints: Sequence[Hint] = (),
) -> Analysis:
    """Read one headline.

    `section_prior` is the feed's usual section (a value of Section, or irrelevant), `source` its name; `published`
    gives dates their year. The summary only helps to choose the section; `hints` are what editors' decisions taught
    (`learn.hints_of`).
    """
    proposal = propose_section(title, summary, usual=section_prior, source=source, hints=hints)
    cause = find_cause(title)
    if cause and _advertises(proposal, cause.cause):
        cause = None
    analysis = Analysis(
        section=proposal.section,
        confidence=proposal.confidence,
        reasons=proposal.reasons,
        names=_to_hide(proposal, title),
        spoken_of=find_names(title),
        counts=find_counts(title),
        cause=cause.cause if cause else None,
        report=find_report(title),
        dates=find_dates(title, published),
        amounts=find_amounts(title),
        data=find_data_items(title),
        vulnerabilities=find_vulnerabilities(title),
    )
    return replace(analysis, evidence=tuple(_evidence(analysis, cause)))


def _evidence(analysis: Analysis, cause: FoundCause | None) -> Iterator[str]:
    if cause:
        yield f"原因({cause.cause.label}): {cause.text} ({cause.start})"
    for count in analysis.counts:
        yield f"影響: {count.surface} ({count.start})"
    if analysis.report:
        yield f"続報: {analysis.report.text} ({analysis.report.start})"
    for mention in analysis.dates:
        yield f"日付({mention.role.label}): {mention.text} ({mention.start})"
    for amount in analysis.amounts:
        yield f"金額: {amount.text} ({amount.start})"
    for item in analysis.data:
        yield f"情報の種類({item.kind}): {item.text} ({item.start})"
    for found in analysis.vulnerabilities:
        yield f"脆弱性: {found.text} ({found.start})"


def _advertises(proposal: Proposal, cause: Cause) -> bool:
    """「ランサムウェア対策製品を発売」 is no event that had a cause; a seminar may be about one."""
    if proposal.section != IRRELEVANT:
        return False
    return "pr" in proposal.topics or ("event" in proposal.topics and cause in _TALKED_OF)


def _to_hide(proposal: Proposal, title: str) -> tuple[Name, ...]:
    names = find_names(title)
    return tuple(name for name in names if name.sure) if _names_are_neutral(proposal, title) else names


def _names_are_neutral(proposal: Proposal, title: str) -> bool:
    """Makers of products, speakers and authors keep their names; in doubt it is a victim."""
    harmed = proposal.topics & {"leak", "attack", "crime"} or pattern("harmed").search(title)
    if proposal.section == "incidents":
        return "vuln" in proposal.topics and not harmed
    return proposal.section in _PRODUCT_OR_LAW and proposal.confidence >= _QUITE_SURE and not harmed


def analyze_lines(items: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give one answer for each `{"id", "title", "date", "summary"?, "source"?}`, in the order given.

    `related` ranks the lines before it. A row without a title is one with an empty title; the id comes back as given.
    """
    index = Index()
    ids: dict[str, Any] = {}
    for row in items:
        title, day = str(row.get("title") or ""), _day(row.get("date"))
        analysis = analyze_item(
            title, str(row.get("summary") or ""), published=day, source=str(row.get("source") or "")
        )
        item = item_of(str(row["id"]), title, day, analysis)
        yield {"id": row["id"], **_as_json(analysis), "related": _related(index, item, ids)}
        index.add(item)
        ids[item.id] = row["id"]


def item_of(identity: str, title: str, day: date | None, analysis: Analysis) -> Item:
    """Make of a headline and its analysis the value that `Index` compares."""
    return Item(
        id=identity,
        title=title,
        day=day,
        names=tuple(name.surface for name in analysis.spoken_of),
        counts=tuple(count.value for count in analysis.counts),
        cause=analysis.cause,
        is_policy=analysis.section == Section.POLICY,
    )


def _as_json(analysis: Analysis) -> dict[str, Any]:
    return {
        "section": analysis.section,
        "confidence": analysis.confidence,
        "reasons": list(analysis.reasons),
        "names": [
            {"surface": name.surface, "start": name.start, "end": name.end, "reason": name.reason}
            for name in analysis.names
        ],
        "counts": [{"value": count.value, "unit": count.unit, "surface": count.surface} for count in analysis.counts],
        "cause": analysis.cause.value if analysis.cause else None,
        "report": analysis.report.value if analysis.report else None,
    }


def _related(index: Index, item: Item, ids: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"id": ids[match.id], "score": match.score} for match in index.rank(item, limit=_RELATED)]


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
