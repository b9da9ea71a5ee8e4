import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from datetime import date
from email import message_from_bytes, policy

import pytest

from builders import ROOT
from generator import storage
from generator.deliver.keys import make_key
from generator.deliver.ledger import State, read_ledger
from generator.deliver.suppressions import suppress
from generator.deliver.unsubscribe import make_token
from generator.model import Sent
from generator.text import utc_now
from tests.cli.house import FIRST, HEADER, MONTH, NOW, SECOND, make_house
from tests.deliver.sink import listening

A, B, C = (f"{letter}@kakuu.example" for letter in "abc")
IN_DECEMBER = ("--now", "2026-12-10T09:00:00+09:00")


@pytest.fixture
def approved(house, approve):
    approve()
    return house


@pytest.fixture
def make_key_of():
    """Put down the key that the opt-out program and the sending share."""

    def make(house):
        folder = house.root / ".state"
        folder.mkdir(exist_ok=True)
        return make_key(folder / "unsubscribe.key")

    return make


@pytest.fixture
def sink():
    with listening() as sink:
        yield sink


def smtp(sink):
    return ("--smtp", f"127.0.0.1:{sink.port}")


def everything_in(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def ledger_of(house, name=MONTH):
    return house.root / ".state" / "sendings" / f"{name}.sqlite"


def test_everybody_on_the_list_gets_the_approved_mail_once(approved, send, sink):
    send("--recipients", approved.recipients(A, B, C), *smtp(sink))

    assert sorted(sink.recipients) == [A, B, C]
    body = (approved.mail / MONTH / "message.eml").read_bytes().partition(b"\r\n\r\n")[2]
    assert all(raw.partition(b"\r\n\r\n")[2] == body for _, raw, _ in sink.taken)


def test_the_record_and_the_copy_as_sent_stay_beside_the_issue(approved, send, sink):
    send("--recipients", approved.recipients(A, B), *smtp(sink))

    sent = approved.sent()
    assert (sent.recipients, sent.approved_by, sent.via) == (2, "架空花子", "smtp")
    assert sent.tally.sent == 2
    assert sent.finished is not None
    kept = approved.content / "issues" / MONTH / "sent"
    assert (kept / "message.eml").read_bytes() == (approved.mail / MONTH / "message.eml").read_bytes()
    assert {path.name for path in kept.iterdir()} == {"message.eml", "mail.html", "mail.txt", "approval.yml"}


def test_the_report_has_a_row_for_everybody(approved, send):
    with listening({("RCPT", B): "550 no such user"}) as sink:
        result = send("--recipients", approved.recipients(A, B), *smtp(sink), "--json", code=1)

    report = json.loads(result.stdout)
    assert [(row["address"], row["state"]) for row in report["recipients"]] == [(A, "sent"), (B, "failed")]
    assert report["recipients"][1]["detail"] == "550 no such user"
    assert report["counts"]["failed"] == 1


def test_addresses_lie_in_a_folder_that_nobody_else_may_read(approved, send, sink):
    send("--recipients", approved.recipients(A), *smtp(sink))

    assert (approved.root / ".state").stat().st_mode & 0o777 == 0o700
    inside_git = b"".join(everything_in(approved.content).values())
    assert A.encode() not in inside_git


def test_an_issue_that_was_sent_is_not_sent_again(approved, send, sink):
    send("--recipients", approved.recipients(A), *smtp(sink))

    assert "送信済み" in send("--recipients", approved.recipients(A, B), "--expect", 2, *smtp(sink), code=2).stderr
    assert sink.recipients == [A]


def test_an_issue_that_was_sent_is_not_gone_on_with(approved, send, sink):
    send("--recipients", approved.recipients(A), *smtp(sink))

    assert "送信済み" in send("--recipients", approved.recipients(A), "--resume", *smtp(sink), code=2).stderr


def test_nothing_is_sent_without_an_approval(house, send, sink):
    assert "まだ承認されていません" in send("--recipients", house.recipients(A), *smtp(sink), code=2).stderr
    assert sink.taken == []


def test_a_change_after_the_approval_is_told_by_its_entry(approved, send, sink):
    path = approved.entry(SECOND)
    path.write_text(path.read_text("utf-8").replace("公表した", "発表した"), "utf-8")
    approved.build()

    told = send("--recipients", approved.recipients(A), *smtp(sink), code=2).stderr

    assert "続報を公表" in told
    assert "不正アクセス" not in told
    assert sink.taken == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda house: house.entry(SECOND).unlink(), f"{SECOND} がなくなりました"),
        (lambda house: house.add_issue(preface=("前書き",)), "前書き"),
        (lambda house: house.add_issue(order=(SECOND, FIRST)), "並び順"),
    ],
)
def test_other_changes_are_told_too(approved, send, change, words):
    change(approved)
    approved.build()

    assert words in send("--recipients", approved.recipients(A), code=2).stderr


