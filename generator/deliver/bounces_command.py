"""``python -m generator.deliver.bounces``: read the bounce mailbox once (for a timer, or a pipe)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from ..errors import GeneratorError, UsageError
from ..text import utc_now
from .bounces import Judged, Verdict, open_softs, process, read_marks, tally
from .keys import read_key
from .mailboxes import messages_of_maildir, messages_of_mbox
from .reports import LARGEST
from .suppressions import suppress
from .unsubscribe import list_address, make_token

_LABELS = {
    Verdict.SUPPRESSED: "以後送らない宛先",
    Verdict.COUNTED: "一時的な不達として数えたもの",
    Verdict.IGNORED: "対応のいらない通知",
    Verdict.FORGED: "こちらの印のない通知(無視しました)",
    Verdict.NO_REPORT: "配信結果の通知ではないメール",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; exits with 0, or 2 where it cannot run."""
    options = _parser().parse_args(arguments)
    try:
        judged = _run(options)
    except GeneratorError as error:
        sys.stderr.write(f"実行できません: {error}\n")
        sys.exit(2)
    counts = tally(judged)
    if options.json:
        rows = [{"verdict": one.verdict, "address": one.address, "status": one.status} for one in judged]
        sys.stdout.write(json.dumps({"counts": counts, "messages": rows}, ensure_ascii=False, indent=2) + "\n")
        return
    for verdict, count in counts.items():
        sys.stdout.write(f"{_LABELS[verdict]}: {count}件\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator.deliver.bounces",
        description="戻ってきた配信結果の通知(RFC 3464)を読み、届かない宛先を配信停止の一覧に加えます。",
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--mbox", type=Path, help="mbox 形式のメールボックス。")
    source.add_argument("--maildir", type=Path, help="Maildir 形式のメールボックス。")
    source.add_argument("--stdin", action="store_true", help="標準入力の1通(または mbox)。")
    parser.add_argument("--newsletter", required=True, help="差出人のアドレス(newsletter.yml の mail_from)。")
    parser.add_argument("--state", type=Path, default=Path(".state"), help="送信台帳などのフォルダ(既定は .state)。")
    parser.add_argument("--key", type=Path, help="配信停止の鍵(既定は、--state の unsubscribe.key)。")
    parser.add_argument("--suppressions", type=Path, help="配信停止の一覧(既定は、--state の suppressions)。")
    parser.add_argument("--json", action="store_true", help="プログラム向けに JSON で出力します。")
    return parser


def _run(options: argparse.Namespace) -> list[Judged]:
    newsletter = list_address(options.newsletter)
    key = read_key(options.key or options.state / "unsubscribe.key")
    path = options.suppressions or options.state / "suppressions"
    marks = read_marks(sorted((options.state / "sendings").glob("*.sqlite")))
    now = utc_now()
    with open_softs(options.state / "bounces.sqlite") as softs:
        return list(
            process(
                _messages(options),
                marks=marks,
                softs=softs,
                suppress=lambda address: suppress(path, make_token(key, newsletter, address), now=now),
                now=now,
            )
        )


def _messages(options: argparse.Namespace) -> Iterator[bytes]:
    read = partial(messages_of_mbox, limit=LARGEST)
    if options.stdin:
        yield from read(sys.stdin.buffer)
    elif options.maildir is not None:
        if not options.maildir.is_dir():
            raise UsageError(f"{options.maildir} というフォルダがありません。")
        yield from messages_of_maildir(options.maildir, limit=LARGEST)
    else:
        try:
            with options.mbox.open("rb") as file:
                yield from read(file)
        except OSError as error:
            raise UsageError(f"{options.mbox} を開けません({error.strerror})。") from error
