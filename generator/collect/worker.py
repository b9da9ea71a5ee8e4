"""The inside of a reading process: `python -m generator.collect.worker`, started and ended by workers.py.

It reads one document, or judges a handful of headlines, after the other, within a limit of memory and of processor time
for each. Whatever goes wrong in here is an answer or this process's end; it costs one feed.
"""

from __future__ import annotations

import gc
import json
import sys
import traceback
from contextlib import suppress
from typing import Any, BinaryIO

from ..errors import ParseError
from .document import PageError
from .wire import judgements_to_json, judging_from_json, parsed_to_json, receive, send, task_from_json

_ALLOCATIONS = 100_000  # between two searches for cycles: items have none, and the usual 700 cost a tenth of the time
_NO_MEMORY = "文書を読むのに記憶域が足りません。範囲の狭いフィードのアドレスに替えてください。"


def main(memory: int, seconds: int) -> None:
    """Answer tasks from standard input until it ends."""
    tasks, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray print must not get between the answers
    _limit_memory(memory)
    gc.set_threshold(_ALLOCATIONS)
    while (task := receive(tasks)) is not None and (body := receive(tasks)) is not None:
        _limit_time(seconds)
        _answer(answers, task, body)


def _answer(answers: BinaryIO, task: bytes, body: bytes) -> None:
    try:
        answer = _do(json.loads(task), body)
    except ParseError as error:
        answer = json.dumps({"error": error.message, "is_page": isinstance(error, PageError)}).encode()
    except MemoryError:
        answer = json.dumps({"error": _NO_MEMORY}).encode()
    except Exception as bug:  # noqa: BLE001 (a mistake of ours on one strange document must not cost the others)
        sentence = f"読み取り中に想定外の誤りが起きました({type(bug).__name__})。"
        answer = json.dumps({"error": sentence, "traceback": traceback.format_exc()}).encode()
    send(answers, answer)


def _do(task: dict[str, Any], body: bytes) -> bytes:
    if "judge" in task:
        from ..language.sections import Hint  # these rules take a while to load: most runs have nothing to judge
        from .categorize import judge_all

        feed, items = judging_from_json(task)
        hints = [Hint(section=section, weight=weight, word=word) for section, weight, word in task["hints"]]
        return judgements_to_json(judge_all(feed, items, hints=hints))
    from .parse import parse  # nor does a process that judges read

    feed, document = task_from_json(task, body)
    return parsed_to_json(parse(feed, document))


def _limit_memory(size: int) -> None:
    """Linux keeps to this; macOS does not, there the time limit has to do."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))


def _limit_time(seconds: int) -> None:
    """Give this document `seconds` of processor time more than what was used so far; the system ends us beyond."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
