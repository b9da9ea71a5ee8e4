from datetime import date
from hashlib import sha256

import pytest

from builders import make_archive, make_entry, make_newsletter
from generator.model import Approval, IssueDigest, PartDigest, Removal
from generator.storage import load_archive, read_archive
from generator.storage.emit import emit
from generator.storage.removed import check_removals
from generator.text import utc_now

GONE = "2026-10-19-gone"


def row(**changes):
    return Removal(**({"issue": "2026-11", "entry": GONE, "day": date(2026, 11, 20), "reason": "理由"} | changes))


def sent(content, *names):
    digest = sha256(b"").hexdigest()
    parts = tuple(PartDigest(id=name, digest=digest) for name in names)
    digests = IssueDigest(digest=digest, text=digest, html=digest, message=digest, frame=digest, entries=parts)
    path = content / "issues" / "2026-11" / "sent" / "approval.yml"
    path.parent.mkdir(parents=True)
    path.write_text(emit(Approval(by="架空花子", at=utc_now(), writers=(), approved=digests)), "utf-8")


def rules(content, archive):
    return [finding.rule for finding in check_removals(content, archive)]


def test_an_entry_that_was_sent_may_not_go_in_silence(tmp_path):
    sent(tmp_path, "2026-10-19-q7mk", GONE)
    assert rules(tmp_path, make_archive(make_entry())) == ["removed-untold"]
    assert rules(tmp_path, make_archive(make_entry(), removals=(row(),))) == []


def test_what_is_still_there_is_not_removed(tmp_path):
    archive = make_archive(make_entry(), removals=(row(entry="2026-10-19-q7mk"),))
    assert rules(tmp_path, archive) == ["removed-still-there"]


def test_a_row_leads_to_an_entry_that_exists(tmp_path):
    assert rules(tmp_path, make_archive(make_entry(), removals=(row(see="2026-10-19-nono"),))) == [
        "removed-see-unknown"
    ]
    assert rules(tmp_path, make_archive(make_entry(), removals=(row(see="2026-10-19-q7mk"),))) == []


ROWS = "- {issue: 2026-11, entry: 2026-10-19-gone, date: 2026-11-20, reason: 公表が取り消されたためです。}\n"


def test_the_file_is_read(tmp_path):
    (tmp_path / "newsletter.yml").write_text(emit(make_newsletter()), "utf-8")
    (tmp_path / "removed.yml").write_text(ROWS, "utf-8")
    assert load_archive(tmp_path).removals == (row(reason="公表が取り消されたためです。"),)


@pytest.mark.parametrize("text", ["- {issue: 2026-11}\n", "issue: 2026-11\n", "- {issue: 2026-11, why: x}\n"])
def test_a_file_that_cannot_be_used_is_said(tmp_path, text):
    (tmp_path / "newsletter.yml").write_text(emit(make_newsletter()), "utf-8")
    (tmp_path / "removed.yml").write_text(text, "utf-8")
    assert read_archive(tmp_path)[1]
