"""correct, unsubscribe: what has to be put right after an issue went out, and who does not want the next one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from .. import storage
from ..errors import UsageError
from ..model import Correction
from ..text import is_mail_address, japan_day, month_title, one_line
from .approving import Rendered, approve_into, approved, check_approver, render
from .doubts import Doubts
from .mail_options import TAKEN_BACK, bare_address, key_file, mail_options, sending, transport
from .mail_report import report
from .mailing import Course, Job, carry_out, check_begun
from .options import FILE, content_option, json_option, now_option
from .publishing import build_into, config_option, mail_option, site_option


@click.command("correct")
@click.argument("issue", metavar="ISSUE")
@click.argument("entry", metavar="ENTRY")
@click.option("--text", help="訂正の文(「誤:…、正:…」のように。日付は自動で付きます)。")
@click.option("--mail", "mailing", is_flag=True, help="誤ったメールを受け取った人だけに、訂正のメールを送ります。")
@click.option("--by", help="訂正を確かめた人の名前(書いた人は不可)。build と approve も続けて行います。")
@click.option("--writer", "writers", multiple=True, help="書いた人の名前。gitの記録がないときに。")
@mail_options
@content_option
@site_option
@mail_option
@config_option
@now_option
@json_option
@click.pass_context
def correct_command(
    ctx: click.Context, /, issue: str, entry: str, content: Path, now: datetime, **options: Any
) -> None:
    """ISSUE の記事 ENTRY に、日付つきの訂正を付けます。--mail で、誤りを受け取った人に知らせます。

    訂正のメールも、build して、書いた人以外が approve したあとで送れます(--mail に --by を付けると続けて行います)。
    """
    text = one_line(options["text"] or "")
    _refuse_half_said(text, options)
    _refuse_unknown(content, issue, entry)
    if options["by"]:  # before the text is written: a refusal must leave nothing behind
        check_approver(content, issue, by=options["by"], writers=options["writers"])
        who_got_it(content, issue, entry)
    if not options["dry_run"]:
        if text:
            click.echo(_write(content, issue, entry, Correction(day=japan_day(now), text=text)), err=options["as_json"])
        if options["by"]:
            _build_and_approve(content, issue, options, now)
    if options["mailing"]:
        ctx.exit(_mail(content, issue, entry, options, now))


def _refuse_half_said(text: str, options: dict[str, Any]) -> None:
    if not text and not options["mailing"]:
        raise UsageError("--text に訂正の文を書いてください。")
    if text and options["mailing"] and not options["by"]:
        raise UsageError("--text と --mail を一度に行うには、訂正を確かめた人の名前を --by に書いてください。")
    if options["by"] and not options["mailing"]:
        raise UsageError("--by は --mail と一緒に使います。確かめた人の名前だけを残すには、approve を使ってください。")


def _write(content: Path, month: str, entry: str, correction: Correction) -> str:
    """Write a correction down, unless it stands there already (a second try); give what to say."""
    archive = storage.load_archive(content)
    (there,) = (one for issue in archive.issues if issue.month == month for one in issue.entries if one.id == entry)
    if correction.text in {one.text for one in there.corrections}:
        return "同じ文の訂正がもう書かれているので、書き足しませんでした。"
    path = add_correction(content, month, entry, correction)
    return f"{path.as_posix()} に訂正を書きました。build すると、ページとフィードに載ります。"


def _refuse_unknown(content: Path, month: str, entry: str) -> None:
    archive = storage.load_archive(content)
    if not any(issue.month == month and entry in {one.id for one in issue.entries} for issue in archive.issues):
        raise UsageError(f"{month} の号に {entry} という記事はありません。")


def add_correction(content: Path, month: str, entry: str, correction: Correction) -> Path:
    """Write a correction at the end of an entry's file; all else in it stays as it is."""
    path = content / "issues" / month / "entries" / f"{entry}.yml"
    with storage.one_at_a_time(storage.state_folder(content), "decide"):
        text = storage.append_item(path.read_text("utf-8"), "corrections", correction, file=path.as_posix())
        storage.write_atomic(path, text.encode())
    return path


def _build_and_approve(content: Path, month: str, options: dict[str, Any], now: datetime) -> None:
    built = build_into(content, options["site_dir"], options["mail_dir"], options["config"])
    click.echo(built.sentence, err=options["as_json"])
    approve_into(
        content,
        month,
        by=options["by"],
        writers=options["writers"],
        site_dir=options["site_dir"],
        mail_dir=options["mail_dir"],
        now=now,
    )


def _mail(content: Path, month: str, entry: str, options: dict[str, Any], now: datetime) -> int:
    rendered = render(content, month)
    approval = approved(content, rendered, mail_dir=options["mail_dir"])
    job = _job(content, rendered, entry, approval.by)
    with storage.one_at_a_time(storage.state_folder(content), "send"):
        addresses = who_got_it(content, month, entry)
        late = _late(job, addresses)
        if late and not options["resume"]:
            raise UsageError(
                f"{job.title}は送信済みですが、そのあとで誤った号を受け取った人が{len(late)}件あります。"
                "--resume を付けると、その人だけに送ります。"
            )
        check_begun(job, resume=options["resume"], again=(*options["send_again"], *late))
        newsletter = rendered.newsletter
        copies, suppressed = sending(content, newsletter, job.message, options)
        if options["dry_run"]:
            click.echo(f"{month_title(month)}の訂正のメールを{len(addresses)}件に送れます。何も送っていません。")
            return 0
        course = Course(
            copies=lambda _run: copies,
            sender=transport(options),
            suppressed=suppressed,
            rate=options["rate"],
            quiet=options["as_json"],
        )
        doubts = Doubts(logs=options["postfix_log"], as_sent=options["treat_as_sent"], again=options["send_again"])
        done = carry_out(job, addresses, course, doubts, now=now)
    return report(job, done, as_json=options["as_json"])


