"""Waivers: an editor's word that a rule does not hold here. One that excuses nothing (any more) is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Archive, Remark
from .rules import remark, rules


def unwaived(remarks: Iterable[Remark], archive: Archive) -> Iterator[Remark]:
    """Leave out what an editor excused, then tell of waivers that name no rule or that nothing needs."""
    waived = {
        (entry.id, waiver.rule): position
        for entry in (*archive.entries, *archive.candidates)
        for position, waiver in enumerate(entry.waivers)
    }
    used: set[tuple[str, str]] = set()
    for one in remarks:
        key = (one.subject, one.rule)
        if key in waived:
            used.add(key)
        else:
            yield one
    for (subject, rule), position in waived.items():
        if rule not in rules():
            yield remark(
                "waiver-unknown",
                subject,
                ("waivers", position, "rule"),
                f"「{rule}」という規則はありません。",
                "kawaraban check --rules で規則の名前を確かめてください。",
            )
        elif (subject, rule) not in used:
            yield remark(
                "waiver-unused",
                subject,
                ("waivers", position),
                f"「{rule}」を確認済みにしていますが、この記事はもうその規則に当たりません。",
                "この確認済みの行は消してかまいません。",
            )
