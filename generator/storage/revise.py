"""Make an editor's file say a new value with the fewest changes: comments, order and spelling of all else stay.

    text, new value ─▶ first difference ─▶ one replacement ─▶ read again … until the file says the new value

One step changes one thing: a value, a line of a list, a field that comes or goes. Reading the text again after every
step keeps each step simple (no offsets to shift), and the last reading proves that nothing else was changed.
"""

from __future__ import annotations

import dataclasses
import re
from difflib import SequenceMatcher
from typing import Any, NamedTuple, TypeVar

from ..errors import ContentError
from .decode import DERIVED, decode_as, fields_of, key_of
from .edit import last_line
from .emit import field_lines, flow, is_default, item_lines, scalar
from .strict import Mapping, Node, Report, Scalar, compose, is_null
from .strict import Sequence as SequenceNode

T = TypeVar("T")

_MOST_STEPS = 5_000  # a file of 64 KB has some thousand values at most
_DASH = re.compile(r"-\s*\Z")
_COMMA = re.compile(r"\s*,\s*")


class _Edit(NamedTuple):
    """Put `text` in place of what stands from start to end."""

    start: int
    end: int
    text: str


class _UnknownShapeError(ValueError):
    """The file is written in a way that no step knows."""


def revise(text: str, new: Any, *, file: str = "") -> str:
    """Give the file's text with the new value (a dataclass of the model) in it.

    ContentError where the text cannot be read; ValueError where it is written in a way that no step knows.
    """
    new = dataclasses.replace(new, **DERIVED.get(type(new), {}))
    for _ in range(_MOST_STEPS):
        node, old = _read(text, type(new), file)
        if old == new:
            return text
        edit = _Page(text).record(node, old, new)
        text = text[: edit.start] + edit.text + text[edit.end :]
    message = f"{file}: no end was reached"
    raise _UnknownShapeError(message)


def _read(text: str, kind: type[T], file: str) -> tuple[Mapping, T]:
    report = Report(file)
    node = compose(text, report)
    value = decode_as(kind, node, report) if node is not None else None
    if value is None or not isinstance(node, Mapping):
        raise ContentError(report.findings)
    return node, value


