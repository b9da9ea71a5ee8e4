"""YAML, read strictly: strings stay strings; anchors, tags, duplicate keys and second documents are refused.

What a Japanese editor does by accident gets a sentence of its own: a full-width colon makes a whole file one string
for any YAML parser, a second colon in a headline ends the file, a tab or a CP932 byte stops it (SAFETY.md 6).
"""

from __future__ import annotations

import operator
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml
from yaml._yaml import CParser

from ..errors import reason_of
from ..model import Finding, Severity
from .syntax import explain

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 64 * 1024  # an entry is some 3 KB; more is an accident or an attack
MAX_DEPTH = 12

Node = yaml.Node
Mapping = yaml.MappingNode
Sequence = yaml.SequenceNode
Scalar = yaml.ScalarNode

_FULL_WIDTH_COLON = re.compile(r"^([ ]*(?:- )?[a-z_]+)[ ]*：", re.MULTILINE)
_MAYBE_REFERENCE = re.compile(r"(?:^|[\s\[{,:-])[&*!]", re.MULTILINE)
NULLS = frozenset({"", "~", "null"})
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff]")


class _Composer(CParser):
    """libyaml without a resolver: every scalar is a string, and no node has a tag that anybody looks at."""

    # The parser calls these for every node, to no end here; functions of C that take as much cost a third of methods.
    descend_resolver = staticmethod(operator.is_)
    ascend_resolver = tuple

    def resolve(self, kind: type[Node], value: str | None, implicit: object) -> str:
        """Give the tag of a node."""
        del kind, value, implicit
        return ""


