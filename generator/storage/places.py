"""Where a thing that a check speaks of stands: from an entry's id and a field to file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ..model import Finding, Remark
from .decode import YAML_KEYS
from .strict import Report, compose, read_text, walk

_MONTH = re.compile(r"\d{4}-\d{2}\Z")
_RENAMED = {name: key for names in YAML_KEYS.values() for name, key in names.items()}


def locate(content: Path, remarks: Iterable[Remark]) -> tuple[Finding, ...]:
    """Give the findings for remarks, in the order of files and lines."""
    places = _Places(content)
    return tuple(
        sorted((places.finding(remark) for remark in remarks), key=lambda f: (f.file, f.line, f.column, f.rule))
    )


def entry_path(content: Path, entry_id: str) -> Path | None:
    """Give the file of a candidate or accepted entry; None where there is none."""
    for pattern in (f"candidates/*/{entry_id}.yml", f"issues/*/entries/{entry_id}.yml"):
        for path in sorted(content.glob(pattern)):
            return path
    return None


class _Places:
    def __init__(self, content: Path) -> None:
        self.content = content
        self.files = {path.stem: path for path in content.glob("issues/*/entries/*.yml")}
        self.files |= {path.stem: path for path in content.glob("candidates/*/*.yml")}
        self.files |= {path.stem: path for path in content.glob("organizations/*.yml")}

    def finding(self, remark: Remark) -> Finding:
        path = self._file(remark.subject)
        line, column = _position(path, tuple(_RENAMED.get(str(step), step) for step in remark.path))
        return Finding(
            file=path.as_posix(),
            line=line,
            column=column,
            rule=remark.rule,
            message=remark.message,
            advice=remark.advice,
            severity=remark.severity,
        )

    def _file(self, subject: str) -> Path:
        if _MONTH.match(subject):
            return self.content / "issues" / subject / "issue.yml"
        return self.files.get(subject, self.content / "newsletter.yml")


def _position(path: Path, steps: tuple[str | int, ...]) -> tuple[int, int]:
    report = Report(path.as_posix())
    text = read_text(path, report)
    node = compose(text, report) if text is not None else None
    if node is None:
        return 0, 0
    mark = walk(node, steps).start_mark
    return mark.line + 1, mark.column + 1
