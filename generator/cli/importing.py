"""import: a back number, as its text was mailed, into entries that editors can go on with."""

from __future__ import annotations

import dataclasses
import random
from datetime import date, datetime
from pathlib import Path

import click

from .. import storage
from ..errors import ContentError, UsageError
from ..model import Archive, Finding, Severity
from ..storage.digest import Digest, Imported, decode_letters, read_digest, to_issue
from ..text import month_title
from .options import FOLDER, content_option, json_option
from .output import print_findings, print_json
from .proposals import FRAME_PAPER, Proposal, proposal_files, propose

_MOST_BYTES = 4 * 1024 * 1024  # the digest that was measured has 30 KB


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--issue", "month", required=True, metavar="YYYY-MM", help="取り込む先の号。")
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="発行日(「更新:」の行がないとき)。"
)
@click.option("--frame", is_flag=True, help="あいさつと末尾を newsletter.yml に書き入れます。")
@click.option("--proposals", type=FOLDER, help="組織などの提案を書くフォルダ(既定は、content の隣の import/YYYY-MM)。")
@click.option("--dry-run", is_flag=True, help="読むだけで、何も書きません。")
@content_option
@json_option
def import_command(  # noqa: PLR0913 -- click hands over each option by its name
    file: Path,
    month: str,
    published: datetime | None,
    proposals: Path | None,
    content: Path,
    *,
    frame: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """テキストで配信した既刊号(FILE)を、号と記事のファイルにします。既にあるファイルは書き換えません。"""
    archive = _archive(content, month)
    digest, findings = _read(file, published.date() if published else None)
    imported = to_issue(
        digest,
        month=month,
        newsletter=archive.newsletter,
        taken={entry.id for entry in (*archive.entries, *archive.candidates)},
        letters=random.SystemRandom(),
    )
    proposed = propose(imported.issue)
    folder = proposals or content.resolve().parent / "import" / month
    if not dry_run:
        _write(content, imported, proposed, folder, frame=frame)
    if as_json:
        print_json(_row(imported, proposed, findings))
    else:
        _say(imported, proposed, findings, folder, dry_run=dry_run, frame=frame)


def _archive(content: Path, month: str) -> Archive:
    if not storage.MONTH.match(month):
        message = f"--issue {month} は月ではありません。2023-09 のように書いてください。"
        raise UsageError(message)
    archive, findings = storage.read_archive(content)
    if archive is None:
        raise ContentError(findings)
    if (content / "issues" / month).exists():
        message = f"{month} の号が既にあります。取り込みでは何も上書きしません。"
        raise UsageError(message)
    return archive


def _read(file: Path, published: date | None) -> tuple[Digest, tuple[Finding, ...]]:
    if file.stat().st_size > _MOST_BYTES:
        message = f"{file} は大きすぎます({_MOST_BYTES // 1024 // 1024}MBまで)。"
        raise UsageError(message)
    text, encoding = decode_letters(file.read_bytes())
    if encoding != "UTF-8":
        click.echo(f"{file} を {encoding} として読みました。", err=True)
    digest, findings = read_digest(text, file=file.as_posix(), published=published)
    if digest is None:
        raise ContentError(findings)
    return digest, findings


def _write(content: Path, imported: Imported, proposed: tuple[Proposal, ...], folder: Path, *, frame: bool) -> None:
    """Write the issue first: papers without an issue would tell of entries that do not exist."""
    files = proposal_files(imported, proposed, frame=not frame)
    there = [name for name in files if (folder / name).exists()]
    if there:
        message = f"{folder / there[0]} が既にあります。ほかへ移すか、--proposals で別のフォルダを指定してください。"
        raise UsageError(message)
    storage.save_imported(content, imported.issue)
    if frame and (imported.greeting is not None or imported.footer is not None):
        storage.save_frame(content, greeting=imported.greeting, footer=imported.footer)
    for name, text in files.items():
        storage.write_atomic(folder / name, text.encode())


def _row(imported: Imported, proposed: tuple[Proposal, ...], findings: tuple[Finding, ...]) -> dict[str, object]:
    return {
        "month": imported.issue.month,
        "published": imported.issue.published,
        "entries": [entry.id for entry in imported.issue.entries],
        "organizations": [proposal.row for proposal in proposed],
        "greeting": imported.greeting,
        "footer": imported.footer,
        "findings": [dataclasses.asdict(finding) for finding in findings],
    }


def _say(
    imported: Imported,
    proposed: tuple[Proposal, ...],
    findings: tuple[Finding, ...],
    folder: Path,
    *,
    dry_run: bool,
    frame: bool,
) -> None:
    if findings:
        print_findings(findings)
    entries = imported.issue.entries
    done = "取り込めます(何も書いていません)" if dry_run else "取り込みました"
    click.echo(f"{month_title(imported.issue.month)}の記事{len(entries)}件を{done}。")
    for proposal in proposed:
        stand_in = proposal.stand_in
        click.echo(f"  {stand_in.alias}({stand_in.kind.value}): {'、'.join(entry.id for entry in proposal.entries)}")
    if dry_run:
        return
    named = len({name for name, _ in imported.named})
    click.echo(f"組織の提案{len(proposed) + named}件を {folder} に書きました。確かめて、登録するかを決めてください。")
    if not frame and (imported.greeting is not None or imported.footer is not None):
        click.echo(f"あいさつか末尾が newsletter.yml と違います。{folder / FRAME_PAPER} を見てください。")
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    click.echo(f"次: kawaraban check {imported.issue.month}" + (f"(注意{warnings}件)" if warnings else ""))
