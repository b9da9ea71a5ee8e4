"""content/collected/fingerprints/YYYY-MM.jsonl: what the feeds said about an entry, as hashes; machine-written.

The feed's own words go when an entry is accepted; `check` compares the finished text with these hashes instead. A month
is that of the entry's id.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path

from ..errors import ContentError
from ..language.overlap import fingerprint
from ..model import Entry
from .documents import decode_text
from .files import write_if_changed
from .strict import Report

_FOLDER = ("collected", "fingerprints")
_MONTH = 7  # letters of YYYY-MM


def load_fingerprints(content: Path) -> dict[str, frozenset[int]]:
    """Read the hashes by entry id; none where there is no file; ContentError where a row is damaged."""
    found: dict[str, frozenset[int]] = {}
    findings = []
    for path in sorted(content.joinpath(*_FOLDER).glob("*.jsonl")):
        report = Report(path.as_posix())
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                found[str(row["entry"])] = _unpacked(row["grams"])
            except (ValueError, KeyError, TypeError) as error:
                report.add(
                    number,
                    0,
                    "fingerprints-damaged",
                    f"この行を読めません({error})。",
                    "git の前の版から、この行を戻してください。",
                )
        findings += report.findings
    if findings:
        raise ContentError(findings)
    return found


def save_fingerprints(content: Path, fingerprints: Mapping[str, frozenset[int]]) -> tuple[Path, ...]:
    """Add hashes to those that an entry has already; gives the files that were changed."""
    known = load_fingerprints(content)
    months = {entry[:_MONTH] for entry, grams in fingerprints.items() if grams}
    merged = {
        entry: known.get(entry, frozenset()) | fingerprints.get(entry, frozenset()) for entry in {*known, *fingerprints}
    }
    changed = []
    for month in sorted(months):
        rows = [
            json.dumps({"entry": entry, "grams": _packed(grams)}) + "\n"
            for entry, grams in sorted(merged.items())
            if entry.startswith(month) and grams
        ]
        path = content.joinpath(*_FOLDER, f"{month}.jsonl")
        if write_if_changed(path, "".join(rows).encode()):
            changed.append(path)
    return tuple(changed)


def keep_source(content: Path, entry_id: str, text: str) -> tuple[Path, ...]:
    """Keep the hashes of what the feed said in a candidate's file, before its `suggestion` is removed."""
    entry = decode_text(text, Entry)
    if entry is None or entry.suggestion is None or not entry.suggestion.summary:
        return ()
    return save_fingerprints(content, {entry_id: fingerprint(entry.suggestion.summary)})


def _packed(grams: frozenset[int]) -> str:
    """Write 32-bit numbers, in order, as base64: the same bytes on every machine."""
    return base64.b64encode(b"".join(gram.to_bytes(4, "big") for gram in sorted(grams))).decode()


def _unpacked(text: str) -> frozenset[int]:
    data = base64.b64decode(text, validate=True)
    if len(data) % 4:
        message = "length"
        raise ValueError(message)
    return frozenset(int.from_bytes(data[start : start + 4], "big") for start in range(0, len(data), 4))
