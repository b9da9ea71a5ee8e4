import json
import threading
import time

import pytest

from generator.collect.categorize import judge_all
from generator.collect.document import Document, Parsed
from generator.collect.wire import parsed_from_json, parsed_to_json
from generator.collect.workers import Workers
from generator.errors import ParseError
from generator.model import FeedFormat, ListPage, Section
from tests.collect.make import make_feed, make_item, make_rss


def document(body):
    return Document(url="https://feed.example/news.rdf", body=body)


@pytest.fixture(scope="module")
def workers():
    with Workers(1, memory=400 * 1024 * 1024, seconds=1) as pool:
        yield pool


def test_what_a_process_reads_is_what_parse_reads(workers):
    result = workers(make_feed(), document(make_rss("一件目", "二件目")))

    assert [item.title for item in result.items] == ["一件目", "二件目"]
    assert result.items[0].published is not None


def test_selectors_reach_the_process(workers):
    feed = make_feed(format=FeedFormat.HTML, list=ListPage(item="li", title="a", link="a"))

    result = workers(feed, document(b"<ul><li><a href='/1'>A</a> 2026-10-19</ul>"))

    assert [item.link for item in result.items] == ["https://feed.example/1"]


def test_an_error_comes_back_with_its_words(workers):
    with pytest.raises(ParseError, match="HTMLのページ"):
        workers(make_feed(), document(b"<html></html>"))


def test_a_document_that_takes_too_long_costs_itself_only(workers):
    endless = b'<rss version="2.0">' + b"<a>" * 1_000_000

    with pytest.raises(ParseError, match="打ち切りました"):
        workers(make_feed(), document(endless))

    assert len(workers(make_feed(), document(make_rss("無事"))).items) == 1


def test_a_document_that_takes_too_much_memory_costs_itself_only():
    with Workers(1, memory=90 * 1024 * 1024) as pool:
        with pytest.raises(ParseError):
            pool(make_feed(), document(b'{"a":"' + b"x" * 80_000_000 + b'"}'))

        assert len(pool(make_feed(), document(make_rss("無事"))).items) == 1


def test_threads_share_the_processes():
    results = []
    with Workers(2) as pool:
        threads = [
            threading.Thread(target=lambda n=n: results.append(pool(make_feed(), document(make_rss(f"題名{n}")))))
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(result.items[0].title for result in results) == [f"題名{n}" for n in range(8)]


def test_items_are_judged_in_the_process_as_they_would_be_here():
    feed = make_feed(section=Section.INCIDENTS, keep=("障害",))
    items = [
        make_item(title="ミナセ通信に不正アクセス、会員約1万2345名の情報流出か(第2報)"),
        make_item(title="障害のお知らせ"),
    ] * 40
    # What a long summary says beyond what is read tells nothing, but for the words of `keep`.
    long = make_item(
        title="ミナセ通信からのお知らせ", summary="会員に連絡した。" * 60 + "会員9,876名の情報が流出し、障害もあった。"
    )

    with Workers(1) as pool:
        assert pool.judge(feed, items) == judge_all(feed, items)
        for one in (feed, make_feed(section=Section.INCIDENTS)):
            assert pool.judge(one, [long]) == judge_all(one, [long])


def test_an_item_that_cannot_be_judged_is_kept_for_an_editor():
    with Workers(1, seconds=1, memory=1) as pool:  # the process cannot even start
        (judgement,) = pool.judge(make_feed(section=Section.POLICY), [make_item()])

    assert judgement.is_wanted
    assert (judgement.section, judgement.confidence) == ("policy", 0.0)


def test_half_a_pair_of_surrogates_goes_through_the_pipe():
    parsed = Parsed(items=(make_item(title="北星クラウドで情報流出\ud83d"),))

    assert parsed_from_json(json.loads(parsed_to_json(parsed))) == parsed


def test_while_one_process_is_held_up_the_other_reads_on(monkeypatch):
    monkeypatch.setattr("generator.collect.workers._PATIENCE", 0.05)
    monkeypatch.setattr("generator.collect.workers._WALL_SECONDS", 2)
    endless = b'<rss version="2.0">' + b"<a>" * 1_000_000
    ended = []
    with Workers(2, seconds=3) as pool:
        pool(make_feed(), document(make_rss("起動")))
        held = threading.Thread(target=lambda: ended.append(_failed(pool, endless)))
        held.start()
        while held.is_alive() and not pool._all[0].is_free.locked():
            pass

        assert len(pool(make_feed(), document(make_rss("無事"))).items) == 1
        assert held.is_alive()
        held.join()

    assert ended == [True]


def _failed(pool, body):
    with pytest.raises(ParseError):
        pool(make_feed(), document(body))
    return True


def test_a_process_that_does_not_answer_in_time_is_ended_and_the_next_document_is_read(monkeypatch):
    monkeypatch.setattr("generator.collect.workers._WALL_SECONDS", 0.5)
    endless = b'<rss version="2.0">' + b"<a>" * 10_000_000
    with Workers(1, memory=8 << 30, seconds=600) as pool:
        began = time.monotonic()
        assert _failed(pool, endless)
        assert time.monotonic() - began < 5
        monkeypatch.setattr("generator.collect.workers._WALL_SECONDS", 60)

        assert len(pool(make_feed(), document(make_rss("無事"))).items) == 1
