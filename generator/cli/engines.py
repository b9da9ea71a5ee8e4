"""send --via: the approved mail handed to an engine that has the list (listmonk, Mailman), or the way out (SES)."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from email.header import decode_header, make_header
from functools import reduce
from typing import TYPE_CHECKING, Any

import click

from .. import storage
from ..errors import UsageError
from ..model import Sent
from ..text import is_mail_address, japan_day, month_title, to_jst, utc_now
from .approving import Rendered
from .doubts import Doubts
from .mail_options import bare_address, secret, transport
from .mail_report import keep_the_record, report
from .mailing import Course, Job, carry_out
from .options import FILE

if TYPE_CHECKING:
    from ..deliver.handoff.listmonk import Listmonk
    from ..deliver.handoff.ses import Ses

_OPTIONS = (
    click.option(
        "--via",
        type=click.Choice(["smtp", "listmonk", "mailman", "ses"]),
        default="smtp",
        show_default=True,
        help="何を通して送るか。",
    ),
    click.option("--engine-url", default="", help="listmonk・SES の API のアドレス(https://…)。"),
    click.option("--engine-list", default="", help="listmonk のリスト番号、または Mailman の投稿アドレス。"),
    click.option("--engine-user", default="", help="listmonk の API の利用者名。"),
    click.option("--engine-token-file", type=FILE, help="API の鍵のファイル(または環境変数 KAWARABAN_ENGINE_TOKEN)。"),
    click.option("--engine-template", type=click.IntRange(min=1), help="listmonk のテンプレート番号。"),
    click.option("--region", default="ap-northeast-1", show_default=True, help="Amazon SES のリージョン。"),
    click.option("--lmtp", is_flag=True, help="Mailman に LMTP で渡します(--smtp に LMTP の場所を書く)。"),
)


def engine_options(command: Any) -> Any:
    """Add the options of engines to a command."""
    return reduce(lambda wrapped, option: option(wrapped), reversed(_OPTIONS), command)


def hand_over(job: Job, rendered: Rendered, options: dict[str, Any], *, now: datetime) -> int:
    """Give the mail to an engine that has its own list; give the exit code."""
    if options["recipients"]:
        raise UsageError(f"{options['via']} は自分の名簿に送ります。--recipients は使えません。")
    if options["suppressions"]:
        raise UsageError(
            f"{options['via']} は自分の名簿の配信停止だけを見ます。--suppressions は使えません。"
            f"ここで受けた申し出は、先に {options['via']} の名簿に反映してください。"
        )
    hand = _to_mailman if options["via"] == "mailman" else _to_listmonk
    code = hand(job, rendered, options, now)
    click.echo(
        f"誰に届くかは {options['via']} の名簿で決まります。ここで受けた配信停止(unsubscribe、戻ってきたメール)は、"
        f"{options['via']} の名簿に反映しないと効きません。",
        err=True,
    )
    return code


def _to_mailman(job: Job, rendered: Rendered, options: dict[str, Any], now: datetime) -> int:
    """Make one posting; a ledger of one row knows what became of it."""
    from ..deliver.handoff.message import for_list
    from ..deliver.pipeline import Posting

    address = options["engine_list"]
    if not is_mail_address(address):
        raise UsageError("--engine-list に、Mailman のリストの投稿アドレスを書いてください。")
    sender = bare_address(storage.load_archive(job.content).newsletter.mail_from)
    posting = Posting(message=for_list(job.message, address), address=sender)
    _refuse(job, rendered, None, options, now)
    if options["dry_run"]:
        click.echo(f"{month_title(job.month)}を Mailman の {address} に渡せます。何も送っていません。")
        return 0
    course = Course(
        copies=lambda _run: posting,
        sender=transport(options, lmtp=options["lmtp"]),
        suppressed=frozenset,
        quiet=options["as_json"],
    )
    doubts = Doubts(logs=options["postfix_log"], as_sent=options["treat_as_sent"], again=options["send_again"])
    return report(job, carry_out(job, [address], course, doubts, now=now), as_json=options["as_json"])


def _to_listmonk(job: Job, rendered: Rendered, options: dict[str, Any], now: datetime) -> int:
    """Make and start the campaign; its name belongs to these bytes, so that a second try makes no second one."""
    engine = _listmonk(options)
    count = engine.audience()
    _refuse(job, rendered, count, options, now)
    if options["dry_run"]:
        click.echo(
            f"{month_title(job.month)}を listmonk のリスト {engine.list_id}({count}件)に渡せます。何も送っていません。"
        )
        return 0
    storage.keep_as_sent(job.content, job.month, job.kept)
    sent = job.load_sent() or Sent(
        run=job.digest[:12],
        message=job.digest,
        approved_by=job.approved_by,
        via=job.via,
        recipients=count,
        begun=_second(now),
    )
    job.save_sent(sent)
    number = engine.hand_over(_campaign(job, rendered))
    job.save_sent(replace(sent, engine=number, finished=_second(utc_now())))
    click.echo(f"{month_title(job.month)}を listmonk のキャンペーン {number} として渡しました({count}件)。")
    click.echo(keep_the_record(job))
    return 0


def _refuse(job: Job, rendered: Rendered, count: int | None, options: dict[str, Any], now: datetime) -> None:
    """Refuse what smtp would; ``count`` is None where the engine does not say how many its list has."""
    from ..deliver.refusals import LastTime, Plan, refusals

    if count is None and options["expect"] is not None:
        raise UsageError(f"{options['via']} は名簿の人数を知らせないので、--expect は使えません。")
    earlier = [(month, sent) for month, sent in storage.load_all_sent(job.content) if month < job.month]
    known = earlier and count is not None
    last = LastTime(month=earlier[-1][0], count=earlier[-1][1].recipients) if known else None
    plan = Plan(
        month=job.month,
        published=japan_day(now) if options["resume"] else rendered.issue.published,
        today=japan_day(now),
        count=1 if count is None else count,
        expected=options["expect"],
        last=last,
    )
    told = refusals(plan)
    if told:
        raise UsageError("\n".join(told))


def _listmonk(options: dict[str, Any]) -> Listmonk:
    from ..deliver.handoff.listmonk import Listmonk
    from ..deliver.handoff.web import checked_base

    checked_base(options["engine_url"])
    if not options["engine_list"].isdigit() or not options["engine_user"]:
        raise UsageError("listmonk には --engine-list(リスト番号)と --engine-user が必要です。")
    return Listmonk(
        url=options["engine_url"],
        user=options["engine_user"],
        token=secret(options["engine_token_file"], "KAWARABAN_ENGINE_TOKEN"),
        list_id=int(options["engine_list"]),
        template_id=options["engine_template"],
    )


def _campaign(job: Job, rendered: Rendered) -> Any:
    from email import message_from_bytes

    from ..deliver.handoff.message import Campaign

    head = message_from_bytes(job.message)
    return Campaign(
        name=f"kawaraban {job.month} {job.digest[:12]}",
        subject=str(make_header(decode_header(str(head["Subject"])))),
        sender=str(make_header(decode_header(str(head["From"])))),
        html=rendered.files["mail.html"].decode(),
        text=rendered.files["mail.txt"].decode(),
        message=job.message,
    )


def _second(moment: datetime) -> datetime:
    return to_jst(moment).replace(microsecond=0)


def ses(address: str, options: dict[str, Any]) -> AbstractContextManager[Ses]:
    """Give Amazon SES as a sender; the keys come from the environment, as AWS's own tools have them."""
    from ..deliver.handoff.ses import Credentials, Ses
    from ..deliver.handoff.web import checked_base

    region = options["region"]
    url = options["engine_url"] or f"https://email.{region}.amazonaws.com"
    checked_base(url)
    if not os.environ.get("AWS_ACCESS_KEY_ID") or not os.environ.get("AWS_SECRET_ACCESS_KEY"):
        raise UsageError("環境変数 AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY を設定してください。")
    credentials = Credentials(
        access_key=os.environ["AWS_ACCESS_KEY_ID"],
        secret_key=os.environ["AWS_SECRET_ACCESS_KEY"],
        session_token=os.environ.get("AWS_SESSION_TOKEN", ""),
    )
    return nullcontext(Ses(url=url, region=region, credentials=credentials, address=address, clock=utc_now))
