"""Engines of a few lines on 127.0.0.1 that hold us to their documented APIs, and remember what they were told."""

import json
import os
import shutil
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from builders import ROOT

# What listmonk's documentation says of POST /api/campaigns: name, type, whether it must be there.
CAMPAIGN = {
    "name": (str, True),
    "subject": (str, True),
    "lists": (list, True),
    "from_email": (str, False),
    "type": (str, True),
    "content_type": (str, True),
    "body": (str, True),
    "altbody": (str, False),
    "send_at": (str, False),
    "messenger": (str, False),
    "template_id": (int, False),
    "tags": (list, False),
    "headers": (list, False),
}
CLOSED = {"type": ("regular", "optin"), "content_type": ("richtext", "html", "markdown", "plain")}
NEXT = {"draft": ("running", "scheduled"), "paused": ("running",), "running": ("paused", "cancelled")}


def engine(venv, program, variable):
    """Give an engine's program: where the variable says, where `make handoff-env` put it, or on the PATH; or None."""
    own = ROOT / ".cache" / "venvs" / venv / "bin" / program
    return os.environ.get(variable) or (str(own) if own.exists() else shutil.which(program))


class Listmonk:
    """A contract double of the four calls of listmonk's API that we use."""

    def __init__(self, *, subscribers=10, token="token news:hidden"):  # noqa: S107 - the tests'
        self.subscribers, self.token = subscribers, token
        self.campaigns, self.calls, self.fail_at = [], [], None

    def answer(self, method, path, query, headers, body):  # noqa: PLR0911 - one line for each call
        self.calls.append((method, path))
        if headers.get("Authorization") != self.token:
            return 403, {"message": "invalid session"}
        if self.fail_at == (method, path):
            self.fail_at = None
            return 500, {"message": "server error"}
        if method == "GET" and path == "/api/lists/3":
            return 200, {"data": {"id": 3, "subscriber_count": self.subscribers}}
        if method == "GET" and path == "/api/campaigns":
            found = [one for one in self.campaigns if query["query"][0].split()[0] in one["name"]]
            return 200, {"data": {"results": found, "total": len(found), "page": 1}}
        if method == "POST" and path == "/api/campaigns":
            return self._create(json.loads(body))
        if method == "PUT" and path.endswith("/status"):
            return self._status(int(path.split("/")[3]), json.loads(body))
        return 404, {"message": "not found"}

    def _create(self, asked):
        wrong = [name for name in asked if name not in CAMPAIGN]
        wrong += [name for name, (_, needed) in CAMPAIGN.items() if needed and name not in asked]
        wrong += [name for name in asked if name in CAMPAIGN and not isinstance(asked[name], CAMPAIGN[name][0])]
        wrong += [name for name, words in CLOSED.items() if asked.get(name) not in words]
        if wrong:
            return 400, {"message": f"invalid fields: {wrong}"}
        self.campaigns.append(asked | {"id": len(self.campaigns) + 1, "status": "draft"})
        return 200, {"data": self.campaigns[-1]}

    def _status(self, number, asked):
        campaign = self.campaigns[number - 1]
        if asked.get("status") not in NEXT.get(campaign["status"], ()):
            return 400, {"message": "the status cannot be changed like this"}
        campaign["status"] = asked["status"]
        return 200, {"data": campaign}


@contextmanager
def serving(engine):
    """Serve an engine until the end of the block; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, value, *more = engine.answer(
                self.command, parts.path, parse_qs(parts.query), dict(self.headers), body
            )
            data = value if isinstance(value, bytes) else json.dumps(value).encode()
            self.send_response(status)
            for name, text in more[0] if more else ():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = answer  # noqa: N815 - as http.server calls them

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