def test_what_lies_in_build_must_be_what_was_approved(approved, send):
    path = approved.mail / MONTH / "mail.txt"
    path.write_text("ほかの文", "utf-8")

    assert "mail.txt" in send("--recipients", approved.recipients(A), code=2).stderr


def test_an_empty_list_is_refused(approved, send):
    assert "宛先が1件もありません" in send("--recipients", approved.recipients(), code=1).stdout


def test_a_recipient_without_a_consent_record_is_refused(approved, send, sink):
    path = approved.root / "list.csv"
    path.write_text(f"{HEADER}{A},2026-04-01,申込書,書面\n{B},,,\n", "utf-8")

    assert "特定電子メール法" in send("--recipients", path, *smtp(sink), code=1).stdout
    assert sink.taken == []


def test_settings_that_the_law_asks_for_are_not_left_out(approved, send):
    path = approved.content / "newsletter.yml"
    path.write_text(
        path.read_text("utf-8").replace("https://news.kakuu.example/unsubscribe", "http://x.example/"), "utf-8"
    )

    assert "特定電子メール法" in send("--recipients", approved.recipients(A), code=1).output


def earlier_issue(house, count):
    house.add_issue(month="2026-10", published=date(2026, 10, 10))
    sent = Sent(run="r", message="0" * 64, approved_by="架空花子", via="smtp", recipients=count, begun=utc_now())
    storage.save_sent(house.content, "2026-10", sent)
    house.build()


@pytest.mark.parametrize("last", [10, 2])
def test_a_list_of_quite_another_length_is_refused_until_the_number_is_typed(house, approve, send, sink, last):
    earlier_issue(house, last)
    approve()
    people = house.recipients(*(f"m{number}@kakuu.example" for number in range(4)))

    assert "--expect 4" in send("--recipients", people, *smtp(sink), code=2).stderr
    assert "--expect は5件" in send("--recipients", people, "--expect", 5, *smtp(sink), code=2).stderr
    assert sink.taken == []
    send("--recipients", people, "--expect", 4, *smtp(sink))
    assert len(sink.taken) == 4


def test_a_list_that_grew_by_a_fifth_is_not_refused(house, approve, send, sink):
    earlier_issue(house, 5)
    approve()

    send("--recipients", house.recipients(*(f"m{number}@kakuu.example" for number in range(6))), *smtp(sink))

    assert len(sink.taken) == 6


def test_a_list_of_the_same_length_with_other_people_is_refused(house, approve, send, kawaraban, sink):
    approve()
    send("--recipients", house.recipients(A, B, C), *smtp(sink))
    house.add_issue(month="2026-12", published=date(2026, 12, 10))
    house.build()
    approve(month="2026-12")

    others = house.recipients(*(f"m{number}@kakuu.example" for number in range(3)))
    told = send("--recipients", others, *smtp(sink), *IN_DECEMBER, month="2026-12", code=2).stderr

    assert "3件増え、3件減りました" in told


def test_an_old_issue_is_refused(approved, send, kawaraban):
    places = ("--content", approved.content, "--mail-dir", approved.mail, "--now", "2026-12-12T09:00")

    result = kawaraban("send", MONTH, "--recipients", approved.recipients(A), *places, code=2)

    assert "1か月以上前" in result.stderr


