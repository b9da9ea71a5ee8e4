"""Who decided what and when, read from the history of content/: it says what was saved, and under whose name.

    git log ─▶ commits (what came, changed, went) ─▶ deeds (accepted, refused, edited, approved, sent …)

git only reads here. A name in git is a word, as everywhere: its weight is that of the repository's access rights.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from ..errors import UsageError
from ..model import Approval, CollectedItem, Sent
from ..text import fold, to_jst
from .collected import load_collected
from .decode import decode_as
from .git import run_git
from .strict import Report, compose, walk

_T = TypeVar("_T")

_SECONDS = 120.0  # years of months
_COMMIT, _FIELD = "\x1e", "\x1f"  # between commits, between fields: controls that stand in no name
_FORMAT = "%x1e%H%x1f%aI%x1f%aN%x1f%aE%x1f%s%x1f"
_ENTRY = re.compile(r"issues/(\d{4}-\d{2})/entries/([^/]+)\.yml\Z")
_CANDIDATE = re.compile(r"candidates/(\d{4}-\d{2})/([^/]+)\.yml\Z")
_OF_ISSUE = re.compile(r"issues/(\d{4}-\d{2})/(issue|approval|sent)\.yml\Z")
_CORRECTION = re.compile(r"issues/(\d{4}-\d{2})/sent/(correction-[^/]+)\.yml\Z")
_OTHERS = re.compile(r"(?:organizations/[^/]+|newsletter|gate-waivers)\.yml\Z")


class Deed(StrEnum):
    """What somebody did."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WRITTEN = "written"
    EDITED = "edited"
    MOVED = "moved"
    RETURNED = "returned"
    REMOVED = "removed"
    ISSUE = "issue"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    SENT = "sent"
    CORRECTED = "corrected"
    SETTINGS = "settings"

    @property
    def label(self) -> str:
        """Its name as printed."""
        return _LABELS[self]


