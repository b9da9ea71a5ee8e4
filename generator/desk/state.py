"""What the desk works with: the folder, the clock, what the commands lend it, and the archive as last read."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from .. import storage
from ..errors import ContentError
from ..language.prefill import Known
from ..model import Archive, Entry, Finding
from ..text import to_jst
from .drafts import known_of

_MOST_SAID = 5
_STALE = timedelta(days=2)  # a collector that has not run for two days loses items (cli/diagnosing)


# What belongs to the commands, and the desk only calls: month (YYYY-MM) and what was typed in; gives a sentence, raises
# GeneratorError where it cannot be done. By name: collect (both empty), build, approve (who),
# test (an address), send (the month again).
Action = Callable[[str, str], str]


@dataclass(frozen=True, kw_only=True)
class Said:
    """A sentence for the next page, with a link where there is something to go on with."""

    text: str
    tone: str = "well"  # well, bad
    href: str = ""
    label: str = ""


@dataclass
class _Read:
    state: object = None
    archive: Archive | None = None
    findings: tuple[Finding, ...] = ()
    known: Known | None = None
    sources: Mapping[str, frozenset[int]] | None = None
    made: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(kw_only=True)
class Desk:
    """One desk over one content folder; `month_of`, `day_of`, `closes` are the commands' rules (see cli/deciding)."""

    content: Path
    now: Callable[[], datetime]
    month_of: Callable[[date, int], str]
    day_of: Callable[[str, int], date]
    closes: Callable[[str, int], date]
    actions: Mapping[str, Action] = field(default_factory=dict)
    csrf: str = field(default="", repr=False)  # what the forms bear; set with the program
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _said: list[Said] = field(default_factory=list, repr=False)
    _read: _Read = field(default_factory=_Read, repr=False)

    def archive(self) -> Archive:
        """Give the archive as the files say it now; ContentError where newsletter.yml cannot be used.

        It is read again only when a file has changed: a key pressed at the desk of ten years is answered at once.
        """
        with self.lock:
            state = _state(self.content)
            if state != self._read.state:
                archive, findings = storage.read_archive(self.content)
                self._read = _Read(state, archive, findings)
            if self._read.archive is None:
                raise ContentError(self._read.findings)
            return self._read.archive

    def known(self) -> Known:
        """Give what the drafts of candidates need to know of the archive."""
        with self.lock:
            archive = self.archive()
            if self._read.known is None:
                self._read.known = known_of(archive, storage.load_learned(self.content))
            return self._read.known

    def sources(self) -> Mapping[str, frozenset[int]]:
        """Give the fingerprints of what the feeds said, by entry, for the checks that compare texts with them."""
        with self.lock:
            self.archive()
            if self._read.sources is None:
                self._read.sources = storage.load_fingerprints(self.content)
            return self._read.sources

    def seal(self) -> str:
        """Give a mark of all files as they are now: what somebody has read must be what he signs."""
        return hashlib.sha256(repr(sorted(_state(self.content).items())).encode()).hexdigest()

    def once(self, name: str, make: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """Give what `make` gives; it is made anew only when a file has changed."""
        with self.lock:
            self.archive()
            if name not in self._read.made:
                self._read.made[name] = make()
            return self._read.made[name]

    def last_run(self) -> tuple[str, bool]:
        """Say when the feeds were read, and whether that is not long ago."""
        started = storage.load_state(self.content, "last-run").get("started")
        if not isinstance(started, str):
            return "まだ一度も集めていません。", False
        moment = datetime.fromisoformat(started)
        is_fresh = self.now() - moment <= _STALE
        return f"最後に集めたのは{to_jst(moment):%Y-%m-%d %H:%M}です。", is_fresh

    @property
    def unreadable(self) -> tuple[Finding, ...]:
        """Give the findings about files that could not be read."""
        return self._read.findings

    @property
    def waiting(self) -> int:
        """Give the number of candidates, as the files say it now; where they cannot be used, as they said it before."""
        with contextlib.suppress(ContentError):
            self.archive()
        return len(self._read.archive.candidates) if self._read.archive else 0

    def candidate(self, entry_id: str) -> Entry | None:
        """Give a candidate by its id."""
        return next((entry for entry in self.archive().candidates if entry.id == entry_id), None)

    def say(self, text: str, *, tone: str = "well", href: str = "", label: str = "") -> None:
        """Say something on the next page."""
        self._said = [*self._said, Said(text=text, tone=tone, href=href, label=label)][-_MOST_SAID:]

    def said(self) -> list[Said]:
        """Give what is to be said, once."""
        with self.lock:
            said, self._said = self._said, []
        return said


def _state(content: Path) -> dict[Path, tuple[int, int, int]]:
    return {
        path: (status.st_mtime_ns, status.st_size, status.st_ino)
        for path in content.rglob("*.yml")
        if (status := path.stat())
    }


def months_near(month: str, archive: Archive) -> tuple[str, ...]:
    """Give the issues that an entry may go into: the usual one, its neighbours."""
    year, number = int(month[:4]), int(month[5:])
    near = {f"{year + (number + step - 1) // 12:04}-{(number + step - 1) % 12 + 1:02}" for step in (-1, 0, 1)}
    newest = {issue.month for issue in archive.issues[-2:]}
    return tuple(sorted(near | newest))