@pytest.mark.parametrize(
    ("now", "code"),
    [("2026-12-11T14:59:59+00:00", 0), ("2026-12-11T15:00:00+00:00", 2)],
    ids=["last second of the day in Japan", "midnight in Japan"],
)
def test_the_age_of_an_issue_is_counted_in_days_of_japan(approved, kawaraban, sink, now, code):
    places = ("--content", approved.content, "--mail-dir", approved.mail, "--now", now)

    kawaraban("send", MONTH, "--recipients", approved.recipients(A), *places, *smtp(sink), code=code)

    assert len(sink.taken) == (code == 0)


@pytest.mark.parametrize(("now", "code"), [("2026-11-12T14:59:59Z", 1), ("2026-11-12T15:00:00Z", 0)])
def test_a_consent_of_today_is_todays_in_japan(approved, kawaraban, sink, now, code):
    path = approved.root / "list.csv"
    path.write_text(f"{HEADER}{A},2026-11-13,申込書,書面\n", "utf-8")
    places = ("--content", approved.content, "--mail-dir", approved.mail, "--now", now)

    kawaraban("send", MONTH, "--recipients", path, *places, *smtp(sink), code=code)

    assert len(sink.taken) == (code == 0)


def test_a_dry_run_writes_nothing_and_sends_nothing(approved, send, sink):
    people = approved.recipients(A, B)
    before = everything_in(approved.root)

    told = send("--recipients", people, "--dry-run", *smtp(sink)).stdout

    assert "2件に送れます" in told
    assert sink.taken == []
    locks = set(approved.root.rglob("*.lock"))
    assert {path: data for path, data in everything_in(approved.root).items() if path not in locks} == before


def test_a_dry_run_refuses_what_a_real_one_would(house, send):
    assert "承認" in send("--recipients", house.recipients(A), "--dry-run", code=2).stderr


def test_a_test_mail_goes_to_anybody_without_approval_or_record(house, send, sink):
    send("--test", "anybody@kakuu.example", *smtp(sink))

    assert sink.recipients == ["anybody@kakuu.example"]
    assert house.sent() is None
    assert not ledger_of(house).exists()


def test_a_test_mail_cannot_take_a_list(approved, send, sink):
    told = send("--test", A, "--recipients", approved.recipients(A, B), *smtp(sink), code=2).stderr

    assert "--recipients" in told
    assert sink.taken == []


def test_without_list_or_test_nothing_is_guessed(approved, send):
    assert "--recipients" in send(code=2).stderr


def test_who_said_no_gets_nothing(approved, send, kawaraban, make_key_of, sink):
    make_key_of(approved)
    kawaraban("unsubscribe", B, *approved.places()[:2])

    send("--recipients", approved.recipients(A, B), *smtp(sink))

    assert sink.recipients == [A]
    assert approved.sent().tally.suppressed == 1


def test_who_says_no_while_the_sending_is_under_way_gets_nothing(approved, send):
    key = make_key(approved.root / ".state" / "unsubscribe.key")
    path = approved.root / "refusals"
    path.touch()

    class OptingOut(list):
        def __iadd__(self, taken):
            suppress(path, make_token(key, "news@kakuu.example", C), now=utc_now())
            return super().__iadd__(taken)

    with listening() as sink:
        sink.taken = OptingOut()
        send("--recipients", approved.recipients(A, B, C), "--suppressions", path, *smtp(sink))

        assert sink.recipients == [A, B]


REPORT = """From: MAILER-DAEMON@mx.kakuu.example
To: {to}
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.kakuu.example

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}

--b--
"""


@pytest.mark.parametrize(("status", "next_time"), [("5.1.1", [A]), ("4.2.2", [A, B])])
def test_what_came_back_for_ever_is_not_written_to_in_the_next_issue(house, approve, send, sink, status, next_time):
    approve()
    send("--recipients", house.recipients(A, B), *smtp(sink))
    (way_back,) = (sender for address, _, sender in sink.taken if address == B)
    words = [sys.executable, "-m", "generator.deliver.bounces", "--stdin", "--state", house.root / ".state"]
    report = REPORT.format(to=way_back, address=B, status=status).encode()
    subprocess.run([*words, "--newsletter", "news@kakuu.example"], input=report, cwd=ROOT, check=True)
    sink.taken = []
    house.add_issue(month="2026-12", published=date(2026, 12, 10))
    house.build()
    approve(month="2026-12")

    send("--recipients", house.recipients(A, B), *smtp(sink), *IN_DECEMBER, month="2026-12")

    assert sink.recipients == next_time


