"""demo: the whole month on invented feeds, from collecting to site and mail, in about a minute."""

from __future__ import annotations

import json
import shutil
import sys
import time
import webbrowser
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path

import click

from .. import storage
from ..errors import ContentError, UsageError
from ..text import JST
from .checking import all_findings, has_errors
from .collecting import collect_into
from .demo.server import serve_feeds
from .options import FOLDER
from .output import summary
from .publishing import build_into

_DEMO = resources.files("generator.cli") / "demo"
_NOW = datetime(2026, 11, 20, 9, 0, tzinfo=JST)  # the invented feeds speak of the days before
_MONTH = "2026-12"
_PRIVATE = ("candidates", "collected")  # of the sample archive only its content is taken


@dataclass(frozen=True, kw_only=True)
class _Decided:
    accepted: int
    refused: int


@click.command("demo")
@click.option(
    "--directory", type=FOLDER, default=Path("build/demo"), show_default=True, help="作業するフォルダ(作り直されます)。"
)
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), default=Path("mkdocs.yml"), hidden=True)
@click.option("--open/--no-open", "opening", default=None, help="終わったらページを開くか(既定は、画面があれば開く)。")
def demo_command(directory: Path, config: Path, *, opening: bool | None) -> None:
    """見本の情報源から、集める・選ぶ・確かめる・作るまでの1か月を、このパソコンの中だけで通して見せます。"""
    began = time.monotonic()
    _prepare(directory, config)
    content = directory / "content"
    with serve_feeds() as base:
        click.secho("1. 集める: 127.0.0.1 の見本の情報源10か所から", bold=True)
        feeds = directory / "feeds.yml"
        storage.write_atomic(feeds, (_DEMO / "feeds.yml").read_text("utf-8").replace("BASE", base).encode())
        collect_into(content, feeds, now=_NOW, allow_private_addresses=True)
        click.secho("\n2. もう一度集める: 同じものは増えない", bold=True)
        collect_into(content, feeds, now=_NOW, allow_private_addresses=True)
    click.secho("\n3. 選ぶ・書く: 見本の編集者の決定どおりに", bold=True)
    decided = _decide(content)
    click.echo(f"{decided.accepted}件を{_MONTH}号に載せ、{decided.refused}件を理由をつけて断りました。")
    click.secho("\n4. 確かめる", bold=True)
    _, findings = all_findings(content)
    click.echo(summary(findings))
    if has_errors(findings):
        raise ContentError(findings)
    click.secho("\n5. 作る: 名前を伏せ、全バイトを検査してから置き換える", bold=True)
    built = build_into(content, directory / "site", directory / "build" / "mail", config)
    click.echo(built.sentence)
    _say_where(directory, content, began)
    if opening or (opening is None and sys.stdout.isatty()):
        webbrowser.open((directory / "site" / "index.html").resolve().as_uri())


def _prepare(directory: Path, config: Path) -> None:
    sample = config.parent / "content"
    if not config.exists() or not (sample / "newsletter.yml").exists():
        message = "見本の content と mkdocs.yml のあるフォルダ(このソフトのフォルダ)で実行してください。"
        raise UsageError(message)
    marker = directory / ".kawaraban-demo"
    if directory.exists() and any(directory.iterdir()) and not marker.exists():
        message = f"{directory} には demo が作ったのではないファイルがあります。別のフォルダを指定してください。"
        raise UsageError(message)
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(sample, directory / "content", ignore=shutil.ignore_patterns(*_PRIVATE))
    marker.touch()


def _decide(content: Path) -> _Decided:
    """Do what the script of decisions says, with the commands' own functions."""
    decisions = {row["link"]: row for row in json.loads((_DEMO / "decisions.json").read_text("utf-8"))}
    storage.write_atomic(content / "issues" / _MONTH / "issue.yml", (_DEMO / "issue.yml").read_bytes())
    accepted = refused = 0
    for candidate in storage.load_archive(content).candidates:
        decision = decisions.get(next((source.url or "" for source in candidate.sources), ""), {})
        path = storage.entry_path(content, candidate.id)
        if path is None:
            continue
        if "accept" in decision:
            target = storage.accept(content, path, month=_MONTH, now=_NOW)
            storage.write_atomic(target, (_DEMO / "written" / f"{decision['accept']}.yml").read_bytes())
            accepted += 1
        elif "refuse" in decision:
            storage.refuse(content, path, reason=decision["refuse"], now=_NOW)
            refused += 1
    return _Decided(accepted=accepted, refused=refused)


def _program() -> str:
    """Give the command as it was called, so that what is printed can be typed."""
    called = Path(sys.argv[0])
    return called.name if shutil.which(called.name) else called.as_posix()


def _say_where(directory: Path, content: Path, began: float) -> None:
    waiting = len(storage.load_archive(content).candidates)
    site, mails = directory / "site", directory / "build" / "mail"
    mail = mails / _MONTH
    click.secho("\n見るところ", bold=True)
    serve = f"{_program()} serve --content {content}"
    click.echo(f"  ブラウザで   {serve}")
    click.echo(f"  サイト       {site / 'index.html'}")
    click.echo(f"  今月のメール {mail / 'mail.html'}  {mail / 'mail.txt'}  {mail / 'message.eml'}")
    click.echo(f"  編集ファイル {content / 'issues' / _MONTH}")
    click.echo(f"  未決の候補   {waiting}件({_program()} candidates --content {content})")
    click.echo(f"  検査の記録   {directory / 'build' / 'report.json'}")
    click.echo(f"かかった時間: {time.monotonic() - began:.0f}秒")
    click.echo(f"index.html を直接開くと、ページの間の移動と検索が動きません。{serve} で見てください。")
