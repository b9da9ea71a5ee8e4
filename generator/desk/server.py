"""The desk's server: one machine, few threads, a limit for everything that a peer could draw out."""

from __future__ import annotations

import threading
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_SECONDS = 20  # for each read or write of a connection
_MOST_AT_ONCE = 32


class _Handler(WSGIRequestHandler):
    timeout = _SECONDS  # socketserver sets it on the connection

    def address_string(self) -> str:
        return "127.0.0.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name that http.server gives
        """Say nothing: addresses hold the token once."""

    def handle(self) -> None:
        try:
            super().handle()
        except (TimeoutError, ConnectionError):
            self.close_connection = True


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._places = threading.BoundedSemaphore(_MOST_AT_ONCE)
        super().__init__(*arguments, **options)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        with self._places:
            super().process_request_thread(request, client_address)

    def server_bind(self) -> None:
        """Take the port without asking the name service for this machine's name, as HTTPServer does."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
        self.setup_environ()


def make_server(port: int) -> WSGIServer:
    """Take a port of 127.0.0.1 (0: any that is free); the program is set with `set_app`."""
    return _Server(("127.0.0.1", port), _Handler)


def serve(server: WSGIServer, app: WSGIApplication) -> None:
    """Answer until the server is shut down."""
    server.set_app(app)
    try:
        server.serve_forever()
    finally:
        server.server_close()
