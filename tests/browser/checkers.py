"""The checkers of HTML, accessibility and speed: installed once into .cache/node by npm, at pinned versions.

They are other people's programs and bring much along, so each is installed by itself: one that cannot be had does not
take the others with it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

PINNED = Path(__file__).parents[1] / "tools"
INSTALLED = Path(__file__).parents[2] / ".cache" / "node"
SECONDS = 240


def checker(name: str) -> Path:
    """Give the folder of an installed checker; where it cannot be had the test is skipped, but not in CI."""
    version = json.loads((PINNED / "package.json").read_text("utf-8"))["dependencies"][name]
    folder = INSTALLED / f"{name}-{version}"
    found = folder / "node_modules" / name
    if not (folder / "ready").exists():
        _install(folder, f"{name}@{version}")
    return found


def need(program: str) -> str:
    """Give a program of this machine."""
    found = shutil.which(program)
    return found or _without(f"{program} is not on this machine")


def _install(folder: Path, package: str) -> None:
    npm = need("npm")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(PINNED / ".npmrc", folder)
    (folder / "package.json").write_text("{}", "utf-8")
    try:
        subprocess.run([npm, "install", package], cwd=folder, check=True, capture_output=True, timeout=SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        shutil.rmtree(folder, ignore_errors=True)
        _without(f"npm could not install {package}: {getattr(error, 'stderr', b'')!r}")
    (folder / "ready").touch()


def _without(reason: str):
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI needs it: {reason}")
    pytest.skip(reason)
