"""The program as an operator starts it, with clients that are slow, many, or rude."""

import http.client
import re
import socket
import subprocess
import sys
import threading
import time

import pytest

from builders import ROOT
from generator.deliver.keys import make_key
from generator.deliver.suppressions import read_suppressed
from generator.deliver.unsubscribe import make_token
from generator.deliver.unsubscribe_server import make_server

LIST = "news@kakuu.example"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def hello(_environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def reading(environ, start_response):
    environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    return hello(environ, start_response)


@pytest.fixture
def serve():
    servers = []

    def start(app=hello, **limits):
        server = make_server("127.0.0.1", 0, app, **({"deadline": 5, "most": 8} | limits))
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        servers.append((server, thread))
        return server.server_port

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


def get(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/")
    answer = connection.getresponse().read()
    connection.close()
    return answer


def test_a_client_that_says_nothing_holds_nobody_up(serve):
    port = serve()

    with socket.create_connection(("127.0.0.1", port)):
        assert get(port) == b"ok"


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nX: ", b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nx"])
def test_a_client_that_never_ends_is_hung_up_on(serve, said):
    port = serve(reading, deadline=0.3)

    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        begun = time.monotonic()
        client.sendall(said)
        while client.recv(1000):
            pass

    assert time.monotonic() - begun < 3


def drip(client):
    for _ in range(100):
        client.sendall(b"G")
        time.sleep(0.05)


def test_a_client_that_drips_is_hung_up_on_all_the_same(serve):
    port = serve(deadline=0.4)

    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client, pytest.raises(OSError, match=r"."):
        drip(client)

    assert time.monotonic() - begun < 3


def test_more_connections_than_allowed_are_closed_and_places_become_free_again(serve):
    port = serve(deadline=0.5, most=2)
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
    time.sleep(0.1)

    with pytest.raises((OSError, http.client.HTTPException)):
        get(port)

    for one in held:
        one.close()
    time.sleep(0.7)
    assert get(port) == b"ok"


@pytest.fixture
def program(tmp_path):
    """The program in a process of its own: gives its port, its key and its list."""
    key, path = make_key(tmp_path / "key"), tmp_path / "suppressions"
    command = [sys.executable, "-m", "generator.deliver.unsubscribe_app", "--listen", "127.0.0.1:0"]
    command += ["--key", tmp_path / "key", "--newsletter", LIST, "--title", "架空だより", "--suppressions", path]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    port = int(re.search(rb":(\d+)/", process.stdout.readline())[1])
    yield port, key, path, process
    process.terminate()
    process.communicate(timeout=10)


def test_a_click_is_on_disk_when_the_answer_comes(program):
    port, key, path, _ = program
    token = make_token(key, LIST, "taro@kakuu.example")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)

    connection.request("POST", f"/stop?t={token}", body=b"List-Unsubscribe=One-Click", headers=FORM)

    assert connection.getresponse().status == 200
    assert read_suppressed(path) == {token}
    connection.close()


def test_the_log_does_not_hold_the_token(program):
    port, key, _, process = program
    token = make_token(key, LIST, "taro@kakuu.example")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", f"/stop?t={token}")
    connection.getresponse().read()
    connection.close()

    assert process.stderr.readline() == b"GET 200\n"


def test_without_its_key_the_program_does_not_start(tmp_path):
    words = ["--newsletter", LIST, "--title", "x", "--suppressions", tmp_path / "s", "--key", tmp_path / "none"]
    done = subprocess.run(
        [sys.executable, "-m", "generator.deliver.unsubscribe_app", *words], cwd=ROOT, capture_output=True, check=False
    )

    assert done.returncode == 2
    assert "鍵" in done.stderr.decode()


def test_a_key_can_be_made_by_the_program(tmp_path):
    words = ["--make-key", "--key", tmp_path / "key"]
    subprocess.run([sys.executable, "-m", "generator.deliver.unsubscribe_app", *words], cwd=ROOT, check=True)

    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
