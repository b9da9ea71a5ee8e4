"""Who wrote an issue, as far as git knows: the authors of its files, and of the candidates that they were.

The only module that knows git. It reads, and nothing that it runs can change a repository.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError

_TIMEOUT = 60.0  # seconds
_IDENTITY = re.compile(r"\s*(?P<name>[^<]*?)\s*<(?P<email>[^>]*)>\s*")
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Writer:
    """Someone who wrote at an issue; the address is empty where only a name is known."""

    name: str
    email: str = ""


def git_writers(content: Path, month: str) -> tuple[Writer, ...] | None:
    """Give the authors and co-authors of an issue's texts, and whoever has changes that are in no commit yet.

    None where git cannot tell: no repository, a shallow one, or an issue that no commit holds.
    """
    if _git(content, "rev-parse", "--is-shallow-repository") != "false\n":
        return None
    paths = _texts(content, month)
    names = _git(content, "log", "--format=%aN <%aE>%n%(trailers:key=Co-authored-by,valueonly)", "--", *paths)
    writers = list(_identities((names or "").splitlines()))
    if not writers:
        return None
    if _git(content, "status", "--porcelain", "--untracked-files=all", "--", *paths):
        writers += _identities([_configured(content)])
    return tuple(dict.fromkeys(writers))


def git_identity(content: Path) -> Writer | None:
    """Give whom git takes the one at this machine for; None outside a work tree, or where git knows nobody."""
    if _git(content, "rev-parse", "--is-inside-work-tree") != "true\n":
        return None
    return next(iter(_identities([_configured(content)])), None)


def _texts(content: Path, month: str) -> tuple[str, ...]:
    """Give the pathspecs of what is written; approval.yml and sent.yml are not, or approving would make a writer."""
    entries = sorted(path.name for path in (content / "issues" / month / "entries").glob("*.yml"))
    return (
        f":(literal)issues/{month}/issue.yml",
        f":(literal)issues/{month}/entries",
        *(f":(glob)candidates/*/{name}" for name in entries),
    )


def _configured(content: Path) -> str:
    name = (_git(content, "config", "user.name") or "").strip()
    email = (_git(content, "config", "user.email") or "").strip()
    return f"{name} <{email}>"


def _identities(lines: Iterable[str]) -> Iterable[Writer]:
    for line in lines:
        found = _IDENTITY.fullmatch(line)
        if found and (found["name"] or found["email"]):
            yield Writer(name=found["name"], email=found["email"])


def _git(folder: Path, *arguments: str) -> str | None:
    """Give what git prints; None where it says no, or is not installed."""
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            ["git", "-C", str(folder), "--no-pager", "-c", "log.showSignature=false", *arguments],  # noqa: S607 - on PATH
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
            env=os.environ | _ENVIRONMENT,
        )
    except FileNotFoundError:
        return None
    except subprocess.TimeoutExpired as error:
        message = f"git が{_TIMEOUT:.0f}秒たっても答えません。--writer で書いた人の名前を指定してください。"
        raise UsageError(message) from error
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
