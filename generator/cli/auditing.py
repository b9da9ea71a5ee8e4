"""audit: who decided what and when, as git has kept it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click

from .. import storage
from ..errors import UsageError
from ..storage.audit import Act, Audit, read_audit
from ..text import one_line
from .audit_papers import as_csv, as_page, caveats
from .deciding import issue_month
from .options import FILE, content_option, now_option
from .output import print_json


@click.command("audit")
@click.argument("issue", metavar="[YYYY-MM]", required=False)
@click.option("--csv", "csv_file", type=FILE, metavar="FILE", help="表(CSV)にして、このファイルに書きます。")
@click.option(
    "--html", "html_file", type=FILE, metavar="FILE", help="印刷用(A4)のページにして、このファイルに書きます。"
)
@click.option("--json", "as_json", is_flag=True, help="プログラム向けに JSON で出力します。")
@content_option
@now_option
def audit_command(
    issue: str | None, csv_file: Path | None, html_file: Path | None, content: Path, now: datetime, *, as_json: bool
) -> None:
    """だれが・いつ・何を決めたか(採用・不採用・編集・承認・配信)を、git の記録から書き出します。"""
    if issue is not None and not storage.MONTH.match(issue):
        message = f"{issue} は月ではありません。2026-11 のように書いてください。"
        raise UsageError(message)
    audit = read_audit(content, issue, month_of=_month_of(content))
    if csv_file is not None:
        storage.write_atomic(csv_file, as_csv(audit).encode())
        click.echo(f"{csv_file} に{len(audit.acts)}件を書きました。", err=True)
    if html_file is not None:
        page = as_page(audit, newsletter=_title(content), month=issue, now=now)
        storage.write_atomic(html_file, page.encode())
        click.echo(f"{html_file} に{len(audit.acts)}件を書きました。", err=True)
    if as_json:
        print_json([_row(act) for act in audit.acts])
    elif csv_file is None and html_file is None:
        _say(audit)
    for caveat in caveats(audit):
        click.echo(f"注意: {caveat}", err=True)


def _month_of(content: Path) -> Callable[[date], str] | None:
    """Give the rule by which a day belongs to an issue; None where newsletter.yml cannot be read."""
    archive, _ = storage.read_archive(content)
    return partial(issue_month, cut_off=archive.newsletter.cut_off) if archive is not None else None


def _title(content: Path) -> str:
    archive, _ = storage.read_archive(content)
    return archive.newsletter.title if archive is not None else ""


def _row(act: Act) -> dict[str, object]:
    return dataclasses.asdict(act) | {"at": act.at.isoformat(), "deed": act.deed.value}


def _say(audit: Audit) -> None:
    for act in audit.acts:
        about = " ".join(text for text in (act.month, act.subject, act.headline, act.detail) if text)
        click.echo(one_line(f"{act.at:%Y-%m-%d %H:%M} {act.name} {act.deed.label}: {about}"))
