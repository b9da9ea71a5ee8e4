"""The sending as `kawaraban send` does it, in a process that a test may kill: content, port, recipients, log, bytes."""

import sys
from pathlib import Path

from generator.cli.doubts import Doubts
from generator.cli.mailing import Course, Job, carry_out
from generator.deliver.pipeline import Sending
from generator.deliver.smtp import open_transport
from generator.text import utc_now

HEAD = b"From: news@kakuu.example\r\nSubject: x\r\nMessage-ID: <x@kakuu.example>\r\n\r\n"


def main(content, port, recipients, log, size):
    message = HEAD + (b"x" * 74 + b"\r\n") * (int(size) // 76)
    job = Job(content=Path(content), month="2026-11", message=message, approved_by="架空花子", via="smtp", kept={})
    sending = Sending(message=message, address="news@kakuu.example", key=b"k" * 32)
    course = Course(
        copies=lambda _run: sending,
        sender=open_transport("127.0.0.1", int(port)),
        suppressed=frozenset,
        quiet=True,
    )
    logs = (Path(log),) if Path(log).exists() else ()
    addresses = [f"m{number}@kakuu.example" for number in range(int(recipients))]
    carry_out(job, addresses, course, Doubts(logs=logs), now=utc_now())


if __name__ == "__main__":
    main(*sys.argv[1:])
