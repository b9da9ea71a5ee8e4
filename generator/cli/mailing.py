"""The sending that `send` and `correct --mail` share: the ledger is opened, settled and sent from, the record kept."""

from __future__ import annotations

import hashlib
import secrets
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .. import storage
from ..errors import UsageError
from ..model import Sent, Tally
from ..text import month_title, to_jst, utc_now
from .doubts import Doubts, settle_doubts

if TYPE_CHECKING:
    from ..deliver.ledger import Ledger, Row, Run, State
    from ..deliver.pipeline import Copies, Sender


@dataclass(frozen=True, kw_only=True)
class Job:
    """One sending: what, under which name, and how its record begins."""

    content: Path
    month: str
    message: bytes  # as approved
    approved_by: str
    via: str
    kept: Mapping[str, bytes]  # the as-sent copy, by file name
    correction: str = ""  # name of the correction mail's record; empty for the issue itself

    @property
    def ledger_path(self) -> Path:
        """Where its ledger lies."""
        name = f"{self.month}-{self.correction}" if self.correction else self.month
        return storage.delivery_folder(self.content) / "sendings" / f"{name}.sqlite"

    @property
    def digest(self) -> str:
        """The hash that the ledger is bound to."""
        return hashlib.sha256(self.message).hexdigest()

    @property
    def title(self) -> str:
        """What it is, in words."""
        return f"{month_title(self.month)}の訂正のメール" if self.correction else month_title(self.month)

    def load_sent(self) -> Sent | None:
        """Read its record."""
        return storage.load_sent(self.content, self.month, self.correction)

    def save_sent(self, sent: Sent) -> Path:
        """Write its record."""
        return storage.save_sent(self.content, self.month, sent, self.correction)


