"""What tells who an anonymized organization is, though its name is not there.

An exact figure, a day or a quoted proper name finds the original announcement in a search engine; where few companies
share the business as well, no search is needed (NAMES.md (a), residual risk: 88 % of incidents have a unique count).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..language import find_amounts, find_counts, find_dates
from ..language.aliases import base_alias
from ..language.cast import Cast, cast_of, is_strict
from ..language.industries import Industry, find_industry
from ..model import Archive, Entry, Organization, OrganizationKind, Printed, Remark, Severity
from .texts import Place, entry_texts

# Figures with at most this many digits before the zeros say little: 300, 1万2千 — 86 % are unique with two digits,
# 35 % with one (NAMES.md (a)).
_TELLING_DIGITS = 2
_QUOTED = re.compile(r"「([^「」]{2,30})」")
_COMMON_QUOTES = re.compile(
    r"(?:法|条例|規則|規程|指針|ガイドライン|白書|報告書|基準|について|お知らせ|第[0-9一二三四]+報)$|^[ぁ-ん]+$"
)
_MOST_TOLD = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class _Trace:
    """One thing in a text that can be searched for."""

    place: Place
    words: str


def check_reidentification(archive: Archive) -> Iterator[Remark]:
    """Warn of each anonymized entry whose business few companies share and whose text gives exact traces."""
    organizations = {one.id: one for one in archive.organizations}
    spoken_of: dict[str, Organization] = {}
    for entry in archive.entries:
        cast = cast_of(entry, organizations)
        spoken_of |= {one.id: one for one in _hidden(cast)}
        small = next((known for one in _hidden(cast) if (known := _small_industry(one))), None)
        if small is None or is_strict(entry, archive):
            continue
        yield from _remarks(entry, small)
    yield from (_unknown_industry(one) for one in spoken_of.values() if _is_unknown(one))


def _is_unknown(organization: Organization) -> bool:
    return organization.kind is OrganizationKind.COMPANY and find_industry(base_alias(organization)) is None


def _unknown_industry(organization: Organization) -> Remark:
    word = base_alias(organization).removeprefix("某")
    return Remark(
        subject=organization.id,
        path=("alias",) if organization.alias else ("industry",),
        rule="industry-unknown",
        message=f"業種の語「{word}」は業種の表になく、同じ業種の会社がどれだけあるか分かりません。",
        advice="「小売会社」「化学製品製造会社」のような広い語にするか、"
        "generator/language/data/industries.tsv に加えてください。",
        severity=Severity.WARNING,
    )


def _hidden(cast: Cast) -> Iterator[Organization]:
    return (cast.organizations[name] for name in cast.subjects if cast.parties[name].printed is Printed.ALIAS)


def _small_industry(organization: Organization) -> Industry | None:
    """Give the business of an organization as it is printed, if few listed companies share it."""
    known = find_industry(base_alias(organization)) or find_industry(organization.industry)
    return known if known and known.is_small else None


def _remarks(entry: Entry, small: Industry) -> Iterator[Remark]:
    for rule, label, traces in (
        ("reidentify-figure", "正確な数値", list(_figures(entry))),
        ("reidentify-day", "正確な日付", list(_days(entry))),
        ("reidentify-term", "固有の語", list(_terms(entry))),
    ):
        if traces:
            yield _remark(entry, rule, label, traces, small)


def _remark(entry: Entry, rule: str, label: str, traces: Sequence[_Trace], small: Industry) -> Remark:
    words = list(dict.fromkeys(trace.words for trace in traces))
    told = "」「".join(words[:_MOST_TOLD]) + ("」ほか" if len(words) > _MOST_TOLD else "」")
    return Remark(
        subject=entry.id,
        path=traces[0].place,
        rule=rule,
        message=f"「{small.word}」は上場会社が{small.listed}社の業種({small.sector})です。"
        f"{label}「{told}と合わせると、組織が推測できるおそれがあります。",
        advice=f"概数や期間に直すか、業種を「{small.strict}」に広げるか、"
        "この記事に「privacy: strict」を付けてください。",
        severity=Severity.WARNING,
    )


def _figures(entry: Entry) -> Iterator[_Trace]:
    for place, text in entry_texts(entry):
        figures = [(count.value, count.surface) for count in find_counts(text)]
        figures += [(amount.value, amount.text) for amount in find_amounts(text)]
        yield from (_Trace(place=place, words=words) for value, words in figures if _is_exact(value))


def _is_exact(value: int) -> bool:
    return len(str(value).rstrip("0")) > _TELLING_DIGITS


def _days(entry: Entry) -> Iterator[_Trace]:
    """Give days other than that of the announcement, which every entry prints."""
    for place, text in entry_texts(entry):
        for found in find_dates(text, entry.announced):
            if found.day != entry.announced:
                yield _Trace(place=place, words=found.text)


def _terms(entry: Entry) -> Iterator[_Trace]:
    for place, text in entry_texts(entry):
        for match in _QUOTED.finditer(text):
            if not _COMMON_QUOTES.search(match[1]):
                yield _Trace(place=place, words=match[1])
