"""Whole sendings to a server on 127.0.0.1 that has bad days: what the ledger says is what the server has."""

import socket
import socketserver
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest

from generator.deliver.ledger import Run, State, open_ledger
from generator.deliver.pipeline import Sending, enrol, send_all
from generator.deliver.smtp import open_transport
from generator.errors import UsageError
from tests.deliver.sink import listening

NOW = datetime(2026, 11, 10, tzinfo=UTC)
MESSAGE = b"From: news@kakuu.example\r\nSubject: x\r\nMessage-ID: <x@kakuu.example>\r\n\r\nbody\r\n"
PEOPLE = [f"m{number}@kakuu.example" for number in range(12)]


def send_through(folder, port, *, timeout=5.0):
    """Send to everybody who waits; gives {address: state}."""
    sending = Sending(message=MESSAGE, address="news@kakuu.example", key=b"k" * 32)
    with (
        open_ledger(folder / "ledger", Run(id="r1", issue="2026-11", digest="abc"), now=NOW) as ledger,
        open_transport("127.0.0.1", port, timeout=timeout) as transport,
    ):
        enrol(ledger, PEOPLE, sending, now=NOW)
        try:
            send_all(ledger, sending, transport, suppressed=frozenset, clock=lambda: NOW)
        finally:
            rows = {row.address: row.state for row in ledger.rows()}
    return rows


class Talk(socketserver.StreamRequestHandler):
    """One connection: every line is answered by the server's script, or by hanging up where that gives None."""

    closes = True  # after 421, as it should

    def handle(self):
        self.server.connections += 1
        self.number, self.message, self.recipient = self.server.connections, 0, ""
        self.wfile.write(b"220 hi\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper().decode().strip()
            self.message += word == "MAIL"
            if word == "RCPT":
                self.recipient = line.partition(b"<")[2].partition(b">")[0].decode()
            said = self.say(word)
            if said.startswith(b"354"):
                said = self.take()
            if not said or (self.closes and said.startswith(b"421")):
                return

    def say(self, word):
        said = self.server.script(self.number, self.message, word) or b""
        if said:
            self.wfile.write(said + b"\r\n")
        return said

    def take(self):
        while self.rfile.readline() != b".\r\n":
            pass
        said = self.server.script(self.number, self.message, "END") or b""
        if not said or said.startswith(b"2"):
            self.server.taken.append(self.recipient)
        if said:
            with suppress(OSError):  # who waited long enough is gone
                self.wfile.write(said + b"\r\n")
        return said


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def scripted(script, handler=Talk):
    """Give the port and the takings of a server with a script: (connection, message on it, word) -> what it says."""
    with Server(("127.0.0.1", 0), handler) as server:
        server.script, server.connections, server.taken = script, 0, []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1], server.taken
        finally:
            server.shutdown()
            thread.join()


def usual(word):
    return {"DATA": b"354 go on", "END": b"250 taken"}.get(word, b"250 fine")


def busy_after_five(step):
    def answer(_connection, message, word):
        return b"421 4.7.0 too busy, closing" if message > 5 and word == step else usual(word)

    return answer


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_closes_with_421_in_the_middle_is_come_back_to(tmp_path, step):
    with scripted(busy_after_five(step)) as (port, taken):
        states = send_through(tmp_path, port)

    assert Counter(states.values()) == {State.SENT: 12}
    assert Counter(taken) == Counter(PEOPLE)


class Lingering(Talk):
    closes = False


def test_a_server_that_says_421_and_stays_is_left_and_come_back_to(tmp_path):
    def answer(_connection, message, word):
        return b"421 4.7.0 too busy" if message > 5 else usual(word)

    with scripted(answer, Lingering) as (port, taken):
        states = send_through(tmp_path, port)

    assert Counter(states.values()) == {State.SENT: 12}
    assert Counter(taken) == Counter(PEOPLE)


def test_a_421_to_the_whole_message_means_that_it_was_not_taken(tmp_path):
    with scripted(busy_after_five("END")) as (port, taken):
        states = send_through(tmp_path, port)

        waiting = [address for address, state in states.items() if state is State.DEFERRED]
        assert len(waiting) == 2
        assert Counter(taken) == Counter(set(PEOPLE) - set(waiting))

    with scripted(lambda _connection, _message, word: usual(word)) as (port, later):
        assert set(send_through(tmp_path, port).values()) == {State.SENT}
    assert Counter(taken + later) == Counter(PEOPLE)