@dataclass
class Report:
    """What is wrong with one file, gathered while it is read."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, line: int, column: int, rule: str, message: str, advice: str) -> None:
        """Note one error; line and column count from 1, 0 means unknown."""
        self.findings.append(
            Finding(
                file=self.file,
                line=line,
                column=column,
                rule=rule,
                message=message,
                advice=advice,
                severity=Severity.ERROR,
            )
        )

    def at(self, node: Node, rule: str, message: str, advice: str) -> None:
        """Note one error at the place of a node."""
        self.add(node.start_mark.line + 1, node.start_mark.column + 1, rule, message, advice)


def read_text(path: Path, report: Report, *, limit: int = MAX_BYTES) -> str | None:
    """Read a file as UTF-8 with LF; None, and a finding, where that cannot be."""
    try:
        raw = _bytes(path, limit + 1)
    except OSError as error:
        report.add(
            0, 0, "file-unreadable", f"ファイルを開けません({reason_of(error)})。", "権限と名前を確かめてください。"
        )
        return None
    if len(raw) > limit:
        size = f"{path.stat().st_size:,}バイトあります。"
        report.add(0, 0, "file-too-large", size, f"{limit:,}バイトまでにしてください。")
        return None
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        report.add(
            line,
            column,
            "file-not-utf8",
            "UTF-8の文字として読めません。",
            "エディタの「文字コードを指定して保存」でUTF-8にして保存し直してください。",
        )
        return None
    return text.replace("\r\n", "\n")


def _bytes(path: Path, most: int) -> bytes:
    """Read the first bytes of a file by plain calls: thousands of small files are read at every build."""
    handle = os.open(path, os.O_RDONLY)
    try:
        raw = os.read(handle, most)
        while len(raw) < most and (more := os.read(handle, most - len(raw))):
            raw += more
    finally:
        os.close(handle)
    return raw


def compose(text: str, report: Report) -> Node | None:
    """Make the node tree of one document; None, and findings, where it is not our YAML."""
    before = len(report.findings)
    _find_traps(text, report)
    if len(report.findings) > before:
        return None
    try:
        if ("&" in text or "*" in text or "!" in text) and _MAYBE_REFERENCE.search(text):
            _refuse_references(text, report)
        composer = _Composer(text)
        node = composer.get_single_node()
    except yaml.MarkedYAMLError as error:
        line, column, message, advice = explain(error, text)
        report.add(line, column, "yaml-syntax", message, advice)
        return None
    except yaml.YAMLError as error:
        report.add(0, 0, "yaml-syntax", f"YAMLとして読めません({error})。", "記号と字下げを確かめてください。")
        return None
    if len(report.findings) > before:
        return None
    return node


def items_of(lines: list[str]) -> list[Node]:
    """Give the items of a list that we wrote ourselves, one a line; none where it is no list to a reader."""
    if not " ".join(lines).isprintable():  # no line break within a line either
        return []
    try:
        node = _Composer("\n".join(lines)).get_single_node()
    except yaml.YAMLError:
        return []
    return list(node.value) if isinstance(node, Sequence) else []


def _find_traps(text: str, report: Report) -> None:
    if "：" in text:
        _find_full_width_colons(text, report)
    if not text.replace("\n", "").isprintable():  # nearly every file is, and this takes a tenth of the patterns' time
        _find_unseen(text, report)


def _find_full_width_colons(text: str, report: Report) -> None:
    for match in _FULL_WIDTH_COLON.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        key = match[1].strip().removeprefix("- ")
        report.add(
            line,
            len(match[0]),
            "yaml-full-width-colon",
            f"「{key}：」のコロンが全角です。",
            f"半角のコロンと半角の空白で「{key}: 」と書いてください。",
        )


def _find_unseen(text: str, report: Report) -> None:
    for match in FORBIDDEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        report.add(
            line,
            column,
            "yaml-control-character",
            f"目に見えない文字(U+{ord(match[0]):04X})があります。",
            "この位置の文字を消して、入力し直してください。",
        )
    for number, line_text in enumerate(text.split("\n"), 1):
        indent = line_text[: len(line_text) - len(line_text.lstrip(" \t\u3000"))]
        if "\t" in indent or "\u3000" in indent:
            kind = "タブ" if "\t" in indent else "全角の空白"
            report.add(
                number, 1, "yaml-indent", f"字下げに{kind}が使われています。", "半角の空白で字下げしてください。"
            )


def _refuse_references(text: str, report: Report) -> None:
    """Say where an anchor, an alias or a tag stands (an alias bomb would be read as gigabytes)."""
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        mark = event.start_mark
        if mark is None:
            continue
        if anchor is not None:
            report.add(
                mark.line + 1,
                mark.column + 1,
                "yaml-anchor",
                f"「&{anchor}」「*{anchor}」の形は使えません。",
                "文字として書きたいときは、全体を '…' で囲んでください。",
            )
        elif tag is not None:
            report.add(
                mark.line + 1,
                mark.column + 1,
                "yaml-tag",
                f"「!」で始まる指定({tag})は使えません。",
                "文字として書きたいときは、全体を '…' で囲んでください。",
            )


def items(node: Mapping, report: Report) -> Iterator[tuple[str, Node, Node]]:
    """Give key, key node and value node of a mapping; a key that stands twice is a finding."""
    first: dict[str, Node] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, Scalar):
            report.at(key_node, "yaml-key", "項目名が文字ではありません。", "「項目名: 値」の形で書いてください。")
            continue
        key = key_node.value
        if key in first:
            report.at(
                key_node,
                "yaml-duplicate-key",
                f"「{key}」が2回書かれています(1回目は{first[key].start_mark.line + 1}行目)。",
                "どちらか1つにしてください。",
            )
            continue
        first[key] = key_node
        yield key, key_node, value_node


def is_null(node: Node) -> bool:
    """Whether a value is left empty: nothing, ~ or null, not in quotes."""
    return isinstance(node, Scalar) and not node.style and node.value in NULLS


def walk(node: Node, path: tuple[str | int, ...]) -> Node:
    """Follow a path of keys and positions as far as it goes (the last node found is given)."""
    for step in path:
        found: Node | None = None
        if isinstance(step, int) and isinstance(node, Sequence) and 0 <= step < len(node.value):
            found = node.value[step]
        elif isinstance(step, str) and isinstance(node, Mapping):
            found = next((value for key, value in node.value if key.value == step), None)
        if found is None:
            break
        node = found
    return node
