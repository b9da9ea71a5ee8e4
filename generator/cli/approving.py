"""approve: a name under exactly these bytes; and what `send` and `correct` need to know of an issue before they act."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from .. import storage
from ..errors import ContentError, GateError, UsageError
from ..model import Approval, IssueDigest, Newsletter, PublicIssue, Severity
from ..text import month_title, to_jst, utc_now
from .checking import all_findings
from .options import content_option, now_option
from .publishing import gate_for, mail_option, site_option


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """An issue as it would leave the house now."""

    issue: PublicIssue
    newsletter: Newsletter
    digest: IssueDigest
    files: Mapping[str, bytes]  # of its folder under build/mail/, by name
    written_by: tuple[str, ...]

    @property
    def message(self) -> bytes:
        """The mail."""
        return self.files["message.eml"]


@click.command("approve")
@click.argument("issue", metavar="ISSUE")
@click.option("--by", required=True, help="送る内容を読んで確かめた人の名前(書いた人は承認できません)。")
@click.option("--writer", "writers", multiple=True, help="書いた人の名前。gitの記録がないときに(何人でも)。")
@content_option
@site_option
@mail_option
@now_option
def approve_command(
    issue: str, by: str, writers: tuple[str, ...], content: Path, site_dir: Path, mail_dir: Path, now: datetime
) -> None:
    """ISSUE(2026-11 など)のメールと公開内容を読んで確かめた人の名を、その内容そのものに結び付けます。"""
    approval = approve_into(content, issue, by=by, writers=writers, site_dir=site_dir, mail_dir=mail_dir, now=now)
    click.echo(
        f"{month_title(issue)}を {approval.by} が承認しました({len(approval.approved.entries)}件の記事、"
        f"内容の指紋 {approval.approved.digest[:12]})。このあと内容が変わると、承認は無効になります。"
    )


def approve_into(
    content: Path, month: str, *, by: str, writers: Iterable[str], site_dir: Path, mail_dir: Path, now: datetime
) -> Approval:
    """Check, render, compare with the last build, and write approval.yml."""
    from ..deliver.approval import approve

    rendered = render(content, month)
    troubles = tuple(build_troubles(rendered, site_dir=site_dir, mail_dir=mail_dir))
    if troubles:
        raise UsageError(" ".join((*troubles, "kawaraban build を実行し、その内容を読んでから承認してください。")))
    known = [*_git_writers(content, month), *((name, "") for name in (*rendered.written_by, *writers))]
    moment = to_jst(now).replace(microsecond=0)
    approval = approve(rendered.digest, by=by, writers=known, at=moment, here=_here(content))
    storage.save_approval(content, month, approval)
    return approval


def check_approver(content: Path, month: str, *, by: str, writers: Iterable[str]) -> None:
    """UsageError where this name may not approve the issue: asked before anything is written for it."""
    from ..deliver.approval import approve

    rendered = render(content, month)
    known = [*_git_writers(content, month), *((name, "") for name in (*rendered.written_by, *writers))]
    approve(rendered.digest, by=by, writers=known, at=utc_now(), here=_here(content))


def _here(content: Path) -> tuple[str, str]:
    """Give the name and address that git has for the one at this machine; both empty where there is none."""
    found = storage.git_identity(content)
    return (found.name, found.email) if found else ("", "")


def _git_writers(content: Path, month: str) -> Iterator[tuple[str, str]]:
    for writer in storage.git_writers(content, month) or ():
        yield writer.name, writer.email


def render(content: Path, month: str) -> Rendered:
    """Check all files, make the issue's mail, and let the gate read it; raises where anything speaks against it."""
    from ..publish.pipeline import publish

    archive, findings = all_findings(content)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if archive is None or errors:
        raise ContentError(errors)
    issue = next((one for one in archive.issues if one.month == month), None)
    if issue is None:
        raise UsageError(f"{month} という号はありません。2026-11 のように書いてください。")
    published = publish(archive)
    files = published.files_of(month)
    leaks = gate_for(archive, content).scan_files({f"{month}/{name}": data for name, data in files.items()})
    if leaks:
        raise GateError(leaks)
    return Rendered(
        issue=published.archive.issue(month),
        newsletter=published.archive.newsletter,
        digest=published.digest(month),
        files=files,
        written_by=issue.written_by,
    )


def build_troubles(rendered: Rendered, *, mail_dir: Path, site_dir: Path | None = None) -> Iterator[str]:
    """Say where the last build is not this: what a person has read must be what goes out."""
    month = rendered.issue.month
    report = _report(mail_dir.parent)
    if report is None:
        yield f"作った記録({mail_dir.parent / 'report.json'})がありません。"
        return
    if (mail_dir.parent / "report-refused.json").exists() or not report["gate"]["clean"]:
        yield "最後の build は公開前検査を通っていません。"
    if report["issues"].get(month) != rendered.digest.digest:
        yield f"最後の build のあとで、{month_title(month)}の内容が変わっています。"
    for name, data in rendered.files.items():
        path = mail_dir / month / name
        if _read(path) != data or report["files"].get(f"mail/{month}/{name}") != hashlib.sha256(data).hexdigest():
            yield f"{path} が、いま作られる内容と違います。"
    if site_dir is not None:
        yield from _site_troubles(report["files"], site_dir)


def _site_troubles(files: Mapping[str, str], site_dir: Path) -> Iterator[str]:
    for name, digest in files.items():
        place, _, path = name.partition("/")
        data = _read(site_dir / path) if place == "site" else None
        if place == "site" and (data is None or hashlib.sha256(data).hexdigest() != digest):
            yield f"{site_dir / path} が、検査を通ったときの内容と違います。"
            return  # one is enough to say that the site was touched


def _report(folder: Path) -> dict[str, Any] | None:
    """Read the build's report; None where there is none that we can use."""
    data = _read(folder / "report.json")
    try:
        report = json.loads(data or b"")
        usable = isinstance(report["gate"]["clean"], bool) and isinstance(report["files"], dict)
        return report if usable and isinstance(report["issues"], dict) else None
    except (ValueError, KeyError, TypeError):
        return None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def approved(content: Path, rendered: Rendered, *, mail_dir: Path) -> Approval:
    """Give the approval of exactly this; UsageError, with what has changed, where there is none."""
    from ..deliver.approval import changes

    month = rendered.issue.month
    approval = storage.load_approval(content, month)
    if approval is None:
        raise UsageError(f"{month_title(month)}はまだ承認されていません。kawaraban approve {month} --by 名前")
    told = changes(approval.approved, rendered.digest, {entry.id: entry.headline for entry in rendered.issue.entries})
    if told:
        raise UsageError(
            f"{approval.by} の承認({approval.at:%Y-%m-%d %H:%M})のあとで内容が変わったため、承認は無効です。"
            f"変わったもの: {'、'.join(told)}。build して、もう一度承認を受けてください。"
        )
    troubles = tuple(build_troubles(rendered, mail_dir=mail_dir))
    if troubles:
        raise UsageError(" ".join((*troubles, "kawaraban build を実行して、内容を確かめてください。")))
    return approval
