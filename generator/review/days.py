"""Days: those of the facts stand in the text, the day of announcement is the one that the text tells, all exist."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from ..language.dates import DateRole, find_dates
from ..model import Archive, Entry, Remark
from ..text import japanese_date
from .rules import remark
from .texts import Place, entry_texts

_DAY = re.compile(r"(?<![\d.第])(\d{1,2})月(\d{1,2})日(?!間|目)")
_HOUR = re.compile(r"(?:午前|午後)(\d{1,2})時")
_LEAP_YEAR = 2024
_LAST_HOUR = 12


def check_days(archive: Archive) -> Iterator[Remark]:
    """Compare the days of each accepted entry with each other."""
    told: dict[str, str] = defaultdict(str)  # thread -> what its reports said so far
    for entry in sorted(archive.entries, key=lambda one: (one.announced, one.id)):
        told[entry.thread or entry.id] += "\n".join((entry.headline, *entry.body, ""))
        for place, text in entry_texts(entry):
            yield from _impossible(entry, place, text)
        yield from _announced(entry)
        if entry.body:
            yield from _facts(entry, told[entry.thread or entry.id])


def _impossible(entry: Entry, place: Place, text: str) -> Iterator[Remark]:
    wrong = [match[0] for match in _DAY.finditer(text) if not _exists(int(match[1]), int(match[2]))]
    wrong += [match[0] for match in _HOUR.finditer(text) if int(match[1]) > _LAST_HOUR]
    for words in wrong:
        yield remark(
            "day-impossible",
            entry.id,
            place,
            f"「{words}」という日時はありません。",
            "出典で日付や時刻を確かめてください。",
        )


def _announced(entry: Entry) -> Iterator[Remark]:
    """The first sentence says when it was announced."""
    if not entry.body:
        return
    days = find_dates(entry.body[0], entry.announced)
    told = [one.day for one in days if one.role is DateRole.ANNOUNCED]
    if told and entry.announced not in {one.day for one in days}:
        yield remark(
            "announced-differs",
            entry.id,
            ("announced",),
            f"公表日は{japanese_date(entry.announced)}ですが、本文の最初の文では{japanese_date(told[0])}です。",
            "出典で公表の日を確かめ、どちらかを直してください。",
        )


def _facts(entry: Entry, told: str) -> Iterator[Remark]:
    """Facts that an earlier report of the thread told need not be told again."""
    facts = entry.facts
    wanted: list[tuple[Place, str, date | None]] = [
        (("facts", "effective"), "施行日", facts.effective),
        (("facts", "comments_until"), "意見募集の締切", facts.comments_until),
    ]
    if facts.incident:
        wanted.append((("facts", "incident", "start"), "発生日", facts.incident.start))
        wanted.append((("facts", "incident", "end"), "終わりの日", facts.incident.end))
    for place, label, day in wanted:
        if day is not None and not _is_told(day, told):
            yield remark(
                "day-not-in-text",
                entry.id,
                place,
                f"facts の{label}({japanese_date(day)})が本文にありません。",
                "本文に日付を書くか、facts の日付を出典に合わせて直してください。",
            )


def _is_told(day: date, text: str) -> bool:
    """A period may be told by its months alone; a later day of one month by its number alone."""
    if not re.search(rf"(?<!\d){day.month}月", text):
        return False
    is_edge = day.day == 1 or (day + timedelta(days=1)).day == 1
    return is_edge or re.search(rf"(?<!\d){day.day}日", text) is not None


def _exists(month: int, day: int) -> bool:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
