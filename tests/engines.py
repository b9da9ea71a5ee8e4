"""Other site engines, for proving that ours can be changed: installed once into .cache/engines, each by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

INSTALLED = Path(__file__).parent.parent / ".cache" / "engines"
SECONDS = 180


def engine(requirement: str, *options: str) -> Path:
    """Give the folder in which a package lies; where it cannot be had the test is skipped, with the reason.

    It is skipped in CI, too: whether a registry still has an engine that we do not use is no fault of ours.
    """
    folder = INSTALLED / requirement.replace("==", "-")
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", folder]
        try:
            subprocess.run([*pip, *options, requirement], check=True, capture_output=True, timeout=SECONDS)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            shutil.rmtree(folder, ignore_errors=True)
            pytest.skip(f"{requirement} cannot be installed here: {error}")
        (folder / "ready").touch()
    return folder


def run(packages: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module with these packages before ours."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env={**os.environ, **quiet, "PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
