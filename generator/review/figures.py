"""Figures, units and days: the same in headline, body and facts.

A headline may round (2万3千件 for 23,508件); the body and the facts may not. 「1万件」 and 「約1万名」 are two
statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..language.counts import Count, find_counts, find_figures, unit_class
from ..model import Affected, Archive, Entry, Remark
from .rules import remark
from .texts import Place

_ROUNDING = 0.1  # a rounded figure lies within a tenth of the exact one
_PEOPLE = frozenset({"人"})
_RECORDS = frozenset({"件"})


def check_figures(archive: Archive) -> Iterator[Remark]:
    """Compare the figures of each accepted entry with each other."""
    for entry in archive.entries:
        in_body = [count for text in entry.body for count in find_figures(text)]
        yield from _headline(entry, in_body)
        yield from _facts(entry, in_body)


def _headline(entry: Entry, in_body: Sequence[Count]) -> Iterator[Remark]:
    known = [*in_body, *(_count(affected) for affected in entry.facts.affected)]
    for count in find_counts(entry.headline) if entry.body else ():
        if any(other.unit == count.unit and _is_said_by(count.value, other.value) for other in known):
            continue
        other = next((other for other in known if _is_said_by(count.value, other.value)), None)
        if other is not None and _may_be_confused(count.unit, other.unit):
            yield _unit_differs(entry, ("headline",), count.surface, other.surface)
        else:
            yield remark(
                "figure-not-in-text",
                entry.id,
                ("headline",),
                f"見出しの「{count.surface}」にあたる数字が、本文にも facts にもありません。",
                "本文の数字と見比べてください。見出しで丸めた数字は、本文では正確に書きます。",
            )


def _facts(entry: Entry, in_body: Sequence[Count]) -> Iterator[Remark]:
    for position, affected in enumerate(entry.facts.affected):
        place = ("facts", "affected", position, "count")
        same = [count for count in in_body if count.value == affected.count]
        unit = unit_class(affected.unit)
        if not in_body or any(count.unit == unit for count in same):
            yield from _qualifier(entry, position, affected, [count for count in same if count.unit == unit])
        elif same:
            yield _unit_differs(entry, place, f"{affected.count:,}{affected.unit}", same[0].surface)
        else:
            yield remark(
                "fact-not-in-text",
                entry.id,
                place,
                f"facts の「{affected.count:,}{affected.unit}」が本文にありません。",
                "どちらの数字が正しいかを、出典で確かめてください。",
            )


def _qualifier(entry: Entry, position: int, affected: Affected, said: Sequence[Count]) -> Iterator[Remark]:
    """約 in the text and an exact figure in the facts (or the reverse) are two statements."""
    qualifiers = {count.qualifier for count in said}
    if said and (affected.qualifier or "") not in {_short(qualifier) for qualifier in qualifiers}:
        in_text = "」「".join(sorted(count.surface for count in said))
        yield remark(
            "qualifier-differs",
            entry.id,
            ("facts", "affected", position),
            f"本文では「{in_text}」、facts では「{affected.qualifier or ''}{affected.count:,}{affected.unit}」です。",
            "「約」「最大」「超」などの有無を、出典に合わせてそろえてください。",
        )


def _short(qualifier: str) -> str:
    """Some words count in a text but qualify nothing: 合計, 計, 延べ."""
    for word in ("合計で", "合計", "累計で", "累計", "総数", "総計", "延べ", "のべ", "計", "で"):
        qualifier = qualifier.replace(word, "")
    return qualifier


def _unit_differs(entry: Entry, place: Place, one: str, other: str) -> Remark:
    return remark(
        "unit-differs",
        entry.id,
        place,
        f"「{one}」と「{other}」で、同じ数字の単位が違います。",
        "人数なのか件数なのかを出典で確かめ、そろえてください。",
    )


def _may_be_confused(one: str, other: str) -> bool:
    return {one, other} <= _PEOPLE | _RECORDS | {"アカウント", "契約", "口座"}


def _is_said_by(said: int, exact: int) -> bool:
    """Whether `said` is the figure, or the figure rounded as a headline may round it."""
    if said == exact:
        return True
    step = 10 ** (len(str(said)) - len(str(said).rstrip("0")))
    return step > 1 and abs(said - exact) < step and abs(said - exact) <= _ROUNDING * exact


def _count(affected: Affected) -> Count:
    surface = f"{affected.qualifier or ''}{affected.count:,}{affected.unit}"
    return Count(value=affected.count, unit=unit_class(affected.unit), surface=surface, start=0)