class _Page:
    """One text with its places; every method finds one edit."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def record(self, node: Mapping, old: Any, new: Any) -> _Edit:
        """Find the first field that differs, and change it."""
        for field in fields_of(type(new)):
            before, after = getattr(old, field.name), getattr(new, field.name)
            if before == after:
                continue
            key = key_of(type(new), field.name)
            position = next((place for place, pair in enumerate(node.value) if pair[0].value == key), None)
            if position is None:
                return self._added_field(node, type(new), key, after)
            if is_default(field, after):
                return self._removed(node, position)
            return self._value(node, position, before, after)
        message = "the values do not differ"
        raise _UnknownShapeError(message)

    def _value(self, parent: Mapping, position: int, before: Any, after: Any) -> _Edit:
        key_node, node = parent.value[position]
        if isinstance(node, Mapping) and dataclasses.is_dataclass(before) and dataclasses.is_dataclass(after):
            return self.record(node, before, after)
        if isinstance(node, SequenceNode) and isinstance(after, tuple) and before and after:
            return self._list(node, before, after)
        if isinstance(node, Scalar) and not is_null(node) and isinstance(after, tuple) and len(after) == 1:
            after = after[0]  # `kana: ミナセ` stays one text
        if parent.flow_style or not isinstance(after, tuple):
            return self._one_line(node, flow(after) if parent.flow_style else None, after)
        return self._list_anew(parent, key_node.value, node, after)

    def _one_line(self, node: Node, text: str | None, after: Any) -> _Edit:
        start, end = self._span(node)
        if text is None:
            text = flow(after) if dataclasses.is_dataclass(after) else scalar(after)
        gap = "" if self.text[start - 1 : start] in {" ", "[", "{", ""} else " "
        return _Edit(start, end, gap + text)

    def _list_anew(self, parent: Mapping, key: str, node: Node, after: Any) -> _Edit:
        """Write a list where nothing, an empty one or one text stood: on the line, or below its key."""
        start, end = self._span(node)
        first, *rest = field_lines(key, after, " " * parent.start_mark.column)
        if not rest:
            return self._one_line(node, first.lstrip().removeprefix(f"{key}: "), after)
        line_end = self._line_end(node.end_mark.line)
        comment = self.text[end:line_end].rstrip()
        begin = len(self.text[:start].rstrip(" "))
        return _Edit(begin, line_end, "\n".join([comment, *rest]))

    def _added_field(self, node: Mapping, kind: type, key: str, value: Any) -> _Edit:
        """Put a field behind the last of those that usually come before it."""
        order = [key_of(kind, field.name) for field in fields_of(kind)]
        earlier = set(order[: order.index(key)])
        places = [place for place, (key_node, _) in enumerate(node.value) if key_node.value in earlier]
        if node.flow_style:
            return self._added_to_flow(node, max(places, default=-1), f"{key}: {flow(value)}")
        indent = " " * node.start_mark.column
        lines = field_lines(key, value, indent)
        if not places:
            return _Edit(self._start(node), self._start(node), "\n".join([*lines, ""]).lstrip() + indent)
        end = max(self._line_end(self._last_line(node.value[place])) for place in places)
        return _Edit(end, end, "\n" + "\n".join(lines))

    def _list(self, node: SequenceNode, before: tuple[Any, ...], after: tuple[Any, ...]) -> _Edit:
        """Find the first item that differs: change it, take it out, or put the new one in."""
        steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        kind, old, _, new, _ = next(step for step in steps if step[0] != "equal")
        if kind == "insert":
            return self._added_item(node, old, after[new])
        if kind == "delete":
            return self._removed(node, old)
        item = node.value[old]
        if isinstance(item, Mapping) and dataclasses.is_dataclass(after[new]):
            return self.record(item, before[old], after[new])
        return self._one_line(item, flow(after[new]) if node.flow_style else None, after[new])

    def _added_item(self, node: SequenceNode, position: int, item: Any) -> _Edit:
        if node.flow_style:
            return self._added_to_flow(node, position - 1, flow(item))
        indent = " " * node.start_mark.column
        lines = item_lines(item, indent)
        if position == 0:
            return _Edit(self._start(node), self._start(node), "\n".join([*lines, ""]).lstrip() + indent)
        end = self._line_end(last_line(node.value[position - 1]))
        return _Edit(end, end, "\n" + "\n".join(lines))

    def _added_to_flow(self, node: Mapping | SequenceNode, behind: int, text: str) -> _Edit:
        if behind >= 0:
            _, end = self._element(node, behind)
            return _Edit(end, end, f", {text}")
        start = self._start(node) + 1
        return _Edit(start, start, f"{text}, " if node.value else text)

    def _removed(self, node: Mapping | SequenceNode, position: int) -> _Edit:
        """Take out a field or an item: its lines, or its part of the line."""
        start, end = self._element(node, position)
        if not node.flow_style:
            element = node.value[position]
            line = self.text.count("\n", 0, self._dash(start) if isinstance(node, SequenceNode) else start)
            last = self._last_line(element) if isinstance(element, tuple) else last_line(element)
            if self.text[self._lines[line] : start].strip(" -"):
                message = "this field shares its line with another"
                raise _UnknownShapeError(message)
            if self.text[self._lines[line] : start].strip() and isinstance(node, Mapping):
                return self._first_of_item(node, start)
            return _Edit(self._lines[line], min(self._line_end(last) + 1, len(self.text)), "")
        if position > 0:
            return _Edit(self._element(node, position - 1)[1], end, "")
        comma = _COMMA.match(self.text, end)
        return _Edit(start, comma.end() if comma else end, "")

    def _first_of_item(self, node: Mapping, start: int) -> _Edit:
        """Take out the first field of `- key: value`: the next one moves up behind the dash."""
        if len(node.value) == 1:
            message = "an item cannot lose its only field"
            raise _UnknownShapeError(message)
        return _Edit(start, self._start(node.value[1][0]), "")

    def _dash(self, start: int) -> int:
        match = _DASH.search(self.text, 0, start)
        if match is None:
            message = "no dash before an item"
            raise _UnknownShapeError(message)
        return match.start()

    def _element(self, node: Mapping | SequenceNode, position: int) -> tuple[int, int]:
        element = node.value[position]
        if isinstance(element, tuple):
            return self._start(element[0]), self._span(element[1])[1]
        return self._span(element)

    def _last_line(self, pair: tuple[Node, Node]) -> int:
        return max(last_line(pair[1]), int(pair[0].end_mark.line))

    def _span(self, node: Node) -> tuple[int, int]:
        return self._start(node), self._lines[node.end_mark.line] + int(node.end_mark.column)

    def _start(self, node: Node) -> int:
        return self._lines[node.start_mark.line] + int(node.start_mark.column)

    def _line_end(self, line: int) -> int:
        """Give where a line ends, before its line break."""
        return self._lines[line + 1] - 1 if line + 1 < len(self._lines) else len(self.text)
