from email import message_from_bytes, policy

import pytest

from builders import ROOT
from generator import storage
from generator.cli.correcting import add_correction
from generator.model import Correction
from tests.cli.house import FIRST, MONTH, SECOND
from tests.deliver.sink import listening

A, B, C = (f"{letter}@kakuu.example" for letter in "abc")
TEXT = "「10月19日」とあるのは「10月18日」の誤りでした。"


@pytest.fixture
def correct(house, kawaraban):
    def run(*arguments, entry=FIRST, code=0):
        places = (*house.places(), "--site-dir", house.root / "site")
        return kawaraban("correct", MONTH, entry, *places, *arguments, code=code)

    return run


@pytest.fixture
def sent(house, approve, send):
    """The issue has gone to A and B; C was refused by the server."""
    approve()
    with listening({("RCPT", C): "550 no such user"}) as sink:
        send("--recipients", house.recipients(A, B, C), "--smtp", f"127.0.0.1:{sink.port}", code=1)
    return house


def entry(house, name=FIRST):
    return next(one for one in storage.load_archive(house.content).entries if one.id == name)


def test_a_correction_is_dated_and_kept_in_the_entry(house, correct):
    correct("--text", TEXT)

    (correction,) = entry(house).corrections
    assert (correction.day.isoformat(), correction.text) == ("2026-11-12", TEXT)


def test_a_second_correction_stands_under_the_first_and_all_else_stays(house, correct):
    before = house.entry().read_text("utf-8") + "# 編集者のメモ\n"
    house.entry().write_text(before, "utf-8")

    correct("--text", TEXT)
    correct("--text", "もう一つの訂正です。")

    after = house.entry().read_text("utf-8")
    assert [line for line in after.splitlines() if "date: 2026-11-12" not in line and line != "corrections:"] == (
        before.splitlines()
    )
    assert [one.text for one in entry(house).corrections] == [TEXT, "もう一つの訂正です。"]


def test_a_correction_stands_in_both_parts_of_the_mail_under_an_alias(house, correct):
    correct("--text", "ミナセ通信の公表日は10月18日でした。")
    house.build()

    for name in ("mail.txt", "mail.html", f"correction-{FIRST}.txt", f"correction-{FIRST}.html"):
        text = (house.mail / MONTH / name).read_text("utf-8")
        assert "【訂正 2026/11/12】" in text
        assert "10月18日でした" in text
        assert "ミナセ" not in text


def test_a_correction_of_nothing_is_refused(correct):
    assert "--text" in correct(code=2).stderr
    assert "ありません" in correct("--text", TEXT, entry="2026-10-01-none", code=2).stderr


def test_the_correction_mail_goes_only_to_those_who_got_the_wrong_one(sent, correct, approve):
    correct("--text", TEXT)
    sent.build()
    approve()
    with listening() as sink:
        correct("--mail", "--smtp", f"127.0.0.1:{sink.port}")

        assert sorted(sink.recipients) == [A, B]
        message = message_from_bytes(sink.taken[0][1], policy=policy.default)
    assert "【訂正】" in message["Subject"]
    assert TEXT in message.get_body(("plain",)).get_content()


def test_a_correction_mail_is_sent_once(sent, correct, approve):
    correct("--text", TEXT)
    sent.build()
    approve()
    with listening() as sink:
        smtp = ("--smtp", f"127.0.0.1:{sink.port}")
        correct("--mail", *smtp)

        assert "送信済み" in correct("--mail", *smtp, code=2).stderr
        assert len(sink.taken) == 2


def test_a_second_correction_is_another_mail(sent, correct, approve):
    with listening() as sink:
        for text in (TEXT, "もう一つの訂正です。"):
            correct("--text", text)
            sent.build()
            approve()
            correct("--mail", "--smtp", f"127.0.0.1:{sink.port}")

        assert sorted(sink.recipients) == [A, A, B, B]


def test_a_correction_mail_needs_an_approval_too(sent, correct):
    correct("--text", TEXT)
    sent.build()

    with listening() as sink:
        told = correct("--mail", "--smtp", f"127.0.0.1:{sink.port}", code=2).stderr

        assert "訂正のメール「某通信会社に不正アクセス」が加わりました" in told
        assert sink.taken == []


