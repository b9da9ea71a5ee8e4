"""The ledger: one row per recipient of a sending, on disk before anything goes out.

    queued ──▶ sending ──▶ sent                         the server took it (250)
      ▲  │        ├──────▶ deferred ──▶ sending         4xx: again later
      │  │        ├──────▶ failed                       5xx: never again in this run
      │  ▼        └──────▶ unknown ──▶ sent | queued    we died in between: the server's log knows, or an editor
      │ suppressed                                      opted out, also while the run is under way
      └── sending                                       the connection broke before the message was handed over

A row is ``sending`` on disk before the first byte of its message leaves, and ``sent`` after the server's 250: after a
crash exactly the rows that are ``sending`` are in doubt, and no other (MAIL.md C1). Those become ``unknown`` when the
ledger is opened again; they are never sent again by guessing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ..errors import UsageError


class State(StrEnum):
    """What became of one recipient's mail."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"

    @property
    def label(self) -> str:
        """Its name as editors read it."""
        return _LABELS[self]

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to the row in this run."""
        return self in (State.SENT, State.FAILED, State.SUPPRESSED)


_LABELS = {
    State.QUEUED: "送信待ち",
    State.SENDING: "送信中",
    State.SENT: "送信済み",
    State.DEFERRED: "再送待ち",
    State.FAILED: "送信不可",
    State.UNKNOWN: "結果不明",
    State.SUPPRESSED: "配信停止",
}
_NEXT = {
    State.QUEUED: {State.SENDING, State.SUPPRESSED},
    State.SENDING: {State.SENT, State.DEFERRED, State.FAILED, State.UNKNOWN, State.QUEUED},
    State.DEFERRED: {State.SENDING, State.SUPPRESSED, State.FAILED},
    State.UNKNOWN: {State.SENT, State.QUEUED, State.FAILED},
    State.SENT: set[State](),
    State.FAILED: {State.QUEUED},
    State.SUPPRESSED: set[State](),
}
_SCHEMA = """
CREATE TABLE IF NOT EXISTS run (
    one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, issue TEXT NOT NULL, digest TEXT NOT NULL,
    started TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS recipient (
    position INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, address TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, detail TEXT NOT NULL DEFAULT '', changed TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS recipient_state ON recipient (state, position);
"""
_COLUMNS = "address, message_id, state, attempts, detail, changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One sending: which issue, and the digest of exactly the bytes that were approved for it."""

    id: str
    issue: str
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One recipient of a run."""

    address: str
    message_id: str
    state: State
    attempts: int
    detail: str
    changed: datetime


@contextmanager
def open_ledger(path: Path, run: Run, *, now: datetime) -> Iterator[Ledger]:
    """Open the ledger of an issue, or begin it; rows that were in the middle of sending become unknown.

    Raises UsageError where the ledger belongs to another issue or other bytes, or another process has it open.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        yield Ledger(connection, run, now=now)
    finally:
        connection.close()


class Ledger:
    """The rows of one run; every change is on disk when the method returns."""

    def __init__(self, connection: sqlite3.Connection, run: Run, *, now: datetime) -> None:
        self._connection = connection
        self._prepare()
        self.run = self._begin_or_resume(run, now)
        self._doubt_what_was_sending()

    def add(self, recipients: Iterable[tuple[str, str]], *, now: datetime) -> int:
        """Queue (address, message_id) pairs; an address that is in the ledger stays as it is. Give how many are new."""
        before = self._connection.total_changes
        with self._transaction():
            self._connection.executemany(
                "INSERT INTO recipient (key, address, message_id, state, changed) VALUES (?, ?, ?, 'queued', ?) "
                "ON CONFLICT (key) DO NOTHING",
                ((address.casefold(), address, name, now.isoformat()) for address, name in recipients),
            )
        return self._connection.total_changes - before

    def rows(self, *states: State) -> tuple[Row, ...]:
        """Give the rows in these states (all, where none is named), in the order of the list."""
        wanted = states or tuple(State)
        marks = ",".join("?" * len(wanted))
        found = self._connection.execute(
            f"SELECT {_COLUMNS} FROM recipient WHERE state IN ({marks}) ORDER BY position",  # noqa: S608 - only marks
            wanted,
        )
        return tuple(_row(columns) for columns in found)

    def counts(self) -> dict[State, int]:
        """Give how many rows are in each state, zeros included: the sum is everybody who is in the ledger."""
        found = dict(self._connection.execute("SELECT state, count(*) FROM recipient GROUP BY state").fetchall())
        return {state: found.get(state.value, 0) for state in State}

    def move(self, address: str, state: State, *, now: datetime, detail: str = "") -> None:
        """Put one row into its next state; ValueError where the drawing above knows no such way.

        ``detail`` is what the server said, or who decided.
        """
        origins = [origin.value for origin, targets in _NEXT.items() if state in targets]
        marks = ",".join("?" * len(origins))
        changed = self._connection.execute(
            f"UPDATE recipient SET state = ?, detail = ?, changed = ?, attempts = attempts + ? "  # noqa: S608 - only marks
            f"WHERE key = ? AND state IN ({marks})",
            (state, detail, now.isoformat(), int(state is State.SENDING), address.casefold(), *origins),
        )
        if changed.rowcount != 1:
            raise ValueError(f"{address} is not in the ledger, or in no state that leads to {state}")

    def _prepare(self) -> None:
        """Make every commit durable (WAL, FULL) and keep other processes out until we close."""
        try:
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT;")
        except sqlite3.OperationalError as error:
            raise UsageError("送信台帳を開けません。ほかの送信が動いていないか確かめてください。") from error
        except sqlite3.DatabaseError as error:
            message = f"送信台帳が壊れています。.state のバックアップから戻してください: {error}"
            raise UsageError(message) from error

    def _begin_or_resume(self, run: Run, now: datetime) -> Run:
        """Keep the id of the run that was begun; refuse another issue or other bytes."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO run (one, id, issue, digest, started) VALUES (1, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (run.id, run.issue, run.digest, now.isoformat()),
            )
        name, issue, digest = self._connection.execute("SELECT id, issue, digest FROM run").fetchone()
        if issue != run.issue:
            raise UsageError(f"この送信台帳は{issue}号のものです。{run.issue}号には使えません。")
        if digest != run.digest:
            raise UsageError(
                f"{issue}号は送信を始めたあとでメールの内容が変わっています。始めたときの内容に戻してから再開するか、"
                "訂正の号として送ってください。"
            )
        return Run(id=name, issue=issue, digest=digest)

    def _doubt_what_was_sending(self) -> None:
        self._connection.execute(
            "UPDATE recipient SET state = 'unknown', detail = '送信の途中で止まりました。' WHERE state = 'sending'"
        )  # `changed` stays: the moment at which the sending began is what a server's log is compared with

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


class LedgerInUseError(UsageError):
    """A sending holds the ledger: later it can be read."""


def read_ledger(path: Path, *, wait: float = 0.0) -> tuple[Run, tuple[Row, ...]]:
    """Read a ledger without changing it: its run and all rows.

    LedgerInUseError where a sending still holds it after ``wait`` seconds, UsageError where it is broken.
    """
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=wait)
    except sqlite3.Error as error:
        raise UsageError(f"送信台帳 {path} を開けません: {error}") from error
    try:
        run = connection.execute("SELECT id, issue, digest FROM run").fetchone()
        rows = connection.execute(f"SELECT {_COLUMNS} FROM recipient ORDER BY position").fetchall()  # noqa: S608 - ours
    except sqlite3.Error as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise LedgerInUseError(f"送信台帳 {path} は、送信中なので読めません: {error}") from error
        message = f"送信台帳 {path} が壊れています。.state のバックアップから戻してください: {error}"
        raise UsageError(message) from error
    finally:
        connection.close()
    if run is None:
        raise UsageError(f"送信台帳 {path} には送信の記録がありません。")
    return Run(id=run[0], issue=run[1], digest=run[2]), tuple(_row(columns) for columns in rows)


def _row(columns: tuple[str, str, str, int, str, str]) -> Row:
    address, message_id, state, attempts, detail, changed = columns
    return Row(
        address=address,
        message_id=message_id,
        state=State(state),
        attempts=attempts,
        detail=detail,
        changed=datetime.fromisoformat(changed),
    )
