from datetime import UTC, date, datetime, timedelta

import pytest

from generator.collect.dedupe import known_stories
from generator.model import Entry, Issue, Outcome, Section, Source
from tests.collect.make import make_archive, make_item, make_row

TITLE = "北星クラウドのサーバへの不正アクセス"


def make_entry(**fields):
    return Entry(
        **{
            "id": "2026-10-19-aaaa",
            "section": Section.INCIDENTS,
            "announced": date(2026, 10, 19),
            "headline": TITLE,
            "sources": (Source(title=TITLE, url="https://feed.example/1", feed="feed"),),
            **fields,
        }
    )


def found(item, *entries, rows=()):
    story = known_stories(make_archive(candidates=entries), rows).find(item)
    return story.entry if story else None


def test_the_same_link_from_another_feed_is_the_same_story():
    assert found(make_item(feed="other", title="別の題名で紹介"), make_entry()) == "2026-10-19-aaaa"


def test_the_same_headline_in_another_spelling_is_the_same_story():
    item = make_item(feed="other", link="https://other.example/9", title="北星クラウドの ｻｰﾊﾞ への「不正アクセス」")

    assert found(item, make_entry()) == "2026-10-19-aaaa"


def test_an_accepted_entry_is_known_too():
    archive = make_archive(issues=(Issue(month="2026-10", published=date(2026, 11, 10), entries=(make_entry(),)),))

    assert known_stories(archive, ()).find(make_item(feed="other")).entry == "2026-10-19-aaaa"


def test_a_refused_story_is_known_by_its_row():
    row = make_row(outcome=Outcome.REFUSED)

    assert known_stories(make_archive(), [row]).find(make_item(feed="other")).outcome is Outcome.REFUSED


def test_what_was_irrelevant_in_one_feed_is_not_known_to_another():
    row = make_row(outcome=Outcome.IRRELEVANT, entry="")

    assert found(make_item(feed="other"), rows=[row]) is None


def test_a_similar_headline_is_another_story():
    item = make_item(link="https://feed.example/2", title=TITLE + "(第二報)")

    assert found(item, make_entry()) is None


def test_a_feed_that_gives_two_headlines_to_one_page_is_believed():
    assert found(make_item(title="同じ頁にある別の話題です"), make_entry()) is None


def test_a_headline_that_comes_back_in_its_feed_is_another_story():
    later = datetime(2026, 10, 26, 5, 0, tzinfo=UTC)

    assert found(make_item(link="https://feed.example/2", published=later), make_entry()) is None


@pytest.mark.parametrize(("days", "is_same"), [(0, True), (14, True), (15, False), (90, False)])
def test_a_headline_that_another_feed_has_weeks_later_is_another_story(days, is_same):
    later = datetime(2026, 10, 19, 5, 0, tzinfo=UTC) + timedelta(days=days)
    story = found(make_item(feed="other", link="https://other.example/2", published=later), make_entry())

    assert (story is not None) is is_same


def test_a_headline_that_many_could_bear_is_the_same_only_on_the_same_day():
    entry = make_entry(headline="お詫びとお知らせ", sources=())
    item = {"feed": "other", "link": "https://other.example/2", "title": "お詫びとお知らせ"}

    assert found(make_item(**item), entry) == entry.id
    assert found(make_item(**item, published=datetime(2026, 10, 21, tzinfo=UTC)), entry) is None
