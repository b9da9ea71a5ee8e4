"""doctor: what is installed, configured and stale, and what to do about it."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import platform
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import click

from .. import storage
from ..errors import ContentError
from ..model import CollectedItem, Feed
from ..text import japanese_date, to_jst
from .options import content_option, feeds_option, json_option, now_option
from .output import print_json

# Some ministries' feeds hold three days of items: a collector that has not run for two begins to lose them.
_LATEST_RUN = timedelta(days=2)
_MINIMUM_PYTHON = (3, 11)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """One thing looked at: well or not, and what to do."""

    subject: str
    well: bool
    message: str
    advice: str = ""


@click.command("doctor")
@content_option
@feeds_option
@now_option
@json_option
@click.pass_context
def doctor_command(ctx: click.Context, content: Path, feeds: Path, now: datetime, *, as_json: bool) -> None:
    """導入・設定・情報源の様子を調べ、直すべきところを知らせます。"""
    diagnoses = [*_installation(), *_content(content), *_feeds(feeds, content, now)]
    if as_json:
        print_json([dataclasses.asdict(diagnosis) for diagnosis in diagnoses])
    else:
        for diagnosis in diagnoses:
            mark = "○" if diagnosis.well else "×"
            click.echo(f"{mark} {diagnosis.subject}: {diagnosis.message} {diagnosis.advice}".rstrip())
    ctx.exit(0 if all(diagnosis.well for diagnosis in diagnoses) else 1)


def _installation() -> Iterator[Diagnosis]:
    yield Diagnosis(
        subject="Python",
        well=sys.version_info >= _MINIMUM_PYTHON,
        message=platform.python_version(),
        advice="" if sys.version_info >= _MINIMUM_PYTHON else "3.11 以上にしてください。",
    )
    for line in importlib.metadata.requires("kawaraban") or []:
        if "extra ==" in line:
            continue
        name = line.split(";")[0].strip().partition(">")[0].partition("<")[0].partition("=")[0]
        yield _package(name)


def _package(name: str) -> Diagnosis:
    try:
        return Diagnosis(subject=name, well=True, message=importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Diagnosis(
            subject=name,
            well=False,
            message="入っていません。",
            advice="pip install -r requirements.txt を実行してください。",
        )


def _content(content: Path) -> Iterator[Diagnosis]:
    archive, findings = storage.read_archive(content)
    if findings:
        yield Diagnosis(
            subject=content.as_posix(),
            well=False,
            message=f"読めないところが{len(findings)}件あります。",
            advice="kawaraban check で場所と直し方を見てください。",
        )
    if archive is not None:
        entries = sum(len(issue.entries) for issue in archive.issues)
        yield Diagnosis(
            subject=content.as_posix(),
            well=True,
            message=f"号 {len(archive.issues)}、記事 {entries}、候補 {len(archive.candidates)}、"
            f"組織 {len(archive.organizations)}",
        )


def _feeds(path: Path, content: Path, now: datetime) -> Iterator[Diagnosis]:
    try:
        feeds = storage.load_feeds(path)
        rows = storage.load_collected(content)
    except ContentError as error:
        yield Diagnosis(subject=path.as_posix(), well=False, message=str(error), advice="")
        return
    newest: dict[str, CollectedItem] = {}
    for row in rows:
        if row.feed not in newest or _day(row) > _day(newest[row.feed]):
            newest[row.feed] = row
    last_run = storage.load_state(content, "last-run").get("started")
    yield _last_run(last_run, now)
    yield from _unfinished(content)
    complaints = _complaints(content)
    if last_run is None:
        return  # nothing can be known of any feed yet
    for feed in feeds:
        if feed.enabled:
            said = complaints.get(feed.id, [])
            yield from said
            if not said or feed.id not in newest:
                yield _feed(feed, newest.get(feed.id), now)


def _unfinished(content: Path) -> Iterator[Diagnosis]:
    """Say that the newest run has no end: it was killed, or is still on its way."""
    if storage.unfinished_run(content):
        yield Diagnosis(
            subject="収集",
            well=False,
            message="最後に始まった収集が終わっていません。",
            advice="いま実行中でなければ、kawaraban collect をもう一度実行してください(失われたものはありません)。",
        )


def _complaints(content: Path) -> dict[str, list[Diagnosis]]:
    """Give, by feed, what the collector found wrong and has not seen mended yet."""
    from ..collect.state import states_from_json

    states = states_from_json(storage.load_state(content, "feeds"))
    return {
        feed: [
            Diagnosis(
                subject=feed,
                well=False,
                message=f"{one.ailment.label}({japanese_date(to_jst(one.since).date())}から)",
                advice=one.message,
            )
            for one in state.complaints
        ]
        for feed, state in states.items()
    }


def _day(row: CollectedItem) -> datetime:
    return row.published or row.first_seen


def _last_run(started: str | None, now: datetime) -> Diagnosis:
    if started is None:
        return Diagnosis(
            subject="収集",
            well=False,
            message="まだ一度も実行されていません。",
            advice="kawaraban collect を毎日実行してください。",
        )
    moment = datetime.fromisoformat(started)
    well = now - moment <= _LATEST_RUN
    return Diagnosis(
        subject="収集",
        well=well,
        message=f"最後の実行は{japanese_date(to_jst(moment).date())}です。",
        advice="" if well else "毎日実行しないと、公開期間の短い情報源を取りこぼします。",
    )


def _feed(feed: Feed, newest: CollectedItem | None, now: datetime) -> Diagnosis:
    if newest is None:
        return Diagnosis(
            subject=feed.id,
            well=False,
            message="まだ1件も得られていません。",
            advice=f"{feed.url} を確かめてください。",
        )
    age = (now - _day(newest)).days
    stale = feed.max_age_days is not None and age > feed.max_age_days
    return Diagnosis(
        subject=feed.id,
        well=not stale,
        message=f"最新の項目は{japanese_date(to_jst(_day(newest)).date())}({age}日前)です。",
        advice="配信が止まっていないか、サイトを見て確かめてください。" if stale else "",
    )
