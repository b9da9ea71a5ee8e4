"""content/gate-waivers.yml: findings of the gate that an editor excused, each with a reason and a name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import ContentError
from .decode import decode_as
from .strict import Report, compose, read_text


@dataclass(frozen=True, kw_only=True, slots=True)
class GateWaiver:
    """One row of the file, as an editor writes it."""

    organization: str | None = None  # absent for a structural finding
    file: str
    context_hash: str
    reason: str
    editor: str


def load_gate_waivers(content: Path) -> tuple[GateWaiver, ...]:
    """Read the waivers; none where there is no file; ContentError with every finding where it cannot be used."""
    path = content / "gate-waivers.yml"
    if not path.exists():
        return ()
    report = Report(path.as_posix())
    text = read_text(path, report)
    node = compose(text, report) if text is not None else None
    waivers = decode_as(tuple[GateWaiver, ...], node, report) if node is not None else ()
    if report.findings or waivers is None:
        raise ContentError(report.findings)
    return waivers
