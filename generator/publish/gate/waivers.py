"""An editor's word that one finding of the gate is none: exactly this one, and why.

content/gate-waivers.yml is a list of these keys. The hash binds a waiver to the text around the finding:
when the text changes, an editor has to look again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import Leak


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver:
    """One finding that is waived."""

    organization: str  # id; empty for a structural finding
    file: str  # as the gate names it
    context_hash: str  # of the finding, by `context_hash`
    reason: str
    editor: str

    def __post_init__(self) -> None:
        if not (self.reason.strip() and self.editor.strip()):
            message = "a waiver needs a reason and the name of an editor"
            raise ValueError(message)


def context_hash(leak: Leak) -> str:
    """Give what stands in a waiver's `context_hash` for this finding: of its form and the text around it."""
    return hashlib.sha256(f"{leak.form}\0{leak.context}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def split(leaks: Iterable[Leak], waivers: Iterable[Waiver]) -> tuple[tuple[Leak, ...], tuple[Leak, ...]]:
    """Part findings into those that stand and those that are waived."""
    waived = {(waiver.organization, waiver.file, waiver.context_hash) for waiver in waivers}
    standing: list[Leak] = []
    excused: list[Leak] = []
    for leak in leaks:
        key = (leak.organization, leak.file, context_hash(leak))
        (excused if key in waived else standing).append(leak)
    return tuple(standing), tuple(excused)
