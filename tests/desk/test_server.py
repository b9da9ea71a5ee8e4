"""The desk over a real socket: the address opens it, and nobody can hold it up."""

import http.client
import socket
import threading
from contextlib import contextmanager

import pytest

from generator.cli.deciding import cut_off_day, issue_month, publication_day
from generator.desk import Desk, Guard, Keys, make_app, make_server, serve, server
from tests.desk.client import NOW


@contextmanager
def running(content):
    made = make_server(0)
    guard = Guard(port=made.server_port, keys=Keys())
    desk = Desk(content=content, now=lambda: NOW, month_of=issue_month, day_of=publication_day, closes=cut_off_day)
    thread = threading.Thread(target=serve, args=(made, make_app(desk, guard)), daemon=True)
    thread.start()
    try:
        yield guard
    finally:
        made.shutdown()
        thread.join()


def ask(guard, method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", guard.port, timeout=10)
    try:
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_the_address_that_is_shown_opens_the_desk(content):
    with running(content) as guard:
        status, headers, _ = ask(guard, "GET", guard.address.partition(str(guard.port))[2])
        assert status == 303
        cookie = headers["Set-Cookie"].partition(";")[0]
        status, _, body = ask(guard, "GET", "/issues/2026-11", Cookie=cookie)
        assert (status, "2026年11月号".encode() in body) == (200, True)
        assert ask(guard, "GET", "/issues/2026-11")[0] == 403


def test_it_listens_on_this_machine_alone(content):
    with running(content) as guard:
        connection = socket.create_connection(("127.0.0.1", guard.port), timeout=5)
        assert connection.getpeername()[0] == "127.0.0.1"
        connection.close()
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.2", guard.port), timeout=5)


def test_a_head_has_no_body(content):
    with running(content) as guard:
        status, headers, body = ask(guard, "HEAD", "/candidates")
        assert (status, body) == (403, b"")
        assert int(headers["Content-Length"]) > 0


def test_a_body_that_is_too_large_is_told_so(content):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with running(content) as guard:
        form["Origin"] = f"http://127.0.0.1:{guard.port}"
        assert ask(guard, "POST", "/saving", body=b"a=" + b"x" * 300_000, **form)[0] == 413


def test_one_who_never_finishes_is_let_go_and_others_are_answered(content, monkeypatch):
    monkeypatch.setattr(server._Handler, "timeout", 0.5)
    with running(content) as guard:
        slow = [socket.create_connection(("127.0.0.1", guard.port), timeout=10) for _ in range(5)]
        for one in slow:
            one.sendall(b"POST /saving HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n")
        assert ask(guard, "GET", "/candidates")[0] == 403
        assert all(one.recv(1) == b"" for one in slow)
        for one in slow:
            one.close()


def test_a_head_of_a_request_without_end_is_refused(content):
    with running(content) as guard:
        connection = socket.create_connection(("127.0.0.1", guard.port), timeout=10)
        connection.sendall(b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n")
        assert b" 414 " in connection.recv(100)
        connection.close()
