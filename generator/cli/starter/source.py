"""Where a new newsletter gets this program from: a line of requirements.txt, and a wheel beside it where it needs one.

given by --from, else as this program itself was installed: from git, from a checkout with an address, from a checkout
"""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ...errors import UsageError
from .carried import carried_files

_NAME = "kawaraban"
_VENDOR = Path("vendor")  # lies in the new repository, so that its workflows find it
_SECONDS = 180.0
_BUILT_FROM = ("pyproject.toml", "setup.py", "README.md", "LICENSE")
_ADDRESSES = ("https://", "ssh://", "git@")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A line for requirements.txt, and the files that it speaks of."""

    line: str
    files: Mapping[Path, bytes] = field(default_factory=dict)
    note: str = ""  # what the person has to do about it


def source_of(given: str | None, root: Path) -> Source:
    """Give where to install from; `given`: a wheel, a folder, an address (git+https://…) or a requirement."""
    if given is None:
        return _as_installed(root)
    path = Path(given)
    if path.suffix == ".whl":
        if not path.is_file():
            message = f"{path} というファイルはありません。"
            raise UsageError(message)
        return _vendored(path)
    if path.is_dir():
        return _built(path)
    return Source(line=f"{_NAME} @ {given}" if "://" in given and "@ " not in given else given)


def _as_installed(root: Path) -> Source:
    noted = json.loads(importlib.metadata.distribution(_NAME).read_text("direct_url.json") or "{}")  # PEP 610
    wheel = Path(unquote(urlsplit(noted.get("url", "")).path))
    if wheel.suffix == ".whl" and wheel.is_file():
        return _vendored(wheel)
    git = noted.get("vcs_info", {})
    address = f"git+{noted['url']}@{git['commit_id']}" if git.get("commit_id") else _address_of_the_checkout(root)
    if address:
        return Source(line=f"{_NAME} @ {address}")
    if (root / "setup.py").is_file():
        return _built(root)
    return Source(
        line=f"{_NAME}=={importlib.metadata.version(_NAME)}",
        note="requirements.txt の版が手元の索引になければ、--from で入手先(git+https://… や wheel)を指定してください。",
    )


def _address_of_the_checkout(root: Path) -> str:
    """Give the shared place of a checkout and the commit that stands here, where the place can have it."""
    address = _git(root, "remote", "get-url", "origin")
    if not address.startswith(_ADDRESSES) or not _git(root, "branch", "--remotes", "--contains", "HEAD"):
        return ""
    address = address.replace(":", "/", 1).replace("git@", "ssh://git@", 1) if address.startswith("git@") else address
    return f"git+{address}@{_git(root, 'rev-parse', 'HEAD')}"


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603 -- our own list
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""


def _built(root: Path) -> Source:
    """Build a wheel of a checkout, in a copy: a build leaves files behind."""
    with tempfile.TemporaryDirectory() as name:
        copy, made = Path(name, "source"), Path(name, "made")
        shutil.copytree(root / "generator", copy / "generator", ignore=shutil.ignore_patterns("__pycache__"))
        for path in (*map(Path, _BUILT_FROM), *carried_files(root)):
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / path, copy / path)
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
        command += ["--no-build-isolation", "--wheel-dir", str(made), str(copy)]
        done = subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603 -- our own list
        wheel = next(made.glob("*.whl"), None)
        if wheel is None:
            last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            message = (
                f"{root} から wheel を作れません({last})。--from に git+https://… などの入手先を指定してください。"
            )
            raise UsageError(message)
        return _vendored(wheel)


def _vendored(wheel: Path) -> Source:
    return Source(
        line=f"./{(_VENDOR / wheel.name).as_posix()}",
        files={_VENDOR / wheel.name: wheel.read_bytes()},
        note=f"このソフト({wheel.stat().st_size // 1024}KB)を {_VENDOR}/ に入れました。版を上げるときは入れ替えます。",
    )