@pytest.mark.parametrize("line", [A, make_token(b"x" * 32, "news@kawaraban.example", A), f"{A}\r"])
def test_a_list_of_refusals_that_is_none_of_ours_stops_everything(approved, send, make_key_of, sink, line):
    make_key_of(approved)
    other = approved.root / "stop"
    other.write_bytes(line.encode())

    told = send("--recipients", approved.recipients(A, B), *smtp(sink), "--suppressions", other, code=2).stderr

    assert "1行目" in told
    assert sink.taken == []
    assert approved.sent() is None
    assert not ledger_of(approved).exists()


def test_an_empty_test_address_sends_to_nobody(approved, send, sink):
    told = send("--test", "", "--recipients", approved.recipients(A), *smtp(sink), code=2).stderr

    assert "--test" in told
    assert "--test" in send("--test", "", *smtp(sink), code=2).stderr
    assert sink.taken == []


def test_a_test_mail_makes_no_key(house, send, sink):
    send("--test", A, *smtp(sink))

    assert sink.recipients == [A]
    assert not (house.root / ".state" / "unsubscribe.key").exists()


def test_a_key_that_is_made_is_told(approved, send, sink):
    assert "新しく作りました" in send("--recipients", approved.recipients(A), *smtp(sink)).stderr


def test_a_refusal_without_the_key_is_not_written_under_a_new_one(approved, kawaraban):
    told = kawaraban("unsubscribe", A, *approved.places()[:2], code=2).stderr

    assert "--unsubscribe-key" in told
    assert not (approved.root / ".state").exists() or not any((approved.root / ".state").glob("unsub*"))


def test_an_address_that_was_never_sent_to_is_told(approved, send, kawaraban, sink):
    send("--recipients", approved.recipients(A), *smtp(sink))

    told = kawaraban("unsubscribe", A, B, *approved.places()[:2]).stderr

    assert f"{B} に" in told
    assert f"{A} に" not in told


def test_a_refusal_that_was_taken_back_holds_no_longer_until_a_later_one(approved, send, kawaraban, make_key_of, sink):
    make_key_of(approved)
    content = ("--content", approved.content)
    kawaraban("unsubscribe", A, B, *content, "--now", "2026-11-01T09:00:00+09:00")
    assert "--reason" in kawaraban("unsubscribe", "--undo", A, *content, code=2).stderr
    for address in (A, B):
        why = ("--undo", "--reason", "本人から、また読みたいと電話")
        kawaraban("unsubscribe", address, *why, *content, "--now", "2026-11-02T09:00:00+09:00")
    kawaraban("unsubscribe", B, *content, "--now", "2026-11-03T09:00:00+09:00")

    send("--recipients", approved.recipients(A, B), *smtp(sink))

    assert sink.recipients == [A]
    assert "また読みたいと電話" in (approved.root / ".state" / "suppressions.undone").read_text("utf-8")


def test_a_list_of_refusals_that_is_not_there_stops_everything(approved, send, sink):
    told = send("--recipients", approved.recipients(A), "--suppressions", "nowhere", *smtp(sink), code=2).stderr

    assert "nowhere" in told
    assert sink.taken == []


def test_one_click_without_the_key_of_the_web_server_is_refused(tmp_path, kawaraban, sink):
    house = make_house(tmp_path, one_click=True)
    places = house.places()
    kawaraban("approve", MONTH, "--by", "架空花子", "--writer", "見本太郎", *places, "--site-dir", tmp_path / "site")

    told = kawaraban("send", MONTH, "--recipients", house.recipients(A), *places, *smtp(sink), code=2).stderr
    assert "--make-key" in told

    make_key(tmp_path / ".state" / "unsubscribe.key")
    kawaraban("send", MONTH, "--recipients", house.recipients(A), *places, *smtp(sink))
    header = message_from_bytes(sink.taken[0][1], policy=policy.default)["List-Unsubscribe"]
    assert header.startswith("<https://news.kakuu.example/unsubscribe?t=")


