"""git for people who never saw it: what changed since the last save, save, take in what others saved, hand out ours.

    changes ─▶ save (commit) ─▶ fetch ─▶ merge ─▶ push

Nothing here can lose a text: only a clean merge is kept, a conflict is given back with both versions and the merge is
undone, and whoever chooses one version still has the other in the history. Only content/ is ever saved.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..errors import UsageError
from .rows import merge_rows

_SECONDS = 30.0
_NETWORK_SECONDS = 120.0
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "GIT_TERMINAL_PROMPT": "0",  # nobody is at a terminal: a missing password is an answer, not a question
    "GIT_EDITOR": "true",
    "GIT_LITERAL_PATHSPECS": "1",
}
# An issue takes all candidates of a month while a new one is collected: git would take the emptied folder for a renamed
# one, and put the new candidate among the entries (gitconfig: merge.directoryRenames).
_STAY = ("-c", "merge.directoryRenames=false")
_OURS, _THEIRS = "2", "3"  # git's numbers of the versions in a conflict


class How(StrEnum):
    """What became of a file since the last save."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Version(StrEnum):
    """Which version of a file is to stand after a conflict."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, kw_only=True, slots=True)
class FileChange:
    """One changed file; its path is relative to content/."""

    path: str
    how: How


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """A file that two people changed in the same place; None: the file was removed in that version."""

    path: str  # relative to the root of the repository
    mine: str | None
    theirs: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """How the exchange with the other machines went."""

    taken: int = 0  # saves of others that were taken in
    given: bool = False
    conflicts: tuple[Conflict, ...] = ()
    trouble: str = ""  # a sentence, where the other side could not be reached or said no


class Repository:
    """The repository that content/ lies in."""

    def __init__(self, content: Path, root: Path) -> None:
        self.content = content.resolve()
        self.root = root
        self._inside = self.content.relative_to(root).as_posix()

    def changes(self) -> tuple[FileChange, ...]:
        """Give what changed under content/ since the last save, by path."""
        text = self._ask("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", self._inside)
        found = []
        for line in text.split("\0"):
            if not line:
                continue
            path = Path(line[3:]).relative_to(self._inside).as_posix()
            found.append(FileChange(path=path, how=self._how(line[:2], path)))
        return tuple(sorted(found, key=lambda change: change.path))

    def _how(self, state: str, path: str) -> How:
        if not (self.content / path).exists():
            return How.REMOVED
        return How.ADDED if state == "??" or "A" in state else How.CHANGED

    def saved_text(self, path: str) -> str | None:
        """Give a file of content/ as it was last saved; None where it was not there."""
        done = self._run("cat-file", "blob", f"HEAD:{self._inside}/{path}")
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None

    @property
    def author(self) -> str:
        """Give the name that saves bear; empty where git knows none."""
        return self._line("config", "user.name")

    @property
    def has_remote(self) -> bool:
        """Whether there is another place to exchange with."""
        return bool(self._line("remote"))

    def save(self, message: str, *, author: str = "") -> bool:
        """Commit all changes under content/; whether there were any."""
        if not self.changes():
            return False
        self._do("add", "--all", "--", self._inside)
        self._do(*self._identity(author), "commit", "--quiet", "--message", message, "--", self._inside)
        return True

    def exchange(self, choices: Mapping[str, Version] | None = None, *, author: str = "") -> Exchange:
        """Take in what others saved, and hand out ours.

        `choices`: by path, which version stands where an earlier exchange gave a conflict.
        """
        if (self.root / ".git" / "MERGE_HEAD").exists():
            message = "ほかの道具で始めた取り込み(merge)が途中です。終えるか取りやめてから、もう一度保存してください。"
            raise UsageError(message)
        remote = self._line("remote").split("\n")[0]
        branch = self._line("symbolic-ref", "--short", "HEAD")
        if not remote or not branch:
            return Exchange()
        fetched = self._run("fetch", "--quiet", remote, seconds=_NETWORK_SECONDS)
        if fetched.returncode != 0:
            return Exchange(trouble=f"ほかの人と共有している場所につながりませんでした({_last(fetched)})。")
        upstream = f"refs/remotes/{remote}/{branch}"
        taken = 0
        if self._run("rev-parse", "--quiet", "--verify", upstream).returncode == 0:
            taken = int(self._line("rev-list", "--count", f"HEAD..{upstream}") or 0)
            conflicts = self._merge(upstream, choices or {}, author) if taken else ()
            if conflicts:
                return Exchange(conflicts=conflicts)
        pushed = self._run("push", "--quiet", remote, f"HEAD:refs/heads/{branch}", seconds=_NETWORK_SECONDS)
        if pushed.returncode != 0:
            return Exchange(taken=taken, trouble=f"共有の場所に送れませんでした({_last(pushed)})。")
        return Exchange(taken=taken, given=True)

    def _merge(self, upstream: str, choices: Mapping[str, Version], author: str) -> tuple[Conflict, ...]:
        identity = self._identity(author)
        merged = self._run(*_STAY, *identity, "merge", "--quiet", "--no-edit", upstream)
        if merged.returncode == 0:
            return ()
        versions = self._unmerged()
        if not versions:
            message = f"ほかの人の変更を取り込めませんでした({_last(merged)})。"
            raise UsageError(message)
        try:
            open_conflicts = tuple(
                conflict
                for path, its in versions.items()
                if (conflict := self._settle(path, its, choices.get(path))) is not None
            )
            if not open_conflicts:
                self._do(*identity, "commit", "--quiet", "--no-edit")
                return ()
        except BaseException:
            self._run("merge", "--abort")
            raise
        self._do("merge", "--abort")
        return open_conflicts

    def _unmerged(self) -> dict[str, dict[str, str]]:
        """Give, by path, the versions in conflict: number -> blob."""
        found: dict[str, dict[str, str]] = {}
        for line in self._ask("ls-files", "--unmerged", "-z").split("\0"):
            if line:
                head, _, path = line.partition("\t")
                _, blob, number = head.split(" ")
                found.setdefault(path, {})[number] = blob
        return found

    def _settle(self, path: str, versions: Mapping[str, str], choice: Version | None) -> Conflict | None:
        """Settle one file by its rows or by choice; where that cannot be, give the conflict."""
        texts = {number: self._blob(blob) for number, blob in versions.items()}
        if path.startswith(f"{self._inside}/collected/".removeprefix("./")) and path.endswith(".jsonl"):
            merged = merge_rows(texts.get("1", ""), texts.get(_OURS, ""), texts.get(_THEIRS, ""))
            self._stand(path, merged)
            return None
        if choice is None:
            return Conflict(path=path, mine=texts.get(_OURS), theirs=texts.get(_THEIRS))
        self._stand(path, texts.get(_OURS if choice is Version.MINE else _THEIRS))
        return None

    def _stand(self, path: str, text: str | None) -> None:
        """Let a file be this in the merge; None: let it be gone."""
        if text is None:
            self._do("rm", "--quiet", "--force", "--", path)
            return
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(text.encode("utf-8", "surrogateescape"))
        self._do("add", "--", path)

    def _blob(self, blob: str) -> str:
        return self._run("cat-file", "blob", blob).stdout.decode("utf-8", "surrogateescape")

    def _identity(self, author: str) -> list[str]:
        """Give the options that name the author, where git knows nobody."""
        if self.author:
            return []
        if not author:
            message = "だれが保存するのかが分かりません。名前を書いてください。"
            raise UsageError(message)
        address = self._line("config", "user.email") or "editor@localhost"
        return ["-c", f"user.name={author}", "-c", f"user.email={address}"]

    def _line(self, *arguments: str) -> str:
        done = self._run(*arguments)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""

    def _ask(self, *arguments: str) -> str:
        return self._do(*arguments).stdout.decode("utf-8", "surrogateescape")

    def _do(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        done = self._run(*arguments)
        if done.returncode != 0:
            message = f"git が断りました({_last(done)})。"
            raise UsageError(message)
        return done

    def _run(self, *arguments: str, seconds: float = _SECONDS) -> subprocess.CompletedProcess[bytes]:
        return run_git(self.root, arguments, seconds=seconds)


def find_repository(content: Path) -> Repository | None:
    """Give the repository that a content folder lies in; None where there is none or no git."""
    try:
        done = run_git(content, ("rev-parse", "--show-toplevel"))
    except UsageError:
        return None
    root = Path(done.stdout.decode("utf-8", "surrogateescape").strip())
    if done.returncode != 0 or not content.resolve().is_relative_to(root.resolve()):
        return None
    return Repository(content, root.resolve())


def run_git(folder: Path, arguments: Sequence[str], *, seconds: float = _SECONDS) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, without a shell; UsageError where it is not there or does not end."""
    command = ["git", "-C", str(folder), "--no-pager", "-c", "core.quotePath=false", *arguments]
    try:
        return subprocess.run(  # noqa: S603 -- our own list of arguments, no shell
            command,
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
            env={**os.environ, **_ENVIRONMENT},
        )
    except FileNotFoundError:
        message = "git がこのパソコンに入っていません。"
        raise UsageError(message) from None
    except subprocess.TimeoutExpired:
        message = f"git が{seconds:.0f}秒たっても終わりませんでした。"
        raise UsageError(message) from None


def _last(done: subprocess.CompletedProcess[bytes]) -> str:
    """Give the last line of what git had to say."""
    text = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
    return text.split("\n")[-1][:300]
