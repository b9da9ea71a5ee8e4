import socket
import threading
import time

import pytest

from generator.deliver.handoff import web
from generator.errors import UsageError
from tests.deliver.handoff.engines import serving


class Saying:
    def __init__(self, *answer):
        self.said = answer

    def answer(self, *_):
        return self.said


def get(url, **options):
    return web.request("GET", url, headers={}, **options)


def test_an_answer_comes_back_whatever_its_status_is():
    with serving(Saying(418, {"message": "茶"})) as url:
        reply = get(url)

    assert (reply.status, reply.json()) == (418, {"message": "茶"})


def test_a_redirect_is_an_answer_and_is_not_followed():
    with serving(Saying(302, b"", [("Location", "http://127.0.0.1:1/")])) as url:
        assert get(url).status == 302


def test_an_answer_without_end_is_given_up():
    with serving(Saying(200, b"x" * 2_000_000)) as url, pytest.raises(web.Unanswered):
        get(url)


def test_an_answer_that_is_no_json_is_none():
    with serving(Saying(200, b"<html>")) as url:
        assert get(url).json() is None


def test_a_server_that_is_not_there_was_told_nothing():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(web.Unreached):
        get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("dripping", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"])
def test_a_server_that_drips_is_given_up_at_the_deadline(dripping):
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(dripping)
                while not stop.wait(0.05):
                    connection.sendall(b"x" if dripping else b"")

        thread = threading.Thread(target=serve)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(web.Unanswered):
            get(f"http://127.0.0.1:{listener.getsockname()[1]}/", deadline=0.5)
        took = time.monotonic() - begun
        stop.set()
        thread.join()

    assert took < 2


@pytest.mark.parametrize(
    "url", ["http://mail.kakuu.example/", "ftp://127.0.0.1/", "https://", "", "http://127.0.0.1.kakuu.example"]
)
def test_a_key_does_not_go_over_an_open_network(url):
    with pytest.raises(UsageError, match="https"):
        web.checked_base(url)
