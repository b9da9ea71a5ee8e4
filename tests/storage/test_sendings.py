from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator import storage
from generator.errors import ContentError
from generator.model import Approval, IssueDigest, PartDigest, Sent, Tally
from generator.text import to_jst

NOW = to_jst(datetime(2026, 11, 12, tzinfo=UTC))
APPROVAL = Approval(
    by="架空 花子",
    at=NOW,
    writers=("見本太郎", "news: 係"),
    approved=IssueDigest(
        digest="0" * 64,
        text="1" * 64,
        html="2" * 64,
        message="3" * 64,
        frame="4" * 64,
        entries=(PartDigest(id="2026-10-19-q7mk", digest="5" * 64),),
    ),
)
SENT = Sent(run="ab12", message="3" * 64, approved_by="架空 花子", via="smtp", recipients=3, begun=NOW)


def test_an_approval_is_read_as_it_was_written(tmp_path):
    storage.save_approval(tmp_path, "2026-11", APPROVAL)

    assert storage.load_approval(tmp_path, "2026-11") == APPROVAL


def test_where_nobody_approved_there_is_no_approval(tmp_path):
    assert storage.load_approval(tmp_path, "2026-11") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("at: ", "at: yesterday #"),
        ("at: 2026-11-12T09:00:00+09:00", "at: 2026-11-12T09:00:00"),
        ("by:", "who:"),
        ("approved:", "approved: {} #"),
    ],
)
def test_an_approval_that_says_something_else_is_refused(tmp_path, before, after):
    path = storage.save_approval(tmp_path, "2026-11", APPROVAL)
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")

    with pytest.raises(ContentError):
        storage.load_approval(tmp_path, "2026-11")


def test_an_empty_approval_is_none_at_all_and_an_error(tmp_path):
    path = storage.save_approval(tmp_path, "2026-11", APPROVAL)
    path.write_text("", "utf-8")

    with pytest.raises(ContentError):
        storage.load_approval(tmp_path, "2026-11")


@pytest.mark.parametrize("finished", [None, NOW])
@pytest.mark.parametrize("tally", [None, Tally(sent=2, unknown=1)])
def test_a_record_is_read_as_it_was_written(tmp_path, finished, tally):
    sent = replace(SENT, finished=finished, tally=tally, engine="7")
    storage.save_sent(tmp_path, "2026-11", sent)

    assert storage.load_sent(tmp_path, "2026-11") == sent


def test_a_correction_mail_has_a_record_of_its_own(tmp_path):
    storage.save_sent(tmp_path, "2026-11", SENT, "correction-x-0123")

    assert storage.load_sent(tmp_path, "2026-11") is None
    assert storage.load_sent(tmp_path, "2026-11", "correction-x-0123") == SENT
    assert storage.load_all_sent(tmp_path) == ()


def test_all_records_come_oldest_first(tmp_path):
    for month in ("2026-11", "2025-12", "2026-02"):
        storage.save_sent(tmp_path, month, SENT)

    assert [month for month, _ in storage.load_all_sent(tmp_path)] == ["2025-12", "2026-02", "2026-11"]


def test_what_was_kept_as_sent_is_never_overwritten(tmp_path):
    first = storage.keep_as_sent(tmp_path, "2026-11", {"message.eml": b"first"})

    assert storage.keep_as_sent(tmp_path, "2026-11", {"message.eml": b"second"}) == ()
    assert first[0].read_bytes() == b"first"


def test_the_folder_of_ledgers_is_beside_the_content_and_closed(tmp_path):
    folder = storage.secure_delivery_folder(tmp_path / "content")

    assert folder == tmp_path / ".state"
    assert folder.stat().st_mode & 0o777 == 0o700
