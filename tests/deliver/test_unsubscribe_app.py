"""Asked by curl's own bytes over a real socket, as a mail provider asks."""

import http.client
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import pytest

from generator.deliver.unsubscribe import make_token
from generator.deliver.unsubscribe_app import unsubscribe_app

KEY = b"0123456789abcdef"
LIST = "news@kakuu.example"
TOKEN = make_token(KEY, LIST, "hanako@kakuu.example")
URLENCODED = ("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click")
PART = b'------b0undary\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
MULTIPART = ("multipart/form-data; boundary=----b0undary", PART + b"One-Click\r\n------b0undary--\r\n")


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def written():
    return []


@pytest.fixture
def ask(written):
    app = unsubscribe_app(
        key=KEY, newsletter=LIST, title="<架空>だより", contact="info@kakuu.example", suppress=written.append
    )
    with make_server("127.0.0.1", 0, validator(app), handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()

        def ask(method, path, body=None, kind=None):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
            connection.request(method, path, body=body, headers={"Content-Type": kind} if kind else {})
            reply = connection.getresponse()
            content = reply.read().decode()
            connection.close()
            return reply.status, dict(reply.getheaders()), content

        yield ask
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("query", [f"t={TOKEN}", f"t={TOKEN}&List-Unsubscribe=One-Click"])
def test_opening_the_link_has_no_effect(ask, written, method, query):
    status, _, _ = ask(method, f"/stop?{query}")

    assert status == 200
    assert written == []


@pytest.mark.parametrize(("kind", "body"), [URLENCODED, MULTIPART])
def test_one_click_is_written_down_in_both_forms(ask, written, kind, body):
    status, headers, page = ask("POST", f"/stop?t={TOKEN}", body, kind)

    assert status == 200
    assert "受け付けました" in page
    assert written == [TOKEN]
    assert not {"Set-Cookie", "Location"} & headers.keys()


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_a_line_break_behind_the_form_is_no_other_wish(ask, written, end):
    assert ask("POST", f"/stop?t={TOKEN}", URLENCODED[1] + end, URLENCODED[0])[0] == 200
    assert written == [TOKEN]


def test_a_second_click_is_answered_like_the_first(ask):
    first, again = (ask("POST", f"/stop?t={TOKEN}", URLENCODED[1], URLENCODED[0]) for _ in range(2))

    assert (first[0], first[2]) == (again[0], again[2])


@pytest.mark.parametrize(
    "query", ["", "t=", "t=" + "A" * 24, f"t={TOKEN[:-1]}", f"t={TOKEN}&t={TOKEN}", "&".join(["a=1"] * 50)]
)
def test_a_forged_token_is_not_found(ask, written, query):
    status, _, page = ask("POST", f"/stop?{query}", URLENCODED[1], URLENCODED[0])

    assert status == 404
    assert "info@kakuu.example" in page
    assert written == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (URLENCODED[0], b""),
        (URLENCODED[0], b"List-Unsubscribe=Two-Click"),
        (URLENCODED[0], b"x=" + b"y" * 20_000),
        (MULTIPART[0], b"List-Unsubscribe=One-Click"),
        (MULTIPART[0], MULTIPART[1].replace(b"One-Click", b"No")),
        ("application/json", b'{"List-Unsubscribe": "One-Click"}'),
        ("text/plain", URLENCODED[1]),
        ("multipart/form-data", MULTIPART[1]),
        ("multipart/mixed; boundary=----b0undary", MULTIPART[1]),
    ],
)
def test_a_post_that_does_not_say_one_click_has_no_effect(ask, written, kind, body):
    status, _, _ = ask("POST", f"/stop?t={TOKEN}", body, kind)

    assert status == 400
    assert written == []


@pytest.mark.parametrize("query", ["", "list=1"])
def test_the_address_that_stands_in_every_mail_says_how_to_leave(ask, written, query):
    status, _, page = ask("GET", f"/stop?{query}")

    assert status == 200
    assert "info@kakuu.example" in page
    assert "<form" not in page
    assert written == []


@pytest.mark.parametrize("query", ["t=", "t=" + "A" * 24, f"t={TOKEN[:-1]}x"])
def test_a_forged_link_is_not_found_by_a_browser_either(ask, query):
    status, _, page = ask("GET", f"/stop?{query}")

    assert (status, "<form" in page) == (404, False)


def test_the_button_on_the_page_says_one_click(ask, written):
    _, _, page = ask("GET", f"/stop?t={TOKEN}")

    assert '<input type="hidden" name="List-Unsubscribe" value="One-Click">' in page


def test_settings_are_text_on_the_page(ask):
    _, _, page = ask("GET", f"/stop?t={TOKEN}")

    assert "&lt;架空&gt;だより" in page


def test_other_methods_are_refused(ask, written):
    assert ask("DELETE", f"/stop?t={TOKEN}")[0] == 405
    assert written == []
