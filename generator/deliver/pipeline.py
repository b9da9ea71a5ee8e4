"""The run: every recipient in the ledger gets their copy once, or the ledger says why not.

Nothing here knows the network, the clock or a folder: transport, clock and the suppressions come in as arguments, so
that a test can kill, refuse and opt out at any point.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ..errors import UsageError
from .ledger import Ledger, Row, Run, State
from .personal import mark_of, message_id, personalize
from .smtp import Answer
from .unsubscribe import make_token, personal_address

_TRIES = 2  # where nothing was handed over: many servers hang up after some hundred messages
_BROKEN_IN_A_ROW = 5  # then the server is gone, and going on would only fill the log
_REFUSED_IN_A_ROW = 20  # then it is the mail that is refused (its size, its sender), not its recipients


class Sender(Protocol):
    """Whatever takes one message for one recipient and says what became of it."""

    def send(self, *, sender: str, recipient: str, message: bytes) -> Answer:
        """Hand one message over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """What is sent, and how a copy is made for one recipient."""

    message: bytes  # exactly what was approved
    address: str  # From: names the list in tokens and Message-IDs, and takes the bounces
    key: bytes  # of the unsubscribe tokens
    opt_out: str | None = None  # https address of the unsubscribe program where one-click is offered

    def token(self, recipient: str) -> str:
        """Give the recipient's unsubscribe token."""
        return make_token(self.key, self.address, recipient)

    def message_id(self, run: Run, recipient: str) -> str:
        """Give the recipient's own Message-ID in a run."""
        host = self.address.rpartition("@")[2]
        return message_id(run.id, run.issue, recipient, host, key=self.key)

    def copy(self, row: Row) -> bytes:
        """Give the recipient's copy."""
        way_out = None if self.opt_out is None else personal_address(self.opt_out, self.token(row.address))
        return personalize(self.message, to=row.address, message_id=row.message_id, unsubscribe=way_out)

    def return_path(self, row: Row) -> str:
        """Give the envelope sender: news+MARK@host, so that a bounce names its row whatever its text says (VERP)."""
        local, _, host = self.address.rpartition("@")
        return f"{local}+{mark_of(row.message_id)}@{host}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Posting:
    """One message for the posting address of a list; the engine behind it makes the copies."""

    message: bytes  # without our list headers (handoff.message.for_list)
    address: str  # From, and who may post

    def token(self, recipient: str) -> str:
        """Give no token: a list does not say no."""
        del recipient
        return ""

    def message_id(self, run: Run, recipient: str) -> str:
        """Give the run's name: there is only one row."""
        del recipient
        return f"<{run.issue}.{run.id}.posting@{self.address.rpartition('@')[2]}>"

    def copy(self, row: Row) -> bytes:
        """Give the message as it is."""
        del row
        return self.message

    def return_path(self, row: Row) -> str:
        """Give the address that posts."""
        del row
        return self.address


class Copies(Protocol):
    """What is sent: the copy of a row, from where, and under which token its recipient says no."""

    def token(self, recipient: str) -> str:
        """Give the recipient's unsubscribe token."""

    def message_id(self, run: Run, recipient: str) -> str:
        """Give the Message-ID of the recipient's copy."""

    def copy(self, row: Row) -> bytes:
        """Give the recipient's copy."""

    def return_path(self, row: Row) -> str:
        """Give the envelope sender."""


def enrol(ledger: Ledger, addresses: Iterable[str], copies: Copies, *, now: datetime) -> int:
    """Queue everybody who is not in the ledger yet; give how many that were."""
    return ledger.add(((address, copies.message_id(ledger.run, address)) for address in addresses), now=now)


def leave_out(ledger: Ledger, addresses: Iterable[str], *, now: datetime) -> int:
    """Take those out who are no longer on the list and have had nothing yet; give how many."""
    keys = {address.casefold() for address in addresses}
    gone = [row for row in ledger.rows(State.QUEUED, State.DEFERRED) if row.address.casefold() not in keys]
    for row in gone:
        ledger.move(row.address, State.SUPPRESSED, now=now, detail="名簿から外れました。")
    return len(gone)


def settle(ledger: Ledger, taken: Collection[str], *, now: datetime) -> None:
    """Decide what is unknown by what the mail server's log says it took; the others are queued again."""
    for row in ledger.rows(State.UNKNOWN):
        if row.message_id in taken:
            ledger.move(row.address, State.SENT, now=now, detail="メールサーバーの記録で確認しました。")
        else:
            ledger.move(row.address, State.QUEUED, now=now, detail="メールサーバーの記録にありません。")


def send_all(
    ledger: Ledger,
    sending: Copies,
    sender: Sender,
    *,
    suppressed: Callable[[], Collection[str]],
    clock: Callable[[], datetime],
    pause: Callable[[], None] = lambda: None,
) -> dict[State, int]:
    """Send to everybody who waits, deferred ones included, each at most once in this pass; give the counts.

    ``suppressed`` is asked anew before every message, so that who opts out during the run gets none; ``pause`` is
    called after each attempt and keeps the rate. What is unknown is left alone: see ``settle``. Who was tried before
    comes last: some addresses on which the server hangs up must not keep the others from their mail for ever.
    UsageError where the server is gone, or refuses one after the other.
    """
    streak = _Streak()
    for row in sorted(ledger.rows(State.QUEUED, State.DEFERRED), key=lambda row: row.attempts):
        for _ in range(_TRIES):
            if sending.token(row.address) in suppressed():
                ledger.move(row.address, State.SUPPRESSED, now=clock(), detail="配信停止の申し出がありました。")
                break
            answer = _send_one(ledger, sending, sender, row, clock)
            pause()
            streak.note(answer)
            if answer.state is not State.QUEUED:
                break
    return ledger.counts()


@dataclass(slots=True)
class _Streak:
    """How often in a row the same went wrong: then it is not the recipients."""

    broken: int = 0
    refused: int = 0

    def note(self, answer: Answer) -> None:
        """Count an answer; UsageError where it is one too many."""
        self.broken = self.broken + 1 if answer.state in (State.QUEUED, State.UNKNOWN) else 0
        self.refused = self.refused + 1 if answer.state is State.FAILED else 0
        if self.broken == _BROKEN_IN_A_ROW:
            raise UsageError(
                f"メールサーバーとの接続が{self.broken}回続けて切れたため、送信を中断しました。"
                "サーバーを確かめてから --resume で再開してください。"
            )
        if self.refused == _REFUSED_IN_A_ROW:
            raise UsageError(
                f"{self.refused}件続けて断られたため、送信を中断しました。最後の返事: {answer.detail} "
                "宛先ではなく、メールの大きさや差出人が理由かもしれません。"
                "直してから、断られた宛先を --send-again で指定し、--resume で再開してください。"
            )


def _send_one(ledger: Ledger, sending: Copies, sender: Sender, row: Row, clock: Callable[[], datetime]) -> Answer:
    """Write down before and after; where no answer comes because the run has to stop, nothing was handed over."""
    copy = sending.copy(row)
    ledger.move(row.address, State.SENDING, now=clock())
    try:
        answer = sender.send(sender=sending.return_path(row), recipient=row.address, message=copy)
    except UsageError as error:
        ledger.move(row.address, State.QUEUED, now=clock(), detail=str(error))
        raise
    ledger.move(row.address, answer.state, now=clock(), detail=answer.detail)
    return answer