@dataclass(frozen=True, kw_only=True)
class Course:
    """With what, and how fast."""

    copies: Callable[[Run], Copies]
    sender: AbstractContextManager[Sender]
    suppressed: Callable[[], frozenset[str]]
    rate: float | None = None
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a sending stands when the command ends."""

    run: str
    rows: Sequence[Row]
    counts: Mapping[State, int]

    @property
    def is_finished(self) -> bool:
        """Whether nobody waits and nobody is in doubt."""
        return all(row.state.is_final for row in self.rows)


def check_begun(job: Job, *, resume: bool, again: Sequence[str] = ()) -> Sent | None:
    """Give the record of a sending that may go on; UsageError where it may not begin, or not go on.

    ``again``: who is to get it once more, as the operator says: only then may a finished one go on.
    """
    sent, has_ledger = job.load_sent(), job.ledger_path.exists()
    if sent is not None and sent.finished is not None and not (resume and again):
        raise already_sent(job.title, sent)
    begun = sent is not None or (has_ledger and _has_begun(job.ledger_path))
    if begun and not resume:
        raise UsageError(f"{job.title}の送信は途中まで進んでいます。続きを送るには --resume を付けてください。")
    if resume and not begun:
        raise UsageError(f"{job.title}の送信はまだ始まっていません。--resume を外してください。")
    if sent is not None and sent.via != job.via:
        raise UsageError(f"{job.title}の送信は --via {sent.via} で始まっています。同じ指定で続けてください。")
    _refuse_older_ledger(job, sent)
    if begun and not has_ledger and job.via != "listmonk":  # listmonk keeps its own account
        raise UsageError(
            f"送信台帳 {job.ledger_path} がありません。誰に送ったかが分からないので、続きは送れません。"
            ".state のバックアップから戻してください。"
        )
    return sent


def already_sent(title: str, sent: Sent) -> UsageError:
    """Give the refusal of a second sending."""
    return UsageError(f"{title}は{sent.finished:%Y-%m-%d %H:%M}に送信済みです({sent.recipients}件)。二度は送りません。")


def _refuse_older_ledger(job: Job, sent: Sent | None) -> None:
    """Refuse a ledger that knows of less than its record: it is an old copy, and some would get two."""
    from ..deliver.ledger import State, read_ledger

    if sent is None or sent.tally is None or not job.ledger_path.exists():
        return
    known = sum(row.state is State.SENT for row in read_ledger(job.ledger_path)[1])
    if known < sent.tally.sent:
        raise UsageError(
            f"送信台帳 {job.ledger_path} は古いものです(記録では{sent.tally.sent}件が送信済み、台帳では{known}件)。"
            "このまま続けると二度届く人が出ます。新しいバックアップから戻すか、台帳にない分をメールサーバーの記録で確かめ、"
            "1件ずつ決めてください。"
        )


def _has_begun(path: Path) -> bool:
    from ..deliver.ledger import State, read_ledger

    _, rows = read_ledger(path)
    return any(row.state is not State.QUEUED for row in rows)


def new_run(job: Job) -> Run:
    """Give a run with a name that no log has seen."""
    from ..deliver.ledger import Run

    return Run(id=secrets.token_hex(6), issue=job.month, digest=job.digest)


@contextmanager
def opened(job: Job, *, now: datetime) -> Iterator[Ledger]:
    """Open the ledger in a folder that only we may read."""
    from ..deliver.ledger import open_ledger

    storage.secure_delivery_folder(job.content)
    job.ledger_path.parent.mkdir(mode=0o700, exist_ok=True)
    with open_ledger(job.ledger_path, new_run(job), now=now) as ledger:
        yield ledger


def carry_out(job: Job, addresses: Sequence[str], course: Course, doubts: Doubts, *, now: datetime) -> Done:
    """Enrol, settle what is in doubt, send, and keep the record, whatever happens in between.

    The order survives a kill: everybody is in the ledger before the record says that the sending has begun, and the
    record says so before the first mail goes out.
    """
    from ..deliver.pipeline import enrol, leave_out, send_all

    with opened(job, now=now) as ledger:
        copies = course.copies(ledger.run)
        settle_doubts(ledger, doubts, now=now)
        enrol(ledger, addresses, copies, now=now)
        leave_out(ledger, addresses, now=now)
        kept = storage.keep_as_sent(job.content, job.month, job.kept)
        known = job.load_sent()
        sent = known or _record(job, ledger, now)
        record = job.save_sent(sent)
        try:
            with course.sender as sender, _stopping() as halted, _progress(ledger, course) as advance:
                pause = _pause(course.rate, halted, advance)
                send_all(ledger, copies, sender, suppressed=course.suppressed, clock=utc_now, pause=pause)
            _suppress_unreachable(job, ledger, copies, course)
        finally:
            done = Done(run=ledger.run.id, rows=ledger.rows(), counts=ledger.counts())
            job.save_sent(_finished(sent, done))
            if known is None and _never_began(done):
                log = job.ledger_path.with_name(f"{job.ledger_path.name}-wal")  # SQLite's, left where the file is gone
                for path in (*kept, record, job.ledger_path, log):
                    path.unlink(missing_ok=True)
    return done


def _never_began(done: Done) -> bool:
    """Whether nobody was handed anything, since the server was not reached: such a start binds nobody to its bytes."""
    from ..deliver.ledger import State

    untouched = all(row.state in (State.QUEUED, State.SUPPRESSED) for row in done.rows)
    return untouched and not done.is_finished and sum(row.attempts for row in done.rows) <= 1


def _suppress_unreachable(job: Job, ledger: Ledger, copies: Copies, course: Course) -> None:
    """Take those off the list whom the server itself calls unknown: the same as a bounce that says so."""
    from ..deliver.ledger import State
    from ..deliver.smtp import says_unreachable
    from ..deliver.suppressions import suppress

    path, known = storage.delivery_folder(job.content) / "suppressions", course.suppressed()
    for row in ledger.rows(State.FAILED):
        token = copies.token(row.address)
        if token and token not in known and says_unreachable(row.detail):
            suppress(path, token, now=row.changed)


def _record(job: Job, ledger: Ledger, now: datetime) -> Sent:
    return Sent(
        run=ledger.run.id,
        message=job.digest,
        approved_by=job.approved_by,
        via=job.via,
        recipients=len(ledger.rows()),
        begun=_second(now),
    )


def _finished(sent: Sent, done: Done) -> Sent:
    counts = {state.value: count for state, count in done.counts.items()}
    tally = Tally(
        sent=counts["sent"],
        failed=counts["failed"],
        suppressed=counts["suppressed"],
        unknown=counts["unknown"] + counts["sending"],
        waiting=counts["queued"] + counts["deferred"],
    )
    finished = _second(utc_now()) if done.is_finished else None
    return replace(sent, tally=tally, finished=finished, recipients=len(done.rows))


def _second(moment: datetime) -> datetime:
    return to_jst(moment).replace(microsecond=0)


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Turn Ctrl-C and SIGTERM into a halt after the mail that is under way: then nobody is in doubt."""
    asked: list[int] = []
    signals = (signal.SIGINT, signal.SIGTERM)
    before = {one: signal.signal(one, lambda number, _frame: asked.append(number)) for one in signals}
    try:
        yield lambda: bool(asked)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def _progress(ledger: Ledger, course: Course) -> Iterator[Callable[[], None]]:
    from ..deliver.ledger import State

    waiting = len(ledger.rows(State.QUEUED, State.DEFERRED))
    console = Console(stderr=True)
    shown = console.is_terminal and not course.quiet
    columns = (TextColumn("送信"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) if shown else nullcontext() as bar:
        if bar is None:
            yield lambda: None
        else:
            task = bar.add_task("", total=waiting)
            yield lambda: bar.advance(task)


def _pause(rate: float | None, halted: Callable[[], bool], advance: Callable[[], None]) -> Callable[[], None]:
    from ..deliver.pacing import Pace

    pace = Pace(rate, time.monotonic, time.sleep) if rate else None

    def pause() -> None:
        advance()
        if halted():
            raise UsageError("中断しました。送り終えたところまでは台帳に記録しました。続きは --resume で送れます。")
        if pace:
            pace.wait()

    return pause
