"""A sending through Postfix that is killed again and again, and what everybody had in the end."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from builders import ROOT
from generator.deliver.ledger import read_ledger
from tests.deliver.postfix import running
from tests.deliver.sink import listening


@dataclass
class Outcome:
    """How it ended."""

    kills: int
    doubtful: int  # rows that a kill left in doubt, over all kills
    states: Counter
    lost: int
    twice: int
    seconds: float


def send_under_kills(folder, *, recipients, kills, size, seed):
    """Send until a run ends by itself, after so many kills at moments that the seed chooses."""
    chance = random.Random(seed)  # noqa: S311 - a test wants the same luck every day
    content, ledger = Path(folder) / "content", Path(folder) / ".state" / "sendings" / "2026-11.sqlite"
    (content / "issues" / "2026-11").mkdir(parents=True)
    begun, doubtful, done = time.monotonic(), 0, 0
    with listening() as sink, running(sink.port) as postfix:
        while done < kills and _killed(
            _start(content, postfix, recipients, size), postfix.log, chance, recipients // (kills + 1)
        ):
            done += 1
            doubtful += sum(row.state == "sending" for row in read_ledger(ledger)[1])
        if _start(content, postfix, recipients, size).wait(timeout=600):
            raise RuntimeError("the last run failed")
        _wait_until_quiet(sink, recipients)
        received = Counter(sink.recipients)
    return Outcome(
        kills=done,
        doubtful=doubtful,
        states=Counter(row.state.value for row in read_ledger(ledger)[1]),
        lost=recipients - len(received),
        twice=sum(times > 1 for times in received.values()),
        seconds=time.monotonic() - begun,
    )


def _start(content, postfix, recipients, size):
    words = [content, postfix.port, recipients, postfix.log, size]
    command = [sys.executable, "-m", "tests.deliver.send_child", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})


def _killed(process, log, chance, share):
    """Let about its share of the mails through, then some milliseconds more, and end it without a word.

    Gives whether it was ended so: on a quick machine the last share may be through before the log tells.
    """
    before = _taken(log)
    goal = before + chance.randint(max(1, share // 2), max(2, share))
    while _taken(log) < goal:
        if process.poll() is not None:
            if process.returncode:
                raise RuntimeError(f"a run failed: {process.returncode}")
            return False
        time.sleep(0.002)
    time.sleep(chance.random() * 0.03)
    process.kill()
    process.wait(timeout=60)
    return True


def _taken(log):
    return log.read_bytes().count(b"/cleanup[") if log.exists() else 0


def _wait_until_quiet(sink, expected):
    """Wait until Postfix has given everything on, and a moment more for what would be too much."""
    for _ in range(1200):
        if len(sink.taken) >= expected:
            break
        time.sleep(0.1)
    count = -1
    while count != len(sink.taken):
        count = len(sink.taken)
        time.sleep(1)
