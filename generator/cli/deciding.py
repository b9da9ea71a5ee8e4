"""candidates, accept, refuse: what an editor decides about what was collected."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from .. import storage
from ..errors import UsageError
from ..model import Archive, Entry, Facts, Issue, Period, Section, Suggestion
from ..text import one_line
from .business_days import BusinessDays
from .options import CONTENT, content_option, json_option, now_option
from .output import print_json


@click.command("candidates")
@content_option
@json_option
def candidates_command(content: Path, *, as_json: bool) -> None:
    """まだ決めていない候補を、分類・見出し・事実・当事者の案とその根拠、関連する記事とともに並べます。"""
    archive = storage.load_archive(content)
    candidates = archive.candidates
    if as_json:
        print_json([_row(entry) for entry in candidates])
        return
    titles = {entry.id: entry.headline for entry in (*archive.entries, *candidates)}
    for entry in candidates:
        click.echo("\n".join(_lines(entry, titles)) + "\n")
    place = "" if content == CONTENT else f" --content {shlex.quote(content.as_posix())}"
    click.echo(
        f"候補は{len(candidates)}件です。"
        f"載せる: kawaraban accept ID{place}  載せない: kawaraban refuse ID --reason 理由{place}"
    )


def _lines(entry: Entry, titles: Mapping[str, str]) -> Iterator[str]:
    """Give a candidate as a person reads it: first what it is, then what speaks for its place."""
    suggestion = entry.suggestion or Suggestion()
    confidence = f" 確かさ{suggestion.confidence}" if suggestion.confidence else ""
    yield click.style(one_line(f"{entry.id}  {entry.headline}"), bold=True)
    filed = f"{entry.section.number}.{entry.section.label}"
    proposed = f"対象外{confidence}(いまは{filed})" if suggestion.section == "irrelevant" else f"{filed}{confidence}"
    yield f"    {entry.announced}公表  分類の案: {proposed}"
    for label, texts in (
        ("出典", (f"{source.publisher} {source.url or ''}" for source in entry.sources)),
        ("要約", (suggestion.summary,)),
        ("理由", suggestion.reasons),
        ("見出しの案", (suggestion.headline,)),
        ("読み取った内容", (_facts(entry),)),
        ("呼び名の案", (suggestion.alias or "",)),
        ("伏せる名前の案", (" / ".join(suggestion.names),)),
        ("登録された組織", (" / ".join(suggestion.organizations),)),
        ("続きものの案", (_titled(suggestion.thread or "", titles),)),
        ("関連", (_titled(name, titles) for name in suggestion.related)),
        ("根拠", suggestion.evidence),
        ("発行者による改訂", suggestion.notes),
    ):
        yield from (f"    {label}: {one_line(text)}" for text in texts if text)


def _titled(name: str, titles: Mapping[str, str]) -> str:
    return f"{name} {titles[name]}" if name in titles else name


def _facts(entry: Entry) -> str:
    """Say the facts that were filled in, in one line."""
    facts = entry.facts
    said = [f"{one.qualifier or ''}{one.count:,}{one.unit}({one.certainty.label})" for one in facts.affected]
    said += [facts.cause.label] if facts.cause else []
    said += ["・".join(facts.data)] if facts.data else []
    said += [f"発生 {_period(facts.incident)}"] if facts.incident else []
    said += [f"施行 {facts.effective}"] if facts.effective else []
    said += [f"意見募集の締切 {facts.comments_until}"] if facts.comments_until else []
    return " / ".join((*said, *facts.vulnerabilities))


def _period(period: Period) -> str:
    return "〜".join(dict.fromkeys(day.isoformat() if day else "" for day in (period.start, period.end)))


def _facts_row(facts: Facts) -> dict[str, object]:
    days = {
        key: day.isoformat() if day else None
        for key, day in (("effective", facts.effective), ("comments_until", facts.comments_until))
    }
    incident = facts.incident
    ends = (("from", incident.start), ("to", incident.end)) if incident else ()
    period = {key: day.isoformat() if day else None for key, day in ends}
    return dataclasses.asdict(facts) | days | {"incident": period or None}


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "announced": entry.announced.isoformat(),
        "section": entry.section.value,
        "headline": entry.headline,
        "report": entry.report,
        "parties": [dataclasses.asdict(party) for party in entry.parties],
        "facts": _facts_row(entry.facts),
        "sources": [dataclasses.asdict(source) for source in entry.sources],
        "suggestion": dataclasses.asdict(entry.suggestion) if entry.suggestion else None,
    }


@click.command("accept")
@click.argument("entry_id", metavar="ID")
@click.option("--issue", "month", metavar="YYYY-MM", help="載せる号(既定は、締切日から決まる号)。")
@click.option("--section", type=click.Choice([section.value for section in Section]), help="分類。")
@click.option("--thread", metavar="ID", help="続きものの最初の記事のID。")
@click.option("--draft", "is_drafted", is_flag=True, help="机と同じく、見出し・本文・当事者の下書きまで入れます。")
@content_option
@now_option
def accept_command(
    entry_id: str,
    month: str | None,
    section: str | None,
    thread: str | None,
    content: Path,
    now: datetime,
    *,
    is_drafted: bool,
) -> None:
    """候補を号に載せます(ファイルを号のフォルダへ移します)。

    --draft を付けると、見出しと要約から読み取れたことで記事の下書きを作ります。登録のない名前は「確認待ち」の組織として
    登録し、人が確かめるまで公開できません。
    """
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
        chosen = Section(section) if section else None
        if is_drafted:
            decided = dataclasses.replace(entry, section=chosen or entry.section, thread=thread or entry.thread)
            target = _accept_draft(content, path, decided, archive, month=month, now=now)
        else:
            target = storage.accept(content, path, month=month, now=now, section=chosen, thread=thread)
    click.echo(f"{target.as_posix()} に移しました。")


def _accept_draft(content: Path, path: Path, entry: Entry, archive: Archive, *, month: str, now: datetime) -> Path:
    from ..desk.accepting import accept_draft
    from ..desk.drafts import draft_of, known_of

    draft = draft_of(entry, archive, known_of(archive, storage.load_learned(content)))
    for organization in draft.organizations:
        click.echo(f"組織「{organization.name}」を確認待ちで登録しました({organization.id}.yml)。")
    if draft.missing:
        click.echo(f"書き足すもの: {'、'.join(draft.missing)}")
    return accept_draft(content, path, draft, month=month, now=now)


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


def cut_off_day(month: str, cut_off: int, calendar: BusinessDays | None = None) -> date:
    """Give the day on which an issue closes: its cut-off, or the first business day after it."""
    return (calendar or BusinessDays()).next(date.fromisoformat(f"{month}-01") + timedelta(days=cut_off - 1))


def publication_day(month: str, cut_off: int, calendar: BusinessDays | None = None) -> date:
    """Give the usual day of publication of an issue: the first business day after the day on which it closes."""
    calendar = calendar or BusinessDays()
    return calendar.next(cut_off_day(month, cut_off, calendar) + timedelta(days=1))
