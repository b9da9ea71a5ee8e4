"""content/ <-> the Archive. Every finding of every file is gathered; nothing is read past in silence."""

from __future__ import annotations

import dataclasses
import operator
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from ..errors import ContentError
from ..model import Archive, Entry, Finding, Issue, Newsletter, Organization, Removal
from .decode import decode_as
from .notes import SUFFIX as NOTES
from .strict import Mapping, Report, compose, is_null, read_text

T = TypeVar("T")

MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])\Z")
ENTRY_ID = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])-[a-z0-9]{4,12}\Z")
ORGANIZATION_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
# What may lie in content/ beside the files that we read (records, state, standing pages, papers for editors).
_OTHERS = frozenset(
    {
        "README.md",
        "newsletter.yml",
        "gate-waivers.yml",
        "pages",
        "collected",
        "candidates",
        "issues",
        "organizations",
        "removed.yml",
    }
)
_BESIDE_ISSUE = frozenset({"issue.yml", "approval.yml", "sent.yml", "sent", "entries"})


class _Reader:
    """One reading of content/: findings come together here."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.findings: list[Finding] = []
        self.places: dict[str, Path] = {}

    def name(self, path: Path) -> str:
        return path.as_posix()

    def finding(self, path: Path, rule: str, message: str, advice: str) -> None:
        report = Report(self.name(path))
        report.add(0, 0, rule, message, advice)
        self.findings += report.findings

    def read(self, path: Path, kind: type[T], **derived: str) -> T | None:
        report = Report(self.name(path))
        text = read_text(path, report)
        node = compose(text, report) if text is not None else None
        value = None
        if node is not None and not is_null(node):
            value = decode_as(kind, node, report, **derived)
            if isinstance(node, Mapping):
                _compare_id(node, path, report)
        elif not report.findings:
            report.add(
                0, 0, "file-empty", "ファイルに何も書かれていません。", "内容を書くか、ファイルを消してください。"
            )
        self.findings += report.findings
        return value if not report.findings else None

    def folder(self, folder: Path, known: frozenset[str] = frozenset()) -> Iterator[Path]:
        """Give the .yml files of a folder by name; what we would not read is a finding."""
        if not folder.is_dir():
            return
        with os.scandir(folder) as found:
            inside = sorted(found, key=operator.attrgetter("name"))
        for one in inside:
            if one.name.startswith(".") or one.name in known or one.name.endswith(NOTES):
                continue
            path = folder / one.name
            if one.name.endswith(".yml") and one.is_file(follow_symlinks=False):
                yield path
            else:
                self.finding(
                    path,
                    "file-not-read",
                    "このファイルは読まれません。",
                    "名前の終わりを .yml にするか、content の外へ移してください。",
                )


def _compare_id(node: Mapping, path: Path, report: Report) -> None:
    for key_node, value_node in node.value:
        if key_node.value == "id" and value_node.value != path.stem:
            report.at(
                value_node,
                "id-differs",
                f"id「{value_node.value}」がファイル名「{path.name}」と違います。",
                f"ファイル名を「{value_node.value}.yml」に直すか、id の行を消してください。",
            )


def load_archive(content: Path) -> Archive:
    """Read all that is under content/; ContentError with every finding where any file cannot be used."""
    archive, findings = read_archive(content)
    if archive is None or findings:
        raise ContentError(findings)
    return archive


def read_archive(content: Path) -> tuple[Archive | None, tuple[Finding, ...]]:
    """Read what can be read: the archive (None without a usable newsletter.yml) and every finding."""
    reader = _Reader(content)
    if not content.is_dir():
        reader.finding(content, "content-missing", "このフォルダがありません。", "--content で場所を指定してください。")
        return None, tuple(reader.findings)
    newsletter = reader.read(content / "newsletter.yml", Newsletter)
    list(reader.folder(content, _OTHERS))
    organizations = tuple(_organizations(reader))
    candidates = tuple(_candidates(reader))
    issues = tuple(_issues(reader))
    removed = content / "removed.yml"
    removals = (reader.read(removed, tuple[Removal, ...]) or ()) if removed.exists() else ()
    if newsletter is None:
        return None, tuple(reader.findings)
    archive = Archive(
        newsletter=newsletter,
        organizations=organizations,
        issues=issues,
        candidates=candidates,
        removals=removals,
    )
    return archive, tuple(reader.findings)


def _organizations(reader: _Reader) -> Iterator[Organization]:
    for path in reader.folder(reader.content / "organizations"):
        if not ORGANIZATION_ID.match(path.stem):
            reader.finding(
                path,
                "organization-file-name",
                "ファイル名が使えません。",
                "半角の英小文字・数字・ハイフンだけにしてください。",
            )
        organization = reader.read(path, Organization, id=path.stem)
        if organization is not None:
            yield organization


def _months(reader: _Reader, folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and MONTH.match(path.name):
            yield path
        elif path.is_dir():
            reader.finding(
                path,
                "no-such-month",
                f"「{path.name}」という月はありません。",
                "2026-11 のように「年-月」のフォルダにしてください。",
            )
        else:
            reader.finding(path, "file-not-read", "このファイルは読まれません。", "月のフォルダの中へ移してください。")


def _entries(reader: _Reader, folder: Path) -> Iterator[Entry]:
    for path in reader.folder(folder):
        name = path.stem
        if not ENTRY_ID.match(name):
            reader.finding(
                path,
                "entry-file-name",
                "ファイル名が使えません。",
                "公表日と無作為な4文字で「2026-10-19-q7mk.yml」のようにしてください(組織名は入れません)。",
            )
            continue
        entry = reader.read(path, Entry, id=name)
        first = reader.places.setdefault(name, path)
        if first != path:
            reader.finding(
                path,
                "id-twice",
                f"同じ名前のファイルが {reader.name(first)} にもあります。",
                "どちらかを消すか、名前を変えてください。",
            )
        elif entry is not None:
            yield entry


def _candidates(reader: _Reader) -> Iterator[Entry]:
    for folder in _months(reader, reader.content / "candidates"):
        yield from _entries(reader, folder)


def _issues(reader: _Reader) -> Iterator[Issue]:
    for folder in _months(reader, reader.content / "issues"):
        list(reader.folder(folder, _BESIDE_ISSUE))
        entries = list(_entries(reader, folder / "entries"))
        if not (folder / "issue.yml").exists():
            reader.finding(
                folder / "issue.yml",
                "issue-missing",
                "この号の issue.yml がありません。",
                f"発行日を「published: {folder.name}-10」のように書いた issue.yml を作ってください。",
            )
            continue
        issue = reader.read(folder / "issue.yml", Issue)
        if issue is not None:
            yield dataclasses.replace(issue, month=folder.name, entries=_in_order(entries, issue.order))


def _in_order(entries: list[Entry], order: tuple[str, ...]) -> tuple[Entry, ...]:
    """Put entries in printing order: by section and day; those that `order` names first, as it names them."""
    rank = {entry_id: position for position, entry_id in enumerate(order)}
    return tuple(
        sorted(entries, key=lambda e: (e.section.number, rank.get(e.id, len(rank)), e.announced, e.id)),
    )
