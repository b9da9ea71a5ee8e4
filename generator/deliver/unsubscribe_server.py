"""``python -m generator.deliver.unsubscribe_app``: the program behind opt_out, served by the standard library.

It stands behind a web server that does TLS (docs/operators/sending.md). Threads, because one slow client may not hold
the others up; so many and no more, each with a deadline, because a stranger may open as many connections as he likes.
"""

from __future__ import annotations

import argparse
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from ..errors import GeneratorError, UsageError, reason_of
from ..text import is_mail_address, utc_now
from .keys import make_key, read_key
from .suppressions import suppress
from .unsubscribe_app import unsubscribe_app

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_DEADLINE = 15.0  # seconds for a whole connection
_MOST = 64  # connections at a time; more are closed at once


class Server(ThreadingMixIn, WSGIServer):
    """wsgiref's server with threads, a deadline for each connection, and a limit of connections."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], app: WSGIApplication, *, deadline: float, most: int) -> None:
        self.deadline = deadline
        self._free = threading.BoundedSemaphore(most)
        super().__init__(address, _Handler)
        self.set_app(app)

    def server_bind(self) -> None:
        """Bind without asking a name server who we are (http.server does)."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()

    def process_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override] # ours is TCP
        """Take a connection, or close it where there are too many."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override] # ours is TCP
        """Serve one connection, and hang up when its time is over, whatever it is doing."""
        alarm = threading.Timer(self.deadline, _hang_up, [request])
        alarm.daemon = True
        alarm.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            alarm.cancel()
            self._free.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Be silent where a client broke off; a bug keeps its traceback."""
        if isinstance(sys.exc_info()[1], OSError | ValueError):  # ValueError: the file of a closed socket
            return
        super().handle_error(request, client_address)  # type: ignore[arg-type] # handed on as it came


def _hang_up(request: socket.socket) -> None:
    try:
        request.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was over already


class _Handler(WSGIRequestHandler):
    """Logs method and answer only: the address of a request is the key to somebody's subscription."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002 - as http.server calls it
        sys.stderr.write(f"{self.command or '-'} {args[1] if len(args) > 1 else '-'}\n")


def make_server(
    host: str, port: int, app: WSGIApplication, *, deadline: float = _DEADLINE, most: int = _MOST
) -> Server:
    """Make the server; ``serve_forever`` runs it. Port 0 takes a free one."""
    return Server((host, port), app, deadline=deadline, most=most)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; exits with 2 where it cannot run."""
    options = _parser().parse_args(arguments)
    try:
        if options.make_key:
            make_key(options.key)
            sys.stdout.write(f"{options.key} に鍵を作りました。送信する側にも同じファイルを置いてください。\n")
            return
        server = make_server(*_listen(options.listen), _app(options))
    except GeneratorError as error:
        sys.stderr.write(f"実行できません: {error}\n")
        sys.exit(2)
    with server:
        sys.stdout.write(f"http://{server.server_name}:{server.server_port}/ で待っています。\n")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator.deliver.unsubscribe_app",
        description="newsletter.yml の opt_out の先で、配信停止の申し出を受け付けます(HTTPS は手前の Web サーバーで)。",
    )
    parser.add_argument("--key", type=Path, required=True, help="配信停止の鍵(送信する側と同じもの)。")
    parser.add_argument("--make-key", action="store_true", help="鍵を --key に新しく作って終わります。")
    parser.add_argument("--listen", default="127.0.0.1:8085", help="待つ場所(既定は 127.0.0.1:8085)。")
    parser.add_argument("--newsletter", default="", help="差出人のアドレス(newsletter.yml の mail_from)。")
    parser.add_argument("--title", default="", help="ページに出す、配信物の名前。")
    parser.add_argument("--contact", default="", help="ページに出す、問い合わせのメールアドレス。")
    parser.add_argument("--suppressions", type=Path, help="申し出を書き足していくファイル。")
    return parser


def _listen(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit():
        raise UsageError(f"--listen は 127.0.0.1:8085 の形で書いてください: {text}")
    return host.strip("[]"), int(port)


def _app(options: argparse.Namespace) -> WSGIApplication:
    if not is_mail_address(options.newsletter) or not options.title or not options.suppressions:
        raise UsageError("--newsletter(メールアドレス)、--title、--suppressions を指定してください。")
    path: Path = options.suppressions
    try:
        path.touch(mode=0o600)  # so that a wrong folder is told now, and not to the first reader who says no
    except OSError as error:
        raise UsageError(f"{path} に書けません({reason_of(error)})。") from error
    return unsubscribe_app(
        key=read_key(options.key),
        newsletter=options.newsletter,
        title=options.title,
        contact=options.contact or options.newsletter,
        suppress=lambda token: suppress(path, token, now=utc_now()),
    )
