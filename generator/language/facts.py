"""Facts from what a feed said: each value with the words it rests on, and where they stand.

title, summary ──▶ counts (whom, how sure) · cause · data · days · numbers of flaws ──▶ Facts, Evidence
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from generator.model import Affected, Cause, Certainty, Facts, Period
from generator.text import sentences

from .amounts import find_amounts
from .causes import find_cause
from .certainties import certainty_of
from .counts import Count, find_counts, has_figure
from .data_items import find_data_items
from .dates import DateMention, DateRole, find_dates
from .reports import Report, find_report
from .vulnerabilities import find_vulnerabilities

TITLE, SUMMARY = "題名", "要約"
_MOST_FIGURES = 6
_WHO = re.compile(
    r"(顧客|会員|利用者|ユーザー?|従業員|社員|職員|役職員|患者|受診者|生徒|児童|園児|学生|受験生|卒業生|教職員|保護者|組合員|契約者|"
    r"加入者|応募者|登録者|寄附者|購入者|予約者|宿泊者|予約客|住民|区民|市民|町民|県民|申請者|受給者|入居者|株主|取引先|"
    r"取引先担当者|担当者|契約企業|会員企業|導入企業|加盟店|退職者|求職者|視聴者|読者|参加者|受講者|来場者)"
    r"(?:ら|など|等|の情報|の個人情報|情報)?(?:の|、|計|が|は)?$"
)
_UNITS = {"人": "名"}  # the digest counts people in 名


class Evidence(NamedTuple):  # not a dataclass: tens of thousands are made in a run
    """What a proposed value rests on."""

    field: str  # facts.cause, facts.affected[0], report, headline …
    source: str  # TITLE or SUMMARY
    text: str
    start: int  # offset in that text, from 0

    def __str__(self) -> str:
        return f"{self.field}: 「{self.text}」({self.source}の{self.start + 1}字目)"


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundFacts:
    """Facts, the report's number, sums of money (for the editor's eye only), and the evidence for all of them."""

    facts: Facts
    report: Report | None
    evidence: tuple[Evidence, ...]
    days: frozenset[date] = frozenset()  # every day that is spoken of, whatever happened on it


def find_facts(title: str, summary: str = "", published: date | None = None) -> FoundFacts:
    """Read the facts off a headline and what the feed said below it; days without a year need `published`."""
    parts = ((TITLE, title), (SUMMARY, summary))
    evidence: list[Evidence] = []
    affected = _affected(parts, evidence)
    cause = _cause(parts, evidence)
    report = next((found for _, text in parts if (found := find_report(text[:400]))), None)
    if report:
        where = TITLE if find_report(title) else SUMMARY
        evidence.append(Evidence(field="report", source=where, text=report.text, start=report.start))
    days = _days(parts, published, evidence)
    facts = Facts(
        cause=cause,
        affected=affected,
        data=_data(parts, evidence),
        incident=days.incident,
        effective=days.effective,
        comments_until=days.comments_until,
        vulnerabilities=_flaws(parts, evidence),
    )
    _amounts(parts, evidence)
    return FoundFacts(facts=facts, report=report, evidence=tuple(evidence), days=days.all)


_Parts = tuple[tuple[str, str], ...]


def _affected(parts: _Parts, evidence: list[Evidence]) -> tuple[Affected, ...]:
    """Give each figure once: the headline's first, then those that the summary adds."""
    found: dict[tuple[int, str], Affected] = {}
    for source, text in parts:
        for offset, sentence in _with_offsets(text) if has_figure(text) else ():
            for count in find_counts(sentence):
                key = (count.value, count.unit)
                if key in found:
                    found[key] = _completed(found[key], _figure(sentence, count))
                if key in found or len(found) == _MOST_FIGURES:
                    continue
                evidence.append(
                    Evidence(
                        field=f"facts.affected[{len(found)}]",
                        source=source,
                        text=count.surface,
                        start=offset + count.start,
                    )
                )
                found[key] = _figure(sentence, count)
    return tuple(found.values())


