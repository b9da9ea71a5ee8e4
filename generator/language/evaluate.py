"""How good the proposals are on a labelled file: figures with 95 % intervals, the same for everybody who asks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .analyze import analyze_lines

_SECTIONS = {"incident": "incidents", "countermeasure": "countermeasures"}
_SURE = 0.8
_FIRST = 3
_OVERLAP = 0.5
_Z = 1.959964  # 95 %

Row = Mapping[str, Any]
Answer = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One share, or one mean (then `right` is the sum and `low`, `high` come from the spread)."""

    name: str  # in Japanese
    right: int
    total: int
    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.name}\t{self.value:.3f}\t{self.low:.3f}-{self.high:.3f}\t{self.right}/{self.total}"


def evaluate(rows: Iterable[Row]) -> tuple[Figure, ...]:
    """Read labelled headlines (the format of headlines-labelled.jsonl) and give the figures, in a fixed order.

    Rows are read by day, since related items are looked for among earlier ones.
    """
    labelled = sorted(rows, key=lambda row: (str(row["date"]), str(row["id"])))
    answers = list(analyze_lines(labelled))
    pairs = list(zip(labelled, answers, strict=True))
    return (*_sections(pairs), *_names(pairs), *_facts(pairs), _related(pairs))


def _sections(pairs: Sequence[tuple[Row, Answer]]) -> tuple[Figure, ...]:
    def hit(row: Row, answer: Answer) -> bool:
        return bool(answer["section"] == _section(row["section"]))

    def near(row: Row, answer: Answer) -> bool:
        return answer["section"] in {_section(row["section"]), _section(row.get("alt_section"))}

    sure = [pair for pair in pairs if pair[1]["confidence"] >= _SURE]
    return (
        _share("区分: 一致", [hit(*pair) for pair in pairs]),
        _share("区分: 別解を含む一致", [near(*pair) for pair in pairs]),
        _share("区分: 確信度0.8以上の割合", [answer["confidence"] >= _SURE for _, answer in pairs]),
        _share("区分: 確信度0.8以上での一致", [hit(*pair) for pair in sure]),
    )


def _section(label: str | None) -> str | None:
    return _SECTIONS.get(label or "", label)


def _names(pairs: Sequence[tuple[Row, Answer]]) -> tuple[Figure, ...]:
    found = [[_is_found(name, answer["names"]) for name in _private(row)] for row, answer in pairs]
    incidents = [answer for row, answer in pairs if row["section"] == "incident"]
    return (
        _share("名称: 見つかった割合", [hit for hits in found for hit in hits]),
        _share("名称: すべて見つかった見出し", [all(hits) for hits in found if hits]),
        _mean("名称: インシデントの見出し1件あたりの候補", [len(answer["names"]) for answer in incidents]),
    )


def _private(row: Row) -> list[Mapping[str, Any]]:
    return [name for name in row["orgs"] if name["anonymize"]]


def _is_found(name: Mapping[str, Any], suggested: Iterable[Mapping[str, Any]]) -> bool:
    length = name["end"] - name["start"]
    return any(
        min(name["end"], other["end"]) - max(name["start"], other["start"]) >= _OVERLAP * length for other in suggested
    )


def _facts(pairs: Sequence[tuple[Row, Answer]]) -> tuple[Figure, ...]:
    wanted = [(count["value"], count["unit"]) in _values(answer) for row, answer in pairs for count in row["counts"]]
    given = [
        count["value"] in {label["value"] for label in row["counts"]}
        for row, answer in pairs
        for count in answer["counts"]
    ]
    spans = [
        count["surface"] in {found["surface"] for found in answer["counts"]}
        for row, answer in pairs
        for count in row["counts"]
    ]
    return (
        _share("件数: 値と単位の一致", wanted),
        _share("件数: 文字列の一致", spans),
        _share("件数: 出力のうち正しいもの", given),
        _share(
            "原因: 題名から分かるもの",
            [answer["cause"] == row["cause"] for row, answer in pairs if row.get("cause_evident") and row["cause"]],
        ),
        _share("原因: 全件(原因なしを含む)", [answer["cause"] == row["cause"] for row, answer in pairs]),
        _share(
            "続報: 明示されたもの", [bool(answer["report"]) for row, answer in pairs if row.get("followup_explicit")]
        ),
        _share("続報: 誤って付けなかったもの", [not answer["report"] for row, answer in pairs if not row["followup"]]),
    )


def _values(answer: Answer) -> set[tuple[int, str]]:
    return {(count["value"], count["unit"]) for count in answer["counts"]}


def _related(pairs: Sequence[tuple[Row, Answer]]) -> Figure:
    """Of the items with an earlier partner: is one among the first three?"""
    events: dict[str, set[str]] = {}
    hits: list[bool] = []
    for row, answer in pairs:
        event = row.get("event")
        if not event:
            continue
        if earlier := events.get(event):
            hits.append(bool(earlier & {match["id"] for match in answer["related"][:_FIRST]}))
        events.setdefault(event, set()).add(row["id"])
    return _share("関連: 上位3件に同じ事案", hits)


def _share(name: str, hits: Sequence[bool]) -> Figure:
    right, total = sum(hits), len(hits)
    low, high = _wilson(right, total)
    return Figure(name=name, right=right, total=total, value=right / total if total else 0.0, low=low, high=high)


def _wilson(right: int, total: int) -> tuple[float, float]:
    """Wilson's interval: honest for small counts and near 1, unlike the textbook's."""
    if not total:
        return 0.0, 1.0
    share, square = right / total, _Z * _Z
    centre = (share + square / (2 * total)) / (1 + square / total)
    half = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share))


def _mean(name: str, numbers: Sequence[int]) -> Figure:
    total = len(numbers)
    mean = sum(numbers) / total if total else 0.0
    spread = math.sqrt(sum((number - mean) ** 2 for number in numbers) / max(total - 1, 1))
    half = _Z * spread / math.sqrt(total) if total else 0.0
    return Figure(name=name, right=sum(numbers), total=total, value=mean, low=mean - half, high=mean + half)
