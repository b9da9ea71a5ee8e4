"""analyze, evaluate: what a headline says, for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from ..errors import UsageError
from .options import FILE


@click.command("analyze")
def analyze_command() -> None:
    """標準入力の見出し(JSON Lines)ごとに、分類・名前・件数・原因・関連を JSON で返します。

    入力の1行: {"id","title","date","summary"?,"source"?}
    """
    from ..language.analyze import analyze_lines

    for answer in analyze_lines(_rows(sys.stdin)):
        click.echo(json.dumps(answer, ensure_ascii=False))


@click.command("evaluate")
@click.argument("labelled", type=FILE)
def evaluate_command(labelled: Path) -> None:
    """正解つきの見出しのファイルで、分類・名前・件数などの正しさを測ります(95%信頼区間つき)。"""
    from ..language.evaluate import evaluate

    with labelled.open(encoding="utf-8") as file:
        for figure in evaluate(list(_rows(file))):
            click.echo(str(figure))


def _rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            message = f"{number}行目が JSON ではありません({error})。"
            raise UsageError(message) from None
        if not isinstance(row, dict) or not isinstance(row.get("title"), str) or "id" not in row:
            message = f'{number}行目に "id" と "title"(文字)がありません。'
            raise UsageError(message)
        yield row
