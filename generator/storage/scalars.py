"""Single values of YAML: texts, counts, days, moments. What cannot be read is a finding, and INVALID in its place."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from ..text import fold
from .strict import NULLS, Node, Report, Scalar, is_null

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class _Invalid:
    """The place of a value that could not be read; a finding tells why."""


INVALID = _Invalid()


def text(node: Node, report: Report) -> Any:
    """Read a text of one line; it may be empty."""
    if not isinstance(node, Scalar):
        report.at(
            node, "value-not-text", "ここには文字を1つ書きます。", "「- 」や入れ子をやめて、1行で書いてください。"
        )
        return INVALID
    if "\n" in node.value or node.start_mark.line != node.end_mark.line:
        report.at(
            node,
            "value-many-lines",
            "1つの値が複数の行に分かれています。",
            "改行せずに1行で書くか、「- 」で項目を分けてください。",
        )
        return INVALID
    return node.value.strip()


def required_text(node: Node, report: Report) -> Any:
    """Read a text of one line that says something."""
    value = text(node, report)
    if value in NULLS and (not value or is_null(node)):
        report.at(node, "value-empty", "値が空です。", "値を書くか、任意の項目であれば行ごと消してください。")
        return INVALID
    return value


def integer(node: Node, report: Report) -> Any:
    """Read a count."""
    value = text(node, report)
    if value is INVALID:
        return INVALID
    if not (value.isascii() and value.isdigit() and len(value) <= 15):  # noqa: PLR2004 -- beyond any count of people
        plain = fold(value).replace(",", "")
        advice = f"「{plain}」のように" if plain.isdigit() else "1375 のように"
        report.at(
            node, "value-not-number", f"「{value}」は数として読めません。", f"{advice}半角の数字だけで書いてください。"
        )
        return INVALID
    return int(value)


def boolean(node: Node, report: Report) -> Any:
    """Read true or false."""
    value = text(node, report)
    if value not in {"true", "false"}:
        if value is not INVALID:
            report.at(node, "value-not-boolean", f"「{value}」は使えません。", "true か false と書いてください。")
        return INVALID
    return value == "true"


def day(node: Node, report: Report) -> Any:
    """Read a day."""
    value = text(node, report)
    if value is INVALID:
        return INVALID
    if _DAY.match(value) and value.isascii():
        try:
            return date.fromisoformat(value)
        except ValueError:
            report.at(node, "value-no-such-day", f"「{value}」という日はありません。", "暦にある日を書いてください。")
            return INVALID
    report.at(
        node, "value-not-date", f"「{value}」は日付として読めません。", "2026-10-19 のように半角で書いてください。"
    )
    return INVALID


def moment(node: Node, report: Report) -> Any:
    """Read a moment with its time zone."""
    value = text(node, report)
    if value is INVALID:
        return INVALID
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        advice = "2026-11-10T09:00:00+09:00 のように、時差まで半角で書いてください。"
        report.at(node, "value-not-moment", f"「{value}」は日時として読めません。", advice)
        return INVALID
    return found
