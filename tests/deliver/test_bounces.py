"""Reports as servers write them, and as people write them who want somebody else off the list."""

import io
import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ROOT
from generator.deliver.bounces import Addressee, Verdict, open_softs, process, read_marks
from generator.deliver.keys import make_key
from generator.deliver.ledger import Run, open_ledger
from generator.deliver.mailboxes import messages_of_maildir, messages_of_mbox
from generator.deliver.personal import mark_of, message_id
from generator.deliver.reports import LARGEST, read_report
from generator.deliver.suppressions import read_suppressed, take_back
from generator.deliver.unsubscribe import make_token
from generator.text import utc_now

NOW = datetime(2026, 11, 12, tzinfo=UTC)
KEY = b"k" * 32
TARO = "taro@kakuu.example"
ID = message_id("r1", "2026-11", TARO, "kakuu.example", key=KEY)
MARK = mark_of(ID)
MARKS = {MARK: Addressee(address=TARO, issue="2026-11")}
NO_RETURN = ""


def group(recipient=TARO, action="failed", status="5.1.1"):
    return f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; 550 no\n"


def make_report(*groups, to=f"news+{MARK}@kakuu.example", human="Undeliverable.", returned=NO_RETURN):
    status = "\n".join(["Reporting-MTA: dns; mx.kakuu.example\n", *(groups or [group()])])
    text = f"""From: MAILER-DAEMON@kakuu.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b/0"

--b/0
Content-Type: text/plain; charset=utf-8

{human}

--b/0
Content-Type: message/delivery-status

{status}
--b/0
Content-Type: message/rfc822

{returned}
--b/0--
"""
    return text.encode()


@pytest.fixture
def softs(tmp_path):
    with open_softs(tmp_path / "bounces.sqlite") as softs:
        yield softs


@pytest.fixture
def judge(softs):
    """Judge one message; gives the verdict and whom it suppressed."""

    def run(data, *, marks=None, now=NOW):
        suppressed = []
        (judged,) = process([data], marks=marks or MARKS, softs=softs, suppress=suppressed.append, now=now)
        return judged.verdict, suppressed

    return run


def test_a_permanent_failure_suppresses_at_once(judge):
    assert judge(make_report()) == (Verdict.SUPPRESSED, [TARO])


def test_lines_may_end_in_crlf(judge):
    assert judge(make_report().replace(b"\n", b"\r\n")) == (Verdict.SUPPRESSED, [TARO])


@pytest.mark.parametrize("status", ["5.7.515", "5.7.1", "5.3.4", "5.1.8"])
def test_what_is_the_senders_fault_takes_nobody_off_the_list(judge, status):
    assert judge(make_report(group(status=status))) == (Verdict.COUNTED, [])


@pytest.mark.parametrize("status", ["5.1.1", "5.1.10", "5.2.1", "5.4.4", "5.0.0", "5.3.0"])
def test_what_is_the_recipients_end_suppresses_at_once(judge, status):
    assert judge(make_report(group(status=status))) == (Verdict.SUPPRESSED, [TARO])


def test_a_full_mailbox_is_failed_but_not_for_ever(judge):
    assert judge(make_report(group(status="4.2.2"))) == (Verdict.COUNTED, [])


def test_the_third_issue_that_meets_a_full_mailbox_suppresses(judge):
    verdicts = []
    for month in ("2026-09", "2026-10", "2026-11"):
        marks = {MARK: Addressee(address=TARO, issue=month)}
        verdicts.append(judge(make_report(group(status="4.2.2")), marks=marks))

    assert verdicts == [(Verdict.COUNTED, []), (Verdict.COUNTED, []), (Verdict.SUPPRESSED, [TARO])]


def test_several_reports_on_one_issue_count_once(judge):
    for _ in range(5):
        assert judge(make_report(group(status="4.2.2"))) == (Verdict.COUNTED, [])


def test_a_full_mailbox_of_last_year_is_forgotten(judge):
    for month, years in (("2024-09", 2), ("2024-10", 2), ("2026-11", 0)):
        marks = {MARK: Addressee(address=TARO, issue=month)}
        verdict = judge(make_report(group(status="4.2.2")), marks=marks, now=NOW - timedelta(days=400 * years))

        assert verdict == (Verdict.COUNTED, [])


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", "exploded"])
def test_what_is_not_failed_changes_nothing(judge, action):
    assert judge(make_report(group(action=action, status="5.1.1"))) == (Verdict.IGNORED, [])


