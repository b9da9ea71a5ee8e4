"""approve, send: from a name under exactly these bytes to a mail in each member's hands, once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import storage
from ..errors import UsageError, reason_of
from ..text import is_mail_address, japan_day, month_title, utc_now
from .approving import Rendered, approve_command, approved, render
from .doubts import Doubts
from .engines import engine_options, hand_over
from .mail_options import mail_options, sending, transport
from .mail_report import report
from .mailing import Course, Job, already_sent, carry_out, check_begun
from .options import FILE, content_option, json_option, now_option
from .output import print_json
from .publishing import mail_option

if TYPE_CHECKING:
    from ..deliver.ledger import Row
    from ..deliver.recipients import Recipient
    from ..deliver.refusals import LastTime

__all__ = ["approve_command", "send_command"]

_MAIL = ("message.eml", "mail.html", "mail.txt")


@click.command("send")
@click.argument("issue", metavar="ISSUE")
@click.option("--recipients", type=FILE, help="宛先の名簿(CSV。同意の記録が必要です)。")
@click.option("--expect", type=click.IntRange(min=0), metavar="N", help="宛先の数。前回と2割を超えて違うときに。")
@click.option("--test", "test", metavar="ADDRESS", help="この宛先1件だけに、試しに送ります(名簿は使えません)。")
@mail_options
@engine_options
@content_option
@mail_option
@now_option
@json_option
@click.pass_context
def send_command(
    ctx: click.Context, /, issue: str, content: Path, mail_dir: Path, now: datetime, **options: Any
) -> None:
    """承認された ISSUE のメールを、名簿の一人ひとりにちょうど1通ずつ送ります。"""
    if options["test"] is not None:  # an empty one is a mistake, not a wish to send to the list
        _refuse_list_with_test(options)
        _send_test(content, issue, options)
        return
    sent = storage.load_sent(content, issue)
    if sent is not None and sent.finished is not None and not options["resume"]:
        raise already_sent(month_title(issue), sent)  # before anybody is asked to approve it once more
    rendered = render(content, issue)
    approval = approved(content, rendered, mail_dir=mail_dir)
    job = Job(
        content=content,
        month=issue,
        message=rendered.message,
        approved_by=approval.by,
        via=options["via"],
        kept={name: rendered.files[name] for name in _MAIL} | {"approval.yml": storage.approval_bytes(approval)},
    )
    with storage.one_at_a_time(storage.state_folder(content), "send"):
        check_begun(job, resume=options["resume"], again=options["send_again"])
        if options["via"] in ("listmonk", "mailman"):
            ctx.exit(hand_over(job, rendered, options, now=now))
        recipients = _recipients(options["recipients"], now)
        _refuse(job, rendered, recipients, options, now)
        ctx.exit(_send(job, rendered, recipients, options, now))


def _refuse_list_with_test(options: dict[str, Any]) -> None:
    if options["recipients"] or options["resume"] or options["via"] != "smtp":
        raise UsageError("--test は1件だけに送るためのものです。--recipients・--resume・--via とは一緒に使えません。")
    if not is_mail_address(options["test"]):
        raise UsageError(f"--test のメールアドレスが使えません: {options['test']}")


def _send_test(content: Path, month: str, options: dict[str, Any]) -> None:
    """Send the mail as it is now to one address: no approval, no ledger, no record."""
    from ..deliver.ledger import Row, Run, State

    rendered = render(content, month)
    copies, _ = sending(content, rendered.newsletter, rendered.message, options)
    run = Run(id=f"test{secrets.token_hex(4)}", issue=month, digest="")
    row = Row(
        address=options["test"],
        message_id=copies.message_id(run, options["test"]),
        state=State.QUEUED,
        attempts=0,
        detail="",
        changed=utc_now(),
    )
    if options["dry_run"]:
        click.echo(f"{month_title(month)}を {row.address} に1通送れます(何も送っていません)。")
        return
    with transport(options) as server:
        answer = server.send(sender=copies.return_path(row), recipient=row.address, message=copies.copy(row))
    if answer.state is not State.SENT:
        raise UsageError(f"{row.address} に送れませんでした: {answer.state.label} {answer.detail}")
    click.echo(f"{month_title(month)}を {row.address} に1通送りました(試し送りなので、記録には残りません)。")


def _recipients(file: Path | None, now: datetime) -> tuple[Recipient, ...]:
    from ..deliver.recipients import read_recipients

    if file is None:
        raise UsageError("--recipients で宛先の名簿を指定してください(試しに1件だけなら --test)。")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"名簿 {file} を開けません({reason_of(error)})。") from error
    return read_recipients(data, file=file.as_posix(), today=japan_day(now))


def _refuse(
    job: Job, rendered: Rendered, recipients: tuple[Recipient, ...], options: dict[str, Any], now: datetime
) -> None:
    from ..deliver.refusals import Plan, refusals

    plan = Plan(
        month=job.month,
        # An issue that was begun is gone on with, however long the repair took.
        published=japan_day(now) if options["resume"] else rendered.issue.published,
        today=japan_day(now),
        count=len(recipients),
        keys=frozenset(one.key for one in recipients),
        expected=options["expect"],
        last=last_time(job, resume=options["resume"]),
    )
    told = refusals(plan)
    if told:
        raise UsageError("\n".join(told))


def last_time(job: Job, *, resume: bool) -> LastTime | None:
    """Give whom the last issue went to; where a sending is gone on with, whom this one goes to."""
    from ..deliver.ledger import read_ledger
    from ..deliver.refusals import LastTime

    known = storage.load_all_sent(job.content)
    if not resume:
        known = tuple((month, sent) for month, sent in known if month < job.month)
    if not known:
        return None
    month, sent = known[-1] if not resume else (job.month, dict(known).get(job.month, known[-1][1]))
    path = job.ledger_path.with_name(f"{month}.sqlite")
    keys = None
    if path.exists():
        keys = frozenset(row.address.casefold() for row in read_ledger(path)[1])
    return LastTime(month=month, count=sent.recipients, keys=keys)


def _send(
    job: Job, rendered: Rendered, recipients: tuple[Recipient, ...], options: dict[str, Any], now: datetime
) -> int:
    from .engines import ses

    copies, suppressed = sending(job.content, rendered.newsletter, job.message, options)
    if options["dry_run"]:
        return _say_what_would_be(job, [one.email for one in recipients], copies.token, suppressed(), options)
    course = Course(
        copies=lambda _run: copies,
        sender=ses(copies.address, options) if options["via"] == "ses" else transport(options),
        suppressed=suppressed,
        rate=options["rate"],
        quiet=options["as_json"],
    )
    doubts = Doubts(logs=options["postfix_log"], as_sent=options["treat_as_sent"], again=options["send_again"])
    done = carry_out(job, [one.email for one in recipients], course, doubts, now=now)
    return report(job, done, as_json=options["as_json"])


def _say_what_would_be(
    job: Job, addresses: list[str], token: Any, suppressed: frozenset[str], options: dict[str, Any]
) -> int:
    """Say what a real run would do; nothing is written, and no server is asked."""
    refusing = [address for address in addresses if token(address) in suppressed]
    had = _had_already(job) if options["resume"] else frozenset[str]()
    to_send = [one for one in addresses if one not in refusing and one.casefold() not in had]
    if options["as_json"]:
        digest = hashlib.sha256(job.message).hexdigest()
        print_json(
            {"issue": job.month, "dry_run": True, "would_send": to_send, "suppressed": refusing, "message": digest}
        )
    else:
        click.echo(
            f"{month_title(job.month)}を{len(to_send)}件に送れます(配信停止{len(refusing)}件、送信済み{len(had)}件)。"
            f"メールの指紋は {job.digest[:12]} です。何も送っていません。"
        )
    return 0


def _had_already(job: Job) -> frozenset[str]:
    from ..deliver.ledger import State, read_ledger

    def waits(row: Row) -> bool:
        return row.state in (State.QUEUED, State.DEFERRED)

    return frozenset(row.address.casefold() for row in read_ledger(job.ledger_path)[1] if not waits(row))