def _late(job: Job, addresses: Sequence[str]) -> tuple[str, ...]:
    """Give who got the wrong issue after its correction had gone out: nobody else would tell them."""
    from ..deliver.ledger import read_ledger

    sent = job.load_sent()
    if sent is None or sent.finished is None or not job.ledger_path.exists():
        return ()
    known = {row.address.casefold() for row in read_ledger(job.ledger_path)[1]}
    return tuple(address for address in addresses if address.casefold() not in known)


def _job(content: Path, rendered: Rendered, entry: str, approver: str) -> Job:
    from ..publish.pipeline import correction_name

    name = correction_name(entry)
    if f"{name}.eml" not in rendered.files:
        raise UsageError(f"{entry} には訂正がありません。先に --text で訂正を書いてください。")
    message = rendered.files[f"{name}.eml"]
    record = f"{name}-{hashlib.sha256(message).hexdigest()[:12]}"  # a second correction of an entry is another mail
    return Job(
        content=content,
        month=rendered.issue.month,
        message=message,
        approved_by=approver,
        via="smtp",
        kept={f"{record}.{end}": rendered.files[f"{name}.{end}"] for end in ("eml", "html", "txt")},
        correction=record,
    )


def who_got_it(content: Path, month: str, entry: str) -> Sequence[str]:
    """Give those who got the entry as it was, by the ledger of the issue's sending; UsageError where nobody did."""
    from ..deliver.ledger import State, read_ledger

    sent = storage.load_sent(content, month)
    path = storage.delivery_folder(content) / "sendings" / f"{month}.sqlite"
    if sent is None or sent.via not in ("smtp", "ses"):
        raise UsageError(f"{month_title(month)}はここから送られていないので、誰が受け取ったか分かりません。")
    if not path.exists():
        raise UsageError(f"送信台帳 {path} がありません。.state のバックアップから戻してください。")
    addresses = [row.address for row in read_ledger(path)[1] if row.state is State.SENT]
    if not addresses:
        raise UsageError(f"{month_title(month)}を受け取った人はいません。")
    approval = storage.load_approval(content, month, as_sent=True)
    if approval is not None and entry not in {part.id for part in approval.approved.entries}:
        raise UsageError(f"送った{month_title(month)}に {entry} は載っていなかったので、訂正のメールは要りません。")
    return addresses


@click.command("unsubscribe")
@click.argument("addresses", metavar="ADDRESS...", nargs=-1, required=True)
@click.option("--unsubscribe-key", type=FILE, help="配信停止の鍵(既定は .state/unsubscribe.key)。")
@click.option(
    "--undo", is_flag=True, help="配信停止を取り消し、また送ります(本人が望んだときなど)。--reason が要ります。"
)
@click.option("--reason", default="", help="--undo の理由(記録に残ります)。")
@content_option
@now_option
def unsubscribe_command(
    addresses: tuple[str, ...], unsubscribe_key: Path | None, content: Path, now: datetime, *, undo: bool, reason: str
) -> None:
    """電話やメールで配信停止を申し出た人の ADDRESS を、配信停止の一覧に加えます。

    --undo で取り消せます。そのあとでまた申し出があれば、そちらが効きます。
    """
    from ..deliver.keys import read_key
    from ..deliver.suppressions import suppress, take_back
    from ..deliver.unsubscribe import make_token

    if undo != bool(one_line(reason)):
        raise UsageError("--undo と --reason は、一緒に使います。また送ってよい理由を --reason に書いてください。")
    wrong = [address for address in addresses if not is_mail_address(address)]
    if wrong:
        raise UsageError(f"メールアドレスではありません: {'、'.join(wrong)}")
    newsletter = storage.load_archive(content).newsletter
    file = key_file(content, {"unsubscribe_key": unsubscribe_key})
    if not file.exists():
        raise UsageError(
            f"配信停止の鍵 {file} がありません。送信に使っている鍵を --unsubscribe-key で指定してください"
            "(まだ一度も送っていなければ、次のコマンドで作ります: "
            f"python -m generator.deliver.unsubscribe_app --make-key --key {file})。"
        )
    key = read_key(file)
    folder = storage.secure_delivery_folder(content)
    tokens = [make_token(key, bare_address(newsletter.mail_from), address) for address in addresses]
    _warn_of_unknown(content, addresses)
    if undo:
        for token in tokens:
            take_back(folder / TAKEN_BACK, token, reason=reason, now=now)
        click.echo(f"{len(addresses)}件の配信停止を取り消しました。次の送信から届きます。")
        return
    for token in tokens:
        suppress(folder / "suppressions", token, now=now)
    click.echo(f"{len(addresses)}件を配信停止にしました。以後、この一覧を使う送信では届きません。")


def _warn_of_unknown(content: Path, addresses: Sequence[str]) -> None:
    """Say who was never sent to from here: a wrong folder, or a slip in the address, would help nobody."""
    from ..deliver.ledger import read_ledger

    known: set[str] = set()
    for path in sorted((storage.delivery_folder(content) / "sendings").glob("*.sqlite")):
        try:
            known |= {row.address.casefold() for row in read_ledger(path)[1]}
        except UsageError as error:
            click.echo(str(error), err=True)
    for address in addresses:
        if address.casefold() not in known:
            click.echo(f"注意: {address} に、ここから送った記録はありません。綴りを確かめてください。", err=True)
