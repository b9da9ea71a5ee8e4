"""The group of commands, loaded one by one: `kawaraban gate` does not pay for MkDocs."""

from __future__ import annotations

import errno
import importlib
from typing import Any

import click

from ..errors import ContentError, GateError, GeneratorError, UsageError
from .output import print_findings, print_leaks

# Which module holds which command; its line in `kawaraban --help` is its docstring's first.
COMMANDS = {
    "collect": "collecting",
    "feeds": "feeding",
    "candidates": "deciding",
    "accept": "deciding",
    "refuse": "deciding",
    "check": "checking",
    "names": "naming",
    "takedown": "naming",
    "build": "publishing",
    "export": "exporting",
    "gate": "publishing",
    "serve": "publishing",
    "analyze": "words",
    "evaluate": "words",
    "learn": "learning",
    "demo": "demonstrating",
    "doctor": "diagnosing",
    "import": "importing",
    "schema": "describing",
    "init": "starting",
    "schedule": "scheduling",
    "audit": "auditing",
    "merge": "merging",
    "approve": "sending",
    "send": "sending",
    "correct": "correcting",
    "unsubscribe": "correcting",
    "desk": "desk",
}

_REFUSED = (
    "どこにも書き出していません。記事・号・content/pages の文章からその語を除くか、組織の登録を確かめてください。"
    "前後の文字と、見送りに要る context_hash は report-refused.json にあります。"
)


_NO_ROOM = "ディスクの空きがないため、書き込めません。空きを作ってから、もう一度実行してください。"
_NO_RIGHT = "読み書きの権限がありません。フォルダとファイルの権限を確かめてください。"
_NO_PLACE = "フォルダとファイルが入れ違っています。同じ名前のものを別の場所へ移してください。"
# What the machine refuses, whatever the command: nothing of it is a bug of ours.
_OF_MACHINE = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _NO_ROOM),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _NO_RIGHT),
    **dict.fromkeys((errno.ENOTDIR, errno.EISDIR), _NO_PLACE),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".{COMMANDS[cmd_name]}", __package__)
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: RET503 -- ctx.exit does not return
        """Say expected failures as what they are; anything else is a bug and keeps its traceback."""
        try:
            return super().invoke(ctx)
        except ContentError as error:
            print_findings(error.findings)
        except GateError as error:
            print_leaks(error.leaks, advice=_REFUSED)
        except UsageError as error:
            click.echo(f"実行できません: {error}", err=True)
            ctx.exit(2)
        except GeneratorError as error:
            click.echo(f"失敗しました: {error}", err=True)
        except OSError as error:
            if error.errno not in _OF_MACHINE:
                raise
            place = f" {error.filename}" if error.filename else ""
            click.echo(f"失敗しました:{place} {_OF_MACHINE[error.errno]}", err=True)
        ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kawaraban", message="%(prog)s %(version)s")
def main() -> None:
    """瓦版: フィードを集め、選び、名前を伏せて、月に一度のサイトとメールを作ります。"""
