"""Sending through a real Postfix: how fast, how even, and what 2,000 recipients get under 20 kills.

    python tests/benchmarks/bench_send.py [--recipients 2000] [--kills 20]

Needs root and Postfix (apt install postfix). Prints figures, and exits with 1 where one misses its goal (MAIL.md, goals
9 and 10): 0 lost, 0 twice; at least 80 messages of 100 KB a second; a rate limit kept within 5 %.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from generator.deliver.ledger import Run, State, open_ledger  # noqa: E402 - the path comes first
from generator.deliver.pacing import Pace  # noqa: E402
from generator.deliver.pipeline import Sending, enrol, send_all  # noqa: E402
from generator.deliver.smtp import open_transport  # noqa: E402
from generator.text import utc_now  # noqa: E402
from tests.deliver.killing import send_under_kills  # noqa: E402
from tests.deliver.postfix import running  # noqa: E402
from tests.deliver.send_child import HEAD  # noqa: E402

SIZE = 100_000  # bytes of a message
FASTEST = 80  # messages a second, at least
RATE = 40.0


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--recipients", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    if not shutil.which("postfix") or os.geteuid() != 0:
        say("left out: needs root and Postfix (apt install postfix)")
        return 0
    met = [_throughput(), _rate(), _kills(options.recipients, options.kills)]
    return 0 if all(met) else 1


def _throughput(count=600):
    """Measure the ledger and Postfix's queueing; it then drops the mail, since what comes after is not ours."""
    seconds = _send(count, None)
    speed = count / seconds
    say(f"throughput: {count} messages of {SIZE} bytes in {seconds:.1f} s = {speed:.0f} a second (goal: {FASTEST})")
    return speed >= FASTEST


def _rate(count=200):
    seconds = _send(count, Pace(RATE, time.monotonic, time.sleep).wait)
    found = count / seconds
    say(f"rate limit: {RATE:.0f} a second asked, {found:.2f} kept (goal: within 5 %)")
    return abs(found / RATE - 1) <= 0.05


def _kills(recipients, kills):
    with tempfile.TemporaryDirectory() as folder:
        outcome = send_under_kills(folder, recipients=recipients, kills=kills, size=20_000, seed=20261110)
    say(
        f"{recipients} recipients under {outcome.kills} SIGKILLs: {outcome.lost} lost, {outcome.twice} twice "
        f"({outcome.doubtful} rows were in doubt; ledger: {dict(outcome.states)}; {outcome.seconds:.0f} s)"
    )
    return outcome.lost == outcome.twice == 0 and outcome.states == {"sent": recipients}


def _send(count, pause):
    message = HEAD + (b"x" * 74 + b"\r\n") * (SIZE // 76)
    sending = Sending(message=message, address="news@kakuu.example", key=b"k" * 32)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run = Run(id="bench", issue="2026-11", digest="")
        with (
            running() as postfix,
            open_ledger(folder / "ledger", run, now=utc_now()) as ledger,
            open_transport("127.0.0.1", postfix.port) as transport,
        ):
            enrol(ledger, [f"m{number}@kakuu.example" for number in range(count)], sending, now=utc_now())
            begun = time.monotonic()
            send_all(ledger, sending, transport, suppressed=frozenset, clock=utc_now, pause=pause or (lambda: None))
            seconds = time.monotonic() - begun
            if ledger.counts()[State.SENT] != count:
                raise RuntimeError("not everything was taken")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
