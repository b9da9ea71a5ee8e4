"""An accepted entry goes to another issue, back to the candidates, or out; its texts stay, and it can be taken back."""

import json

import pytest

from generator import storage
from generator.model import Outcome, Sent
from tests.desk.client import NOW

A = "2026-10-13-7x7y"  # in the sample's newest issue
POINT = "2026-10-23-k8rg"  # one of its 今月の3点
OLD = "2026-11"


def files(content):
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*.yml")}


def place(content, entry=A, month=OLD):
    return content / "issues" / month / "entries" / f"{entry}.yml"


def test_it_moves_to_another_issue_byte_for_byte(client, content):
    text = place(content).read_bytes()
    answer = client.post(f"/entries/{A}/move", {"month": "2026-12"})

    assert answer.status == 303, answer.words
    assert not place(content).exists()
    assert place(content, month="2026-12").read_bytes() == text
    assert (content / "issues" / "2026-12" / "issue.yml").exists()


def test_what_the_old_issue_said_of_it_goes_with_it(client, content):
    client.post(f"/entries/{POINT}/move", {"month": "2026-12"})
    issue = storage.open_issue(content, OLD).value

    assert POINT not in {one.entry for one in issue.highlights}
    assert len(issue.highlights) == 2


def test_it_becomes_a_candidate_again_and_so_does_its_record(client, content):
    row = {
        "feed": "kakuu",
        "key": "k",
        "link": "l",
        "title": "題",
        "published": None,
        "revision": 0,
        "fingerprint": "f",
    }
    row |= {"first_seen": "2026-10-13T09:00:00+09:00", "outcome": "accepted", "entry": A}
    (content / "collected").mkdir()
    (content / "collected" / "2026-10.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    client.post(f"/entries/{A}/back")

    assert (content / "candidates" / "2026-10" / f"{A}.yml").exists()
    assert [one.outcome for one in storage.load_collected(content)] == [Outcome.CANDIDATE]


def test_taking_it_out_needs_a_reason_and_records_it(client, content):
    assert client.post(f"/entries/{A}/out", {"reason": "　"}).status == 409
    assert place(content).exists()
    client.post(f"/entries/{A}/out", {"reason": "重複"})

    assert not place(content).exists()
    assert [(one.entry, one.outcome, one.note) for one in storage.load_collected(content)] == [
        (A, Outcome.REFUSED, "重複")
    ]


@pytest.mark.parametrize(
    ("what", "fields"), [("move", {"month": "2026-12"}), ("back", {}), ("out", {"reason": "重複"})]
)
def test_each_is_taken_back_to_the_byte(client, content, what, fields):
    before = files(content)
    client.post(f"/entries/{POINT}/{what}", fields)
    assert files(content) != before
    client.post("/undo")

    assert files(content) == before


@pytest.mark.parametrize("what", ["move", "back", "out"])
def test_what_was_sent_stays(client, content, what):
    sent = Sent(run="a", message="3" * 64, approved_by="架空 花子", via="smtp", recipients=1, begun=NOW)
    storage.save_sent(content, OLD, sent)
    before = place(content).read_bytes()
    answer = client.post(f"/entries/{A}/{what}", {"month": "2026-12", "reason": "重複"})

    assert answer.status == 409
    assert "送信済みです" in answer.words
    assert place(content).read_bytes() == before


def test_the_first_of_a_thread_does_not_go_back_while_others_continue_it(client, content):
    later = place(content, "2026-11-09-un7j")
    later.write_text(later.read_text("utf-8").replace("headline:", f"thread: {A}\nheadline:", 1), "utf-8")
    answer = client.post(f"/entries/{A}/back")

    assert answer.status == 409
    assert "続きになっています" in answer.words
    assert place(content).exists()


def test_a_month_that_is_none_is_refused(client, content):
    assert client.post(f"/entries/{A}/move", {"month": "../x"}).status == 409
    assert place(content).exists()
