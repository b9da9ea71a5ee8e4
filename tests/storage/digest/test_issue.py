import random
from dataclasses import replace
from datetime import date

from builders import make_newsletter
from generator.model import Section, Source
from generator.storage.digest import Digest, Story, to_issue


def make_story(**changes):
    values = {
        "section": Section.INCIDENTS,
        "announced": date(2026, 10, 19),
        "headline": "某通信会社に不正アクセス",
        "body": ("某通信会社は公表した。",),
        "line": 10,
    }
    return Story(**(values | changes))


def make_digest(*stories, **changes):
    values = {"published": date(2026, 11, 10), "opening": ("あいさつ。",), "highlights": (), "footer": ("末尾。",)}
    return Digest(**(values | changes), stories=stories or (make_story(),))


LETTERS = random.Random(1)  # noqa: S311 -- no secrets: ids that are the same in every run


def imported(digest, *, taken=(), **settings):
    newsletter = make_newsletter(**settings)
    return to_issue(digest, month="2026-11", newsletter=newsletter, taken=taken, letters=LETTERS)


def test_an_id_is_the_day_and_letters_that_nobody_has():
    first = imported(make_digest()).issue.entries[0].id

    again = imported(make_digest(), taken={first}).issue.entries[0].id

    assert first.startswith("2026-10-19-")
    assert again.startswith("2026-10-19-")
    assert first != again


def test_stories_stay_in_the_order_in_which_they_were_printed():
    days = [date(2026, 10, 21), date(2026, 10, 19), date(2026, 10, 20)]

    issue = imported(make_digest(*(make_story(announced=day) for day in days))).issue

    assert [entry.announced for entry in issue.entries] == days
    assert issue.order == tuple(entry.id for entry in issue.entries)


def test_the_usual_order_is_not_written_down():
    days = [date(2026, 10, 19), date(2026, 10, 20)]

    assert imported(make_digest(*(make_story(announced=day) for day in days))).issue.order == ()


def test_an_entry_rests_on_the_back_number_which_is_not_printed():
    (source,) = imported(make_digest()).issue.entries[0].sources

    assert "2026年11月号" in source.title
    assert not source.printed


def test_the_usual_greeting_is_not_repeated_in_the_preface():
    made = imported(
        make_digest(opening=("あいさつ。", "今月は特集です。")), greeting=("あいさつ。",), footer=("末尾。",)
    )

    assert made.issue.preface == ("今月は特集です。",)
    assert (made.greeting, made.footer) == (None, None)


def test_another_greeting_and_footer_are_proposed():
    made = imported(make_digest(), greeting=("別のあいさつ。",))

    assert (made.greeting, made.footer) == (("あいさつ。",), ("末尾。",))
    assert made.issue.preface == ()


def test_names_that_the_digest_prints_are_told_with_their_entries():
    in_text = make_story(body=("株式会社ミナセ通信は、集計を公表した。",))
    as_publisher = make_story(
        sources=(Source(title="集計", publisher="一般財団法人架空情報協会(架空協)", printed=True),)
    )

    made = imported(make_digest(in_text, make_story(), as_publisher))

    first, _, third = made.issue.entries
    assert made.named == (("株式会社ミナセ通信", first.id), ("一般財団法人架空情報協会", third.id))


def test_the_issue_is_of_the_month_that_was_asked_for():
    issue = imported(replace(make_digest(), highlights=("一つめ",))).issue

    assert (issue.month, issue.published) == ("2026-11", date(2026, 11, 10))
    assert [highlight.text for highlight in issue.highlights] == ["一つめ"]
