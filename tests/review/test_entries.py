import dataclasses
from datetime import date

import pytest

from builders import make_archive, make_entry, make_issue
from generator.model import Highlight, Source, Suggestion
from generator.review.entries import check_candidates, check_entries, check_issues

SOURCE = Source(title="お知らせ", publisher="架空会社", url="https://a.example/1")


def rules(*entries, check=check_entries, **changes):
    archive = make_archive(issues=(make_issue(*entries, **changes),))
    return [(remark.subject, remark.rule) for remark in check(archive)]


def test_a_complete_entry_has_nothing_to_be_told():
    assert rules(make_entry(sources=(SOURCE,))) == []


WRONG = {
    "no text": ({"body": ()}, "entry-without-text"),
    "no source": ({"sources": ()}, "entry-without-source"),
    "the machine's proposals": ({"suggestion": Suggestion(section="policy")}, "entry-with-suggestion"),
    "a thread that does not exist": ({"thread": "2026-01-01-zzzz"}, "thread-unknown"),
    "a day after its issue": ({"announced": date(2026, 11, 11)}, "announced-after-issue"),
    "a day long before its issue": ({"announced": date(2026, 8, 1)}, "announced-long-ago"),
}


@pytest.mark.parametrize(("changes", "rule"), WRONG.values(), ids=WRONG)
def test_an_entry_is_told_that_it_has(changes, rule):
    entry = make_entry(**({"sources": (SOURCE,)} | changes))

    assert rules(entry) == [(entry.id, rule)]


def test_a_thread_begins_with_its_earliest_entry():
    first = make_entry(id="2026-10-12-aaaa", thread="2026-10-19-q7mk", sources=(SOURCE,))

    assert rules(first, make_entry(sources=(SOURCE,))) == [("2026-10-12-aaaa", "thread-later")]


def test_one_thread_has_one_second_report():
    first = make_entry(sources=(SOURCE,), report=1)
    others = [make_entry(id=f"2026-10-2{n}-aaaa", thread=first.id, report=2, sources=(SOURCE,)) for n in (0, 1)]

    assert rules(first, *others) == [("2026-10-21-aaaa", "report-twice")]


def test_a_candidates_unknown_thread_is_told_before_it_is_accepted():
    archive = dataclasses.replace(make_archive(), candidates=(make_entry(thread="2026-01-01-zzzz"),))

    assert [remark.rule for remark in check_candidates(archive)] == ["thread-unknown"]


def test_a_highlight_speaks_of_an_entry_of_its_issue():
    wrong = Highlight(text="点", entry="2026-01-01-zzzz")

    assert rules(check=check_issues, highlights=(wrong,)) == [("2026-11", "highlight-unknown")]


def test_a_fourth_highlight_is_one_too_many():
    assert rules(check=check_issues, highlights=(Highlight(text="点"),) * 4) == [("2026-11", "highlights-too-many")]


def test_two_entries_with_one_headline_are_told_apart():
    twice = make_entry(), make_entry(id="2026-10-20-bbbb", headline="某通信会社に 不正アクセス")

    assert rules(*twice, check=check_issues) == [("2026-10-20-bbbb", "headline-twice")]
