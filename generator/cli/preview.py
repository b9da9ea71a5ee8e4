"""A look at site and mail on 127.0.0.1, made anew whenever an editor saves a file."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from ..errors import GeneratorError, UsageError

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


def serve(site: Path, mail: Path, *, watched: Path, port: int, rebuild: Callable[[], str]) -> None:
    """Build, serve until Ctrl-C, and build again after every change; an error is said and the last good one stays."""
    seen = _state(watched)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(site), mail=mail))
    except OSError as error:
        message = f"127.0.0.1:{port} を使えません({error.strerror})。--port で別の番号を指定してください。"
        raise UsageError(message) from None
    _build(rebuild)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"サイト http://127.0.0.1:{port}/  メール http://127.0.0.1:{port}{_MAIL}  (終わるには Ctrl-C)")
    try:
        while True:
            time.sleep(_PERIOD)
            now = _state(watched)
            if now != seen:
                seen = now
                _build(rebuild)
    except KeyboardInterrupt:
        click.echo("終わりました。")
    finally:
        server.shutdown()
        server.server_close()


def _build(rebuild: Callable[[], str]) -> None:
    try:
        click.echo(rebuild())
    except GeneratorError as error:
        click.echo(f"{error}\n前に作ったものを見せています。", err=True)


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Give time and size of every file: what changes when an editor saves."""
    return {
        str(path): (status.st_mtime_ns, status.st_size)
        for path in folder.rglob("*")
        if path.is_file() and (status := path.stat())
    }