_LABELS = {
    Deed.ACCEPTED: "候補を採用",
    Deed.REFUSED: "候補を不採用",
    Deed.WRITTEN: "記事を新しく作成",
    Deed.EDITED: "記事を編集",
    Deed.MOVED: "記事を別の号へ移動",
    Deed.RETURNED: "記事を候補に戻した",
    Deed.REMOVED: "記事を削除",
    Deed.ISSUE: "号の設定を編集",
    Deed.APPROVED: "承認",
    Deed.WITHDRAWN: "承認を取り消し",
    Deed.SENT: "配信",
    Deed.CORRECTED: "訂正を配信",
    Deed.SETTINGS: "登録・設定を変更",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One deed: when, who, what, about what."""

    at: datetime
    name: str
    email: str
    deed: Deed
    month: str  # of the issue, or that a refused candidate was up for; empty where it is about neither
    subject: str  # id of an entry, or the file
    headline: str
    detail: str
    commit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """The deeds, oldest first, and what the history cannot tell."""

    acts: tuple[Act, ...]
    unsaved: int  # files that changed and are in no commit
    is_partial: bool  # a shallow copy: the history begins in the middle


@dataclass(frozen=True, kw_only=True, slots=True)
class _Commit:
    hash: str
    at: datetime
    name: str
    email: str
    subject: str
    status: Mapping[str, str]  # A, M or D by path under content/


def read_audit(content: Path, month: str | None = None, *, month_of: Callable[[date], str] | None = None) -> Audit:
    """Read the history of content/; with a month, only what is about that issue. UsageError where there is none.

    `month_of`: the issue that a day of announcement belongs to; without it, a refusal is told under its folder's month.
    """
    prefix = _prefix(content)
    acts = tuple(_Reader(content, prefix, month_of).acts(_commits(content, prefix)))
    status = run_git(content, ("status", "--porcelain", "-z", "--untracked-files=all", "--", "."))
    shallow = run_git(content, ("rev-parse", "--is-shallow-repository"))
    return Audit(
        acts=tuple(act for act in acts if month in {None, act.month}),
        unsaved=sum(1 for line in status.stdout.split(b"\0") if line),
        is_partial=shallow.stdout.strip() == b"true",
    )


def _prefix(content: Path) -> str:
    """Give the path of content/ in its repository, with a slash; UsageError where there is no history."""
    found = run_git(content, ("rev-parse", "--show-prefix")) if content.is_dir() else None
    if found is None or found.returncode != 0:
        message = (
            f"{content} は git で管理されていないため、だれが何を決めたかの記録がありません。"
            "git init で始めて保存(コミット)すると、それ以後の記録が残ります。"
        )
        raise UsageError(message)
    return found.stdout.decode("utf-8", "surrogateescape").strip("\n")


def _commits(content: Path, prefix: str) -> Iterator[_Commit]:
    arguments = ("log", "-z", "--reverse", "--date-order", "-c", "--name-status", "--no-renames", f"--format={_FORMAT}")
    done = run_git(content, (*arguments, "--", "."), seconds=_SECONDS)
    text = done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""  # 128: no commit yet
    for block in text.split(_COMMIT)[1:]:
        sha, moment, name, email, subject, rest = block.split(_FIELD, 5)
        parts = [part for part in rest.split("\0") if part.strip()]
        status = {
            path.removeprefix(prefix): state.strip()[:1]
            for state, path in zip(parts[::2], parts[1::2], strict=False)
            if path.startswith(prefix)
        }
        yield _Commit(
            hash=sha, at=to_jst(datetime.fromisoformat(moment)), name=name, email=email, subject=subject, status=status
        )


class _Reader:
    """From commits to acts; remembers which ids were candidates once."""

    def __init__(self, content: Path, prefix: str, month_of: Callable[[date], str] | None) -> None:
        self._content, self._prefix, self._month_of = content, prefix, month_of
        self._wrote: dict[str, set[str]] = {}  # by issue, who came to write at it: names and addresses
        self._candidates: set[str] = set()
        self._rows: dict[str, CollectedItem] = {row.entry: row for row in load_collected(content) if row.entry}

    def acts(self, commits: Iterable[_Commit]) -> Iterator[Act]:
        for commit in commits:
            self._remember_writers(commit)
            yield from self._entries(commit)
            for path, state in commit.status.items():
                if (found := _OF_ISSUE.match(path)) is not None:
                    yield self._of_issue(commit, path, found, state)
                elif (found := _CORRECTION.match(path)) is not None and state == "A":
                    yield self._act(commit, Deed.CORRECTED, found[1], found[2], "", self._sending(commit, path))
                elif _OTHERS.match(path):
                    yield self._act(commit, Deed.SETTINGS, "", path, "", _STATES.get(state, ""))

    def _remember_writers(self, commit: _Commit) -> None:
        for path, state in commit.status.items():
            found = _ENTRY.match(path) or _OF_ISSUE.match(path)
            if found and state != "D" and found[2] not in {"approval", "sent"}:
                self._wrote.setdefault(found[1], set()).update(_keys(commit.name, commit.email))

    def _entries(self, commit: _Commit) -> Iterator[Act]:
        """Tell the deeds on stories: those that came, went, or changed within one commit belong together."""
        came, went, changed = (_matches(commit, _ENTRY, state) for state in "ADM")
        new_candidates, old_candidates = (_matches(commit, _CANDIDATE, state) for state in "AD")
        self._candidates |= new_candidates.keys()
        for name, month in came.items():
            if name in went:
                yield self._story(commit, Deed.MOVED, month, name, f"{went[name]} から")
            else:
                yield self._story(commit, Deed.ACCEPTED if name in self._candidates else Deed.WRITTEN, month, name)
        for name, month in changed.items():
            yield self._story(commit, Deed.EDITED, month, name)
        for name, month in went.items():
            if name not in came:
                yield self._story(commit, Deed.RETURNED if name in new_candidates else Deed.REMOVED, month, name)
        for name, month in old_candidates.items():
            if name not in came and name not in new_candidates and not self._is_accepted(name):
                row = self._rows.get(name)
                yield self._story(commit, Deed.REFUSED, self._up_for(name, month), name, row.note if row else "")

    def _up_for(self, name: str, folder: str) -> str:
        """Give the issue that a candidate would have gone into: its id begins with the day of its announcement."""
        try:
            day = date.fromisoformat(name[:10])
        except ValueError:
            return folder
        return self._month_of(day) if self._month_of else folder

    def _is_accepted(self, name: str) -> bool:
        """Whether a candidate that is gone lives on as an entry: its two files may be saved one after the other."""
        return any(self._content.glob(f"issues/*/entries/{name}.yml"))

    def _of_issue(self, commit: _Commit, path: str, found: re.Match[str], state: str) -> Act:
        month, what = found[1], found[2]
        if what == "issue":
            return self._act(commit, Deed.ISSUE, month, path, "", _STATES.get(state, ""))
        if what == "sent":
            return self._act(commit, Deed.SENT, month, path, "", self._sending(commit, path))
        if state == "D":
            return self._act(commit, Deed.WITHDRAWN, month, path, "", "")
        approval = self._value(commit, path, Approval)
        detail = f"承認者 {approval.by}、書いた人 {'・'.join(approval.writers)}" if approval else ""
        writers = self._wrote.get(month, set()) | (_keys(*approval.writers) if approval else set())
        if writers & _keys(commit.name, commit.email):
            detail = "、".join(filter(None, (detail, "要確認: 承認を保存したのは、この号を書いた人です")))
        return self._act(commit, Deed.APPROVED, month, path, "", detail)

    def _sending(self, commit: _Commit, path: str) -> str:
        sent = self._value(commit, path, Sent)
        if sent is None:
            return ""
        tally = f"、送った {sent.tally.sent}、失敗 {sent.tally.failed}" if sent.tally else "、途中"
        return f"承認者 {sent.approved_by}、宛先 {sent.recipients}{tally}"

    def _story(self, commit: _Commit, deed: Deed, month: str, name: str, detail: str = "") -> Act:
        return self._act(commit, deed, month, name, self._headline(commit, deed, month, name), detail)

    def _headline(self, commit: _Commit, deed: Deed, month: str, name: str) -> str:
        """Give the headline as it was then; of a candidate, what the feed said."""
        if deed is Deed.REFUSED:
            row = self._rows.get(name)
            return row.title if row else ""
        before = "^" if deed in {Deed.REMOVED, Deed.RETURNED} else ""
        text = self._blob(f"{commit.hash}{before}", f"issues/{month}/entries/{name}.yml")
        node = compose(text, Report("")) if text else None
        found = walk(node, ("headline",)) if node is not None else None
        return str(found.value) if found is not None and isinstance(found.value, str) else ""

    def _value(self, commit: _Commit, path: str, kind: type[_T]) -> _T | None:
        text = self._blob(commit.hash, path)
        report = Report("")
        node = compose(text, report) if text else None
        return decode_as(kind, node, report) if node is not None else None

    def _blob(self, commit: str, path: str) -> str:
        done = run_git(self._content, ("cat-file", "blob", f"{commit}:{self._prefix}{path}"))
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""

    def _act(self, commit: _Commit, deed: Deed, month: str, subject: str, headline: str, detail: str) -> Act:
        return Act(
            at=commit.at,
            name=commit.name,
            email=commit.email,
            deed=deed,
            month=month,
            subject=subject,
            headline=headline,
            detail=detail,
            commit=commit.hash,
        )


def _keys(*names: str) -> set[str]:
    """Give what tells names and addresses apart: width, case and blanks do not count."""
    return {"".join(fold(name).split()) for name in names} - {""}


_STATES = {"A": "新規", "M": "変更", "D": "削除"}


def _matches(commit: _Commit, pattern: re.Pattern[str], state: str) -> dict[str, str]:
    """Give, by file name, the month of each path in this state."""
    found = ((pattern.match(path), its) for path, its in commit.status.items())
    return {match[2]: match[1] for match, its in found if match and its == state}