def test_a_sending_that_was_cut_off_is_gone_on_with(approved, send):
    people = approved.recipients(A, B, C)
    with listening({("DATA", B): "451 later", ("DATA", C): "451 later"}) as sink:
        send("--recipients", people, *smtp(sink), code=1)
        assert "--resume" in send("--recipients", people, *smtp(sink), code=2).stderr
    assert approved.sent().finished is None

    with listening() as sink:
        send("--recipients", people, "--resume", *smtp(sink))

        assert sink.recipients == [B, C]
    assert approved.sent().tally.sent == 3
    assert approved.sent().finished is not None


def test_nothing_is_gone_on_with_that_was_not_begun(approved, send):
    assert "まだ始まっていません" in send("--recipients", approved.recipients(A), "--resume", code=2).stderr


def test_without_the_ledger_nothing_is_gone_on_with(approved, send):
    with listening({("DATA", A): "451 later"}) as sink:
        send("--recipients", approved.recipients(A), *smtp(sink), code=1)
        ledger_of(approved).unlink()

        assert "バックアップ" in send("--recipients", approved.recipients(A), "--resume", *smtp(sink), code=2).stderr


def test_a_record_that_was_lost_does_not_open_the_way_to_a_second_sending(approved, send, sink):
    send("--recipients", approved.recipients(A), *smtp(sink))
    (approved.content / "issues" / MONTH / "sent.yml").unlink()

    assert "--resume" in send("--recipients", approved.recipients(A), *smtp(sink), code=2).stderr
    send("--recipients", approved.recipients(A), "--resume", *smtp(sink))
    assert sink.recipients == [A]


def test_whom_the_server_calls_unknown_is_not_written_to_again(approved, send, sink):
    with listening({("RCPT", B): "550 5.1.1 no such user", ("RCPT", C): "550 5.7.1 policy"}) as refusing:
        send("--recipients", approved.recipients(A, B, C), *smtp(refusing), code=1)

    send("--recipients", approved.recipients(A, B, C), "--resume", "--send-again", B, "--send-again", C, *smtp(sink))

    assert sink.recipients == [C]
    assert approved.sent().tally.suppressed == 1


def test_an_older_ledger_is_not_gone_on_with(approved, send, sink):
    people = approved.recipients(A, B, C)
    with listening({("DATA", address): "451 later" for address in (B, C)}) as slow:
        send("--recipients", people, *smtp(slow), code=1)
    older = ledger_of(approved).read_bytes()
    with listening({("DATA", C): "451 later"}) as slow:
        send("--recipients", people, "--resume", *smtp(slow), code=1)
    ledger_of(approved).write_bytes(older)

    told = send("--recipients", people, "--resume", *smtp(sink), code=2).stderr

    assert "古いもの" in told
    assert sink.taken == []


def test_a_server_that_was_never_reached_binds_nobody_to_the_bytes(approved, approve, send, sink):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    told = send("--recipients", approved.recipients(A, B), "--smtp", f"127.0.0.1:{port}", code=2).stderr
    assert "接続できません" in told
    assert approved.sent() is None
    assert not list(ledger_of(approved).parent.iterdir())

    path = approved.entry(SECOND)
    path.write_text(path.read_text("utf-8").replace("続報を公表", "続報を公開"), "utf-8")
    approved.build()
    approve()
    send("--recipients", approved.recipients(A, B), *smtp(sink))

    assert sink.recipients == [A, B]


def test_how_the_record_is_kept_is_told(approved, send, sink):
    assert "git add" in send("--recipients", approved.recipients(A), *smtp(sink)).stdout


def test_an_issue_that_was_sent_and_corrected_is_first_of_all_one_that_was_sent(approved, send, sink):
    send("--recipients", approved.recipients(A), *smtp(sink))
    path = approved.entry(SECOND)
    path.write_text(path.read_text("utf-8").replace("続報を公表", "続報を公開"), "utf-8")

    assert "送信済み" in send("--recipients", approved.recipients(A), *smtp(sink), code=2).stderr


def test_a_file_where_the_folder_of_ledgers_belongs_is_told(approved, send, sink):
    (approved.root / ".state").write_text("", "utf-8")

    assert "フォルダではありません" in send("--recipients", approved.recipients(A), *smtp(sink), code=2).stderr


