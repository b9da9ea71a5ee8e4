"""A browser of few words for the desk: WSGI without a network, cookies and forms of its own."""

from __future__ import annotations

import html
import io
import re
from datetime import datetime
from urllib.parse import quote, urlencode

from generator.cli.deciding import cut_off_day, issue_month, publication_day
from generator.desk import Desk, Guard, Keys, make_app
from generator.text import JST

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=JST)
FORM = "application/x-www-form-urlencoded"


class Answer:
    """What came back."""

    def __init__(self, status, headers, body):
        self.status = int(status.split()[0])
        self.headers = dict(headers)
        self.body = body
        self.text = body.decode("utf-8", "replace")

    @property
    def words(self):
        """The text as a person reads it."""
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", self.text)).split())

    def field(self, name):
        """What stands in a one-line field."""
        found = re.search(rf'name="{re.escape(name)}"[^>]*? value="([^"]*)"', self.text)
        return html.unescape(found[1]) if found else None


class Client:
    """Asks the desk as a browser that was given its address."""

    def __init__(self, content, **options):
        options = {
            "now": lambda: NOW,
            "month_of": issue_month,
            "day_of": publication_day,
            "closes": cut_off_day,
        } | options
        self.desk = Desk(content=content, **options)
        self.guard = Guard(port=PORT, keys=Keys())
        self.app = make_app(self.desk, self.guard)
        self.cookie = f"kawaraban-desk-{PORT}={self.guard.keys.session}"

    def get(self, path, **environ):
        return self.ask("GET", path, **environ)

    def post(self, path, fields=(), *, csrf=None, **environ):
        pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
        pairs.append(("csrf", self.guard.keys.csrf if csrf is None else csrf))
        return self.ask("POST", path, body=urlencode(pairs).encode(), **environ)

    def ask(self, method, path, *, body=b"", **changes):
        """Send a request; a change of None leaves that part of it out."""
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": quote(query, safe="=&%"),
            "HTTP_HOST": HOST,
            "HTTP_COOKIE": self.cookie,
            "wsgi.input": io.BytesIO(body),
        }
        if method == "POST":
            environ |= {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(len(body)), "HTTP_ORIGIN": f"http://{HOST}"}
        environ = {key: value for key, value in (environ | changes).items() if value is not None}
        got = []
        body = b"".join(self.app(environ, lambda status, headers: got.append((status, headers))))
        return Answer(*got[0], body)

    def form(self, path):
        """Give all fields of the page's entry form, as a browser would send them."""
        return fields_of(self.get(path).text)


def fields_of(text):
    """Read the fields that belong to the form of an entry: inputs, texts, selects."""
    pairs = []
    for found in re.finditer(
        r"<input([^>]*)>|<textarea([^>]*)>([^<]*)</textarea>|<select([^>]*)>(.*?)</select>", text, re.DOTALL
    ):
        attributes = found[1] or found[2] or found[4] or ""
        name = re.search(r'name="([^"]+)"', attributes)
        if not name or 'type="search"' in attributes:
            continue
        if found[4] is not None:
            value = (
                re.search(r'<option value="([^"]*)" selected>', found[5]) or re.search(r'value="([^"]*)"', found[5])
            )[1]
        elif found[3] is not None:
            value = found[3]
        else:
            if "checkbox" in attributes and "checked" not in attributes:
                continue
            value = (re.search(r' value="([^"]*)"', attributes) or [None, ""])[1]
        pairs.append((name[1], html.unescape(value)))
    return dict(pairs)
