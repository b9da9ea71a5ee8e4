"""A look at site and mail on 127.0.0.1, made anew whenever an editor saves a file.

saved ──load | publish | pages──▶ a temporary folder, shown at once ──check | gate──▶ said on the terminal
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType

import click

from .. import storage
from ..errors import GeneratorError, UsageError, reason_of
from ..model import Archive, Severity
from ..publish.pipeline import Published, gate_needs, publish
from ..publish.rereading import Rereading
from .checking import all_findings
from .publishing import build_pages

_PERIOD = 0.4  # seconds between two looks at the files
_MAIL = "/_mail/"


class _Handler(SimpleHTTPRequestHandler):
    """Gives the site, and the mails under /_mail/; nothing is kept by the browser, since it may change at once."""

    def __init__(self, *arguments: object, mail: Path, **options: object) -> None:
        self._mail = mail
        super().__init__(*arguments, **options)  # type: ignore[arg-type] # http.server's own

    def translate_path(self, path: str) -> str:
        if not path.startswith(_MAIL):
            return super().translate_path(path)
        site, self.directory = self.directory, str(self._mail)
        try:
            return super().translate_path(path[len(_MAIL) - 1 :])
        finally:
            self.directory = site

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name that http.server gives
        """Say nothing: what matters is said by the build."""


class Preview:
    """Site and mails as they would be published, in a folder of their own; shown first, then read by check and gate.

    A look has to be there while the editor still knows what was changed. Nobody else sees it, nothing of it is ever
    published: that is what `build` is for, which shows nothing that the gate has not read whole.
    """

    def __init__(self, folder: Path, content: Path, config: Path) -> None:
        """Take an empty folder to work in, the editors' files, and the site's settings."""
        self.site, self.mail = folder / "site", folder / "mail"
        self._content, self._config = content, config
        self._rereading = Rereading()
        self._archive: Archive | None = None
        self._published: Published | None = None

    def make(self) -> None:
        """Make all anew; GeneratorError where that cannot be done, and what was shown before stays."""
        self._archive = storage.load_archive(self._content)
        self._published = publish(self._archive)
        with ExitStack() as stack:
            site = stack.enter_context(storage.folder_aside(self.site))
            mail = stack.enter_context(storage.folder_aside(self.mail))
            build_pages(self._config, site, self._content, self._published)
            for name, data in self._published.mail_files().items():
                (mail / name).parent.mkdir(exist_ok=True)
                (mail / name).write_bytes(data)
            storage.swap_folder(mail, self.mail)
            storage.swap_folder(site, self.site)

    def objections(self, is_stale: Callable[[], bool]) -> tuple[str, ...] | None:
        """Say what would stop `build`; None where the editor saved again meanwhile."""
        if self._archive is None or self._published is None:
            return ()
        _, findings = all_findings(self._content)
        errors = tuple(str(finding) for finding in findings if finding.severity is Severity.ERROR)
        waivers = storage.load_gate_waivers(self._content)
        needs = gate_needs(self._archive, waivers, self._published.archive)
        leaks = self._rereading.scan_trees(needs, (self.site, self.mail), is_stale)
        return None if leaks is None else (*errors, *map(str, leaks))


def serve(preview: Preview, *, watched: Path, port: int) -> None:
    """Show a preview until Ctrl-C, and make it anew after every change; where that fails the last one stays."""
    try:
        handler = partial(_Handler, directory=str(preview.site), mail=preview.mail)
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        message = f"127.0.0.1:{port} を使えません({reason_of(error)})。--port で別の番号を指定してください。"
        raise UsageError(message) from None
    over = _Over()
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    watch = _Watch(watched)

    def shown() -> None:
        if not serving.is_alive():  # whoever asks earlier waits for the first look
            serving.start()
            address = f"http://127.0.0.1:{server.server_port}"
            click.echo(f"サイト {address}/  メール {address}{_MAIL}  (終わるには Ctrl-C)")

    try:
        with over.heard():
            _show(preview, watch, shown)
            while not over.wait(_PERIOD):
                if watch.is_stale():
                    _show(preview, watch, shown)
        click.echo("終わりました。")
    finally:
        if serving.is_alive():
            server.shutdown()
        server.server_close()


class _Over(threading.Event):
    """Ctrl-C, or another program's word to end: set for good, and raised where the work is.

    Both, since Python drops what is raised while it clears something away (`Exception ignored in …`), and an editor
    would press the keys in vain.
    """

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Listen while the block runs; it ends without an error when told to."""
        before = {number: signal.signal(number, self._hear) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        except KeyboardInterrupt:
            self.set()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if not self.is_set():  # the second time, everything is on its way out
            self.set()
            raise KeyboardInterrupt


def _show(preview: Preview, watch: _Watch, shown: Callable[[], None]) -> None:
    watch.look()
    began = time.monotonic()
    try:
        preview.make()
        click.echo(f"下見を作りました({time.monotonic() - began:.1f}秒)。公開前検査はこれからです。")
        shown()
        objections = preview.objections(watch.is_stale)
    except GeneratorError as error:
        click.echo(f"{error}\n前に作ったものを見せています。", err=True)
        shown()
        return
    if objections is None:
        return  # saved again: there is something newer to show
    for objection in objections:
        click.echo(objection, err=True)
    click.echo(f"このままでは公開できません(指摘{len(objections)}件)。" if objections else "公開前検査も通りました。")


class _Watch:
    """Tells whether an editor saved a file since the last look; asks the disk a few times a second at most."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[str, tuple[int, int]] = {}
        self._asked = 0.0

    def look(self) -> None:
        self._seen = _state(self._folder)

    def is_stale(self) -> bool:
        if time.monotonic() - self._asked < _PERIOD:
            return False
        self._asked = time.monotonic()
        return _state(self._folder) != self._seen


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Give time and size of every file: what changes when an editor saves."""
    return {
        str(path): (status.st_mtime_ns, status.st_size)
        for path in folder.rglob("*")
        if path.is_file() and (status := path.stat())
    }
