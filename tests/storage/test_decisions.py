from datetime import UTC, date, datetime

import pytest

from builders import make_entry, make_row
from generator.errors import UsageError
from generator.model import Cause, Entry, Facts, Outcome, Section, Source, Suggestion
from generator.storage.collected import load_collected, save_collected
from generator.storage.decisions import accept, refuse, save_candidates
from generator.storage.documents import decode_text
from generator.text import japan_day

NOW = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def candidate(tmp_path):
    entry = make_entry(suggestion=Suggestion(section="policy", confidence="0.91"))
    (path,) = save_candidates(tmp_path, [entry])
    save_collected(tmp_path, [make_row(entry=entry.id)])
    return path


def test_an_accepted_candidate_lies_in_the_issue_with_the_editors_section_and_comments(tmp_path, candidate):
    candidate.write_text("# 要確認\n" + candidate.read_text("utf-8"), "utf-8")

    target = accept(tmp_path, candidate, month="2026-11", now=NOW, section=Section.POLICY, thread="2026-08-03-q7mk")

    text = target.read_text("utf-8")
    assert text.startswith("# 要確認\nsection: policy\n")
    assert "thread: 2026-08-03-q7mk\n" in text
    assert "suggestion" not in text
    assert not candidate.exists()
    assert [row.outcome for row in load_collected(tmp_path)] == [Outcome.ACCEPTED]


def test_a_refusal_is_recorded_with_its_reason(tmp_path, candidate):
    refuse(tmp_path, candidate, reason="製品広告", now=NOW)

    (row,) = load_collected(tmp_path)
    assert (row.outcome, row.note) == (Outcome.REFUSED, "製品広告")
    assert not candidate.exists()


def test_the_refusal_of_a_handwritten_candidate_is_recorded_too(tmp_path):
    (path,) = save_candidates(tmp_path, [make_entry()])

    refuse(tmp_path, path, reason="重複", now=NOW)

    assert [(row.feed, row.key, row.note) for row in load_collected(tmp_path)] == [("manual", path.stem, "重複")]


def test_a_candidate_without_rows_is_refused_with_rows_that_name_its_items(tmp_path):
    sources = [Source(url=f"https://{feed}.example/1", title="話題", publisher=feed, feed=feed) for feed in "ab"]
    entry = make_entry(sources=(*sources, Source(title="手書きの出典", publisher="某社")))
    (path,) = save_candidates(tmp_path, [entry])

    refuse(tmp_path, path, reason="重複", now=NOW)

    rows = load_collected(tmp_path)
    assert [(row.feed, row.link, row.title, row.outcome) for row in rows] == [
        ("a", "https://a.example/1", "話題", Outcome.REFUSED),
        ("b", "https://b.example/1", "話題", Outcome.REFUSED),
    ]
    assert {japan_day(row.published) for row in rows} == {entry.announced}


def test_an_entry_of_the_issue_is_never_overwritten(tmp_path, candidate):
    target = tmp_path / "issues/2026-11/entries" / candidate.name
    target.parent.mkdir(parents=True)
    target.write_text("大事な文", "utf-8")

    with pytest.raises(UsageError):
        accept(tmp_path, candidate, month="2026-11", now=NOW)

    assert target.read_text("utf-8") == "大事な文"
    assert candidate.exists()


def test_a_candidate_that_an_editor_changed_is_not_written_again(tmp_path, candidate):
    candidate.write_text("編集中", "utf-8")

    assert save_candidates(tmp_path, [make_entry()]) == ()
    assert candidate.read_text("utf-8") == "編集中"


@pytest.mark.parametrize("headline", ["編集者の見出し", None], ids=["written by an editor", "the feed's"])
def test_the_proposed_headline_replaces_only_the_feeds_and_the_facts_stay(tmp_path, headline):
    source = Source(title="フィードの題名", publisher="見本")
    facts = Facts(cause=Cause.RANSOMWARE, effective=date(2026, 4, 1))
    entry = make_entry(
        headline=headline or source.title,
        sources=(source,),
        facts=facts,
        suggestion=Suggestion(headline="北星クラウド 被害: 続報"),
    )
    (path,) = save_candidates(tmp_path, [entry])

    accepted = decode_text(accept(tmp_path, path, month="2026-11", now=NOW).read_text("utf-8"), Entry, id=entry.id)

    assert accepted.headline == (headline or "北星クラウド 被害: 続報")
    assert (accepted.facts, accepted.suggestion) == (facts, None)


def test_what_is_proposed_and_cannot_be_written_costs_itself_and_no_candidate(tmp_path):
    suggestion = Suggestion(names=(" 花の店 ",), notes=("日付は推定です。",))
    entry = make_entry(suggestion=suggestion, facts=Facts(data=("氏名 ",)))

    (path,) = save_candidates(tmp_path, [entry])

    stored = decode_text(path.read_text("utf-8"), Entry, id=entry.id)
    assert (stored.headline, stored.sources, stored.facts) == (entry.headline, entry.sources, Facts())
    guessed, dropped = stored.suggestion.notes
    assert guessed == "日付は推定です。"
    assert "捨てました" in dropped


def test_no_candidate_stands_in_content_before_all_are_written_and_what_was_left_aside_is_dropped(tmp_path):
    unwritable = make_entry(id="2026-10-19-bbbb", headline="a\nb")

    with pytest.raises(ValueError, match="cannot be written"):
        save_candidates(tmp_path, [make_entry(id="2026-10-19-aaaa"), unwritable])
    assert not (tmp_path / "candidates").exists()
    assert [path.stem for path in save_candidates(tmp_path, [make_entry(id="2026-10-19-cccc")])] == ["2026-10-19-cccc"]
    assert [path.stem for path in tmp_path.rglob("*.yml")] == ["2026-10-19-cccc"]


def test_two_candidates_of_one_id_are_refused_rather_than_one_lost(tmp_path):
    twins = [make_entry(id="2026-10-19-aaaa", announced=date(2026, month, 19)) for month in (10, 11)]

    with pytest.raises(FileExistsError, match="2026-10-19-aaaa"):
        save_candidates(tmp_path, twins)
