"""Documents are read where reading can be ended: a few processes, each within a limit of time and memory.

feedparser can hang, crash and eat memory on what strangers write (kurtmckee/feedparser#562, #599), a pattern can run
wild on a headline, and a thread cannot be stopped. Processes of our own instead of multiprocessing: they start the same
way on every system, and need nothing of the caller's main module.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from ..errors import ParseError
from ..language.learn import hints_of
from ..model import Feed, FeedItem, Learned
from ..text import one_line
from .categorize import unjudged
from .document import Document, PageError, Parsed
from .judgement import Judgement
from .wire import judgements_from_json, judging_to_json, parsed_from_json, receive, send, task_to_json

MEMORY = 1024 * 1024 * 1024  # bytes of address space of one process; a usual document needs a tenth
SECONDS = 5  # of processor time for one document
_LOOK = 0.25  # seconds between two looks at that clock
_WALL_SECONDS = 8.0  # where the system does not count processor time, or the process waits for ever
_RECYCLED_AFTER = 1_000  # tasks: what leaks is given back
_AT_ONCE = 50  # items judged in one task: a bad one costs the time limit, the others are judged one by one
_PATIENCE = 1.0  # seconds that a task waits for the process that has done its like before
_LOG = logging.getLogger(__name__)
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_ENDED = (
    "文書を読むのに時間がかかりすぎたため、打ち切りました。"
    "ほかのフィードに影響はありません。続くなら feeds.yml で enabled: false にしてください。"
)


class Workers:
    """A pool of reading processes; call it with a feed and its document. Safe to call from several threads.

    The first reads, the last judges: what each needs for that is loaded once. Where one is held up by a bad document,
    the other does both.
    """

    def __init__(
        self, count: int = 2, *, memory: int = MEMORY, seconds: int = SECONDS, learned: Learned | None = None
    ) -> None:
        self._learned = learned or Learned()
        self._all = [_Process(memory, seconds) for _ in range(count)]
        self._is_over = threading.Event()
        self._watch = threading.Thread(target=self._end_late_ones, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        for process in self._all:
            process.end()

    def __call__(self, feed: Feed, document: Document) -> Parsed:
        """Read a document; ParseError where it is no feed, or where reading it had to be ended."""
        value = self._ask(self._all[0], feed, task_to_json(feed, document), document.body) or {"error": _ENDED}
        if "error" in value:
            raise (PageError if value.get("is_page") else ParseError)(feed.id, value["error"])
        return parsed_from_json(value)

    def judge(self, feed: Feed, items: Sequence[FeedItem]) -> tuple[Judgement, ...]:
        """Judge items; one that cannot be judged (a pattern runs wild on it) is kept for an editor's eye."""
        judged: list[Judgement] = []
        for start in range(0, len(items), _AT_ONCE):
            some = items[start : start + _AT_ONCE]
            judged += self._judge(feed, some) or (
                one for item in some for one in self._judge(feed, (item,)) or (unjudged(feed),)
            )
        return tuple(judged)

    def _judge(self, feed: Feed, items: Sequence[FeedItem]) -> tuple[Judgement, ...]:
        """Give nothing where that had to be ended."""
        task = judging_to_json(feed, items, hints_of(self._learned, feed.id))
        value = self._ask(self._all[-1], feed, task, b"")
        return judgements_from_json(value) if value and "error" not in value else ()

    def _ask(self, usual: _Process, feed: Feed, task: bytes, body: bytes) -> dict[str, Any] | None:
        process = self._taken(usual)
        try:
            answer = process.ask(task, body)
        finally:
            process.is_free.release()
        value: dict[str, Any] | None = json.loads(answer) if answer is not None else None
        if value and "traceback" in value:
            lines = (one_line(line) for line in value["traceback"].splitlines())  # a message may quote the feed
            _LOG.error("feed %s\n%s", feed.id, "\n".join(lines))
        return value

    def _end_late_ones(self) -> None:
        """Look after the clock for all processes: a timer for each task would be a thread for each."""
        while not self._is_over.wait(_LOOK):
            for process in self._all:
                process.end_if_late()

    def _taken(self, usual: _Process) -> _Process:
        """Give the usual process, or one that is free while that is not."""
        while not usual.is_free.acquire(timeout=_PATIENCE):
            for process in self._all:
                if process.is_free.acquire(blocking=False):
                    return process
        return usual


class _Process:
    """One reading process, started when it is first needed and again after its end; taken by one thread at a time."""

    def __init__(self, memory: int, seconds: int) -> None:
        self._arguments = [sys.executable, "-P", "-m", "generator.collect.worker", str(memory), str(seconds)]
        self._process: subprocess.Popen[bytes] | None = None
        self._answered = 0
        self._late_at: float | None = None  # on the clock; 0 where that is past and the process was killed
        self._clock = threading.Lock()
        self.is_free = threading.Lock()

    def ask(self, task: bytes, body: bytes) -> bytes | None:
        """Give the answer, or None where the process ended or had to be ended."""
        process = self._running()
        self._late_at = time.monotonic() + _WALL_SECONDS
        try:
            send(cast("BinaryIO", process.stdin), task, body)
            answer = receive(cast("BinaryIO", process.stdout))
        except OSError:  # it ended while it was being written to
            answer = None
        finally:
            with self._clock:
                is_killed, self._late_at = self._late_at == 0, None
        self._answered += 1
        if answer is None or is_killed or self._answered >= _RECYCLED_AFTER:
            self.end()
        return answer

    def end_if_late(self) -> None:
        """End the process where its answer is overdue; whoever waits for that hears it from the pipe."""
        with self._clock:
            if self._process and self._late_at and time.monotonic() > self._late_at:
                self._late_at = 0
                self._process.kill()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process, self._answered = self._process, None, 0
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            try:
                cast("BinaryIO", pipe).close()
            except OSError:  # what was still to be written cannot be any more
                continue
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            paths = [str(_PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
                self._arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            )
        return self._process
