"""Threads: reports in their order, parties that fit, and stories that were promised and never told.

「調査中」 is a promise to the reader. A story that has been silent for two months is asked after.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from ..model import Archive, Entry, Remark, Role, Section
from ..text import japanese_date
from .rules import remark

_DUE = timedelta(days=60)
_GIVEN_UP = timedelta(days=365)  # after a year nobody will publish any more
_OPEN = re.compile(r"調査中|精査中|確認中|解析中|調査を(?:継続|続け|進め)|判明次第|続報|速報を行う|今後(?:の調査|公表)")
_CLOSED = re.compile(r"最終(?:報告|報)|調査(?:は|が)?(?:全て|すべて)?(?:完了|終了)|(?:完了|終了)した")
_HARMED = frozenset({Role.VICTIM, Role.SUBSIDIARY})


def check_follow_ups(archive: Archive) -> Iterator[Remark]:
    """Look at each thread as one story; silence is counted up to the newest issue's day."""
    threads = _threads(archive)
    for entries in threads.values():
        yield from _order(entries)
        yield from _parties(entries)
        yield from _alone(entries)
    if archive.issues:
        today = max(issue.published for issue in archive.issues)
        yield from _due(threads.values(), today)


def _threads(archive: Archive) -> dict[str, list[Entry]]:
    gathered: dict[str, list[Entry]] = defaultdict(list)
    for entry in archive.entries:
        gathered[entry.thread or entry.id].append(entry)
    return {thread: sorted(found, key=lambda one: (one.announced, one.id)) for thread, found in gathered.items()}


def _order(entries: Sequence[Entry]) -> Iterator[Remark]:
    numbered = [entry for entry in entries if entry.report is not None]
    for before, after in pairwise(numbered):
        if (before.report or 0) > (after.report or 0):
            yield remark(
                "report-out-of-order",
                after.id,
                ("report",),
                f"第{before.report}報({japanese_date(before.announced)})のあとに第{after.report}報が来ています。",
                "報の番号と公表日を確かめてください。",
            )
        elif (after.report or 0) - (before.report or 0) > 1:
            yield remark(
                "report-missing",
                after.id,
                ("report",),
                f"第{before.report}報の次が第{after.report}報です。間の報がありません。",
                "載せなかったのであれば、そのまま確認済みにしてください。",
            )


def _parties(entries: Sequence[Entry]) -> Iterator[Remark]:
    """A thread is one matter: whoever was hit in the first report is spoken of in the others."""
    first = _harmed(entries[0])
    for entry in entries[1:]:
        own = {party.organization for party in entry.parties}
        if first and own and not first & own:
            yield remark(
                "thread-broken",
                entry.id,
                ("thread",),
                f"続きものの最初の記事「{entries[0].id}」の当事者が、この記事の parties にありません。",
                "別の話であれば「thread:」を消し、同じ話であれば当事者を書き足してください。",
            )


def _harmed(entry: Entry) -> set[str]:
    return {party.organization for party in entry.parties if party.role in _HARMED}


def _alone(entries: Sequence[Entry]) -> Iterator[Remark]:
    entry = entries[0]
    if len(entries) == 1 and entry.thread is None and (entry.report or 0) > 1:
        yield remark(
            "report-without-thread",
            entry.id,
            ("report",),
            f"第{entry.report}報ですが、前の報とつながっていません。",
            "前の報を載せていれば、その最初の記事のIDを「thread:」に書いてください。",
        )


def _due(threads: Iterable[Sequence[Entry]], today: date) -> Iterator[Remark]:
    for entries in threads:
        last = entries[-1]
        silence = today - last.announced
        if last.section is Section.INCIDENTS and _DUE < silence <= _GIVEN_UP and _is_open(last):
            yield remark(
                "follow-up-due",
                last.id,
                (),
                f"「調査中」などとしたまま、{silence.days}日間、続報がありません。",
                "当事者の発表を確かめ、続報があれば候補にしてください。なければ理由を添えて確認済みにしてください。",
            )


def _is_open(entry: Entry) -> bool:
    text = "".join(entry.body)
    return bool(_OPEN.search(text)) and not _CLOSED.search(entry.headline)
