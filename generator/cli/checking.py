"""check: everything that is wrong with the editors' files, at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import click

from .. import storage
from ..errors import UsageError
from ..model import Archive, Finding, Remark, Severity
from .options import content_option, json_option
from .output import print_findings, print_json


@click.command("check")
@click.argument("issue", metavar="[YYYY-MM]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="出力の形。")
@click.option("--rules", "show_rules", is_flag=True, help="検査の規則の一覧を出します(検査はしません)。")
@json_option
@content_option
@click.pass_context
def check_command(
    ctx: click.Context, issue: str | None, form: str, content: Path, *, show_rules: bool, as_json: bool
) -> None:
    """編集されたファイルのおかしなところを、すべて一度に、場所と直し方つきで知らせます。"""
    if show_rules:
        _print_rules(as_json=as_json or form == "json")
        return
    archive, findings = all_findings(content, issue)
    if issue is not None and archive is not None and issue not in {known.month for known in archive.issues}:
        message = f"{issue} という号はありません。"
        raise UsageError(message)
    print_findings(findings, form="json" if as_json else form)
    ctx.exit(1 if has_errors(findings) else 0)


# Rules that look for what another file says.
_REFERENCES = frozenset(
    {
        "party-not-registered",
        "organization-not-registered",
        "name-not-registered",
        "group-not-registered",
        "thread-unknown",
        "highlight-unknown",
        "order-unknown",
    }
)


def all_findings(content: Path, issue: str | None = None) -> tuple[Archive | None, tuple[Finding, ...]]:
    """Read content/ and check it: the archive as far as it can be read, and every finding in the order of files."""
    from ..review.pipeline import check

    archive, unreadable = storage.read_archive(content)
    if archive is None:
        return None, unreadable
    remarks = check(archive, issue, sources=storage.load_fingerprints(content))
    remarks = (*_mail_law(archive, remarks), *remarks)
    if unreadable:  # what refers to a file that could not be read would be told as missing, for that reason only
        remarks = tuple(remark for remark in remarks if remark.rule not in _REFERENCES)
    removals = () if unreadable else storage.check_removals(content, archive)
    return archive, (*unreadable, *storage.locate(content, remarks), *removals)


def _mail_law(archive: Archive, told: tuple[Remark, ...]) -> Iterator[Remark]:
    """Give what the law on mails asks of newsletter.yml, for whatever issue: no mail can be built without it."""
    from ..publish.mail import requirements

    paths = {remark.path for remark in told if remark.subject == "newsletter"}
    yield from (remark for remark in requirements(archive.newsletter) if remark.path not in paths)


def _print_rules(*, as_json: bool) -> None:
    """Print every rule with its example, group by group."""
    from ..review.rules import rules

    if as_json:
        print_json([dataclasses.asdict(rule) for rule in rules().values()])
        return
    group = ""
    for rule in rules().values():
        if rule.group != group:
            group = rule.group
            click.echo(f"\n【{group}】")
        click.echo(f"{rule.id} ({rule.severity.label}): {rule.sentence}")
        click.echo(f"    例: {rule.example}")
    click.echo("\n記事ごとに見送るには、その記事に waivers: [{rule: 規則の名前, reason: 理由}] と書きます。")


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether a build must stop."""
    return any(finding.severity is Severity.ERROR for finding in findings)
