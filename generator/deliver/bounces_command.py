"""``python -m generator.deliver.bounces``: read the bounce mailbox once (for a timer, or a pipe).

In a pipe the mail server gives the only copy away and goes by the exit code: whatever keeps us from judging it is
EX_TEMPFAIL (75, sysexits.h), so that it is tried again later instead of being returned to nobody.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from ..errors import GeneratorError, UsageError, reason_of
from ..text import utc_now
from .bounces import Addressee, Judged, Verdict, marks_of, open_softs, process, tally
from .keys import read_key
from .ledger import LedgerInUseError, Row, Run, read_ledger
from .mailboxes import messages_of_maildir, messages_of_mbox
from .personal import mark_of, message_id
from .reports import LARGEST
from .suppressions import Suppressions, read_taken_back, suppress
from .unsubscribe import is_genuine, list_address, make_token

_WRONG, _LATER = 2, 75
_WAIT = 5.0  # seconds for a ledger; a sending may hold it for an hour

_LABELS = {
    Verdict.SUPPRESSED: "以後送らない宛先",
    Verdict.COUNTED: "一時的な不達として数えたもの",
    Verdict.IGNORED: "対応のいらない通知",
    Verdict.FORGED: "こちらの印のない通知(無視しました)",
    Verdict.NO_REPORT: "配信結果の通知ではないメール",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; exits with 0, 75 where it should be run again later, or 2 where it cannot run."""
    options = _parser().parse_args(arguments)
    try:
        judged, unread = _run(options)
    except (GeneratorError, sqlite3.Error, OSError) as error:
        is_temporary = options.stdin or not isinstance(error, GeneratorError)
        _say(f"実行できません: {error}")
        sys.exit(_LATER if is_temporary else _WRONG)
    _tell(judged, options)
    if unread and any(one.is_marked for one in judged):
        _say("読めなかった送信台帳の宛先かもしれない通知があります。あとでもう一度読みます。")
        sys.exit(_LATER)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _tell(judged: list[Judged], options: argparse.Namespace) -> None:
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


def _run(options: argparse.Namespace) -> tuple[list[Judged], int]:
    """Give what each message came to, and how many ledgers could not be read."""
    newsletter = list_address(options.newsletter)
    key = read_key(options.key or options.state / "unsubscribe.key")
    path = options.suppressions or options.state / "suppressions"
    undone = read_taken_back(options.state / "suppressions.undone")
    known = Suppressions([path], genuine=partial(is_genuine, key, newsletter), taken_back=undone)
    marks, unread = _marks(options.state, key, newsletter)
    now = utc_now()

    def suppress_once(address: str) -> None:
        token = make_token(key, newsletter, address)
        if token not in known.current():
            suppress(path, token, now=now)

    known.current()  # a list of another key or newsletter is told before anything is written
    with open_softs(options.state / "bounces.sqlite") as softs:
        leave = partial(_keep, options.state / "unread") if options.stdin else lambda _message: None
        found = process(_messages(options), marks=marks, softs=softs, suppress=suppress_once, now=now, leave=leave)
        return list(found), unread


def _marks(state: Path, key: bytes, newsletter: str) -> tuple[dict[str, Addressee], int]:
    """Give whom the marks stand for, and how many ledgers could not be read: one does not stop the others.

    UsageError where ledgers are there and none was sent with this key and address: tokens would stop nobody's mail.
    """
    marks: dict[str, Addressee] = {}
    unread, foreign, wait = 0, "", _WAIT
    for path in sorted((state / "sendings").glob("*.sqlite")):
        try:
            run, rows = read_ledger(path, wait=wait)
        except UsageError as error:
            unread += 1
            wait = 0.0 if isinstance(error, LedgerInUseError) else wait
            _say(str(error))
            continue
        if _is_foreign(run, rows, key, newsletter):
            foreign = f"送信台帳 {path} は、この鍵とこの差出人のアドレスで送られたものではありません。"
            _say(foreign)
        else:
            marks |= marks_of(run, rows)
    if foreign and not marks:
        raise UsageError(
            f"{foreign}送信に使った鍵を --key で、newsletter.yml の mail_from を --newsletter で指定してください。"
        )
    return marks, unread


def _is_foreign(run: Run, rows: tuple[Row, ...], key: bytes, newsletter: str) -> bool:
    if not rows or mark_of(rows[0].message_id) == "posting":  # a posting to an engine's list has no marks
        return False
    host = newsletter.rpartition("@")[2]
    return rows[0].message_id != message_id(run.id, run.issue, rows[0].address, host, key=key)


def _keep(folder: Path, message: bytes) -> None:
    """Keep what is no report for a person, under a name of its content: twice given is kept once."""
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{hashlib.sha256(message).hexdigest()[:24]}.eml"
    temporary = path.with_suffix(".tmp")
    temporary.touch(mode=0o600)
    temporary.write_bytes(message)
    temporary.replace(path)


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
            raise UsageError(f"{options.mbox} を開けません({reason_of(error)})。") from error
