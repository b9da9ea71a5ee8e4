"""The gate: reads every byte that would be published, and says what must not be in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.model import Leak, Organization

from . import structure
from .folding import Folding
from .forms import ExactValue, Form, Found, exact_forms, forms_of
from .matching import Matcher
from .structure import Surroundings
from .views import Limits, Unread, View, unfold
from .waivers import Waiver, split

_AROUND = 24  # characters of context on each side
_UNREAD_FORM = "全部は読めません"


class Gate:
    """All that must not be printed, ready to be looked for in bytes."""

    def __init__(  # noqa: PLR0913 - all but the secrets have a default
        self,
        secrets: Iterable[Organization],
        *,
        public_hosts: Iterable[str] = (),
        waivers: Iterable[Waiver] = (),
        exact_values: Iterable[ExactValue] = (),
        surroundings: Surroundings | None = None,
        limits: Limits | None = None,
        folding: Folding | None = None,
        without: frozenset[str] = frozenset(),
    ) -> None:
        """Take the organizations whose names are secret, and what is allowed beside.

        `public_hosts` are hosts that may be linked (a leading dot means every host below);
        `without` leaves out readers, for tests of their need.
        """
        secrets = tuple(secrets)
        self._forms: tuple[Form, ...] = (*(f for o in secrets for f in forms_of(o)), *exact_forms(exact_values))
        self._matcher = Matcher(self._forms, folding)
        self._waivers = tuple(waivers)
        self._limits = limits or Limits()
        self._without = without
        around = surroundings or Surroundings()
        self._structure = structure.Structure(secrets, frozenset(public_hosts), around)

    @property
    def size(self) -> int:
        """How many forms are looked for."""
        return len(self._forms)

    def scan_bytes(self, name: str, data: bytes) -> tuple[Leak, ...]:
        """Read one file: its name with forward slashes, and its bytes."""
        return split(self._leaks(name, data), self._waivers)[0]

    def scan_files(self, files: Mapping[str, bytes]) -> tuple[Leak, ...]:
        """Read files by name, in the order of their names."""
        return tuple(leak for name in sorted(files) for leak in self.scan_bytes(name, files[name]))

    def scan_tree(self, folder: Path) -> tuple[Leak, ...]:
        """Read every file under a folder, whatever its type; a link is a finding: its target is not published."""
        leaks: list[Leak] = []
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink():
                leaks.append(structure.finding(name, "symlink", "シンボリックリンク", 0, str(path.readlink())))
            elif path.is_dir():
                leaks += split(self._leaks(name, b"", folder=True), self._waivers)[0]
            elif path.is_file():
                leaks += self.scan_bytes(name, path.read_bytes())
            else:
                leaks.append(structure.finding(name, "special-file", "通常のファイルではありません", 0, ""))
        return tuple(leaks)

    def waived(self, name: str, data: bytes) -> tuple[Leak, ...]:
        """Give the findings of one file that a waiver excuses, for the report."""
        return split(self._leaks(name, data), self._waivers)[1]

    def _leaks(self, name: str, data: bytes, *, folder: bool = False) -> list[Leak]:
        """Give each form once in a view; where something of the file is waived, once for each text around it."""
        every = any(waiver.file == name for waiver in self._waivers)
        found: dict[tuple[str, str, str, str], Leak] = {}

        def note(leak: Leak) -> None:
            found.setdefault((leak.view, leak.form, leak.organization, leak.context if every else ""), leak)

        for view in unfold(name, data, limits=self._limits, without=self._without):
            for leak in self._of_view(name, view, every=every):
                note(leak)
            if len(found) >= self._limits.findings and not every:
                break
        if not folder:
            for leak in self._structure.of_file(name):
                note(leak)
        return sorted(found.values(), key=lambda leak: (leak.view, leak.offset, leak.form, leak.organization))

    def _of_view(self, name: str, view: View, *, every: bool) -> Iterator[Leak]:
        content = view.data
        if isinstance(content, Unread):
            yield Leak(file=name, view=view.kind, form=_UNREAD_FORM, organization="", offset=0, context=content.reason)
        elif isinstance(content, bytes):
            for found in self._matcher.find_raw(content, every=every) if "raw" not in self._without else ():
                yield _leak(
                    name, view, found, repr(content[max(0, found.offset - 8) : found.offset + found.length + 8])
                )
            yield from self._structure.of_view(name, view)
        else:
            hits = self._matcher.find(content, borders=not view.junk, substrings=not view.spaced, every=every)
            for found in hits:
                context = content[max(0, found.offset - _AROUND) : found.offset + found.length + _AROUND]
                yield _leak(name, view, found, " ".join(context.split()))
            yield from self._structure.of_view(name, view)


def _leak(name: str, view: View, found: Found, context: str) -> Leak:
    form = found.form
    return Leak(
        file=name,
        view=view.kind,
        form=form.label or form.text,
        organization=form.organization,
        offset=found.offset,
        context=context,
    )
