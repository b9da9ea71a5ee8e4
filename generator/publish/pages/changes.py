"""What a later report changed in what was known: figures, certainty, cause, kinds of data, time.

A later report that does not repeat a fact does not take it back: each is compared with all that was said before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...text import digest_date
from .facts import figure, period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...model import Affected, Facts, PublicEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that is now said otherwise; ``before`` is empty where nothing was said."""

    label: str
    before: str
    after: str


@dataclass(kw_only=True, slots=True)
class _Known:
    """What the reports said so far, per label."""

    said: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[str, None]] = field(default_factory=dict)  # values as an ordered set

    def update(self, facts: Facts) -> Iterator[Change]:
        for label, text in _statements(facts):
            before = self.said.get(label, "")
            if text != before:
                self.said[label] = text
                yield Change(label=label, before=before, after=text)
        for label, items in (("対象の情報", facts.data), ("脆弱性番号", facts.vulnerabilities)):
            known = self.lists.setdefault(label, {})
            added = [item for item in items if item not in known]
            if added:
                before = "、".join(known)
                known.update(dict.fromkeys(added))
                yield Change(label=label, before=before, after="、".join(known))


def history(entries: Iterable[PublicEntry]) -> tuple[tuple[Change, ...], ...]:
    """Give for each report of a thread (oldest first) what it changed; the first changes nothing."""
    known = _Known()
    changes = [tuple(known.update(entry.facts)) for entry in entries]
    return ((), *changes[1:])[: len(changes)]


def _statements(facts: Facts) -> Iterator[tuple[str, str]]:
    for subject, group in _by_subject(facts.affected).items():
        yield subject, "、".join(_without_subject(affected) for affected in group)
    if facts.cause:
        yield "原因", facts.cause.label
    if facts.incident:
        yield "発生時期", period(facts.incident)
    # Deadlines of policies move, too.
    if facts.effective:
        yield "施行日", digest_date(facts.effective)
    if facts.comments_until:
        yield "意見募集の締切", digest_date(facts.comments_until)


def _by_subject(affected: Iterable[Affected]) -> dict[str, list[Affected]]:
    """Group figures by whom they count: only the same people in the same unit can be compared."""
    groups: dict[str, list[Affected]] = {}
    for one in affected:
        groups.setdefault(one.who or f"影響({one.unit})", []).append(one)
    return groups


def _without_subject(affected: Affected) -> str:
    text = str(figure(affected))
    return text.removeprefix(f"{affected.who} ") if affected.who else text
