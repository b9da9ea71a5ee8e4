"""candidates, accept, refuse: what an editor decides about what was collected."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from .. import storage
from ..errors import UsageError
from ..model import Archive, Entry, Issue, Section, Suggestion
from ..text import one_line
from .business_days import BusinessDays
from .options import content_option, json_option, now_option
from .output import print_json


@click.command("candidates")
@content_option
@json_option
def candidates_command(content: Path, *, as_json: bool) -> None:
    """まだ決めていない候補を、分類の案・確かさ・理由・関連する記事とともに並べます。"""
    candidates = storage.load_archive(content).candidates
    if as_json:
        print_json([_row(entry) for entry in candidates])
        return
    for entry in candidates:
        click.echo("\n".join(_lines(entry)) + "\n")
    click.echo(
        f"候補は{len(candidates)}件です。載せる: kawaraban accept ID  載せない: kawaraban refuse ID --reason 理由"
    )


def _lines(entry: Entry) -> Iterator[str]:
    """Give a candidate as a person reads it: first what it is, then what speaks for its place."""
    suggestion = entry.suggestion or Suggestion()
    confidence = f" 確かさ{suggestion.confidence}" if suggestion.confidence else ""
    yield click.style(one_line(f"{entry.id}  {entry.headline}"), bold=True)
    yield f"    {entry.announced}公表  分類の案: {entry.section.number}.{entry.section.label}{confidence}"
    for label, texts in (
        ("出典", (f"{source.publisher} {source.url or ''}" for source in entry.sources)),
        ("要約", (suggestion.summary,)),
        ("理由", suggestion.reasons),
        ("伏せる名前の案", (" / ".join(suggestion.names),)),
        ("登録された組織", (" / ".join(suggestion.organizations),)),
        ("続きものの案", (suggestion.thread or "",)),
        ("関連", (" / ".join(suggestion.related),)),
        ("発行者による改訂", suggestion.notes),
    ):
        yield from (f"    {label}: {one_line(text)}" for text in texts if text)


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "announced": entry.announced.isoformat(),
        "section": entry.section.value,
        "headline": entry.headline,
        "sources": [dataclasses.asdict(source) for source in entry.sources],
        "suggestion": dataclasses.asdict(entry.suggestion) if entry.suggestion else None,
    }


@click.command("accept")
@click.argument("entry_id", metavar="ID")
@click.option("--issue", "month", metavar="YYYY-MM", help="載せる号(既定は、締切日から決まる号)。")
@click.option("--section", type=click.Choice([section.value for section in Section]), help="分類。")
@click.option("--thread", metavar="ID", help="続きものの最初の記事のID。")
@content_option
@now_option
def accept_command(
    entry_id: str, month: str | None, section: str | None, thread: str | None, content: Path, now: datetime
) -> None:
    """候補を号に載せます(ファイルを号のフォルダへ移します)。"""
    archive = storage.load_archive(content)
    entry, path = _candidate(archive, content, entry_id)
    if thread and thread not in {known.id for known in archive.entries}:
        message = f"--thread {thread} という記事はありません。続きものの最初の記事のIDを書いてください。"
        raise UsageError(message)
    month = month or issue_month(entry.announced, archive.newsletter.cut_off)
    if not storage.MONTH.match(month):
        message = f"--issue {month} は月ではありません。2026-11 のように書いてください。"
        raise UsageError(message)
    with storage.one_at_a_time(storage.state_folder(content), "decide"):
        if month not in {issue.month for issue in archive.issues}:
            storage.save_issue(
                content, Issue(month=month, published=publication_day(month, archive.newsletter.cut_off))
            )
        target = storage.accept(
            content, path, month=month, now=now, section=Section(section) if section else None, thread=thread
        )
    click.echo(f"{target.as_posix()} に移しました。")


@click.command("refuse")
@click.argument("entry_id", metavar="ID")
@click.option("--reason", required=True, help="載せない理由(記録に残ります)。")
@content_option
@now_option
def refuse_command(entry_id: str, reason: str, content: Path, now: datetime) -> None:
    """候補を載せないことにします。理由が記録され、同じものは二度と候補になりません。"""
    if not one_line(reason):
        message = "--reason に理由を書いてください。"
        raise UsageError(message)
    _, path = _candidate(storage.load_archive(content), content, entry_id)
    with storage.one_at_a_time(storage.state_folder(content), "decide"):
        storage.refuse(content, path, reason=one_line(reason), now=now)
    click.echo(f"{entry_id} を載せないことにしました(理由: {one_line(reason)})。")


def _candidate(archive: Archive, content: Path, entry_id: str) -> tuple[Entry, Path]:
    for entry in archive.candidates:
        path = storage.entry_path(content, entry_id)
        if entry.id == entry_id and path is not None:
            return entry, path
    message = f"{entry_id} という候補はありません。kawaraban candidates で一覧を見てください。"
    raise UsageError(message)


def issue_month(announced: date, cut_off: int) -> str:
    """Give the issue that a day belongs to: announced after the cut-off of a month, the next month's."""
    day = announced
    if announced.day > cut_off:
        day = announced.replace(day=1) + timedelta(days=32)
    return day.strftime("%Y-%m")


def publication_day(month: str, cut_off: int) -> date:
    """Give the usual day of publication of an issue: the first business day after its cut-off."""
    return BusinessDays().next(date.fromisoformat(f"{month}-01") + timedelta(days=cut_off))
