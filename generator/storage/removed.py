"""removed.yml against the archive: addresses that members have seen must not die in silence.

What was sent once is known by the approval kept beside the issue (sent/approval.yml), which names its entries. A month
whose whole folder is gone leaves no such trace: whoever deletes it writes the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..model import Archive, Finding, Removal
from .sendings import load_approval


def check_removals(content: Path, archive: Archive) -> tuple[Finding, ...]:
    """Say what is wrong with removed.yml: rows missing, rows for what is still there, places that do not exist."""
    return (*_rows(content / "removed.yml", archive), *_missing(content, archive))


def _rows(path: Path, archive: Archive) -> Iterator[Finding]:
    entries = {entry.id for entry in archive.entries}
    months = {issue.month for issue in archive.issues}
    for row in archive.removals:
        what = row.entry or row.issue
        if what in entries or (not row.entry and what in months):
            yield _finding(
                path, "removed-still-there", f"「{what}」はまだあります。", "行を消すか、ファイルを取り除いてください。"
            )
        if row.see and row.see not in entries:
            yield _finding(
                path,
                "removed-see-unknown",
                f"see の「{row.see}」という記事はありません。",
                "記事の ID を直してください。",
            )


def _missing(content: Path, archive: Archive) -> Iterator[Finding]:
    told = {_key(row) for row in archive.removals}
    for issue in archive.issues:
        approval = load_approval(content, issue.month, as_sent=True)
        sent = {part.id for part in approval.approved.entries} if approval else set()
        for gone in sorted(sent - {entry.id for entry in archive.entries}):
            if (issue.month, gone) not in told:
                yield _finding(
                    content / "removed.yml",
                    "removed-untold",
                    f"{issue.month} の号で配信した記事「{gone}」がなくなっています。",
                    f"- {{issue: {issue.month}, entry: {gone}, date: 日付, reason: 理由}} の行を書いてください。",
                )


def _key(row: Removal) -> tuple[str, str | None]:
    return row.issue, row.entry


def _finding(path: Path, rule: str, message: str, advice: str) -> Finding:
    return Finding(file=path.as_posix(), line=0, column=0, rule=rule, message=message, advice=advice)
