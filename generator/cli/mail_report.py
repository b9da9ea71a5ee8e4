"""How a sending went: in words for the operator, a row for everybody where a program asks."""

from __future__ import annotations

from typing import Any

import click

from ..text import to_jst
from .mailing import Done, Job
from .output import print_json


def report(job: Job, done: Done, *, as_json: bool) -> int:
    """Say how it went, every row where a program asks; give the exit code: 0 only where everybody is accounted for."""
    from ..deliver.ledger import State

    if as_json:
        print_json(report_rows(job, done))
    else:
        for state in State:
            if done.counts[state]:
                click.echo(f"{state.label}: {done.counts[state]}件")
        for row in done.rows:
            if row.state not in (State.SENT, State.SUPPRESSED):
                click.echo(f"  {row.address}: {row.state.label} {row.detail}")
        if done.counts[State.UNKNOWN]:
            click.echo(
                "結果不明の宛先には、自動では二度送りません。メールサーバーの記録を --postfix-log で渡すか、"
                "1件ずつ --treat-as-sent か --send-again で決めて、--resume してください。"
            )
        if not done.is_finished:
            click.echo("終わっていません。続きは、同じ指定に --resume を付けて送れます。")
        click.echo(keep_the_record(job))
    return 0 if done.is_finished and not done.counts[State.FAILED] else 1


def keep_the_record(job: Job) -> str:
    """Say how the record is kept: only in git does it bar a second sending from another machine."""
    folder = (job.content / "issues" / job.month).as_posix()
    return f"記録を保存してください: git add {folder} && git commit -m '{job.title}を送信' && git push"


def report_rows(job: Job, done: Done) -> dict[str, Any]:
    """Give the report of every row."""
    return {
        "issue": job.month,
        "run": done.run,
        "finished": done.is_finished,
        "counts": {state.value: count for state, count in done.counts.items()},
        "recipients": [
            {
                "address": row.address,
                "state": row.state.value,
                "attempts": row.attempts,
                "detail": row.detail,
                "message_id": row.message_id,
                "changed": to_jst(row.changed).isoformat(),
            }
            for row in done.rows
        ],
    }
