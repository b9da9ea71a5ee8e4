"""Documents are read where reading can be ended: a few processes, each within a limit of time and memory.

feedparser can hang, crash and eat memory on what strangers write (kurtmckee/feedparser#562, #599), a pattern can run
wild on a headline, and a thread cannot be stopped. Processes of our own instead of multiprocessing: they start the same
way on every system, and need nothing of the caller's main module.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import threading
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
_WALL_SECONDS = 8.0  # where the system does not count processor time, or the process waits for ever
_RECYCLED_AFTER = 1_000  # tasks: what leaks is given back
_AT_ONCE = 50  # items judged in one task: a bad one costs the time limit, the others are judged one by one
_LOG = logging.getLogger(__name__)
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_ENDED = (
    "文書を読むのに時間がかかりすぎたため、打ち切りました。"
    "ほかのフィードに影響はありません。続くなら feeds.yml で enabled: false にしてください。"
)


class Workers:
    """A pool of reading processes; call it with a feed and its document. Safe to call from several threads."""

    def __init__(
        self, count: int = 2, *, memory: int = MEMORY, seconds: int = SECONDS, learned: Learned | None = None
    ) -> None:
        self._learned = learned or Learned()
        self._idle: queue.Queue[_Process] = queue.Queue()
        self._all = [_Process(memory, seconds) for _ in range(count)]
        for process in self._all:
            self._idle.put(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._all:
            process.end()

    def __call__(self, feed: Feed, document: Document) -> Parsed:
        """Read a document; ParseError where it is no feed, or where reading it had to be ended."""
        value = self._ask(feed, task_to_json(feed, document), document.body) or {"error": _ENDED}
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
        value = self._ask(feed, judging_to_json(feed, items, hints_of(self._learned, feed.id)), b"")
        return judgements_from_json(value) if value and "error" not in value else ()

    def _ask(self, feed: Feed, task: bytes, body: bytes) -> dict[str, Any] | None:
        process = self._idle.get()
        try:
            answer = process.ask(task, body)
        finally:
            self._idle.put(process)
        value: dict[str, Any] | None = json.loads(answer) if answer is not None else None
        if value and "traceback" in value:
            lines = (one_line(line) for line in value["traceback"].splitlines())  # a message may quote the feed
            _LOG.error("feed %s\n%s", feed.id, "\n".join(lines))
        return value


class _Process:
    """One reading process, started when it is first needed and again after its end."""

    def __init__(self, memory: int, seconds: int) -> None:
        self._arguments = [sys.executable, "-P", "-m", "generator.collect.worker", str(memory), str(seconds)]
        self._process: subprocess.Popen[bytes] | None = None
        self._answered = 0

    def ask(self, task: bytes, body: bytes) -> bytes | None:
        """Give the answer, or None where the process ended or had to be ended."""
        process = self._running()
        timer = threading.Timer(_WALL_SECONDS, process.kill)
        timer.daemon = True
        timer.start()
        try:
            send(cast("BinaryIO", process.stdin), task, body)
            answer = receive(cast("BinaryIO", process.stdout))
        except OSError:  # it ended while it was being written to
            answer = None
        finally:
            timer.cancel()
        self._answered += 1
        if answer is None or self._answered >= _RECYCLED_AFTER:
            self.end()
        return answer

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
