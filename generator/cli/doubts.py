"""Rows in doubt: the operator's word first, then the mail server's log, and nothing by guessing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError, reason_of
from ..text import utc_now

if TYPE_CHECKING:
    from ..deliver.ledger import Ledger, Row

_TOLD_SENT = "担当者が届いたものとしました。"
_LOG_LAG = 2.0  # seconds that a mail server's log may be behind (MAIL.md C1)


@dataclass(frozen=True, kw_only=True)
class Doubts:
    """How rows in doubt are to be decided: by the server's log, or one by one by the operator."""

    logs: tuple[Path, ...] = ()
    as_sent: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


def settle_doubts(ledger: Ledger, doubts: Doubts, *, now: datetime) -> None:
    """Decide what is in doubt, by the operator's word first; the log only where it can know."""
    from ..deliver.ledger import State
    from ..deliver.pipeline import settle
    from ..deliver.postfix_log import covers, taken_by_postfix

    words = (
        (doubts.as_sent, (State.UNKNOWN,), State.SENT, _TOLD_SENT),
        (doubts.again, (State.UNKNOWN, State.FAILED), State.QUEUED, "担当者がもう一度送ることにしました。"),
    )
    _refuse_doubtful_words(ledger, doubts, words)
    for addresses, _, state, detail in words:
        for address in addresses:
            ledger.move(address, state, now=now, detail=detail)
    if doubts.logs and ledger.rows(State.UNKNOWN):
        time.sleep(_left_of_lag(ledger.rows(State.UNKNOWN)))
        taken = taken_by_postfix(line for path in doubts.logs for line in _lines(path))
        written = max(datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in doubts.logs)
        rows = (row for row in ledger.rows() if row.detail != _TOLD_SENT)  # what the operator knows, the log need not
        if not covers(taken, rows, written=written):
            raise UsageError(
                "この Postfix の記録には、送信済みのメールの一部がないか、送信より前で終わっています。"
                "二重に送るおそれがあるので使えません。回転した古い記録も --postfix-log で渡してください。"
            )
        settle(ledger, taken, now=now)


def _refuse_doubtful_words(ledger: Ledger, doubts: Doubts, words: Iterable[tuple[Any, ...]]) -> None:
    """Look at all that the operator says before any of it is written down."""
    both = {one.casefold() for one in doubts.as_sent} & {one.casefold() for one in doubts.again}
    if both:
        raise UsageError(f"--treat-as-sent と --send-again の両方にあります: {'、'.join(sorted(both))}")
    for addresses, states, _, _ in words:
        may = {row.address.casefold() for row in ledger.rows(*states)}
        for address in addresses:
            if address.casefold() not in may:
                named = "」か「".join(one.label for one in states)
                raise UsageError(f"{address} は「{named}」ではありません。")


def _left_of_lag(rows: Iterable[Row]) -> float:
    """Give the seconds after which a log must hold what was begun last."""
    begun = max(row.changed for row in rows)
    return min(_LOG_LAG, max(0.0, _LOG_LAG - (utc_now() - begun).total_seconds()))


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from file
    except OSError as error:
        raise UsageError(f"Postfix の記録 {path} を読めません({reason_of(error)})。") from error