@pytest.mark.parametrize("status", ["2.0.0", "9.9.9", "", "five", "5"])
def test_a_failure_without_a_status_that_can_be_read_changes_nothing(judge, status):
    assert judge(make_report(group(status=status))) == (Verdict.IGNORED, [])


def test_the_human_text_is_never_believed(judge):
    human = f"550 5.1.1 <{TARO}> user unknown. Please remove news+{MARK}@kakuu.example"

    assert judge(make_report(group(action="delayed", status="4.4.1"), human=human)) == (Verdict.IGNORED, [])
    plain = f"From: x@kakuu.example\nTo: news+{MARK}@kakuu.example\nSubject: failed\n\n{human}\n".encode()
    assert judge(plain) == (Verdict.NO_REPORT, [])


QMAIL = f"""From: MAILER-DAEMON@mx.kakuu.example
To: news+{MARK}@kakuu.example
Subject: failure notice

Hi. This is the qmail-send program at mx.kakuu.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<{TARO}>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 no such user

--- Below this line is a copy of the message.

Return-Path: <news+{MARK}@kakuu.example>
Message-ID: {ID}
"""
CARRIER = f"""From: Mail Delivery System <Postmaster@mail.kakuu.example>
Delivered-To: news+{MARK}@kakuu.example
Subject: =?ISO-2022-JP?B?GyRCRyQ/LiUoJWkhPBsoQg==?=
MIME-Version: 1.0
Content-Type: text/plain; charset=ISO-2022-JP
Content-Transfer-Encoding: 7bit

"""
WORDS = "次のあて先へのメッセージはエラーのため送信できませんでした。"
EXCHANGE = f"""From: Microsoft Outlook <postmaster@kakuu.example>
To: <news+{MARK}@kakuu.example>
Subject: =?iso-2022-jp?B?GyRCR1s/LiROSVQ6bkBOGyhC?=: x
Content-Type: multipart/report; report-type=delivery-status;
	boundary="8f1a-BOUNDARY"
MIME-Version: 1.0
X-MS-Exchange-Message-Is-Ndr:
Auto-Submitted: auto-replied

--8f1a-BOUNDARY
Content-Type: multipart/alternative; differences=Content-Type;
	boundary="8f1b-INNER"

--8f1b-INNER
Content-Type: text/plain; charset="iso-2022-jp"
Content-Transfer-Encoding: quoted-printable

=1B$BG[?.$G$-$^$;$s=1B(B
--8f1b-INNER--

--8f1a-BOUNDARY
Content-Type: message/delivery-status

Reporting-MTA: dns;mx.kakuu.example
Received-From-MTA: dns;mail.kawaraban.example
Arrival-Date: Thu, 12 Nov 2026 00:00:00 +0000

Final-Recipient: rfc822;{TARO}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found
 by SMTP address lookup

--8f1a-BOUNDARY
Content-Type: message/rfc822

Message-ID: {ID}

--8f1a-BOUNDARY--
"""


def carrier(subject=None):
    head = CARRIER if subject is None else CARRIER.replace("=?ISO-2022-JP?B?GyRCRyQ/LiUoJWkhPBsoQg==?=", subject)
    return head.encode("ascii") + WORDS.encode("iso-2022-jp") + b"\n"


def test_the_report_of_an_exchange_is_read(judge):
    assert judge(EXCHANGE.replace("\n", "\r\n").encode()) == (Verdict.SUPPRESSED, [TARO])


@pytest.mark.parametrize("data", [QMAIL.encode(), carrier()], ids=["qmail", "carrier"])
def test_a_mail_that_came_back_in_plain_words_is_counted_and_not_believed_at_once(judge, data):
    months = ("2026-09", "2026-09", "2026-10", "2026-11")

    verdicts = [judge(data, marks={MARK: Addressee(address=TARO, issue=month)}) for month in months]

    assert verdicts == [(Verdict.COUNTED, [])] * 3 + [(Verdict.SUPPRESSED, [TARO])]


def test_where_the_return_path_lost_its_mark_the_copy_under_the_words_tells(judge):
    assert judge(QMAIL.replace(f"To: news+{MARK}@", "To: news@").encode()) == (Verdict.COUNTED, [])
    assert judge(QMAIL.replace(MARK, "0" * 24).encode()) == (Verdict.FORGED, [])


