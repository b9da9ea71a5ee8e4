"""Who cannot be reached: delivery reports become suppressions, so that the next issue does not go there again.

    mailboxes (mbox, Maildir, stdin) ──▶ reports (RFC 3464) ──▶ whose, by the mark ──▶ 5.x.x at once, others counted

A report is believed only where it carries a mark that we made for one recipient of one run (in the return path, or
in the Message-ID of the returned mail). What it says about whose address it is, and its human text, are not believed:
anybody can write them. A mail that a server returned in plain words alone counts as a temporary failure.

Not every 5.x.x speaks of the recipient (RFC 3463, 3): 5.7.x is a policy about the sender (SPF, DKIM, DMARC, its
reputation), 5.1.7 and 5.1.8 are its address, and 5.3.4 is a mail that was too big. A slip in our DNS would else take
every member of a large provider off the list with one issue; so these count like temporary failures.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from .ledger import Row, Run, read_ledger
from .personal import mark_of
from .reports import DeliveryReport, Outcome, read_report

SOFT_LIMIT = 3  # issues: MAIL.md C1
WINDOW = timedelta(days=366)  # older soft bounces do not count any more
_OURS = re.compile(r"5\.(?:7\.\d+|1\.[78]|3\.4)")  # the sender's fault
_MARK = re.compile(r"\+(?P<mark>[0-9a-f]{24})@")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS soft (
    address TEXT NOT NULL, issue TEXT NOT NULL, status TEXT NOT NULL, seen TEXT NOT NULL, PRIMARY KEY (address, issue)
);
CREATE TABLE IF NOT EXISTS hard (
    address TEXT NOT NULL, issue TEXT NOT NULL, seen TEXT NOT NULL, PRIMARY KEY (address, issue)
);
"""
_WAIT = 30.0  # seconds for another reader of the same mailbox


class Verdict(StrEnum):
    """What a message in the bounce mailbox comes to."""

    SUPPRESSED = "suppressed"  # 5.x.x, or 4.x.x for the third issue
    COUNTED = "counted"  # 4.x.x, and what is the sender's fault
    IGNORED = "ignored"  # delayed, delivered: nothing to do
    FORGED = "forged"  # no mark of ours
    NO_REPORT = "no_report"  # not a delivery report, or a broken one: a person may want to look


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressee:
    """Whom a mark stands for."""

    address: str
    issue: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """One message, judged; without an address where it is none of ours."""

    verdict: Verdict
    address: str = ""
    status: str = ""
    is_marked: bool = False  # it has a mark, if perhaps of a ledger that could not be read


def is_for_ever(status: str) -> bool:
    """Whether a status says that the recipient cannot be reached, and will not be."""
    return status.startswith("5") and not _OURS.fullmatch(status)


def read_marks(ledgers: Iterable[Path]) -> dict[str, Addressee]:
    """Give whom each mark in these ledgers stands for; UsageError where one cannot be read."""
    marks: dict[str, Addressee] = {}
    for path in ledgers:
        run, rows = read_ledger(path)
        marks |= marks_of(run, rows)
    return marks


def marks_of(run: Run, rows: Iterable[Row]) -> dict[str, Addressee]:
    """Give whom each mark of one ledger stands for."""
    return {mark_of(row.message_id): Addressee(address=row.address, issue=run.issue) for row in rows}


def process(
    messages: Iterable[bytes],
    *,
    marks: Mapping[str, Addressee],
    softs: SoftBounces,
    suppress: Callable[[str], None],
    now: datetime,
    leave: Callable[[bytes], None] = lambda _message: None,
) -> Iterator[Judged]:
    """Judge each message, and suppress or count as it says; ``suppress`` takes an address, ``leave`` what is no report.

    A report that was seen before changes nothing: who is written to again stays so when a mailbox is read once more.
    """
    for data in messages:
        report = read_report(data)
        if report is None:
            leave(data)
            yield Judged(verdict=Verdict.NO_REPORT)
            continue
        addressee = _addressee(report, marks)
        if addressee is None:
            yield Judged(verdict=Verdict.FORGED, is_marked=bool(_marks_in(report)))
            continue
        yield _judge(_outcome_of(report, addressee), addressee, softs, suppress, now)


