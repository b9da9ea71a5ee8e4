import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from builders import ROOT
from generator.deliver.ledger import Run, State, open_ledger
from generator.errors import UsageError

NOW = datetime(2026, 11, 10, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
RUN = Run(id="r1", issue="2026-11", digest="abc")
TWO = [("a@kakuu.example", "<1@kakuu.example>"), ("b@kakuu.example", "<2@kakuu.example>")]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.sqlite"


def states(ledger):
    return {row.address: row.state for row in ledger.rows()}


def test_everybody_is_queued_in_the_order_of_the_list(path):
    with open_ledger(path, RUN, now=NOW) as ledger:
        assert ledger.add(TWO, now=NOW) == 2
        assert [(row.address, row.state, row.attempts) for row in ledger.rows()] == [
            ("a@kakuu.example", State.QUEUED, 0),
            ("b@kakuu.example", State.QUEUED, 0),
        ]


def test_an_address_is_in_the_ledger_once_whatever_its_case(path):
    with open_ledger(path, RUN, now=NOW) as ledger:
        ledger.add(TWO, now=NOW)
        again = [("A@KAKUU.example", "<3@kakuu.example>"), ("c@kakuu.example", "<4@kakuu.example>")]

        assert ledger.add(again, now=LATER) == 1
        assert [row.message_id for row in ledger.rows()] == [
            "<1@kakuu.example>",
            "<2@kakuu.example>",
            "<4@kakuu.example>",
        ]


def test_what_was_sent_stays_sent_when_the_list_is_added_again(path):
    with open_ledger(path, RUN, now=NOW) as ledger:
        ledger.add(TWO, now=NOW)
        ledger.move("a@kakuu.example", State.SENDING, now=NOW)
        ledger.move("a@kakuu.example", State.SENT, now=NOW, detail="250 ok")
    with open_ledger(path, RUN, now=LATER) as ledger:
        assert ledger.add(TWO, now=LATER) == 0
        assert states(ledger) == {"a@kakuu.example": State.SENT, "b@kakuu.example": State.QUEUED}


def test_a_move_says_when_and_why(path):
    with open_ledger(path, RUN, now=NOW) as ledger:
        ledger.add(TWO, now=NOW)
        ledger.move("a@kakuu.example", State.SENDING, now=NOW)
        ledger.move("a@kakuu.example", State.DEFERRED, now=LATER, detail="451 try again later")
        ledger.move("a@kakuu.example", State.SENDING, now=LATER)

        (row,) = ledger.rows(State.SENDING)
        assert (row.attempts, row.changed) == (2, LATER)


@pytest.mark.parametrize(
    "way",
    [
        [State.SENT],
        [State.SENDING, State.SENT, State.SENDING],
        [State.SENDING, State.SENT, State.QUEUED],
        [State.SENDING, State.FAILED, State.SENDING],
        [State.SENDING, State.UNKNOWN, State.SENDING],
        [State.SENDING, State.SENDING],
        [State.SUPPRESSED, State.SENDING],
        [State.SENDING, State.SUPPRESSED],
    ],
)
def test_the_last_step_of_these_ways_is_refused_and_changes_nothing(path, way):
    with open_ledger(path, RUN, now=NOW) as ledger:
        ledger.add(TWO, now=NOW)
        for state in way[:-1]:
            ledger.move("a@kakuu.example", state, now=NOW)
        before = ledger.rows()

        with pytest.raises(ValueError, match="not in the ledger"):
            ledger.move("a@kakuu.example", way[-1], now=LATER)
        assert ledger.rows() == before


def test_a_move_of_somebody_unknown_is_refused(path):
    with open_ledger(path, RUN, now=NOW) as ledger, pytest.raises(ValueError, match="not in the ledger"):
        ledger.move("z@kakuu.example", State.SENDING, now=NOW)


def test_the_counts_add_up_to_everybody(path):
    with open_ledger(path, RUN, now=NOW) as ledger:
        ledger.add(TWO, now=NOW)
        ledger.move("b@kakuu.example", State.SUPPRESSED, now=NOW)

        counts = ledger.counts()

    assert counts == {**dict.fromkeys(State, 0), State.QUEUED: 1, State.SUPPRESSED: 1}


@pytest.mark.parametrize(
    "other", [Run(id="r2", issue="2026-11", digest="xyz"), Run(id="r2", issue="2026-12", digest="abc")]
)
def test_other_bytes_or_another_issue_cannot_be_sent_with_this_ledger(path, other):
    with open_ledger(path, RUN, now=NOW) as ledger:
        ledger.add(TWO, now=NOW)

    with pytest.raises(UsageError), open_ledger(path, other, now=LATER):
        pass


def test_a_resumed_run_keeps_its_id(path):
    with open_ledger(path, RUN, now=NOW):
        pass

    with open_ledger(path, Run(id="r2", issue="2026-11", digest="abc"), now=LATER) as ledger:
        assert ledger.run.id == "r1"


def test_a_second_process_is_kept_out(path):
    with (
        open_ledger(path, RUN, now=NOW),
        pytest.raises(UsageError, match="ほかの送信"),
        open_ledger(path, RUN, now=NOW),
    ):
        pass


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from generator.deliver.ledger import Run, State, open_ledger
now = datetime(2026, 11, 10, tzinfo=UTC)
with open_ledger(Path(sys.argv[1]), Run(id="r1", issue="2026-11", digest="abc"), now=now) as ledger:
    ledger.add([(f"{n}@kakuu.example", f"<{n}@kakuu.example>") for n in range(4)], now=now)
    for n, ways in enumerate([(State.SENDING, State.SENT), (State.SENDING, State.DEFERRED), (State.SENDING,)]):
        for state in ways:
            ledger.move(f"{n}@kakuu.example", state, now=now)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_kill_exactly_what_was_being_sent_is_in_doubt(path):
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, env=os.environ, check=False)
    assert killed.returncode == -signal.SIGKILL

    with open_ledger(path, RUN, now=LATER) as ledger:
        assert list(states(ledger).values()) == [State.SENT, State.DEFERRED, State.UNKNOWN, State.QUEUED]
        assert [row.changed for row in ledger.rows(State.UNKNOWN)] == [NOW]  # when the sending began
