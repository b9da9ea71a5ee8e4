from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.deliver.ledger import Run, State, open_ledger
from generator.deliver.pipeline import Sending, enrol, send_all, settle
from generator.deliver.smtp import Answer
from generator.errors import UsageError
from generator.publish.mail import render_mail
from tests.publish.mail.golden import golden_month

NOW = datetime(2026, 11, 10, tzinfo=UTC)
RUN = Run(id="r1", issue="2026-11", digest="abc")
SENT = Answer(state=State.SENT, detail="250 OK")
A, B, C = (f"{letter}@kakuu.example" for letter in "abc")


class Server:
    """Takes everything, unless told otherwise for an address; remembers whom it was given."""

    def __init__(self, **answers):
        self.answers, self.asked, self.messages = answers, [], []

    def send(self, *, sender, recipient, message):
        self.asked.append(recipient)
        self.messages.append((sender, message))
        answer = self.answers.get(recipient[0], SENT)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture(scope="module")
def sending():
    newsletter, issue = golden_month()
    mail = render_mail(issue, replace(newsletter, one_click=True))
    return Sending(message=mail.message, address="news@kakuu.example", key=b"k" * 32, opt_out=newsletter.opt_out)


@pytest.fixture
def ledger(tmp_path, sending):
    with open_ledger(tmp_path / "ledger", RUN, now=NOW) as ledger:
        enrol(ledger, (A, B, C), sending, now=NOW)
        yield ledger


def run(ledger, sending, server, *, suppressed=frozenset):
    return send_all(ledger, sending, server, suppressed=suppressed, clock=lambda: NOW)


def states(ledger):
    return [row.state for row in ledger.rows()]


def test_everybody_gets_one_copy_that_names_them(ledger, sending):
    server = Server()

    run(ledger, sending, server)

    assert server.asked == [A, B, C]
    assert states(ledger) == [State.SENT] * 3
    for address, (sender, message) in zip(server.asked, server.messages, strict=True):
        assert f"\r\nTo: {address}\r\n".encode() in message
        assert sending.token(address).encode() in message
        assert sender.startswith("news+")
    assert len({sender for sender, _ in server.messages}) == 3


def test_on_whom_the_server_hung_up_comes_behind_those_who_were_not_tried(ledger, sending):
    broken = Answer(state=State.QUEUED, detail="gone")
    with pytest.raises(UsageError):
        run(ledger, sending, Server(a=broken, b=broken, c=UsageError("gone")))
    ledger.add([("d@kakuu.example", "<d@kakuu.example>")], now=NOW)
    again = Server()

    run(ledger, sending, again)

    assert again.asked[0] == "d@kakuu.example"
    assert sorted(again.asked) == [A, B, C, "d@kakuu.example"]


def test_a_second_pass_sends_nothing_to_anybody(ledger, sending):
    run(ledger, sending, Server())
    again = Server()

    run(ledger, sending, again)

    assert again.asked == []


def test_who_said_no_gets_nothing(ledger, sending):
    server = Server()

    run(ledger, sending, server, suppressed=lambda: {sending.token(B)})

    assert server.asked == [A, C]
    assert states(ledger) == [State.SENT, State.SUPPRESSED, State.SENT]


def test_who_says_no_while_the_run_is_under_way_gets_nothing(ledger, sending):
    server = Server()

    run(ledger, sending, server, suppressed=lambda: {sending.token(C)} if A in server.asked else set())

    assert server.asked == [A, B]


def test_a_deferred_mail_goes_out_in_the_next_pass(ledger, sending):
    run(ledger, sending, Server(b=Answer(state=State.DEFERRED, detail="451 later")))
    assert states(ledger) == [State.SENT, State.DEFERRED, State.SENT]
    again = Server()

    run(ledger, sending, again)

    assert again.asked == [B]
    assert states(ledger) == [State.SENT] * 3


def test_a_refused_recipient_stops_nobody_else_and_is_not_tried_again(ledger, sending):
    run(ledger, sending, Server(a=Answer(state=State.FAILED, detail="550 no such user")))
    again = Server()

    run(ledger, sending, again)

    assert states(ledger) == [State.FAILED, State.SENT, State.SENT]
    assert again.asked == []


def test_what_is_unknown_is_not_sent_again_by_guessing(ledger, sending):
    run(ledger, sending, Server(b=Answer(state=State.UNKNOWN, detail="接続が切れました")))
    again = Server()

    run(ledger, sending, again)

    assert again.asked == []
    assert states(ledger) == [State.SENT, State.UNKNOWN, State.SENT]


def test_the_servers_log_decides_what_is_unknown(ledger, sending):
    lost = Answer(state=State.UNKNOWN, detail="接続が切れました")
    run(ledger, sending, Server(a=lost, b=lost))
    first, _ = ledger.rows(State.UNKNOWN)

    settle(ledger, {first.message_id}, now=NOW)

    assert states(ledger) == [State.SENT, State.QUEUED, State.SENT]


def test_a_server_that_refuses_us_stops_the_run_and_nobody_is_in_doubt(ledger, sending):
    with pytest.raises(UsageError, match="受け付けません"):
        run(ledger, sending, Server(b=UsageError("差出人を受け付けません")))

    assert states(ledger) == [State.SENT, State.QUEUED, State.QUEUED]


def test_a_server_that_breaks_five_times_in_a_row_stops_the_run(tmp_path, sending):
    broken = Answer(state=State.QUEUED, detail="接続が切れました")
    server = Server(m=broken)
    with open_ledger(tmp_path / "ledger", RUN, now=NOW) as ledger:
        enrol(ledger, [f"m{number}@kakuu.example" for number in range(9)], sending, now=NOW)

        with pytest.raises(UsageError, match="5回続けて"):
            run(ledger, sending, server)

        assert len(server.asked) == 5
        assert states(ledger) == [State.QUEUED] * 9


def test_a_server_that_refuses_one_after_the_other_refuses_the_mail_and_the_run_stops(tmp_path, sending):
    server = Server(m=Answer(state=State.FAILED, detail="552 message too large"))
    with open_ledger(tmp_path / "ledger", RUN, now=NOW) as ledger:
        enrol(ledger, [f"m{number}@kakuu.example" for number in range(50)], sending, now=NOW)

        with pytest.raises(UsageError, match="552 message too large"):
            run(ledger, sending, server)

        assert ledger.counts()[State.FAILED] == 20
        assert ledger.counts()[State.QUEUED] == 30


def test_refusals_between_others_stop_nobody(tmp_path, sending):
    server = Server(m=Answer(state=State.FAILED, detail="550 no such user"))
    names = [f"m{number}" if number % 20 else f"n{number}" for number in range(60)]
    with open_ledger(tmp_path / "ledger", RUN, now=NOW) as ledger:
        enrol(ledger, [f"{name}@kakuu.example" for name in names], sending, now=NOW)

        run(ledger, sending, server)

        assert ledger.counts()[State.SENT] == 3


def test_the_rate_is_kept_after_every_message(ledger, sending):
    pauses = []

    send_all(ledger, sending, Server(), suppressed=frozenset, clock=lambda: NOW, pause=lambda: pauses.append(1))

    assert len(pauses) == 3


def test_a_recipient_who_is_added_later_is_the_only_one_who_gets_a_mail(ledger, sending):
    run(ledger, sending, Server())
    server = Server()

    enrol(ledger, [A.upper(), "d@kakuu.example"], sending, now=NOW)
    run(ledger, sending, server)

    assert server.asked == ["d@kakuu.example"]
