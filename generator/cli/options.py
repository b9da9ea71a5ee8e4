"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ..text import JST, utc_now

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
CONTENT = Path("content")

content_option: Decorator = click.option(
    "--content", type=FOLDER, default=CONTENT, show_default=True, help="編集するファイルのフォルダ。"
)
feeds_option: Decorator = click.option(
    "--feeds", type=FILE, default=Path("feeds.yml"), show_default=True, help="情報源の一覧。"
)
json_option: Decorator = click.option("--json", "as_json", is_flag=True, help="プログラム向けに JSON で出力します。")


class Moment(click.ParamType[datetime]):
    """A moment: ISO 8601, with a zone or in Japan."""

    name = "日時"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"「{value}」は日時として読めません。2026-11-10T09:00 のように書いてください。", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=JST)


now_option: Decorator = click.option(
    "--now", type=Moment(), default=utc_now, help="この時刻に実行したものとします(既定は現在)。"
)
