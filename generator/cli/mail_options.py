"""The options of commands that send mail, and what they come to: a server, the key, who said no."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import storage
from ..errors import UsageError
from ..model import Newsletter
from .options import FILE

if TYPE_CHECKING:
    from ..deliver.pipeline import Sender, Sending
    from ..deliver.smtp import Access, Transport

TAKEN_BACK = "suppressions.undone"  # beside the ledgers: who is written to again, since when, and why
_LARGEST_PASSWORD = 4096
_LOOPBACK = ("127.", "localhost", "::1")

OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--smtp", default="127.0.0.1:25", show_default=True, metavar="HOST:PORT", help="メールサーバー。"),
    click.option(
        "--tls",
        type=click.Choice(["none", "starttls", "tls"]),
        help="暗号化(既定は、127.0.0.1 なら none、他は starttls)。",
    ),
    click.option("--smtp-ca", type=FILE, help="メールサーバーの証明書を発行した認証局(社内のものの場合)。"),
    click.option("--smtp-user", default="", help="メールサーバーの利用者名。"),
    click.option(
        "--smtp-password-file", type=FILE, help="パスワードのファイル(または環境変数 KAWARABAN_SMTP_PASSWORD)。"
    ),
    click.option("--suppressions", type=FILE, multiple=True, help="配信停止の一覧(いくつでも。送信中も読み直します)。"),
    click.option("--unsubscribe-key", type=FILE, help="配信停止の鍵(既定は .state/unsubscribe.key)。"),
    click.option("--postfix-log", type=FILE, multiple=True, help="結果不明の宛先を調べる Postfix の記録(いくつでも)。"),
    click.option("--treat-as-sent", multiple=True, metavar="ADDRESS", help="結果不明の宛先を、届いたものとします。"),
    click.option("--send-again", multiple=True, metavar="ADDRESS", help="結果不明・送信不可の宛先に、また送ります。"),
    click.option("--rate", type=click.FloatRange(min=0.01), metavar="N", help="1秒あたりの通数の上限。"),
    click.option("--resume", is_flag=True, help="途中で止まった送信の続きを送ります。"),
    click.option("--dry-run", is_flag=True, help="確かめるだけで、何も送らず、何も書きません。"),
)


def mail_options(command: Any) -> Any:
    """Add the options to a command; it gets them by keyword."""
    return reduce(lambda wrapped, option: option(wrapped), reversed(OPTIONS), command)


def transport(options: dict[str, Any], *, lmtp: bool = False) -> AbstractContextManager[Transport]:
    """Give the connection that the options describe; it is made with the first mail."""
    from ..deliver.smtp import open_transport

    host, port = address_of(options["smtp"])
    return open_transport(host, port, access=_access(options, host, lmtp=lmtp))


def address_of(text: str) -> tuple[str, int]:
    """Split HOST:PORT; UsageError where it is none."""
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit():
        raise UsageError(f"サーバーは mail.example:587 のように、名前とポート番号で書いてください: {text}")
    return host.strip("[]"), int(port)


def _access(options: dict[str, Any], host: str, *, lmtp: bool) -> Access:
    from ..deliver.smtp import Access, Encryption

    usual = "none" if host.startswith(_LOOPBACK) else "starttls"
    return Access(
        encryption=Encryption(options["tls"] or usual),
        ca_file=options["smtp_ca"],
        user=options["smtp_user"],
        password=secret(options["smtp_password_file"], "KAWARABAN_SMTP_PASSWORD") if options["smtp_user"] else "",
        lmtp=lmtp,
    )


def secret(file: Path | None, variable: str) -> str:
    """Read a password from a file or the environment; never from the command line, where every user sees it."""
    if file is None:
        found = os.environ.get(variable, "")
        if not found:
            raise UsageError(f"パスワードがありません。ファイルか環境変数 {variable} で渡してください。")
        return found
    try:
        with file.open(encoding="utf-8") as opened:
            return opened.read(_LARGEST_PASSWORD).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"パスワードのファイル {file} を読めません。") from error


def suppression_files(content: Path, options: dict[str, Any]) -> tuple[Path, ...]:
    """Give the lists of those who said no: ours, and those that were named; one that is not there is an error."""
    folder = storage.delivery_folder(content)
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            f"{folder} がフォルダではありません。送信台帳を置くフォルダなので、そのファイルをどけてください。"
        )
    missing = [path for path in options["suppressions"] if not path.exists()]
    if missing:
        raise UsageError(
            f"配信停止の一覧 {missing[0]} がありません。申し出た人に送ってしまわないよう、送信しません。"
            "場所を確かめるか、空のファイルを置いてください。"
        )
    return (folder / "suppressions", *options["suppressions"])


def signing_key(content: Path, newsletter: Newsletter, options: dict[str, Any], files: Iterable[Path]) -> bytes:
    """Read the key; made anew only where no reader and no list of refusals can depend on an earlier one."""
    from ..deliver.keys import make_key, read_key

    path = key_file(content, options)
    if path.exists():
        return read_key(path)
    if newsletter.one_click or options["unsubscribe_key"] or any(file.exists() for file in files):
        raise UsageError(
            f"配信停止の鍵 {path} がありません。配信停止プログラムと同じ鍵を置いてください"
            "(初めてであれば python -m generator.deliver.unsubscribe_app --make-key --key ファイル)。"
        )
    if options["dry_run"] or options.get("test") is not None:
        return secrets.token_bytes(32)  # nothing is kept that a later run would have to know
    storage.secure_delivery_folder(content)
    key = make_key(path)
    click.echo(f"配信停止の鍵 {path} を新しく作りました。バックアップを取り、なくさないでください。", err=True)
    return key


def key_file(content: Path, options: dict[str, Any]) -> Path:
    """Give where the key of the unsubscribe tokens lies."""
    return options["unsubscribe_key"] or storage.delivery_folder(content) / "unsubscribe.key"


def sending(content: Path, newsletter: Newsletter, message: bytes, options: dict[str, Any]) -> tuple[Sending, Any]:
    """Give how copies are made, and who said no, asked anew at each call.

    UsageError where a list of refusals does not belong to this key and this newsletter.
    """
    from ..deliver.pipeline import Sending
    from ..deliver.suppressions import Suppressions, read_taken_back
    from ..deliver.unsubscribe import is_genuine

    files = suppression_files(content, options)
    address, key = bare_address(newsletter.mail_from), signing_key(content, newsletter, options, files)
    undone = read_taken_back(storage.delivery_folder(content) / TAKEN_BACK)
    suppressions = Suppressions(files, genuine=partial(is_genuine, key, address), taken_back=undone)
    suppressions.current()  # before anything is written
    opt_out = newsletter.opt_out if newsletter.one_click else None
    return Sending(message=message, address=address, key=key, opt_out=opt_out), suppressions.current


def bare_address(mailbox: str) -> str:
    """Give the address of 名称 <address>."""
    return mailbox.rpartition("<")[2].rstrip("> ") if "<" in mailbox else mailbox


def sender_of(options: dict[str, Any]) -> AbstractContextManager[Sender]:
    """Give the usual way out."""
    return transport(options)
