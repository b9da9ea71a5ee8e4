"""A whole issue put beside the others at once; one that is there is never touched."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from ..errors import ContentError, UsageError
from ..model import Issue, Newsletter
from .decode import decode_as
from .emit import emit
from .files import folder_aside, one_at_a_time, write_atomic
from .revise import revise
from .state import state_folder
from .strict import Report, compose, read_text


def save_imported(content: Path, issue: Issue) -> tuple[Path, ...]:
    """Write issue.yml and all entries of a month that has none; UsageError where there is anything already.

    The folder appears whole or not at all.
    """
    target = content / "issues" / issue.month
    files = {f"entries/{entry.id}.yml": emit(entry) for entry in issue.entries} | {"issue.yml": emit(issue)}
    with one_at_a_time(state_folder(content), "decide"), folder_aside(target) as aside:
        if target.exists():
            message = f"{target.as_posix()} が既にあります。取り込みでは何も上書きしません。"
            raise UsageError(message)
        for name, text in files.items():
            write_atomic(aside / name, text.encode())
        aside.rename(target)
    return tuple(target / name for name in sorted(files))


def save_frame(content: Path, *, greeting: tuple[str, ...] | None, footer: tuple[str, ...] | None) -> None:
    """Put greeting and footer into newsletter.yml; its comments and all other fields stay. None: leave it as it is."""
    path = content / "newsletter.yml"
    report = Report(path.as_posix())
    with one_at_a_time(state_folder(content), "edit"):
        text = read_text(path, report)
        node = compose(text, report) if text is not None else None
        old = decode_as(Newsletter, node, report) if node is not None else None
        if text is None or old is None:
            raise ContentError(report.findings)
        new = dataclasses.replace(
            old,
            greeting=old.greeting if greeting is None else greeting,
            footer=old.footer if footer is None else footer,
        )
        write_atomic(path, revise(text, new, file=path.as_posix()).encode())
