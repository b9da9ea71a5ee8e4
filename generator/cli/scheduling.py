"""schedule: when issues close and come out, and who has to be reminded of it today."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from .. import storage
from ..errors import ContentError
from ..model import Archive, Severity
from ..text import japan_day, japanese_date, month_title
from .business_days import BusinessDays, weekday
from .checking import all_findings
from .deciding import cut_off_day, publication_day
from .options import content_option, json_option, now_option
from .output import print_json

_STATE = "reminders"


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """The days of one issue."""

    month: str
    reminder: date
    cut_off: date
    published: date
    reason: str = ""  # why the cut-off was moved

    @property
    def sentence(self) -> str:
        """Say it on one line."""
        moved = f"({self.reason}のため、翌営業日)" if self.reason else ""
        return f"{month_title(self.month)}  締切 {_day(self.cut_off)}{moved}  発行 {_day(self.published)}"


@click.command("schedule")
@click.option("--months", type=click.IntRange(1, 36), default=6, show_default=True, help="何か月先まで。")
@click.option("--days", type=click.IntRange(0, 20), default=3, show_default=True, help="締切の何営業日前に知らせるか。")
@click.option("--due", is_flag=True, help="いま知らせるべき締切だけを、残っている仕事とともに出します。")
@click.option("--once", is_flag=True, help="--due で、一度知らせた締切は二度と出しません(このパソコンに記録します)。")
@content_option
@now_option
@json_option
def schedule_command(
    months: int, days: int, content: Path, now: datetime, *, due: bool, once: bool, as_json: bool
) -> None:
    """これからの号の締切日と発行日を出します。休みの日に当たれば翌営業日にします。"""
    archive, findings = storage.read_archive(content)
    if archive is None:
        raise ContentError(findings)
    calendar = BusinessDays()
    today = japan_day(now)
    planned = list(appointments(archive, calendar, today, months=months, days=days))
    if due:
        planned = [one for one in planned if one.reminder <= today <= one.cut_off]
        planned = _untold(content, planned) if once else planned
    if as_json:
        print_json([_row(one, archive, content, due=due, known=calendar.knows_holidays) for one in planned])
        return
    for one in planned:
        click.echo(_reminder(one, archive, content) if due else one.sentence)
    if not calendar.knows_holidays:
        click.echo('祝日は数えていません。数えるには pip install "kawaraban[calendar]" を実行してください。', err=True)


def appointments(
    archive: Archive, calendar: BusinessDays, today: date, *, months: int, days: int
) -> Iterator[Appointment]:
    """Give the days of the issues whose cut-off is today or later; the day in an issue.yml stands as it is."""
    written = {issue.month: issue.published for issue in archive.issues}
    usual = archive.newsletter.cut_off
    month = (today.replace(day=1) - timedelta(days=1)).strftime(
        "%Y-%m"
    )  # its cut-off may have been moved into this one
    given = 0
    while given < months:
        nominal = date.fromisoformat(f"{month}-01") + timedelta(days=usual - 1)
        cut_off = cut_off_day(month, usual, calendar)
        if cut_off >= today:
            given += 1
            yield Appointment(
                month=month,
                reminder=calendar.before(cut_off, days),
                cut_off=cut_off,
                published=written.get(month) or publication_day(month, usual, calendar),
                reason=calendar.why_closed(nominal),
            )
        month = (nominal.replace(day=1) + timedelta(days=32)).strftime("%Y-%m")


def _untold(content: Path, due: list[Appointment]) -> list[Appointment]:
    """Leave out what was told before, and remember the rest."""
    told = storage.load_state(content, _STATE)
    fresh = [one for one in due if told.get(one.month) != one.cut_off.isoformat()]
    if fresh:
        storage.save_state(content, _STATE, told | {one.month: one.cut_off.isoformat() for one in fresh})
    return fresh


def _row(one: Appointment, archive: Archive, content: Path, *, due: bool, known: bool) -> dict[str, object]:
    row = dataclasses.asdict(one) | {"title": month_title(one.month), "holidays_known": known}
    return row | ({"text": _reminder(one, archive, content)} if due else {})


def _reminder(one: Appointment, archive: Archive, content: Path) -> str:
    """Say what is left to do for an issue; names of nobody."""
    entries = next((len(issue.entries) for issue in archive.issues if issue.month == one.month), 0)
    _, findings = all_findings(content)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return "\n".join(
        (
            f"{month_title(one.month)}の締切は{japanese_date(one.cut_off)}({weekday(one.cut_off)})です。",
            f"発行は{japanese_date(one.published)}({weekday(one.published)})の予定です。",
            f"- 載せると決めた記事: {entries}件",
            f"- まだ決めていない候補: {len(archive.candidates)}件(kawaraban candidates)",
            f"- 直さないと出せない誤り: {errors}件(kawaraban check)",
        )
    )


def _day(day: date) -> str:
    return f"{day.isoformat()}({weekday(day)})"
