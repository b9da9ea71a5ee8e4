"""How sure a text sounds, against how sure the facts are: 「漏えいした」 for a mere possibility is a wrong report."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.counts import find_figures, unit_class
from ..model import Affected, Archive, Certainty, Entry, Remark
from .phrases import phrase
from .rules import remark
from .texts import body_sentences

_UNPROVEN = frozenset({Certainty.POSSIBLE, Certainty.DENIED})


def check_certainty(archive: Archive) -> Iterator[Remark]:
    """Compare what each accepted entry asserts with the certainty that its facts give."""
    for entry in archive.entries:
        yield from _headline(entry)
        for position, affected in enumerate(entry.facts.affected):
            yield from _figure(entry, position, affected)


def _headline(entry: Entry) -> Iterator[Remark]:
    affected = entry.facts.affected
    if affected and all(one.certainty in _UNPROVEN for one in affected) and _asserts(entry.headline):
        yield remark(
            "certainty-too-strong",
            entry.id,
            ("headline",),
            f"見出しは漏えいを言い切っていますが、facts では{affected[0].certainty.label}です。",
            "「漏えいの可能性」「漏えいのおそれ」のように書いてください。"
            "漏えいが確認されているなら、facts の certainty を confirmed に直してください。",
        )


def _figure(entry: Entry, position: int, affected: Affected) -> Iterator[Remark]:
    about = [sentence for sentence in body_sentences(entry) if _speaks_of(sentence.text, affected)]
    figure = f"{affected.count:,}{affected.unit}"
    if affected.certainty in _UNPROVEN:
        proven = [other for other in entry.facts.affected if other.certainty is Certainty.CONFIRMED]
        for sentence in about:
            if _asserts(sentence.text) and not any(_speaks_of(sentence.text, other) for other in proven):
                yield remark(
                    "certainty-too-strong",
                    entry.id,
                    sentence.place,
                    f"「{figure}」について漏えいを言い切っていますが、facts では{affected.certainty.label}です。",
                    "「漏えいした可能性がある」のように書くか、facts の certainty を出典に合わせて直してください。",
                )
    elif affected.certainty is Certainty.CONFIRMED and about and all(_only_hedges(one.text) for one in about):
        yield remark(
            "certainty-too-weak",
            entry.id,
            ("facts", "affected", position),
            f"「{figure}」は facts では確認済みですが、本文では可能性としか書かれていません。",
            "出典が可能性と述べているなら、facts の certainty を possible に直してください。",
        )


def _speaks_of(text: str, affected: Affected) -> bool:
    unit = unit_class(affected.unit)
    return any(count.value == affected.count and count.unit == unit for count in find_figures(text))


def _asserts(text: str) -> bool:
    """Whether a leak is stated as a fact, in any part of the sentence, and its own clause does not take that back."""
    return any(
        not phrase("hedge").search(text[match.start() :].split("、", maxsplit=1)[0])
        and not phrase("condition").search(text[: match.start()])
        for match in phrase("assertion").finditer(text)
    )


def _only_hedges(text: str) -> bool:
    return bool(phrase("leak").search(text)) and bool(phrase("hedge").search(text)) and not _asserts(text)