@pytest.mark.parametrize(
    "data",
    [
        QMAIL.replace("failure notice", "Warning: could not send message for past 4 hours").encode(),
        carrier("=?utf-8?b?6YWN5L+h44Gu6YGF5bu2?="),
        QMAIL.replace("MAILER-DAEMON@", "taro@").encode(),
        QMAIL.replace("MAILER-DAEMON@mx", "not-mailer-daemon@mx").encode(),
    ],
    ids=["delayed", "delayed-in-japanese", "a-person", "no-daemon"],
)
def test_what_is_still_under_way_or_from_a_person_is_left_to_a_person(judge, data):
    assert judge(data) == (Verdict.NO_REPORT, [])


@pytest.mark.parametrize(
    "subject",
    ["=?no-such-charset?b?AAAA?=", "=?utf-8?b?A?=", "=?utf-8?b?////?=", "=?iso-2022-jp?b?GyRC?=", "\udce3\udc81"],
)
def test_a_subject_that_cannot_be_decoded_stops_nothing(judge, subject):
    data = QMAIL.replace("failure notice", subject).encode("utf-8", "surrogateescape")

    assert judge(data) == (Verdict.COUNTED, [])


@pytest.mark.parametrize(
    "to", ["news@kakuu.example", f"news+{'0' * 24}@kakuu.example", f"news+{MARK[:-1]}@kakuu.example"]
)
def test_a_report_without_our_mark_is_ignored_whoever_it_names(judge, to):
    assert judge(make_report(to=to)) == (Verdict.FORGED, [])


def test_two_marks_in_one_report_are_believed_in_neither(judge):
    other = mark_of(message_id("r1", "2026-11", "hanako@kakuu.example", "kakuu.example", key=KEY))
    marks = MARKS | {other: Addressee(address="hanako@kakuu.example", issue="2026-11")}

    to = f"news+{MARK}@kakuu.example, news+{other}@kakuu.example"
    assert judge(make_report(to=to), marks=marks) == (Verdict.FORGED, [])


def test_a_mark_suppresses_its_own_address_and_no_other_that_the_report_names(judge):
    assert judge(make_report(group(recipient="hanako@kakuu.example"))) == (Verdict.SUPPRESSED, [TARO])


def test_in_a_report_on_many_only_the_group_of_the_mark_counts(judge):
    groups = (group(recipient="x@kakuu.example"), group(action="delayed", status="4.4.1"))

    assert judge(make_report(*groups)) == (Verdict.IGNORED, [])
    others = (group(recipient="x@kakuu.example"), group(recipient="y@kakuu.example"))
    assert judge(make_report(*others)) == (Verdict.IGNORED, [])


def test_where_the_return_path_lost_its_mark_the_returned_message_id_tells(judge):
    returned = f"Message-ID: {ID}\nSubject: x\n\nbody"

    assert judge(make_report(to="news@kakuu.example", returned=returned)) == (Verdict.SUPPRESSED, [TARO])
    forged = returned.replace(MARK, "0" * 24)
    assert judge(make_report(to="news@kakuu.example", returned=forged)) == (Verdict.FORGED, [])


def test_knowing_the_run_is_not_enough_to_make_anothers_mark():
    assert mark_of(message_id("r1", "2026-11", TARO, "kakuu.example", key=b"x" * 32)) != MARK


def nested(depth):
    parts = [f"Content-Type: multipart/mixed; boundary=n{level}\n\n--n{level}\n" for level in range(depth)]
    return make_report(human="").replace(b"Undeliverable", b"") + "".join(parts).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 1000,
        b"\xff\xfe" * 1000,
        make_report()[:300],
        make_report().replace(b'; boundary="b/0"', b""),
        make_report().replace(b'"b/0"', b'"' + b"x" * 5000 + b'"'),
        make_report().replace(b"Content-Type: message/delivery-status", b"Content-Type: message/delivery-status; =?"),
        make_report().replace(b"multipart/report", b"multipart/report; report-type*=utf-99''x; boundary*0*=bad''%"),
        b"Content-Type: multipart/report; boundary=x\n\n" + b"--x\n\n" * 50_000,
        b"Content-Type: multipart/report; boundary=x\n" + b"X: y\n" * 40_000 + b"\n--x\n",
        nested(3000),
    ],
    ids=[
        "empty",
        "nul",
        "binary",
        "cut",
        "no-boundary",
        "long-boundary",
        "bad-type",
        "bad-charset",
        "parts",
        "fields",
        "deep",
    ],
)
def test_a_hostile_report_harms_nobody_and_takes_no_time(judge, data):
    begun = time.process_time()
    _, suppressed = judge(data)

    assert suppressed in ([], [TARO])  # the deep one begins as a genuine report
    assert time.process_time() - begun < 2


