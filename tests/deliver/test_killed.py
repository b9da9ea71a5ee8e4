"""The promise itself: killed again and again at any point, nobody is left out and nobody gets two."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime

import pytest

from builders import ROOT
from generator.deliver.ledger import Run, State, open_ledger
from generator.deliver.pipeline import settle
from tests.deliver.sink import listening

RECIPIENTS = 300
KILLS = 12
NOW = datetime(2026, 11, 10, tzinfo=UTC)

SEND = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from generator.deliver.ledger import Run, open_ledger
from generator.deliver.pipeline import Sending, enrol, send_all
from generator.deliver.smtp import open_transport
now = datetime(2026, 11, 10, tzinfo=UTC)
head = b"From: news@kakuu.example\\r\\nSubject: x\\r\\nMessage-ID: <x@kakuu.example>\\r\\n"
sending = Sending(message=head + b"\\r\\nbody\\r\\n", address="news@kakuu.example", key=b"k" * 32)
people = [f"m{n}@kakuu.example" for n in range(int(sys.argv[3]))]
with open_ledger(Path(sys.argv[1]), Run(id="r1", issue="2026-11", digest="abc"), now=now) as ledger, \\
        open_transport("127.0.0.1", int(sys.argv[2])) as transport:
    enrol(ledger, people, sending, now=now)
    send_all(ledger, sending, transport, suppressed=frozenset, clock=lambda: now)
"""


@pytest.mark.slow
def test_under_random_kills_nobody_is_left_out_and_nobody_gets_two(tmp_path):
    chance = random.Random(20261110)  # noqa: S311 - a test wants the same luck every day
    path, doubtful = tmp_path / "ledger", []
    with listening(thinks=0.004) as sink:
        command = [sys.executable, "-c", SEND, str(path), str(sink.port), str(RECIPIENTS)]
        for kill in range(KILLS + 1):
            process = subprocess.Popen(command, cwd=ROOT, env=os.environ)
            goal = len(sink.taken) + chance.randint(1, RECIPIENTS // KILLS)
            while kill < KILLS and len(sink.taken) < goal and process.poll() is None:
                time.sleep(0.0005)
            if kill < KILLS:
                time.sleep(chance.choice([0, 0.002, 0.006, 0.012]))
                process.kill()
            process.wait(timeout=60)
            time.sleep(0.05)  # what the sink was given it has now written down, as a mail server's log would
            with open_ledger(path, Run(id="r1", issue="2026-11", digest="abc"), now=NOW) as ledger:
                doubtful += [row.message_id in sink.message_ids for row in ledger.rows(State.UNKNOWN)]
                settle(ledger, sink.message_ids, now=NOW)
                counts = ledger.counts()
        received = Counter(sink.recipients)

    assert any(doubtful), "no kill hit the moment between taking and saying so: the test has shown nothing"
    assert counts[State.SENT] == RECIPIENTS
    assert len(received) == RECIPIENTS
    assert [address for address, times in received.items() if times > 1] == []
