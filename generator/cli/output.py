"""How findings and leaks are shown: to a person, to a program, to GitHub."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from typing import Any

import click

from ..model import Finding, Leak, Severity


def print_json(value: Any) -> None:
    """Print one JSON document, Japanese readable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_findings(findings: Sequence[Finding], *, form: str = "text") -> None:
    """Print all findings: `text` for people, `json` for programs, `github` as annotations of a pull request."""
    if form == "json":
        print_json([dataclasses.asdict(finding) for finding in findings])
        return
    for finding in findings:
        click.echo(_annotation(finding) if form == "github" else str(finding))
    if form == "text":
        click.echo(summary(findings), err=True)


def summary(findings: Iterable[Finding]) -> str:
    """Give the count of errors and warnings as a sentence."""
    severities = [finding.severity for finding in findings]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    if not severities:
        return "指摘はありません。"
    return f"誤り {errors}件、注意 {warnings}件。"


def _annotation(finding: Finding) -> str:
    """Write a GitHub workflow command; %, line breaks and, in properties, : and , are escaped as its toolkit does."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    level = "error" if finding.severity is Severity.ERROR else "warning"
    place = f"file={prop(finding.file)}" + (f",line={finding.line}" if finding.line else "")
    place += f",col={finding.column}" if finding.column else ""
    return f"::{level} {place},title={prop(finding.rule)}::{data(finding.message + finding.advice)}"


def leak_row(leak: Leak) -> dict[str, Any]:
    """Give a leak as the contract says: file, view, form, organization, offset; and what a waiver of it names."""
    from ..publish.gate import context_hash

    return dataclasses.asdict(leak) | {"context_hash": context_hash(leak)}


def print_leaks(leaks: Sequence[Leak], *, as_json: bool = False, advice: str = "") -> None:
    """Print what the gate found, and what to do about it."""
    if as_json:
        print_json([leak_row(leak) for leak in leaks])
        return
    for leak in leaks:
        click.echo(str(leak))
    count = len(leaks)
    click.echo(
        f"公開前検査: {count}件見つかりました。{advice}" if count else "公開前検査: 何も見つかりませんでした。",
        err=True,
    )