def test_who_said_no_since_gets_no_correction_either(sent, correct, approve, kawaraban):
    kawaraban("unsubscribe", A, *sent.places()[:2])
    correct("--text", TEXT)
    sent.build()
    approve()
    with listening() as sink:
        correct("--mail", "--smtp", f"127.0.0.1:{sink.port}")

        assert sink.recipients == [B]


def test_an_issue_that_nobody_got_needs_no_correction_mail(house, correct, approve):
    correct("--text", TEXT)
    house.build()
    approve()

    assert "誰が受け取ったか分かりません" in correct("--mail", code=2).stderr


def test_an_entry_without_a_correction_has_no_mail(sent, correct):
    assert "先に --text" in correct("--mail", entry=SECOND, code=2).stderr


def test_writing_and_mailing_at_once_needs_a_second_person(sent, correct):
    told = correct("--text", TEXT, "--mail", code=2).stderr

    assert "--by" in told
    assert entry(sent).corrections == ()


def test_a_correction_that_its_writer_approves_leaves_nothing_behind(sent, correct):
    for _ in range(2):
        told = correct("--text", TEXT, "--mail", "--by", "見本太郎", "--writer", "見本太郎", code=2).stderr
        assert "承認できません" in told

    assert entry(sent).corrections == ()


def test_the_same_correction_is_not_written_twice(house, correct):
    correct("--text", TEXT)

    assert "もう書かれている" in correct("--text", TEXT).stdout
    assert len(entry(house).corrections) == 1


def test_a_name_without_a_mail_is_not_passed_over(sent, correct):
    assert "--mail" in correct("--text", TEXT, "--by", "架空花子", code=2).stderr
    assert entry(sent).corrections == ()


@pytest.mark.slow
def test_the_two_commands_of_the_handbook_bring_the_correction_to_those_who_got_the_wrong_one(sent, correct):
    config = ("--config", ROOT / "mkdocs.yml")
    with listening() as sink:
        correct("--text", TEXT)
        correct("--mail", "--by", "架空花子", "--writer", "見本太郎", "--smtp", f"127.0.0.1:{sink.port}", *config)

        assert sorted(sink.recipients) == [A, B]


def test_who_gets_the_wrong_issue_late_gets_its_correction_alone(sent, correct, approve, send):
    as_sent = {path: path.read_bytes() for path in (sent.entry(), sent.content / "issues" / MONTH / "approval.yml")}
    correct("--text", TEXT)
    sent.build()
    approve()
    with listening() as sink:
        smtp = ("--smtp", f"127.0.0.1:{sink.port}")
        correct("--mail", *smtp)
        corrected = {path: path.read_bytes() for path in as_sent}
        put_down(as_sent)
        sent.build()
        send("--recipients", sent.recipients(A, B, C), *smtp, "--resume", "--send-again", C)
        put_down(corrected)
        sent.build()
        sink.taken = []

        assert "1件" in correct("--mail", *smtp, code=2).stderr
        correct("--mail", *smtp, "--resume")
        assert sink.recipients == [C]
        assert "送信済み" in correct("--mail", *smtp, code=2).stderr


def put_down(files):
    for path, data in files.items():
        path.write_bytes(data)


def test_a_list_in_brackets_is_not_guessed_at(house, correct):
    house.entry().write_text(
        house.entry().read_text("utf-8") + "corrections: [{date: 2026-11-11, text: 初めの訂正}]\n", "utf-8"
    )

    assert "「- 」で書く形" in correct("--text", TEXT, code=2).stderr


@pytest.mark.parametrize("text", ["コロン: と # と [括弧], 'と\" ", "- で始まる", "null", "2026-11-12"])
def test_any_text_is_read_back_as_it_was_written(house, text):
    add_correction(house.content, MONTH, FIRST, Correction(day=entry(house).announced, text=text.strip()))

    assert entry(house).corrections[-1].text == text.strip()
