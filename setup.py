"""Carries the files that `kawaraban init` hands out into the wheel; everything else stands in pyproject.toml."""

import runpy
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
RULE = runpy.run_path(str(ROOT / "generator" / "cli" / "starter" / "carried.py"))


class BuildWithStarter(build_py):
    """The usual build, and then the carried files beside the code that reads them."""

    def run(self) -> None:
        super().run()
        if getattr(self, "editable_mode", False):
            return  # the files are in this folder
        for path in RULE["carried_files"](ROOT):
            target = Path(self.build_lib) / RULE["IN_WHEEL"] / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, target)


setup(cmdclass={"build_py": BuildWithStarter})
