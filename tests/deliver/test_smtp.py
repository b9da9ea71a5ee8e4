import socket
import threading
from contextlib import suppress

import pytest

from generator.deliver.ledger import State
from generator.deliver.smtp import open_transport, says_unreachable
from generator.errors import UsageError
from tests.deliver.sink import listening

MESSAGE = b"From: news@kakuu.example\r\nSubject: x\r\n\r\n.begins with a dot\r\n..two\r\nlast"
A = "a@kakuu.example"


def send_to(port, recipient=A, message=MESSAGE):
    with open_transport("127.0.0.1", port, timeout=5) as transport:
        return transport.send(sender="news@kakuu.example", recipient=recipient, message=message)


def test_the_server_gets_the_message_byte_for_byte():
    with listening() as sink:
        answer = send_to(sink.port)

    assert (answer.state, answer.detail[:3]) == (State.SENT, "250")
    assert sink.taken == [(A, MESSAGE + b"\r\n", "news@kakuu.example")]


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
@pytest.mark.parametrize(
    ("said", "state"),
    [("451 try again later", State.DEFERRED), ("452 mailbox full", State.DEFERRED), ("550 no such user", State.FAILED)],
)
def test_the_first_digit_of_a_refusal_decides(step, said, state):
    with listening({(step, A): said}) as sink:
        answer = send_to(sink.port)

    assert (answer.state, answer.detail) == (state, said)
    assert sink.taken == []


def test_after_a_refusal_the_next_recipient_gets_theirs_on_the_same_connection():
    with listening({("RCPT", A): "550 no such user"}) as sink, open_transport("127.0.0.1", sink.port) as transport:
        for recipient in (A, "b@kakuu.example"):
            transport.send(sender="news@kakuu.example", recipient=recipient, message=MESSAGE)

        assert sink.recipients == ["b@kakuu.example"]


def test_a_refusal_holds_where_the_server_hangs_up_behind_it():
    port = speaking(b"220 here\r\n", b"250 here\r\n", b"250 sender\r\n", b"550 5.1.1 no such user\r\n")

    answer = send_to(port)

    assert (answer.state, answer.detail) == (State.FAILED, "550 5.1.1 no such user")


@pytest.mark.parametrize("detail", ["550 5.1.1 no such user", "554 5.1.10 unknown", "550 5.2.1 disabled"])
def test_a_refusal_that_names_the_address_says_unreachable(detail):
    assert says_unreachable(detail)


@pytest.mark.parametrize(
    "detail", ["550 no such user", "550 5.7.1 policy", "553 5.1.8 bad sender", "450 4.1.1 later", "552 5.3.4 too big"]
)
def test_other_refusals_take_nobody_off_the_list(detail):
    assert not says_unreachable(detail)


def test_a_connection_that_breaks_before_the_answer_leaves_the_outcome_unknown():
    with listening({("DATA", A): "break after taking"}) as sink:
        assert send_to(sink.port).state is State.UNKNOWN
        assert sink.recipients == [A]


def test_after_a_break_the_next_message_opens_a_new_connection():
    with (
        listening({("DATA", A): "break after taking"}) as sink,
        open_transport("127.0.0.1", sink.port, timeout=5) as transport,
    ):
        transport.send(sender="news@kakuu.example", recipient=A, message=MESSAGE)
        answer = transport.send(sender="news@kakuu.example", recipient="b@kakuu.example", message=MESSAGE)

    assert answer.state is State.SENT


def speaking(*lines):
    """Give the port of a server that says one line for each line it hears, and then hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _ = listener.accept()
        with suppress(OSError), connection, connection.makefile("rb") as heard:  # the client may hang up first
            for line in lines:
                connection.sendall(line)
                heard.readline()
        listener.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return listener.getsockname()[1]


@pytest.mark.parametrize(
    "lines", [[b"220 hi\r\n", b"250 hi\r\n"], [b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n"]]
)
def test_a_connection_that_breaks_before_the_message_leaves_it_queued(lines):
    assert send_to(speaking(*lines)).state is State.QUEUED


def test_an_answer_without_end_is_not_read_to_the_end():
    flood = b"250-" + b"x" * 500 + b"\r\n"
    port = speaking(b"220 hi\r\n", flood * 2000 + b"250 done\r\n")

    with pytest.raises(UsageError, match="接続できません"):
        send_to(port)


def test_a_server_that_does_not_wait_for_the_message_gets_none():
    port = speaking(*[b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"250 what\r\n", b"250 ok\r\n"])

    assert send_to(port).state is State.QUEUED


def test_a_server_that_does_not_take_our_sender_stops_the_run():
    port = speaking(b"220 hi\r\n", b"250 hi\r\n", b"553 sender refused\r\n", b"250 ok\r\n")

    with pytest.raises(UsageError, match="sender refused"):
        send_to(port)


def test_a_server_that_is_not_there_stops_the_run():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(UsageError, match=f"127.0.0.1:{port}"):
        send_to(port)
