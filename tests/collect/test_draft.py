import random
from datetime import date
from types import SimpleNamespace

from generator.collect.categorize import judge
from generator.collect.draft import draft, new_id
from generator.model import Affected, Cause, Section
from tests.collect.make import make_feed, make_item, says


def drafted(item, **analysis):
    feed = make_feed(section=Section.INCIDENTS)
    return draft(feed, item, judge(feed, item, says(**analysis)), "2026-10-19-bcdf")


def test_a_candidate_keeps_the_words_of_its_feed():
    entry = drafted(make_item(summary="本文"))

    assert entry.headline == make_item().title
    assert entry.body == ()
    assert entry.sources[0].url == "https://feed.example/1"
    assert entry.sources[0].publisher == "見本フィード"
    assert not entry.sources[0].printed
    assert entry.suggestion.summary == "本文"


def test_what_is_proposed_stands_beside_with_its_place():
    count = SimpleNamespace(value=1375, unit="人", surface="約1375人", start=4, qualifier="約")
    name = SimpleNamespace(surface="北星クラウド")
    report = SimpleNamespace(number=3, text="第三報", start=9)

    entry = drafted(make_item(), counts=(count,), names=(name, name), report=report, cause=Cause.RANSOMWARE)

    assert entry.facts.affected == (Affected(count=1375, unit="人", qualifier="約"),)
    assert entry.facts.cause is Cause.RANSOMWARE
    assert entry.report == 3
    assert entry.suggestion.names == ("北星クラウド",)
    assert entry.suggestion.confidence == "0.90"
    assert entry.suggestion.evidence == (
        "facts.affected: 「約1375人」(見出しの5字目)",
        "report: 「第三報」(見出しの10字目)",
    )


def test_a_text_without_a_link_has_no_address():
    assert drafted(make_item(link="")).sources[0].url is None


def test_a_whole_article_is_cut_for_the_editor():
    assert len(drafted(make_item(summary="文" * 9000)).suggestion.summary) == 2000


def test_an_id_is_a_day_and_four_letters_that_make_no_word():
    entry_id = new_id(date(2026, 10, 19), (), random.Random(1))  # noqa: S311 (letters, no secret)

    assert entry_id.startswith("2026-10-19-")
    assert len(entry_id) == 15
    assert not set(entry_id[11:]) & set("aeiou01l")
