"""desk: the editors' page on this machine; what it does beyond the files it does with the commands' own functions."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import storage
from ..errors import UsageError, reason_of
from ..text import month_title, utc_now
from .deciding import cut_off_day, issue_month, publication_day
from .options import FILE, content_option, feeds_option
from .publishing import build_into, config_option, mail_option, site_option

if TYPE_CHECKING:
    from ..desk import Action

_PATIENCE = 45.0  # seconds that a page waits for a sending; longer ones go on by themselves
_MOST_SAID = 4_000  # characters


@click.command("desk", context_settings={"ignore_unknown_options": True})
@content_option
@site_option
@mail_option
@config_option
@feeds_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="127.0.0.1 のポート(既定は、空いているもの)。")
@click.option("--open/--no-open", "opening", default=True, show_default=True, help="ブラウザで開くか。")
@click.option("--recipients", type=FILE, help="「会員に送る」の宛先の名簿(なければ、机からは送れません)。")
@click.argument("send_options", nargs=-1, type=click.UNPROCESSED, metavar="[-- SEND_OPTIONS]")
def desk_command(  # noqa: PLR0913, PLR0917 -- one for each option
    content: Path,
    site_dir: Path,
    mail_dir: Path,
    config: Path,
    feeds: Path,
    port: int,
    recipients: Path | None,
    send_options: tuple[str, ...],
    *,
    opening: bool,
) -> None:
    """編集者の机(このパソコンの中だけで開くページ)を開きます。

    「--」のあとに書いたもの(--smtp など)は、机から送るときに send へそのまま渡します。
    """
    from ..desk import Desk, Guard, Keys, make_app, make_server, serve, take_in

    if not content.is_dir():
        message = f"{content} がありません。--content で編集するファイルのフォルダを指定してください。"
        raise UsageError(message)
    try:
        server = make_server(port)
    except OSError as error:
        message = f"ポート {port} は使えません({reason_of(error)})。--port で別の番号を指定してください。"
        raise UsageError(message) from None
    guard = Guard(port=server.server_port, keys=Keys())
    actions = commands(
        content, site_dir, mail_dir, config, recipients=recipients, send_options=send_options, feeds=feeds
    )
    desk = Desk(
        content=content,
        now=utc_now,
        month_of=issue_month,
        day_of=publication_day,
        closes=cut_off_day,
        actions=actions,
    )
    take_in(desk)
    click.echo(f"編集の机: {guard.address}\nこのアドレスを知る人は編集できます。終わるには Ctrl-C。")
    if opening:
        webbrowser.open(guard.address)
    with contextlib.suppress(KeyboardInterrupt):
        serve(server, make_app(desk, guard))
    click.echo("終わりました。")


def commands(  # noqa: PLR0913 -- the same places as the commands have, by name
    content: Path,
    site_dir: Path,
    mail_dir: Path,
    config: Path,
    *,
    recipients: Path | None = None,
    send_options: tuple[str, ...] = (),
    feeds: Path = Path("feeds.yml"),
    allow_private_addresses: bool = False,
    now: Callable[[], datetime] = utc_now,
) -> Mapping[str, Action]:
    """Give what the desk's buttons do, by their names: the commands' own functions on the same folders."""
    from .approving import approve_into, build_troubles, render
    from .collecting import collect_into

    places = ("--content", str(content), "--mail-dir", str(mail_dir), *send_options)

    def build(month: str, value: str) -> str:
        del month, value
        return build_into(content, site_dir, mail_dir, config).sentence

    def collect(month: str, value: str) -> str:
        del month, value
        reports = collect_into(content, feeds, now=now(), allow_private_addresses=allow_private_addresses, quiet=True)
        failed = [report.feed for report in reports if report.status.value == "failed"]
        new = sum(report.candidates for report in reports)
        trouble = f"読めなかった情報源: {'、'.join(failed)}。" if failed else ""
        return f"{len(reports)}の情報源を読み、新しい候補が{new}件ありました。{trouble}"

    def approve(month: str, by: str) -> str:
        if any(build_troubles(render(content, month), site_dir=site_dir, mail_dir=mail_dir)):
            build_into(content, site_dir, mail_dir, config)  # the approver read the desk's preview: the same bytes
        approval = approve_into(content, month, by=by, writers=(), site_dir=site_dir, mail_dir=mail_dir, now=now())
        return f"{month_title(month)}を {approval.by} さんが承認しました。内容が変わると、承認は無効になります。"

    def test(month: str, address: str) -> str:
        return _run(content, ("send", month, f"--test={address}", *places))

    def send(month: str, value: str) -> str:
        del value
        return _run(content, ("send", month, "--recipients", str(recipients), *places))

    always = {"collect": collect, "build": build, "approve": approve, "test": test}
    return always | ({"send": send} if recipients else {})


def _run(content: Path, command: tuple[str, ...]) -> str:
    """Run a command of ours as a process of its own, and give what it says; UsageError where it is not well.

    A sending must not end with the desk, and it catches Ctrl-C, which only the main thread of a process can.
    """
    log = storage.secure_delivery_folder(content) / "desk-send.log"  # it may name members
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 -- our own program, a list of arguments, no shell
            [sys.executable, "-m", "generator", *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return f"送信を続けています。机を閉じても止まりません。経過は {log} に書かれています。"
    said = log.read_text("utf-8", "replace").strip()[-_MOST_SAID:]
    if code:
        raise UsageError(said)
    return said
