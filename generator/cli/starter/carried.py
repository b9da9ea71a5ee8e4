"""The files of this repository that a new newsletter gets as they are: one list, for `init` and for the wheel.

Nothing here imports the package: setup.py reads this file by itself.
"""

from __future__ import annotations

from pathlib import Path

# Files, and folders with all that is in them.
CARRIED = (
    "mkdocs.yml",
    "feeds.yml",
    ".gitattributes",
    "site_overrides",
    "schemas",
    ".vscode/settings.json",
    "content/README.md",
    "content/pages",
    "automation",
    ".github/workflows/collect.yml",
    ".github/workflows/check.yml",
    ".github/workflows/publish.yml",
    ".github/workflows/remind.yml",
)
IN_WHEEL = Path("generator/cli/starter/carried_files")  # where setup.py puts them


def carried_files(root: Path) -> list[Path]:
    """Give every carried file under a root, relative to it; FileNotFoundError where one of the list is not there."""
    found: list[Path] = []
    for name in CARRIED:
        path = root / name
        if path.is_dir():
            found += [one for one in path.rglob("*") if one.is_file() and not one.name.startswith(".")]
        elif path.is_file():
            found.append(path)
        else:
            raise FileNotFoundError(path)
    return sorted(path.relative_to(root) for path in found)
