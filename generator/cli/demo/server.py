"""The invented hosts of the demo: files of this package, served on 127.0.0.1, one of them broken on purpose."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources

_FOLDER = resources.files(__package__) / "feeds"
_TYPES = {".xml": "application/xml", ".rdf": "application/rdf+xml", ".json": "application/json", ".html": "text/html"}


class _Handler(BaseHTTPRequestHandler):
    """Gives the embedded files and nothing else; `gone.xml` is a feed that died."""

    def do_GET(self) -> None:
        name = self.path.removeprefix("/feeds/")
        known = {file.name for file in _FOLDER.iterdir() if file.is_file()}
        if name not in known:
            self.send_error(503)
            return
        data = (_FOLDER / name).read_bytes()
        suffix = "." + name.rpartition(".")[2]
        self.send_response(200)
        self.send_header("Content-Type", _TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name that http.server gives
        """Say nothing: the table of `collect` tells what happened."""


@contextlib.contextmanager
def serve_feeds() -> Iterator[str]:
    """Serve the embedded feeds while the block runs; gives their address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/feeds"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
