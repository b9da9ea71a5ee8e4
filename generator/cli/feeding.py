"""feeds: lists of feeds from and for other readers (OPML)."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .. import storage
from ..text import one_line
from .options import FILE, content_option, feeds_option


@click.group("feeds")
def feeds_command() -> None:
    """情報源の一覧を、ほかのリーダーの形式(OPML)で取り込み、書き出します。"""


@feeds_command.command("import")
@click.argument("opml", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@feeds_option
@content_option
@click.option("--enable", is_flag=True, help="取り込んだものを、すぐに収集の対象にします(既定は enabled: false)。")
def import_command(opml: Path, feeds: Path, content: Path, *, enable: bool) -> None:
    """OPMLのフィードを feeds.yml の終わりに足します。今ある行と注釈には触れません。"""
    done = storage.import_feeds(feeds, content, storage.read_opml(opml), enabled=enable)
    for feed in done.added:
        click.echo(f"足しました: {feed.id}  {feed.title}  {feed.url}")
    for address in done.known:
        click.echo(f"既にあります: {one_line(address)}")
    for address in done.refused:
        click.echo(f"使えないアドレスです: {one_line(address)}", err=True)
    state = "収集の対象です" if enable else "enabled: false です。確かめてから true にしてください"
    click.echo(
        f"{len(done.added)}件を {feeds.as_posix()} に足しました({state})。"
        if done.added
        else "足したものはありません。"
    )


@feeds_command.command("export")
@feeds_option
@click.option("--all", "every", is_flag=True, help="止めているもの(enabled: false)も書き出します。")
@click.option("--output", type=FILE, help="書き出すファイル(省略時は標準出力)。")
def export_command(feeds: Path, *, every: bool, output: Path | None) -> None:
    """feeds.yml のフィードをOPMLで書き出します。HTMLの一覧の頁は含みません。"""
    wanted = [feed for feed in storage.load_feeds(feeds) if every or feed.enabled]
    text = storage.write_opml(wanted, title="瓦版の情報源")
    if output is None:
        sys.stdout.write(text)
        return
    storage.write_atomic(output, text.encode())
    click.echo(f"{output.as_posix()} に書き出しました。")
