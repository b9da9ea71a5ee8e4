"""Recorded real feeds, where they lie beside the checkout; nothing of them is kept in the project."""

import dataclasses
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.collect.document import Document
from generator.collect.parse import parse
from generator.collect.pipeline import collect
from generator.errors import ParseError
from generator.model import FeedFormat, ListPage, Outcome
from generator.text import to_jst
from tests.collect.make import make_archive, make_feed, says, serve

RECORDED = Path(__file__).parents[2].parent / "shared" / "data" / "feeds"
pytestmark = pytest.mark.skipif(not RECORDED.exists(), reason="the recorded feeds lie outside the repository")


def read(name, **fields):
    feed = make_feed(**fields)
    return parse(feed, Document(url=feed.url, body=(RECORDED / name).read_bytes()))


def run(name, now, seen=(), **fields):
    feed = make_feed(**fields)
    answers = serve({feed.url: (RECORDED / name).read_bytes()})
    letters = random.Random(1)  # noqa: S311 (letters, no secret)
    return collect([feed], make_archive(), seen, now=now, fetch=answers, parse=parse, analyze=says(), letters=letters)


@pytest.mark.parametrize(("name", "count"), [("soumu", 20), ("fsa", 15), ("kantei", 25), ("meti", 25)])
def test_every_item_of_a_ministry_is_read_with_its_date(name, count):
    result = read(f"{name}.xml")

    assert len(result.items) == count
    assert result.troubles == ()
    assert all(item.published and not item.date_guessed for item in result.items)
    assert not [item.title for item in result.items if "\ufffd" in item.title]


def test_a_ministry_that_publishes_at_five_in_the_morning_keeps_its_day():
    assert {to_jst(item.published).hour for item in read("soumu.xml").items} == {5}


def test_an_office_that_writes_jst_is_not_read_as_utc():
    first = read("fsa.xml").items[0]

    assert to_jst(first.published).isoformat() == "2026-08-19T17:00:00+09:00"
    assert first.guid == ""


def test_positions_are_no_identity():
    items = read("kantei.xml").items
    later = datetime(2026, 8, 21, tzinfo=UTC)
    first = run("kantei.xml", later)

    assert items[0].guid == "item_1"
    assert sum(not item.link for item in items) <= 1
    assert len({row.key for row in first.rows}) == 25
    assert run("kantei.xml", later, seen=first.rows).rows == ()


@pytest.mark.parametrize("name", ["undeclared-eucjp.xml", "undeclared-shiftjis.xml"])
def test_what_declares_no_encoding_is_read(name):
    (item,) = read(name).items

    assert any("\u3040" < char < "\u30ff" for char in item.title)
    assert "\ufffd" not in item.title + item.summary


def test_the_second_snapshot_of_the_catalogue_has_four_new_rows():
    first = run("kev-2025-08-18.json", datetime(2025, 8, 18, 22, 0, tzinfo=UTC), format=FeedFormat.KEV)
    second = run(
        "kev-2025-08-25.json", datetime(2025, 8, 25, 22, 0, tzinfo=UTC), seen=first.rows, format=FeedFormat.KEV
    )

    assert len(first.rows) == 1400
    assert [row.outcome for row in second.rows] == [Outcome.CANDIDATE] * 4
    assert second.reports[0].known == 1400
    assert second.reports[0].revised == 0


def test_the_page_of_a_ministry_is_no_feed_but_a_list():
    with pytest.raises(ParseError, match="HTML"):
        read("meti-press-list.html")

    page = ListPage(item="ul.float_li > li", title="a.cut_txt", link="a.cut_txt", date=".txt_box p")
    items = read("meti-press-list.html", format=FeedFormat.HTML, list=page).items

    assert len(items) == 20
    assert all(item.published for item in items)


def test_the_same_recording_in_another_encoding_says_the_same():
    text = (RECORDED / "soumu.xml").read_bytes().decode("cp932")
    feed = make_feed()
    said = {
        encoding: [
            dataclasses.replace(item)
            for item in parse(feed, Document(url=feed.url, body=text.encode(encoding, "replace"))).items
        ]
        for encoding in ("cp932", "utf-8", "utf-8-sig")
    }

    assert said["cp932"] == said["utf-8"] == said["utf-8-sig"]
