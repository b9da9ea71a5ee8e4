"""The whole way through a real mail server, with its real log and its real reports."""

import time
from datetime import UTC, datetime

import pytest

from generator.deliver.bounces import Addressee, Verdict, open_softs, process
from generator.deliver.ledger import Run, State, open_ledger
from generator.deliver.personal import mark_of
from generator.deliver.pipeline import Sending, enrol, send_all
from generator.deliver.smtp import open_transport
from tests.deliver.killing import send_under_kills
from tests.deliver.postfix import running, skip_without_postfix
from tests.deliver.sink import listening

NOW = datetime(2026, 11, 10, tzinfo=UTC)
A, B = "a@kakuu.example", "b@kakuu.example"
MESSAGE = b"From: news@kakuu.example\r\nSubject: x\r\nMessage-ID: <x@kakuu.example>\r\n\r\nbody\r\n"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def way():
    """Give (what listens behind Postfix, Postfix): started once, since that takes seconds."""
    skip_without_postfix()
    with listening() as sink, running(sink.port, lifetime="3s") as postfix:
        yield sink, postfix


@pytest.fixture
def relay(way):
    """Give both, with nothing left of the test before."""
    sink, _ = way
    sink.answers, sink.taken = {}, []
    return way


def send_through(postfix, folder):
    """Send to A and B by the ledger; gives the rows and whom each mark stands for."""
    sending = Sending(message=MESSAGE, address="news@kakuu.example", key=b"k" * 32)
    with (
        open_ledger(folder / "ledger", Run(id="r1", issue="2026-11", digest="abc"), now=NOW) as ledger,
        open_transport("127.0.0.1", postfix.port) as transport,
    ):
        enrol(ledger, [A, B], sending, now=NOW)
        send_all(ledger, sending, transport, suppressed=frozenset, clock=lambda: NOW)
        rows = ledger.rows()
    return rows, {mark_of(row.message_id): Addressee(address=row.address, issue="2026-11") for row in rows}


def reports(sink, *, within=60):
    """Wait for a mail that has no sender, as reports have none."""
    for _ in range(within * 10):
        found = [raw for _, raw, sender in sink.taken if "@" not in (sender or "")]
        if found:
            return found
        time.sleep(0.1)
    pytest.fail("no report came")


def judged(sink, marks, folder):
    suppressed = []
    with open_softs(folder / "softs") as softs:
        found = process(reports(sink), marks=marks, softs=softs, suppress=suppressed.append, now=NOW)
        return [one.verdict for one in found], suppressed


def test_an_address_that_is_not_there_is_suppressed_by_postfix_s_own_report(tmp_path, relay):
    sink, postfix = relay
    sink.answers["RCPT", B] = "550 5.1.1 no such user"

    rows, marks = send_through(postfix, tmp_path)

    assert [row.state for row in rows] == [State.SENT, State.SENT]
    assert judged(sink, marks, tmp_path) == ([Verdict.SUPPRESSED], [B])


def test_a_full_mailbox_is_counted_when_postfix_gives_up(tmp_path, relay):
    sink, postfix = relay
    sink.answers["RCPT", B] = "452 4.2.2 mailbox full"

    _, marks = send_through(postfix, tmp_path)

    assert judged(sink, marks, tmp_path) == ([Verdict.COUNTED], [])


def test_greylisting_is_waited_out_by_postfix(tmp_path, relay):
    sink, postfix = relay
    sink.answers["RCPT", B] = "451 4.7.1 greylisted"
    send_through(postfix, tmp_path)
    while A not in sink.recipients:
        time.sleep(0.02)

    sink.answers.clear()
    for _ in range(300):
        if B in sink.recipients:
            break
        time.sleep(0.1)

    assert sorted(sink.recipients) == [A, B]


def test_under_kills_the_log_of_postfix_leaves_nobody_out_and_nobody_gets_two(tmp_path):
    skip_without_postfix()

    outcome = send_under_kills(tmp_path, recipients=150, kills=5, size=20_000, seed=1)

    assert outcome.kills >= 2
    assert (outcome.lost, outcome.twice) == (0, 0)
    assert outcome.states == {"sent": 150}
