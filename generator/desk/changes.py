"""What was changed since the last save, in words that need no git: files become stories, fields become sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from .. import storage
from ..model import Approval, Entry, Issue, Organization, Outcome, Sent
from ..storage import FileChange, How
from ..text import month_title
from .labels import label_of

_CANDIDATE = re.compile(r"candidates/[^/]+/([^/]+)\.yml")
_ENTRY = re.compile(r"issues/(\d{4}-\d{2})/entries/([^/]+)\.yml")
_ISSUE = re.compile(r"issues/(\d{4}-\d{2})/issue\.yml")
_APPROVAL = re.compile(r"issues/(\d{4}-\d{2})/approval\.yml")
_SENT = re.compile(r"issues/(\d{4}-\d{2})/(sent|sent/correction-[^/]+)\.yml")
_ORGANIZATION = re.compile(r"organizations/([^/]+)\.yml")
_FOLDERS = re.compile(r"(?:candidates|issues|organizations)/[^/].*\Z")
_RECORD = re.compile(r"collected/\d{4}-\d{2}\.jsonl")
_SILENT = re.compile(r"collected/.*|.*\.notes\.txt|issues/[^/]+/sent/.*")  # the copies of what went out
_NAMED = {"newsletter.yml": "誌面の設定", "gate-waivers.yml": "公開前検査で確認済みとしたもの"}
_MOST_IN_MESSAGE = 40
_TOLD_WHOLE = frozenset({"承認", "送信"})  # groups of which the first line of a message says more than their number

Saved = Callable[[str], str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One sentence about what was changed."""

    group: str
    sentence: str
    href: str = ""


def changes_in_words(changes: Sequence[FileChange], *, saved: Saved, now: Saved) -> tuple[Change, ...]:
    """Say all changes. `saved` and `now` give a file's text at the last save and now; None: it was not there."""
    words = _Words(changes, saved, now)
    return tuple(words.all())


def message_of(changes: Sequence[Change]) -> str:
    """Make the message that the save bears in the history: counts on the first line, then sentence by sentence."""
    counts: dict[str, int] = {}
    for change in changes:
        if change.group not in _TOLD_WHOLE:
            counts[change.group] = counts.get(change.group, 0) + 1
    told = [change.sentence for change in changes if change.group in _TOLD_WHOLE]
    head = "、".join((*told, *(f"{group} {count}件" for group, count in counts.items()))) or "収集の記録"
    lines = [f"- {change.sentence}" for change in changes[:_MOST_IN_MESSAGE]]
    more = len(changes) - _MOST_IN_MESSAGE
    return "\n".join([head, "", *lines, *([f"- ほか{more}件"] if more > 0 else [])]).rstrip() + "\n"


