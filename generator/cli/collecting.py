"""collect: all feeds -> candidates, and a table of how it went with each."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from .. import storage
from ..errors import ContentError
from ..model import Learned
from ..text import digest_date, japan_day, to_jst
from .options import content_option, feeds_option, json_option, now_option
from .output import print_json

if TYPE_CHECKING:
    from ..collect.pipeline import Collected
    from ..collect.report import FeedReport
    from ..collect.revised import RevisionNote
    from ..model import Archive
_ALLOCATIONS = 100_000  # between two searches for cycles
_WIDE = 110  # columns that the whole table takes


@click.command("collect")
@feeds_option
@content_option
@now_option
@click.option("--allow-private-addresses", is_flag=True, help="社内のアドレスへの接続を許します(見本・試験用)。")
@json_option
@click.pass_context
def collect_command(
    ctx: click.Context, feeds: Path, content: Path, now: datetime, *, allow_private_addresses: bool, as_json: bool
) -> None:
    """feeds.yml の情報源をすべて読み、新しいものを候補にします。1つの失敗はほかを止めません。"""
    reports = collect_into(content, feeds, now=now, allow_private_addresses=allow_private_addresses, quiet=as_json)
    if as_json:
        print_json([_row(report) for report in reports])
    read = [report for report in reports if report.status.value != "failed"]
    ctx.exit(0 if read or not reports else 1)


def collect_into(
    content: Path, feeds_file: Path, *, now: datetime, allow_private_addresses: bool = False, quiet: bool = False
) -> Sequence[FeedReport]:
    """Read, collect, store in an order that survives a kill (candidates, rows, notes, states), say what happened."""
    from ..collect.pipeline import collect
    from ..collect.revised import notes_of_run
    from ..collect.state import states_from_json, states_to_json

    start = time.monotonic()
    with storage.one_at_a_time(storage.state_folder(content), "collect"), _rare_search_for_cycles():
        feeds = storage.load_feeds(feeds_file)
        seen = storage.load_collected(content)
        states = states_from_json(storage.load_state(content, "feeds"))
        if killed := storage.unfinished_run(content):
            _store_notes(content, notes_of_run(seen, feeds, killed))
        run = storage.begin_run(content, now)
        with _progress(shown=Console().is_terminal and not quiet) as bar:
            task = bar.add_task("", total=sum(feed.enabled for feed in feeds))
            found = collect(
                feeds,
                lambda: _archive(content),
                seen,
                now=now,
                states=states,
                learned=_learned(content),
                allow_private=allow_private_addresses,
                progress=lambda _feed: bar.advance(task),
            )
        new = storage.save_candidates(content, found.candidates)
        storage.save_collected(content, found.rows)
        _store_notes(content, found.notes)
        storage.save_state(content, "feeds", states_to_json(found.states))
        storage.finish_run(content, run, _record(found, now, time.monotonic() - start))
    if not quiet:
        _say(found.reports, len(new), content)
    return found.reports


def _store_notes(content: Path, notes: Iterable[RevisionNote]) -> None:
    storage.add_notes(content, ((note.entry, note.text) for note in notes))


@contextlib.contextmanager
def _rare_search_for_cycles() -> Iterator[None]:
    """A run makes many values that hold no cycles; looking for some after every 700 costs a tenth of its time."""
    usual = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _archive(content: Path) -> Archive:
    """Read what can be read: an editor's slip in one file must not stop a day's collecting."""
    archive, findings = storage.read_archive(content)
    if archive is None:
        raise ContentError(findings)
    if findings:
        click.echo(
            f"{content.as_posix()} に読めないところが{len(findings)}件あります。読めたものだけで続けます。"
            "kawaraban check で場所を確かめてください。",
            err=True,
        )
    return archive


def _learned(content: Path) -> Learned:
    """Read what editors taught; a slip in that file must not stop a day's collecting either."""
    try:
        return storage.load_learned(content)
    except ContentError as error:
        click.echo(f"learned.yml を使わずに続けます。\n{error}", err=True)
        return Learned()


def _say(reports: Sequence[FeedReport], candidates: int, content: Path) -> None:
    console = Console() if Console().is_terminal else Console(width=_WIDE)
    console.print(_table(reports, dated=console.width >= _WIDE))
    for report in reports:
        for sentence in (*report.troubles, *report.proposals):
            click.echo(f"  {report.feed}: {sentence}")
    click.echo(f"新しい候補 {candidates}件を {content.as_posix()}/candidates/ に書きました。")


def _progress(*, shown: bool) -> Progress:
    return Progress(TextColumn("情報源"), BarColumn(), MofNCompleteColumn(), transient=True, disable=not shown)


def _table(reports: Sequence[FeedReport], *, dated: bool) -> Table:
    """Make the table of a run; on a narrow screen without the days, which would break every other column."""
    table = Table()
    table.add_column("情報源", overflow="fold")
    table.add_column("結果")
    for title in ("候補", "重複", "対象外", "改訂", "既知"):
        table.add_column(title, justify="right")
    for title in ("最古", "最新") if dated else ():
        table.add_column(title, no_wrap=True)
    table.add_column("秒", justify="right")
    table.add_column("指摘", overflow="fold")
    for report in reports:
        figures = (report.candidates, report.duplicates, report.irrelevant, report.revised, report.known)
        table.add_row(
            escape(report.feed),
            report.status.label,
            *(str(figure) for figure in figures),
            *((_day(report.oldest), _day(report.newest)) if dated else ()),
            f"{report.seconds:.1f}",
            "、".join(one.ailment.label for one in report.complaints),
        )
    return table


def _day(moment: datetime | None) -> str:
    return digest_date(japan_day(moment)) if moment else "-"


def _row(report: FeedReport) -> dict[str, Any]:
    from ..collect.state import complaint_row

    row = dataclasses.asdict(report)
    moments = {key: to_jst(row[key]).isoformat() if row[key] else None for key in ("oldest", "newest")}
    found = {"complaints": [complaint_row(one) for one in report.complaints]}
    return row | moments | found | {"new": report.new}


def _record(found: Collected, now: datetime, seconds: float) -> dict[str, Any]:
    """Give the record of a run, also of one that found nothing; the newest is what `doctor` and the desk look at."""
    return {
        "started": to_jst(now).isoformat(),
        "finished": to_jst(now + timedelta(seconds=seconds)).isoformat(),
        "seconds": round(seconds, 2),
        "candidates": [entry.id for entry in found.candidates],
        "feeds": [_row(report) for report in found.reports],
    }
