"""Plain texts, as a form sends them, to a value of the model: the same rules and sentences as for files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

import yaml

from ..model import Remark
from .decode import decode_as
from .strict import FORBIDDEN, Node, Report

T = TypeVar("T")
Plain = str | Mapping[str, "Plain"] | Sequence["Plain"]
Path = tuple[str | int, ...]

_STRING = "tag:yaml.org,2002:str"
_BLANKS = re.compile(r"[ \t\u3000]*[\t\r\n]+[ \t\u3000]*")


def clean_line(text: str) -> str:
    """Make a text one line that a file can hold: no invisible controls, no line breaks or tabs, no blanks around it."""
    return _BLANKS.sub(" ", FORBIDDEN.sub("", text)).strip()


def decode_plain(kind: type[T], plain: Plain, subject: str = "") -> tuple[T | None, tuple[Remark, ...]]:
    """Give the value that nested texts say; None, and a remark with its path for each, where they do not say one."""
    tree = _Tree()
    root = tree.node(plain, ())
    report = Report(subject)
    value = decode_as(kind, root, report)
    remarks = tuple(
        Remark(
            subject=subject,
            path=tree.paths[finding.line - 1],
            rule=finding.rule,
            message=finding.message,
            advice=finding.advice,
            severity=finding.severity,
        )
        for finding in report.findings
    )
    return value, remarks


class _Tree:
    """Nodes as if they had been read from a file in which every value has a line of its own."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def node(self, plain: Plain, path: Path) -> Node:
        mark = yaml.Mark("", 0, len(self.paths), 0, None, 0)
        self.paths.append(path)
        if isinstance(plain, str):
            # Quoted: 「null」 in a form is a word.
            return yaml.ScalarNode(_STRING, clean_line(plain), mark, mark, style="'")
        if isinstance(plain, Mapping):
            pairs = [
                (yaml.ScalarNode(_STRING, key, mark, mark), self.node(value, (*path, key)))
                for key, value in plain.items()
            ]
            return yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark, mark, flow_style=False)
        nodes = [self.node(value, (*path, position)) for position, value in enumerate(plain)]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", nodes, mark, mark, flow_style=False)
