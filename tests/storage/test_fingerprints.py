import dataclasses
from datetime import UTC, datetime

import pytest

from builders import make_entry
from generator import storage
from generator.errors import ContentError
from generator.language.overlap import fingerprint
from generator.model import Suggestion

SAID = "水門の脇にある詰所の記録簿が十日ほど前から見当たらなくなっている"


def test_what_was_saved_is_read_again(tmp_path):
    grams = {"2026-10-19-q7mk": frozenset({1, 2**32 - 1}), "2026-11-02-aaaa": frozenset({7})}

    files = storage.save_fingerprints(tmp_path, grams)

    assert storage.load_fingerprints(tmp_path) == grams
    assert [path.name for path in files] == ["2026-10.jsonl", "2026-11.jsonl"]


def test_saving_again_changes_nothing_and_adds_what_is_new(tmp_path):
    storage.save_fingerprints(tmp_path, {"2026-10-19-q7mk": frozenset({1})})

    assert storage.save_fingerprints(tmp_path, {"2026-10-19-q7mk": frozenset({1})}) == ()
    storage.save_fingerprints(tmp_path, {"2026-10-19-q7mk": frozenset({2})})
    assert storage.load_fingerprints(tmp_path) == {"2026-10-19-q7mk": frozenset({1, 2})}


def test_a_damaged_row_is_told_with_its_line(tmp_path):
    (path,) = storage.save_fingerprints(tmp_path, {"2026-10-19-q7mk": frozenset({1})})
    path.write_text(path.read_text("utf-8") + "{}\n", "utf-8")

    with pytest.raises(ContentError) as caught:
        storage.load_fingerprints(tmp_path)
    assert [finding.line for finding in caught.value.findings] == [2]


def test_accepting_keeps_the_hashes_of_what_the_feed_said_and_not_its_words(tmp_path):
    candidate = dataclasses.replace(make_entry(), suggestion=Suggestion(summary=SAID))
    (path,) = storage.save_candidates(tmp_path, [candidate])

    storage.accept(tmp_path, path, month="2026-11", now=datetime(2026, 11, 1, tzinfo=UTC))

    assert storage.load_fingerprints(tmp_path) == {candidate.id: fingerprint(SAID)}
    assert all(SAID[:13] not in file.read_text("utf-8") for file in tmp_path.rglob("*") if file.is_file())