def test_a_huge_report_is_read_only_at_its_beginning(judge):
    assert judge(make_report() + b"x" * (50 * LARGEST)) == (Verdict.SUPPRESSED, [TARO])
    assert judge(make_report(human="x" * LARGEST)) == (Verdict.NO_REPORT, [])


def test_a_thousand_groups_are_read_up_to_a_limit():
    report = read_report(make_report(*(group() for _ in range(1000))))

    assert len(report.outcomes) == 100


@given(st.binary(max_size=400), st.integers(min_value=0, max_value=700))
@settings(max_examples=200, deadline=None)
def test_whatever_a_stranger_writes_into_a_report_nothing_breaks(noise, place):
    data = make_report()

    read_report(data[:place] + noise + data[place:])


def test_an_mbox_is_read_message_by_message():
    file = io.BytesIO(b"From a\nA: 1\n\n>From here\nFrom b\nB: 2\n\nbody\n")

    assert list(messages_of_mbox(file, limit=100)) == [b"A: 1\n\n>From here\n", b"B: 2\n\nbody\n"]


def test_a_stream_without_a_from_line_is_one_message():
    assert list(messages_of_mbox(io.BytesIO(b"A: 1\n\nbody"), limit=100)) == [b"A: 1\n\nbody"]
    assert list(messages_of_mbox(io.BytesIO(b""), limit=100)) == []


def test_a_message_is_cut_off_at_the_limit_even_where_it_is_one_line():
    file = io.BytesIO(b"From a\n" + b"x" * 300_000 + b"From b\nB: 2\n")

    assert [len(message) for message in messages_of_mbox(file, limit=100)] == [100]


def test_a_maildir_is_read_from_new_and_cur_and_links_are_passed_over(tmp_path):
    for name, text in (("new/1", b"new"), ("cur/2:2,S", b"cur"), ("tmp/3", b"tmp")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text)
    (tmp_path / "new" / "4").symlink_to("/etc/hostname")

    assert list(messages_of_maildir(tmp_path, limit=100)) == [b"new", b"cur"]


@pytest.fixture
def state(tmp_path):
    """What a sending leaves behind: a key, and a ledger with one mail to Taro."""
    key = make_key(tmp_path / "unsubscribe.key")
    (tmp_path / "sendings").mkdir()
    name = message_id("r1", "2026-11", TARO, "kakuu.example", key=key)
    run = Run(id="r1", issue="2026-11", digest="abc")
    with open_ledger(tmp_path / "sendings" / "2026-11.sqlite", run, now=NOW) as ledger:
        ledger.add([(TARO, name)], now=NOW)
    return tmp_path, key, mark_of(name)


def test_a_ledger_tells_whose_a_mark_is(state):
    folder, _, mark = state

    assert read_marks([folder / "sendings" / "2026-11.sqlite"]) == {mark: Addressee(address=TARO, issue="2026-11")}


def command(folder, *arguments, data=b"", newsletter="news@kakuu.example"):
    words = [sys.executable, "-m", "generator.deliver.bounces", "--newsletter", newsletter]
    return subprocess.run(
        [*words, "--state", folder, *arguments], input=data, capture_output=True, cwd=ROOT, check=False
    )


def test_the_command_reads_a_report_from_a_pipe_and_writes_the_token_down(state):
    folder, key, mark = state

    done = command(folder, "--stdin", "--json", data=make_report(to=f"news+{mark}@kakuu.example"))

    assert json.loads(done.stdout)["counts"]["suppressed"] == 1
    assert read_suppressed(folder / "suppressions") == {make_token(key, "news@kakuu.example", TARO)}