def test_a_server_that_says_nothing_any_more_leaves_one_in_doubt_and_no_more(tmp_path):
    over = threading.Event()

    def answer(connection, message, word):
        if (connection, message, word) == (1, 3, "END"):
            over.wait(5)
        return usual(word)

    with scripted(answer) as (port, _taken):
        states = send_through(tmp_path, port, timeout=0.3)
        over.set()

    assert Counter(states.values()) == {State.SENT: 11, State.UNKNOWN: 1}
    assert states[PEOPLE[2]] is State.UNKNOWN


class Dripping(Talk):
    def take(self):
        while self.rfile.readline() != b".\r\n":
            pass
        self.server.taken.append(self.recipient)
        with suppress(OSError):
            for _ in range(200):
                self.wfile.write(b"250-wait\r\n")
                time.sleep(0.05)
        return b""


def test_a_server_that_drips_its_answer_is_hung_up_on_and_the_outcome_is_unknown():
    begun = time.monotonic()
    with (
        scripted(lambda _connection, _message, word: usual(word), Dripping) as (port, _taken),
        open_transport("127.0.0.1", port, timeout=5, deadline=0.4) as transport,
    ):
        answer = transport.send(sender="news@kakuu.example", recipient=PEOPLE[0], message=MESSAGE)

    assert answer.state is State.UNKNOWN
    assert time.monotonic() - begun < 3


def test_a_server_that_never_answers_stops_the_run_and_nobody_is_in_doubt(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(UsageError, match="接続できません"):
        send_through(tmp_path, listener.getsockname()[1], timeout=0.2)

    with listening() as sink:
        assert set(send_through(tmp_path, sink.port).values()) == {State.SENT}
        assert Counter(sink.recipients) == Counter(PEOPLE)


def test_a_slow_server_gets_everything_once(tmp_path):
    def answer(_connection, _message, word):
        time.sleep(0.01)
        return usual(word)

    with scripted(answer) as (port, taken):
        assert set(send_through(tmp_path, port).values()) == {State.SENT}
    assert Counter(taken) == Counter(PEOPLE)


def test_a_connection_lost_after_each_message_loses_nobody_without_saying_so(tmp_path):
    def answer(connection, _message, word):
        return None if word == "END" and connection % 2 else usual(word)

    with scripted(answer) as (port, taken):
        states = send_through(tmp_path, port)

    in_doubt = {address for address, state in states.items() if state is State.UNKNOWN}
    assert in_doubt
    assert Counter(taken) == Counter(PEOPLE)  # the server had them all: none was sent a second time by guessing
    assert in_doubt | {address for address, state in states.items() if state is State.SENT} == set(PEOPLE)


def test_a_full_disk_at_the_server_is_waited_for(tmp_path):
    answers = {("RCPT", address): "452 4.3.1 insufficient storage" for address in PEOPLE[6:]}
    with listening(answers) as sink:
        states = send_through(tmp_path, sink.port)
        assert Counter(states.values()) == {State.SENT: 6, State.DEFERRED: 6}
        answers.clear()

        assert set(send_through(tmp_path, sink.port).values()) == {State.SENT}
        assert Counter(sink.recipients) == Counter(PEOPLE)


def test_a_server_that_knows_only_helo_is_spoken_to(tmp_path):
    def answer(_connection, _message, word):
        return b"502 what?" if word == "EHLO" else usual(word)

    with scripted(answer) as (port, taken):
        assert set(send_through(tmp_path, port).values()) == {State.SENT}
    assert Counter(taken) == Counter(PEOPLE)


def test_a_server_that_wants_encryption_says_so_and_nobody_is_given_up(tmp_path):
    def answer(_connection, _message, word):
        return b"530 5.7.0 Must issue a STARTTLS command first" if word == "MAIL" else usual(word)

    with scripted(answer) as (port, _taken), pytest.raises(UsageError, match="--tls starttls"):
        send_through(tmp_path, port)
    with listening() as sink:
        assert set(send_through(tmp_path, sink.port).values()) == {State.SENT}