def test_a_broken_ledger_is_told(doubtful, send, sink):
    ledger_of(doubtful).write_bytes(b"no database " * 1000)

    told = send("--recipients", doubtful.recipients(A, B), "--resume", *smtp(sink), code=2).stderr

    assert "壊れています" in told


def test_who_left_the_list_in_between_gets_nothing(approved, send):
    with listening({("DATA", address): "451 later" for address in (A, B, C)}) as sink:
        send("--recipients", approved.recipients(A, B, C), *smtp(sink), code=1)
    with listening() as sink:
        send("--recipients", approved.recipients(A, B), "--expect", 2, "--resume", *smtp(sink))

        assert sink.recipients == [A, B]


@pytest.fixture
def doubtful(approved, send):
    """A sending in which nobody knows what became of B's mail (it was taken)."""
    with listening({("DATA", B): "break after taking"}) as sink:
        send("--recipients", approved.recipients(A, B), *smtp(sink), code=1)
        approved.first = sink
    return approved


def test_what_is_in_doubt_is_told_and_not_repeated(doubtful, send, sink):
    result = send("--recipients", doubtful.recipients(A, B), "--resume", *smtp(sink), code=1)

    assert "結果不明" in result.stdout
    assert sink.taken == []


@pytest.mark.parametrize(("word", "received"), [("--treat-as-sent", []), ("--send-again", [B])])
def test_the_operator_decides_one_by_one(doubtful, send, sink, word, received):
    send("--recipients", doubtful.recipients(A, B), "--resume", word, B, *smtp(sink))

    assert sink.recipients == received
    assert doubtful.sent().tally.sent == 2


def test_who_was_refused_gets_another_try_on_the_operators_word_only(approved, send, sink):
    people = approved.recipients(A, B)
    with listening({("RCPT", B): "550 mailbox disabled"}) as refusing:
        send("--recipients", people, *smtp(refusing), code=1)

    assert "送信済み" in send("--recipients", people, "--resume", *smtp(sink), code=2).stderr
    send("--recipients", people, "--resume", "--send-again", B, *smtp(sink))

    assert sink.recipients == [B]
    assert approved.sent().tally.sent == 2


def test_who_got_it_gets_no_other_try(approved, send, sink):
    people = approved.recipients(A)
    send("--recipients", people, *smtp(sink))

    told = send("--recipients", people, "--resume", "--send-again", A, *smtp(sink), code=2).stderr

    assert "「結果不明」か「送信不可」ではありません" in told
    assert sink.recipients == [A]


def test_the_operator_cannot_decide_what_is_known(doubtful, send, sink):
    told = send("--recipients", doubtful.recipients(A, B), "--resume", "--send-again", A, *smtp(sink), code=2).stderr

    assert A in told
    assert sink.taken == []


def postfix_log(house, *, without=()):
    """Write the log that a Postfix would have written of what the sink took."""
    path = house.root / "mail.log"
    rows = [row for row in read_ledger(ledger_of(house))[1] if row.address in house.first.recipients]
    lines = []
    for number, row in enumerate(rows):
        if row.address not in without:
            head = "Nov 12 09:00:00 mail postfix"
            lines.append(f"{head}/cleanup[1]: A{number:04}: message-id={row.message_id}")
            lines.append(f"{head}/qmgr[2]: A{number:04}: from=<news@kakuu.example>, size=1, nrcpt=1 (queue active)")
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.parametrize(("without", "received"), [((), []), ((B,), [B])])
def test_the_servers_log_decides_what_is_in_doubt(doubtful, send, sink, monkeypatch, without, received):
    monkeypatch.setattr("generator.cli.doubts._LOG_LAG", 0)
    log = postfix_log(doubtful, without=without)

    send("--recipients", doubtful.recipients(A, B), "--resume", "--postfix-log", log, *smtp(sink))

    assert sink.recipients == received
    assert doubtful.sent().finished is not None