def _completed(first: Affected, again: Affected) -> Affected:
    """A headline says how many, the text below it whom and how surely."""
    certainty = again.certainty if first.certainty is Certainty.UNKNOWN else first.certainty
    return replace(first, certainty=certainty, who=first.who or again.who, qualifier=first.qualifier or again.qualifier)


def _figure(sentence: str, count: Count) -> Affected:
    who = _WHO.search(sentence[: count.start])
    after = re.match(
        r"分?の([一-龥ァ-ヶー]{2,8}?)(?:の|情報|個人|データ|が|を|に|、|$)",
        sentence[count.start + len(count.surface) :],
    )
    name = who[1] if who else after[1] if after and _WHO.match(after[1]) else None
    return Affected(
        count=count.value,
        unit=_UNITS.get(count.unit, count.unit),
        qualifier=count.qualifier or None,
        certainty=certainty_of(sentence),
        who=name,
    )


def _with_offsets(text: str) -> Iterator[tuple[int, str]]:
    offset = 0
    for sentence in sentences(text):
        yield offset, sentence
        offset += len(sentence)


def _cause(parts: _Parts, evidence: list[Evidence]) -> Cause | None:
    for source, text in parts:
        found = find_cause(text)
        if found:
            evidence.append(Evidence(field="facts.cause", source=source, text=found.text, start=found.start))
            return found.cause
    return None


def _data(parts: _Parts, evidence: list[Evidence]) -> tuple[str, ...]:
    kinds: dict[str, None] = {}
    for source, text in parts:
        for item in find_data_items(text):
            if item.kind not in kinds:
                kinds[item.kind] = None
                evidence.append(Evidence(field="facts.data", source=source, text=item.text, start=item.start))
    return tuple(kinds)


@dataclass(frozen=True, slots=True)
class _Days:
    incident: Period | None
    effective: date | None
    comments_until: date | None
    all: frozenset[date]


def _days(parts: _Parts, published: date | None, evidence: list[Evidence]) -> _Days:
    first: dict[DateRole, DateMention] = {}
    mentions = [(source, mention) for source, text in parts for mention in find_dates(text, published)]
    # The day of publication is that of the announcement; a period tells more than a day.
    mentions = [(source, one) for source, one in mentions if one.role is not DateRole.INCIDENT or one.day != published]
    for source, mention in sorted(mentions, key=lambda found: found[1].until is None):
        if mention.role in _FIELDS and mention.role not in first:
            first[mention.role] = mention
            field = _FIELDS[mention.role]
            evidence.append(Evidence(field=field, source=source, text=mention.text, start=mention.start))
    incident = first.get(DateRole.INCIDENT)
    effective, until = first.get(DateRole.EFFECTIVE), first.get(DateRole.COMMENTS_UNTIL)
    return _Days(
        incident=Period(start=incident.day, end=incident.until) if incident else None,
        effective=effective.day if effective else None,
        comments_until=(until.until or until.day) if until else None,
        all=frozenset(mention.day for _, mention in mentions),
    )


_FIELDS = {
    DateRole.INCIDENT: "facts.incident",
    DateRole.EFFECTIVE: "facts.effective",
    DateRole.COMMENTS_UNTIL: "facts.comments_until",
}


def _flaws(parts: _Parts, evidence: list[Evidence]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for source, text in parts:
        for flaw in find_vulnerabilities(text):
            if flaw.id not in found:
                found[flaw.id] = None
                evidence.append(
                    Evidence(field="facts.vulnerabilities", source=source, text=flaw.text, start=flaw.start)
                )
    return tuple(found)


def _amounts(parts: _Parts, evidence: list[Evidence]) -> None:
    """Sums have no field of their own: an editor writes them into the text."""
    for source, text in parts:
        evidence += [
            Evidence(field="金額", source=source, text=amount.text, start=amount.start) for amount in find_amounts(text)
        ]