class _Words:
    def __init__(self, changes: Sequence[FileChange], saved: Saved, now: Saved) -> None:
        self.changes = changes
        self.saved, self.now = saved, now
        self.became_entry = {match[2] for change in changes if (match := _ENTRY.fullmatch(change.path))}
        self.refused = dict(self._newly_refused())

    def _newly_refused(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Give entry, title and reason of what was refused since the last save, by the record of what was collected."""
        for change in self.changes:
            if not _RECORD.fullmatch(change.path):
                continue
            before = {line for line in (self.saved(change.path) or "").split("\n") if line}
            for line in (self.now(change.path) or "").split("\n"):
                row = _row(line) if line and line not in before else {}
                if row.get("outcome") == Outcome.REFUSED.value:
                    yield str(row.get("entry")), (str(row.get("title", "")), str(row.get("note", "")))

    def all(self) -> Iterator[Change]:
        new = [change for change in self.changes if change.how is How.ADDED and _CANDIDATE.fullmatch(change.path)]
        for change in self.changes:
            if change not in new:
                yield from self._of_file(change)
        for title, reason in self.refused.values():
            yield _refusal(title, reason)
        if new:
            yield Change(group="新しい候補", sentence=f"新しい候補が{len(new)}件あります", href="/candidates")

    def _of_file(self, change: FileChange) -> Iterator[Change]:
        if match := _CANDIDATE.fullmatch(change.path):
            yield from self._candidate(change, match[1])
        elif match := _ENTRY.fullmatch(change.path):
            yield self._entry(change, *match.groups())
        elif match := _ISSUE.fullmatch(change.path):
            yield self._issue(change, match[1])
        elif match := _APPROVAL.fullmatch(change.path):
            yield self._approval(change, match[1])
        elif match := _SENT.fullmatch(change.path):
            yield self._sending(change, match[1], "" if match[2] == "sent" else "の訂正")
        elif match := _ORGANIZATION.fullmatch(change.path):
            yield self._organization(change, match[1])
        elif not _SILENT.fullmatch(change.path):
            yield _other(change)

    def _candidate(self, change: FileChange, entry_id: str) -> Iterator[Change]:
        old = _decode(self.saved(change.path), Entry)
        title = old.headline if old else entry_id
        if change.how is How.CHANGED:
            yield Change(
                group="候補", sentence=f"候補「{title}」の{self._fields(change, Entry)}を変えました", href="/candidates"
            )
        elif entry_id not in self.became_entry:
            _, reason = self.refused.pop(entry_id, ("", ""))
            yield _refusal(title, reason)

    def _entry(self, change: FileChange, month: str, entry_id: str) -> Change:
        text = self.now(change.path) if change.how is not How.REMOVED else self.saved(change.path)
        value = _decode(text, Entry)
        title = value.headline if value else entry_id
        href = "" if change.how is How.REMOVED else f"/entries/{entry_id}"
        if change.how is How.ADDED:
            sentence = f"「{title}」を{month_title(month)}に載せました"
        elif change.how is How.REMOVED:
            sentence = f"「{title}」を{month_title(month)}から外しました"
        else:
            sentence = f"「{title}」の{self._fields(change, Entry)}を直しました"
        return Change(group="記事", sentence=sentence, href=href)

    def _issue(self, change: FileChange, month: str) -> Change:
        sentence = {
            How.ADDED: f"{month_title(month)}を始めました",
            How.REMOVED: f"{month_title(month)}をやめました",
        }.get(change.how, f"{month_title(month)}の{self._fields(change, Issue)}を直しました")
        return Change(group="号", sentence=sentence, href="" if change.how is How.REMOVED else f"/issues/{month}")

    def _approval(self, change: FileChange, month: str) -> Change:
        value = _decode(self.now(change.path), Approval)
        name = f"({value.by})" if value else ""
        sentence = f"{month_title(month)}を承認しました{name}"
        if change.how is How.REMOVED:
            sentence = f"{month_title(month)}の承認を取り消しました"
        return Change(group="承認", sentence=sentence, href=f"/issues/{month}")

    def _sending(self, change: FileChange, month: str, what: str) -> Change:
        value = _decode(self.now(change.path), Sent)
        title = f"{month_title(month)}{what}"
        if value is None:
            sentence = f"{title}の送信の記録を{'消しました' if change.how is How.REMOVED else '変えました'}"
        elif value.tally is None:
            sentence = f"{title}を送り始めました"
        else:
            sentence = f"{title}を{value.tally.sent}件に送りました"
        return Change(group="送信", sentence=sentence, href=f"/issues/{month}")

    def _organization(self, change: FileChange, name: str) -> Change:
        text = self.now(change.path) if change.how is not How.REMOVED else self.saved(change.path)
        value = _decode(text, Organization)
        title = value.name if value else name
        sentence = {
            How.ADDED: f"組織「{title}」を登録しました",
            How.REMOVED: f"組織「{title}」の登録を消しました",
        }.get(change.how, f"組織「{title}」の{self._fields(change, Organization)}を直しました")
        return Change(
            group="組織", sentence=sentence, href="" if change.how is How.REMOVED else f"/organizations/{name}"
        )

    def _fields(self, change: FileChange, kind: type[Any]) -> str:
        old, new = _decode(self.saved(change.path), kind), _decode(self.now(change.path), kind)
        if old is None or new is None:
            return "内容"
        names = [field.name for field in fields(kind) if getattr(old, field.name) != getattr(new, field.name)]
        return "・".join(label_of(name) for name in names) or "書き方"


def _decode(text: str | None, kind: type[Any]) -> Any:
    return storage.decode_text(text, kind) if text is not None else None


def title_of(path: str, *texts: str | None) -> str:
    """Say what a file is about: the headline, the name or the issue in the first of its texts that can be read."""
    found = _FOLDERS.search(path)
    place = found[0] if found else path
    kind = Entry if _ENTRY.fullmatch(place) or _CANDIDATE.fullmatch(place) else Organization
    values = [value for text in texts if (value := _decode(text, kind)) is not None]
    if match := _ISSUE.fullmatch(place):
        return month_title(match[1])
    if not values:
        return _NAMED.get(place, path)
    return f"記事「{values[0].headline}」" if kind is Entry else f"組織「{values[0].name}」"


def _refusal(title: str, reason: str) -> Change:
    told = f"(理由: {reason})" if reason else ""
    return Change(group="載せないもの", sentence=f"「{title}」を載せないことにしました{told}")


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}


def _other(change: FileChange) -> Change:
    title = _NAMED.get(change.path, f"ファイル {change.path}")
    done = {How.ADDED: "を加えました", How.REMOVED: "を消しました", How.CHANGED: "を直しました"}[change.how]
    return Change(group="そのほか", sentence=f"{title}{done}")