def test_a_list_may_be_named_as_the_newsletter_names_it_and_in_no_other_way(state):
    folder, key, mark = state
    report = make_report(to=f"news+{mark}@kakuu.example")

    assert command(folder, "--stdin", data=report, newsletter="架空だより").returncode == 75
    command(folder, "--stdin", data=report, newsletter="架空だより <news@kakuu.example>")

    assert read_suppressed(folder / "suppressions") == {make_token(key, "news@kakuu.example", TARO)}


@pytest.mark.parametrize(
    ("arguments", "newsletter"),
    [(("--key",), "news@kakuu.example"), ((), "news@elsewhere.example")],
    ids=["another key", "another newsletter"],
)
def test_a_key_or_newsletter_that_nobody_was_sent_to_with_is_refused(state, arguments, newsletter):
    folder, _, mark = state
    make_key(folder / "other.key")
    box = folder / "box"
    box.write_bytes(make_report(to=f"news+{mark}@kakuu.example"))
    words = (*arguments, *((folder / "other.key",) if arguments else ()))

    done = command(folder, "--mbox", box, *words, newsletter=newsletter)

    assert done.returncode == 2
    assert "--key" in done.stderr.decode()
    assert not (folder / "suppressions").exists()


def begin_another(folder, key):
    """Give the ledger of the next issue, and a report on its mail."""
    name = message_id("r2", "2026-12", TARO, "kakuu.example", key=key)
    run = Run(id="r2", issue="2026-12", digest="abc")
    report = make_report(to=f"news+{mark_of(name)}@kakuu.example")
    return folder / "sendings" / "2026-12.sqlite", run, name, report


def test_a_report_that_comes_while_its_issue_is_sent_is_asked_for_again(state):
    folder, key, _ = state
    path, run, name, report = begin_another(folder, key)

    with open_ledger(path, run, now=NOW) as ledger:
        ledger.add([(TARO, name)], now=NOW)
        assert command(folder, "--stdin", data=report).returncode == 75
    assert not (folder / "suppressions").exists()

    assert command(folder, "--stdin", data=report).returncode == 0
    assert len(read_suppressed(folder / "suppressions")) == 1


@pytest.mark.parametrize("data", [b"", b"no database " * 100], ids=["empty", "broken"])
def test_a_report_on_another_issue_is_taken_while_one_ledger_cannot_be_read(state, data):
    folder, _, mark = state
    (folder / "sendings" / "2026-10.sqlite").write_bytes(data)

    done = command(folder, "--stdin", data=make_report(to=f"news+{mark}@kakuu.example"))

    assert done.returncode == 0
    assert "2026-10.sqlite" in done.stderr.decode()
    assert len(read_suppressed(folder / "suppressions")) == 1


def test_a_pipe_without_the_key_is_asked_for_again(tmp_path):
    assert command(tmp_path, "--stdin", data=make_report()).returncode == 75


def test_an_answer_from_a_person_in_the_pipe_is_kept_for_a_person(state):
    folder, _, _ = state
    answer = "From: taro@kakuu.example\nSubject: Re: news\n\n読みました。\n".encode()

    for _ in range(2):
        command(folder, "--stdin", data=answer)

    (kept,) = (folder / "unread").iterdir()
    assert kept.read_bytes() == answer
    assert kept.stat().st_mode & 0o077 == 0


def test_a_mailbox_that_is_read_again_says_nothing_twice_nor_against_who_took_it_back(state):
    folder, key, mark = state
    box = folder / "box"
    box.write_bytes(make_report(to=f"news+{mark}@kakuu.example"))
    command(folder, "--mbox", box)
    before = (folder / "suppressions").read_bytes()
    take_back(
        folder / "suppressions.undone", make_token(key, "news@kakuu.example", TARO), reason="届いた", now=utc_now()
    )

    command(folder, "--mbox", box)

    assert (folder / "suppressions").read_bytes() == before


def test_the_command_reads_an_mbox_and_says_what_it_found(state):
    folder, _, mark = state
    box = folder / "box"
    box.write_bytes(b"From x\n" + make_report(to=f"news+{mark}@kakuu.example") + b"\nFrom y\nSubject: hello\n\nhi\n")

    told = command(folder, "--mbox", box).stdout.decode()

    assert "以後送らない宛先: 1件" in told
    assert "配信結果の通知ではないメール: 1件" in told


def test_the_command_says_what_is_missing(tmp_path):
    done = command(tmp_path, "--maildir", tmp_path / "nowhere")

    assert done.returncode == 2
    assert "鍵" in done.stderr.decode()
