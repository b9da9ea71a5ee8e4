"""Change one field of an editor's file by replacing its bytes: comments, order and spelling of all else stay.

Libraries that rewrite a whole document change more than was asked (measured); here the place of a value
comes from the parser's marks, and the result is read again and compared before anyone sees it.
"""

from __future__ import annotations

from dataclasses import fields

from ..errors import ContentError, UsageError
from ..model import Entry
from .decode import key_of
from .emit import flow, scalar
from .strict import Mapping, Node, Report, Sequence, compose

_ORDER = [key_of(Entry, field.name) for field in fields(Entry) if field.name != "id"]


def set_field(text: str, key: str, value: object, *, file: str = "") -> str:
    """Give the text with a top-level one-line field set: replaced where it is, added at its usual place else."""
    root = _root(text, file)
    for key_node, value_node in root.value:
        if key_node.value == key:
            start, end = value_node.start_mark, value_node.end_mark
            lines = text.split("\n")
            line = lines[start.line]
            if start.line != end.line:
                message = f"{key} is not on one line"
                raise ValueError(message)
            before = line[: start.column]
            separator = "" if before.endswith(" ") else " "
            lines[start.line] = f"{before}{separator}{scalar(value)}{line[end.column :]}"
            return "\n".join(lines)
    return _insert(text, root, key, value)


def append_item(text: str, key: str, item: object, *, file: str = "") -> str:
    """Give the text with one more one-line item at the end of a top-level list, which is made where there is none.

    UsageError where the list is written in brackets on one line: there is no place for a line of its own.
    """
    root = _root(text, file)
    line = f"- {flow(item)}"
    for key_node, value_node in root.value:
        if key_node.value != key:
            continue
        if not isinstance(value_node, Sequence) or (value_node.flow_style and value_node.value):
            message = f"{file}: 「{key}:」を、1行に1つずつ「- 」で書く形に直してから、もう一度実行してください。"
            raise UsageError(message)
        lines = text.split("\n")
        if not value_node.value:
            lines[key_node.start_mark.line] = f"{key}:"
        last = last_line(value_node) if value_node.value else key_node.start_mark.line
        indent = " " * (value_node.value[-1].start_mark.column - 2) if value_node.value else ""
        lines.insert(last + 1, indent + line)
        return "\n".join(lines)
    return _insert_lines(text, root, key, [f"{key}:", line])


def remove_field(text: str, key: str, *, file: str = "") -> str:
    """Give the text without a top-level field, whatever its value is; the same text where there is none."""
    root = _root(text, file)
    for key_node, value_node in root.value:
        if key_node.value == key:
            lines = text.split("\n")
            del lines[key_node.start_mark.line : last_line(value_node) + 1]
            return "\n".join(lines)
    return text


def _root(text: str, file: str) -> Mapping:
    report = Report(file)
    node = compose(text, report)
    if not isinstance(node, Mapping):
        raise ContentError(report.findings)
    return node


def _insert(text: str, root: Mapping, key: str, value: object) -> str:
    """Add a one-line field at its usual place."""
    return _insert_lines(text, root, key, [f"{key}: {scalar(value)}"])


def _insert_lines(text: str, root: Mapping, key: str, new: list[str]) -> str:
    """Add lines after the last present field that usually comes before."""
    earlier = set(_ORDER[: _ORDER.index(key)]) if key in _ORDER else set(_ORDER)
    line = -1
    for key_node, value_node in root.value:
        if key_node.value in earlier:
            line = max(line, last_line(value_node), key_node.start_mark.line)
    lines = text.split("\n")
    lines[line + 1 : line + 1] = new
    return "\n".join(lines)


def last_line(node: Node) -> int:
    """Give the last line that a value covers: a block's own end mark reaches to the next key, comments and all."""
    if isinstance(node, (Mapping, Sequence)) and not node.flow_style and node.value:
        last = node.value[-1]
        return last_line(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.line)