def _judge(
    outcome: Outcome | None,
    addressee: Addressee,
    softs: SoftBounces,
    suppress: Callable[[str], None],
    now: datetime,
) -> Judged:
    """Read the class of the status, not the action alone: a full mailbox is "failed", too, with 4.2.2 (MAIL.md C1)."""
    verdict = Verdict.IGNORED
    if outcome is not None and outcome.action == "failed" and outcome.status[:1] in ("4", "5"):
        is_new = not softs.knows(addressee)
        verdict = Verdict.SUPPRESSED
        if not is_for_ever(outcome.status) and softs.count(addressee, outcome.status, now) < SOFT_LIMIT:
            verdict = Verdict.COUNTED
        elif is_new:
            suppress(addressee.address)
            softs.note(addressee, now)  # afterwards: a crash in between suppresses twice, never not at all
    return Judged(verdict=verdict, address=addressee.address, status=outcome.status if outcome else "")


def _addressee(report: DeliveryReport, marks: Mapping[str, Addressee]) -> Addressee | None:
    """Give whom the report is about, by a mark of ours; None where it carries none, or two that differ."""
    found = _marks_in(report)
    known = {marks[mark] for mark in found if mark in marks}
    return known.pop() if len(known) == 1 and len(found) == 1 else None


def _marks_in(report: DeliveryReport) -> set[str]:
    found = {match["mark"] for text in report.came_to for match in _MARK.finditer(text)}
    if not found and report.message_id:
        mark = mark_of(report.message_id)
        found = {mark} if _MARK.fullmatch(f"+{mark}@") else set()
    return found


def _outcome_of(report: DeliveryReport, addressee: Addressee) -> Outcome | None:
    """Give the group that speaks of the addressee: the one of that name, or the only one (mail may be forwarded)."""
    named = [one for one in report.outcomes if one.recipient.casefold() == addressee.address.casefold()]
    if named:
        return named[-1]
    return report.outcomes[0] if len(report.outcomes) == 1 else None


class SoftBounces:
    """Temporary failures by address and issue: a second report on the same issue does not count twice."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._connection.executescript(_SCHEMA)

    def knows(self, addressee: Addressee) -> bool:
        """Whether this address was suppressed for this issue already."""
        key = (addressee.address.casefold(), addressee.issue)
        return bool(self._connection.execute("SELECT 1 FROM hard WHERE address = ? AND issue = ?", key).fetchone())

    def note(self, addressee: Addressee, now: datetime) -> None:
        """Remember that this address was suppressed for this issue."""
        row = (addressee.address.casefold(), addressee.issue, now.isoformat())
        with self._connection:
            self._connection.execute("INSERT INTO hard VALUES (?, ?, ?) ON CONFLICT DO NOTHING", row)

    def count(self, addressee: Addressee, status: str, now: datetime) -> int:
        """Note one, and give for how many issues within a year there was one."""
        address = addressee.address.casefold()
        with self._connection:
            self._connection.execute(
                "INSERT INTO soft (address, issue, status, seen) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (address, addressee.issue, status, now.isoformat()),
            )
        since = (now - WINDOW).isoformat()
        found = self._connection.execute(
            "SELECT count(*) FROM soft WHERE address = ? AND seen >= ?", (address, since)
        ).fetchone()
        return int(found[0])


@contextmanager
def open_softs(path: Path) -> Iterator[SoftBounces]:
    """Open the file of temporary failures, or begin it; waits for another that writes."""
    connection = sqlite3.connect(path, timeout=_WAIT)
    try:
        yield SoftBounces(connection)
    finally:
        connection.close()


def tally(judged: Iterable[Judged]) -> dict[Verdict, int]:
    """Give how many messages came to what, zeros included."""
    counts = Counter(one.verdict for one in judged)
    return {verdict: counts[verdict] for verdict in Verdict}


if __name__ == "__main__":
    from .bounces_command import main

    main()