def test_what_the_operator_knows_the_log_need_not(approved, send, sink, monkeypatch):
    monkeypatch.setattr("generator.cli.doubts._LOG_LAG", 0.0)
    people = approved.recipients(A, B, C)
    with listening({("DATA", B): "break after taking", ("DATA", C): "break after taking"}) as approved.first:
        send("--recipients", people, *smtp(approved.first), code=1)
    log = postfix_log(approved, without=(B, C))

    send("--recipients", people, "--resume", "--treat-as-sent", B, "--postfix-log", log, *smtp(sink))

    assert sink.recipients == [C]


@pytest.mark.parametrize("words", [("--send-again", A), ("--send-again", B)], ids=["known", "both"])
def test_a_word_that_cannot_hold_writes_none_of_them_down(doubtful, send, sink, words):
    arguments = ("--recipients", doubtful.recipients(A, B), "--resume", *smtp(sink))

    send(*arguments, "--treat-as-sent", B, *words, code=2)

    send(*arguments, "--send-again", B)
    assert sink.recipients == [B]


def test_a_log_that_does_not_know_what_we_know_decides_nothing(doubtful, send, sink, monkeypatch):
    monkeypatch.setattr("generator.cli.doubts._LOG_LAG", 0)
    log = postfix_log(doubtful, without=(A, B))

    told = send("--recipients", doubtful.recipients(A, B), "--resume", "--postfix-log", log, *smtp(sink), code=2).stderr

    assert "回転" in told
    assert sink.taken == []
    assert [row.state for row in read_ledger(ledger_of(doubtful))[1]] == [State.SENT, State.UNKNOWN]


def test_a_second_send_at_the_same_time_is_refused(approved, send, sink):
    with storage.one_at_a_time(storage.state_folder(approved.content), "send"):
        told = send("--recipients", approved.recipients(A), *smtp(sink), code=2).stderr

    assert "実行中" in told
    assert sink.taken == []


def test_a_ledger_of_other_bytes_is_refused(approved, send, sink):
    send("--recipients", approved.recipients(A), *smtp(sink))
    (approved.content / "issues" / MONTH / "sent.yml").unlink()
    with sqlite3.connect(ledger_of(approved)) as connection:
        connection.execute("UPDATE run SET digest = 'another'")
    connection.close()

    told = send("--recipients", approved.recipients(A), "--resume", *smtp(sink), code=2).stderr
    assert "内容が変わっています" in told


def test_a_password_never_stands_on_the_command_line(kawaraban):
    assert "--smtp-password " not in kawaraban("send", "--help").output


def test_a_password_is_not_sent_over_an_open_connection(approved, send, sink, monkeypatch):
    monkeypatch.setenv("KAWARABAN_SMTP_PASSWORD", "hidden")

    told = send("--recipients", approved.recipients(A), "--smtp-user", "news", *smtp(sink), code=2).stderr

    assert "暗号化していない" in told
    assert "hidden" not in told


def test_time_is_an_argument(approved, send, sink):
    send("--recipients", approved.recipients(A), *smtp(sink))

    assert approved.sent().begun.isoformat() == NOW


def test_who_asks_to_stop_leaves_nobody_in_doubt(approved, send):
    class Stopping(list):
        def __iadd__(self, taken):
            os.kill(os.getpid(), signal.SIGTERM)
            return super().__iadd__(taken)

    people = approved.recipients(A, B, C)
    with listening() as sink:
        sink.taken = Stopping()
        assert "中断しました" in send("--recipients", people, *smtp(sink), code=2).stderr
        assert sink.recipients == [A]
    assert [row.state for row in read_ledger(ledger_of(approved))[1]] == [State.SENT, State.QUEUED, State.QUEUED]

    with listening() as sink:
        send("--recipients", people, "--resume", *smtp(sink))

        assert sink.recipients == [B, C]


def test_an_issue_is_not_sent_before_its_day_but_on_it(house, approve, send, sink):
    house.add_issue(month="2026-12", published=date(2026, 12, 10))
    house.build()
    approve(month="2026-12")
    list_and_server = ("--recipients", house.recipients(A), *smtp(sink))

    told = send(*list_and_server, "--now", "2026-12-09T23:59:00+09:00", month="2026-12", code=2).stderr
    assert "2026年12月10日" in told
    assert "まだ先です" in told
    assert sink.taken == []

    send(*list_and_server, "--now", "2026-12-10T00:00:00+09:00", month="2026-12")
    assert sink.recipients == [A]
