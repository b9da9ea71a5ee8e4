import dataclasses
import json
import random
import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from generator.collect.document import Document, Fetched, Validators
from generator.collect.fetch import FetchFailedError
from generator.collect.health import Ailment
from generator.collect.parse import parse
from generator.collect.pipeline import collect
from generator.collect.report import FeedStatus
from generator.collect.state import FeedState
from generator.errors import FetchError
from generator.model import FeedKey, Outcome, Relevance, Section
from generator.text import japan_day
from tests.collect.make import NOW, make_archive, make_feed, make_rss, says, serve

A = make_feed(id="a", title="甲新聞", url="https://a.example/rss")
B = make_feed(id="b", title="乙新聞", url="https://b.example/rss")


def run(feeds, answers, *, archive=None, seen=(), now=NOW, analyze=None, **options):
    return collect(
        feeds,
        archive or make_archive(),
        seen,
        now=now,
        fetch=answers if callable(answers) else serve(answers),
        parse=parse,
        analyze=analyze or says(),
        letters=random.Random(1),  # noqa: S311 (letters, no secret)
        **options,
    )


def again(found, feeds, answers, **options):
    """The next run, with all that the first one gave stored."""
    archive = make_archive(candidates=found.candidates)
    return run(feeds, answers, **{"archive": archive, "seen": found.rows, "states": found.states, **options})


def item(title, link, date="Mon, 19 Oct 2026 14:00:00 +0900", extra=""):
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{extra}</item>"


def rss(*items):
    return f'<rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def test_every_item_becomes_a_row_and_a_candidate():
    found = run([A], {A.url: make_rss("一件目の話題", "二件目の話題")})

    assert [entry.headline for entry in found.candidates] == ["一件目の話題", "二件目の話題"]
    assert [row.entry for row in found.rows] == [entry.id for entry in found.candidates]
    assert {row.outcome for row in found.rows} == {Outcome.CANDIDATE}
    assert {row.first_seen for row in found.rows} == {NOW}
    assert (found.reports[0].candidates, found.reports[0].new) == (2, 2)


def test_a_second_run_adds_nothing():
    answers = {A.url: make_rss("一件目の話題", "二件目の話題")}
    found = again(run([A], answers), [A], answers)

    assert (found.candidates, found.rows, found.notes) == ((), (), ())
    assert found.reports[0].known == 2


def test_a_bad_feed_is_a_line_in_the_report():
    found = run([A, B], {A.url: FetchError("a", "つながりません。"), B.url: make_rss("無事な話題")})

    assert [report.status for report in found.reports] == [FeedStatus.FAILED, FeedStatus.READ]
    assert found.reports[0].troubles == ("つながりません。",)
    assert len(found.candidates) == 1


def test_a_page_in_place_of_a_feed_is_a_line_in_the_report():
    found = run([A, B], {A.url: b"<html><title>block</title></html>", B.url: make_rss("無事な話題")})

    assert "HTMLのページ" in found.reports[0].troubles[0]
    assert len(found.candidates) == 1


def test_a_mistake_of_ours_costs_one_feed_and_keeps_its_traceback(caplog):
    found = run([A, B], {A.url: ZeroDivisionError("x"), B.url: make_rss("無事な話題")})

    assert "想定外の誤り" in found.reports[0].troubles[0]
    assert caplog.records[0].exc_info[0] is ZeroDivisionError
    assert len(found.candidates) == 1


def test_a_feed_that_fails_again_says_how_often():
    answers = {A.url: FetchError("a", "つながりません。")}
    found = again(again(run([A], answers), [A], answers), [A], answers)

    assert found.reports[0].troubles == ("つながりません。(3回続けて失敗しています)",)


def test_a_feed_that_recovers_is_forgiven():
    failed = run([A], {A.url: FetchError("a", "x")})

    assert again(failed, [A], {A.url: make_rss("話題")}).states["a"].failures == 0


def test_a_feed_that_is_off_is_not_asked():
    found = run([make_feed(enabled=False)], {})

    assert found.reports == ()


def test_the_first_feed_of_the_list_has_the_story_whoever_answers_first():
    told = threading.Event()

    def fetch(feed, _validators):
        if feed.id == "a":
            told.wait(5)
        answer = Fetched(
            document=Document(url=feed.url, body=rss(item("同じ大きな話題です", f"https://{feed.id}.example/1")))
        )
        told.set()
        return answer

    found = run([A, B], fetch)

    assert [entry.sources[0].feed for entry in found.candidates] == ["a"]
    assert [row.outcome for row in found.rows] == [Outcome.CANDIDATE, Outcome.DUPLICATE]
    assert found.rows[1].entry == found.candidates[0].id


def test_the_same_link_in_another_feed_is_a_duplicate():
    link = "https://c.example/news/1"
    found = run([A, B], {A.url: rss(item("ある見出し", link)), B.url: rss(item("別の見出し", link + "?utm_source=b"))})

    assert [row.outcome for row in found.rows] == [Outcome.CANDIDATE, Outcome.DUPLICATE]


def test_a_refused_story_never_comes_back():
    first = run([A], {A.url: rss(item("見送られる話題です", "https://a.example/1"))})
    refused = [dataclasses.replace(row, outcome=Outcome.REFUSED, note="対象外") for row in first.rows]
    answers = {
        A.url: rss(item("見送られる話題です(更新)", "https://a.example/1")),
        B.url: rss(item("見送られる話題です", "https://b.example/9")),
    }

    found = run([A, B], answers, seen=refused)

    assert found.candidates == ()
    assert [row.outcome for row in found.rows] == [Outcome.REVISED, Outcome.DUPLICATE]
    assert "見送り" in found.rows[1].note


def test_a_change_by_the_publisher_is_a_row_of_its_own_and_a_note():
    first = run([A], {A.url: rss(item("不正アクセスのお知らせ", "https://a.example/1"))})
    answers = {A.url: rss(item("不正アクセスのお知らせ(訂正)", "https://a.example/1"))}

    found = again(first, [A], answers)

    assert found.candidates == ()
    (row,) = found.rows
    assert (row.outcome, row.revision, row.key) == (Outcome.REVISED, 1, first.rows[0].key)
    assert row.entry == first.candidates[0].id
    assert found.notes[0].entry == first.candidates[0].id
    assert found.notes[0].text == (
        "2026/10/20 甲新聞: 題名が「不正アクセスのお知らせ」から「不正アクセスのお知らせ(訂正)」に変わりました。"
    )
    assert again(first, [A], answers, seen=(*first.rows, *found.rows)).rows == ()


def test_what_was_irrelevant_becomes_a_candidate_when_its_publisher_says_more():
    ministry = dataclasses.replace(A, default=Relevance.IRRELEVANT, keep=("不正アクセス",))
    first = run([ministry], {A.url: rss(item("障害のお知らせ", "https://a.example/1"))}, analyze=says("irrelevant"))
    answers = {A.url: rss(item("障害のお知らせ(不正アクセスと判明)", "https://a.example/1"))}

    found = again(first, [ministry], answers, analyze=says("irrelevant"))

    assert first.candidates == ()
    assert len(found.candidates) == 1
    assert (found.rows[0].outcome, found.rows[0].revision) == (Outcome.CANDIDATE, 1)


@pytest.mark.parametrize(
    ("keep", "section", "confidence", "wanted"),
    [
        ((), "irrelevant", 0.9, False),
        ((), "policy", 0.9, True),
        ((), "policy", 0.4, False),
        (("ｻｲﾊﾞｰ",), "irrelevant", 0.9, True),
        (("漏えい",), "irrelevant", 0.9, False),
    ],
)
def test_a_ministry_is_heard_only_where_a_word_speaks_for_it(keep, section, confidence, wanted):
    ministry = dataclasses.replace(A, default=Relevance.IRRELEVANT, keep=keep, section=Section.POLICY)

    found = run([ministry], {A.url: make_rss("サイバー対策の会議")}, analyze=says(section, confidence))

    assert len(found.candidates) == wanted
    assert len(found.rows) == 1
    assert found.rows[0].outcome is (Outcome.CANDIDATE if wanted else Outcome.IRRELEVANT)
    assert bool(found.rows[0].note) is not wanted


def test_a_paper_is_heard_even_where_nothing_speaks_for_it():
    found = run([A], {A.url: make_rss("新製品の発表")}, analyze=says("irrelevant"))

    assert found.candidates[0].section is Section.OTHER
    assert found.candidates[0].suggestion.section == "irrelevant"


@pytest.mark.parametrize("date", ["", "近日", "Fri, 30 Oct 2026 00:00:00 +0900", "2023-02-30"])
def test_a_date_that_is_missing_or_cannot_be_is_that_of_collecting_and_says_so(date):
    found = run([A], {A.url: rss(item("日付のない話題です", "https://a.example/1", date))})

    assert found.candidates[0].announced == japan_day(NOW)
    assert found.rows[0].date_guessed
    assert found.candidates[0].suggestion.notes
    later = NOW + timedelta(days=1)
    assert (
        again(found, [A], {A.url: rss(item("日付のない話題です", "https://a.example/1", date))}, now=later).rows == ()
    )


def test_a_date_of_tomorrow_is_believed():
    found = run([A], {A.url: rss(item("明日の話題です", "https://a.example/1", "Wed, 21 Oct 2026 09:00:00 +0900"))})

    assert found.candidates[0].announced.isoformat() == "2026-10-21"


def test_the_day_is_the_day_in_japan():
    found = run([A], {A.url: rss(item("月末の話題です", "https://a.example/1", "Wed, 30 Sep 2026 23:30:00 GMT"))})

    assert found.candidates[0].announced.isoformat() == "2026-10-01"
    assert found.candidates[0].id.startswith("2026-10-01-")


def test_ids_do_not_repeat_those_that_were_ever_given():
    class Stubborn(random.Random):
        calls = 0

        def choices(self, population, k):  # noqa: ARG002 (as the real one)
            self.calls += 1
            return "bbbb" if self.calls < 4 else "cccc"

    first = run([A], {A.url: make_rss("一件目の話題")})
    taken = dataclasses.replace(first.rows[0], entry="2026-10-19-bbbb", outcome=Outcome.REFUSED)
    found = collect(
        [A],
        make_archive(),
        [taken],
        now=NOW,
        fetch=serve({A.url: make_rss("二件目の話題")}),
        parse=parse,
        analyze=says(),
        letters=Stubborn(),
    )

    assert found.candidates[0].id == "2026-10-19-cccc"


def test_a_run_that_was_killed_before_its_rows_were_stored_is_mended():
    answers = {A.url: make_rss("一件目の話題")}
    first = run([A], answers)

    found = run([A], answers, archive=make_archive(candidates=first.candidates))

    assert found.candidates == ()
    assert [(row.outcome, row.entry) for row in found.rows] == [(Outcome.CANDIDATE, first.candidates[0].id)]


def test_a_killed_run_s_undated_candidate_is_known_again_on_another_day():
    answers = {A.url: rss("<item><title>日付もリンクもない漏えいの話題</title></item>")}
    first = run([A], answers)

    found = run([A], answers, archive=make_archive(candidates=first.candidates), now=NOW + timedelta(days=1))

    assert found.candidates == ()
    assert [(row.outcome, row.entry) for row in found.rows] == [(Outcome.CANDIDATE, first.candidates[0].id)]


def test_a_day_that_becomes_known_is_not_said_to_have_changed():
    first = run([A], {A.url: rss(item("一件目の話題", "https://a.example/1", date="近日"))})
    texts = [
        note.text
        for date in ("Sat, 17 Oct 2026 14:00:00 +0900", "近日")
        for note in again(
            first,
            [A],
            {A.url: rss(item("一件目の話題", "https://a.example/1", date, "<description>追記</description>"))},
        ).notes
    ]

    assert texts == [
        "2026/10/20 甲新聞: 日付が2026/10/17とわかりました。",
        "2026/10/20 甲新聞: 本文か更新日時が変わりました。",
    ]


def test_old_rows_of_a_catalogue_are_no_news():
    kev = make_feed(id="kev", url="https://kev.example/kev.json")
    rows = [
        {"cveID": f"CVE-2026-1000{n}", "vulnerabilityName": f"Flaw {n}", "dateAdded": day}
        for n, day in enumerate(("2026-10-19", "2021-11-03"))
    ]

    found = run([kev], {kev.url: catalogue(rows)})

    assert [entry.headline for entry in found.candidates] == ["Flaw 0 (CVE-2026-10000)"]
    assert len(found.rows) == 2


def test_a_row_that_a_catalogue_adds_later_is_news_whatever_its_day():
    kev = make_feed(id="kev", url="https://kev.example/kev.json")
    old, late = (
        {"cveID": f"CVE-2026-1000{n}", "vulnerabilityName": f"Flaw {n}", "dateAdded": "2021-11-03"} for n in (0, 1)
    )
    first = run([kev], {kev.url: catalogue([old])})

    found = run([kev], {kev.url: catalogue([old, late])}, seen=first.rows)

    assert [entry.headline for entry in found.candidates] == ["Flaw 1 (CVE-2026-10001)"]


def catalogue(rows):
    return json.dumps({"catalogVersion": "1", "vulnerabilities": rows}).encode()


def test_validators_are_sent_only_while_the_rows_are_there():
    asked = []

    def fetch(feed, validators):
        asked.append(validators)
        return Fetched(document=Document(url=feed.url, body=make_rss("話題です")), validators=Validators(etag='"1"'))

    first = run([A], fetch)
    again(first, [A], fetch)
    again(first, [A], fetch, seen=())
    again(first, [dataclasses.replace(A, url="https://a.example/moved")], fetch)

    assert [validators.etag for validators in asked] == ["", '"1"', "", ""]


def test_a_document_that_broke_off_leaves_no_validators():
    body = make_rss("一件目の話題", "二件目の話題")
    found = run([A], {A.url: body[: body.index("二件目".encode())]})

    assert len(found.rows) == 1
    assert found.states["a"].etag == ""


def test_unchanged_is_no_trouble_unless_the_feed_is_frozen():
    feed = dataclasses.replace(A, max_age_days=7)
    state = FeedState(url=A.url, etag='"1"', rows=1, newest=datetime(2026, 9, 1, tzinfo=UTC))
    unchanged = Fetched(document=None, validators=Validators(etag='"1"'))

    found = run([feed], {A.url: unchanged}, states={"a": state})

    assert found.reports[0].status is FeedStatus.UNCHANGED
    assert "最新の項目が49日前(2026/9/1)" in found.reports[0].troubles[0]
    assert (found.states["a"].etag, found.states["a"].rows) == ('"1"', 1)


def test_a_feed_that_answers_with_old_items_is_frozen():
    feed = dataclasses.replace(A, max_age_days=7)

    found = run([feed], {A.url: make_rss("話題です", date="Mon, 01 Jun 2026 00:00:00 +0900")})

    assert found.reports[0].status is FeedStatus.READ
    assert "141日前" in found.reports[0].troubles[0]


def test_a_server_that_wants_to_be_left_alone_is_left_alone():
    failure = FetchFailedError("a", "(429)", retry_at=NOW + timedelta(hours=2))
    first = run([A], {A.url: failure})

    soon = again(first, [A], {}, now=NOW + timedelta(hours=1))
    later = again(first, [A], {A.url: make_rss("話題です")}, now=NOW + timedelta(hours=3))

    assert soon.reports[0].status is FeedStatus.WAITING
    assert "2026/10/20 14:00まで" in soon.reports[0].troubles[0]
    assert later.reports[0].status is FeedStatus.READ


def moved_to(url):
    return Fetched(document=Document(url=url, body=make_rss("話題です")), moved_to=url)


def test_a_move_is_proposed_and_never_made():
    found = run([A], {A.url: moved_to("https://new.example/rss")})

    assert found.reports[0].proposals == (
        "https://new.example/rss へ恒久的に移っています。確かめて、feeds.yml の url を書き換えてください。",
    )
    assert found.states["a"].url == A.url


def test_a_move_to_a_feed_that_is_there_already_says_so():
    found = run([A, B], {A.url: moved_to(B.url), B.url: make_rss("別の話題です")})

    assert "「b」と同じ" in found.reports[0].proposals[0]


def test_a_feed_that_is_gone_is_proposed_to_be_taken_out():
    found = run([A], {A.url: FetchFailedError("a", "(410)", status=410)})

    assert "外すことを勧めます" in found.reports[0].proposals[0]


def test_progress_hears_of_every_feed():
    heard = []
    run([A, B], {A.url: make_rss("話題です"), B.url: FetchError("b", "x")}, progress=lambda feed: heard.append(feed.id))

    assert sorted(heard) == ["a", "b"]


def test_two_feeds_that_tell_one_story_in_one_run_make_one_candidate_with_two_sources():
    found = run(
        [A, B],
        {
            A.url: make_rss("北星クラウドに不正アクセス"),
            B.url: rss(item("北星クラウドに不正アクセス", "https://b.example/1")),
        },
    )

    (candidate,) = found.candidates
    assert [(source.feed, source.publisher) for source in candidate.sources] == [("a", "甲新聞"), ("b", "乙新聞")]
    assert [row.outcome for row in found.rows] == [Outcome.CANDIDATE, Outcome.DUPLICATE]


def test_a_candidate_that_is_stored_is_an_editors_file_and_gets_no_further_source():
    first = run([A], {A.url: make_rss("北星クラウドに不正アクセス")})

    second = again(
        first, [A, B], {A.url: make_rss("北星クラウドに不正アクセス"), B.url: make_rss("北星クラウドに不正アクセス")}
    )

    assert second.candidates == ()
    assert [(row.outcome, row.entry) for row in second.rows] == [(Outcome.DUPLICATE, first.candidates[0].id)]


def nvd(*records):
    cves = [
        {"id": number, "vulnStatus": status, "published": "2026-10-18T16:00:00.000", "descriptions": [{"value": text}]}
        for number, status, text in records
    ]
    return json.dumps({"format": "NVD_CVE", "vulnerabilities": [{"cve": cve} for cve in cves]}).encode()


def test_a_number_that_was_taken_back_is_no_news_but_whoever_took_it_up_hears_of_it():
    analyzed, rejected = ("CVE-2026-10001", "Analyzed", "a hole"), ("CVE-2026-10001", "Rejected", "not a hole")
    other = ("CVE-2026-10002", "Rejected", "never one")
    first = run([A], {A.url: nvd(analyzed, other)})

    second = again(first, [A], {A.url: nvd(rejected, other)})
    third = again(second, [A], {A.url: nvd(rejected, other)}, seen=(*first.rows, *second.rows))

    assert [entry.headline for entry in first.candidates] == ["CVE-2026-10001 a hole"]
    assert [(row.outcome, row.note) for row in first.rows][1:] == [(Outcome.IRRELEVANT, "情報源が取り下げた項目")]
    (note,) = second.notes
    assert note.entry == first.candidates[0].id
    assert "に変わりました" in note.text
    assert "CVE-2026-10001 (Rejected) not a hole" in note.text
    assert second.candidates == third.candidates == third.notes == ()


def killed(found, feeds, answers, **options):
    """The next run, where the one before was killed between its candidates and its rows."""
    return again(dataclasses.replace(found, rows=(), states={}), feeds, answers, **options)


def test_a_number_that_was_taken_back_after_a_killed_run_is_noted():
    first = run([A], {A.url: nvd(("CVE-2026-10001", "Analyzed", "a hole"))})

    second = killed(first, [A], {A.url: nvd(("CVE-2026-10001", "Rejected", "not a hole"))})

    assert [note.entry for note in second.notes] == [first.candidates[0].id]
    assert second.candidates == ()


def test_an_item_that_was_retitled_after_a_killed_run_is_its_candidate_and_noted():
    first = run([A], {A.url: rss(item("北星クラウドに不正アクセス", "https://a.example/1"))})

    second = killed(first, [A], {A.url: rss(item("北星クラウドで情報漏えい、1万件", "https://a.example/1"))})

    assert second.candidates == ()
    assert [(row.outcome, row.entry) for row in second.rows] == [(Outcome.REVISED, first.candidates[0].id)]
    (note,) = second.notes
    assert "「北星クラウドに不正アクセス」から「北星クラウドで情報漏えい、1万件」に変わりました" in note.text


def test_another_day_on_the_link_of_what_a_killed_run_left_is_another_item():
    link = "https://a.example/news"
    first = run([A], {A.url: rss(item("北星クラウドに不正アクセス", link, "Thu, 01 Oct 2026 09:00:00 +0900"))})

    second = killed(first, [A], {A.url: rss(item("霧島台大学で紛失の疑い", link))})

    assert [entry.headline for entry in second.candidates] == ["霧島台大学で紛失の疑い"]


def test_of_two_that_share_a_link_a_killed_run_leaves_none_to_be_guessed():
    link = "https://a.example/news"
    first = run([A], {A.url: rss(item("北星クラウドに不正アクセス", link), item("千鳥運輸で誤送信", link))})

    second = killed(first, [A], {A.url: rss(item("霧島台大学で紛失の疑い", link), item("千鳥運輸で誤送信", link))})

    assert [entry.headline for entry in second.candidates] == ["霧島台大学で紛失の疑い"]


def test_an_address_that_is_used_again_hides_no_news():
    link, day = "https://a.example/news", "Thu, 01 Oct 2026 09:00:00 +0900"
    first = run([A], {A.url: rss(item("架空会社アで情報漏えい", link, day))})

    second = again(first, [A], {A.url: rss(item("架空銀行イにランサムウェア攻撃", link))})
    third = again(first, [A], {A.url: rss(item("架空会社アで情報漏えい(訂正)", link, day))})

    assert [entry.headline for entry in second.candidates] == ["架空銀行イにランサムウェア攻撃"]
    assert third.candidates == ()
    assert len(third.notes) == 1


def test_the_archive_is_not_even_loaded_where_there_is_nothing_new():
    first = run([A], {A.url: make_rss("話題です")})

    def load():
        raise AssertionError

    assert again(first, [A], {A.url: make_rss("話題です")}, archive=load).reports[0].known == 1


YEARLY = make_feed(id="a", title="甲庁", url="https://a.example/R{reiwa}.html")


def test_an_address_with_the_year_in_it_is_this_years():
    assert YEARLY.addresses(date(2026, 10, 20)) == ("https://a.example/R8.html",)
    assert make_feed(url="https://a.example/{year}/{fiscal_year}").addresses(date(2027, 1, 20)) == (
        "https://a.example/2027/2026",
        "https://a.example/2026/2026",
    )


def test_in_january_last_years_page_is_read_while_there_is_no_new_one():
    answers = {
        "https://a.example/R9.html": FetchFailedError("a", "(404)", status=404),
        "https://a.example/R8.html": make_rss("話題です"),
    }

    found = run([YEARLY], answers, now=datetime(2027, 1, 5, tzinfo=UTC))

    assert found.reports[0].status is FeedStatus.READ


def test_in_january_an_empty_new_page_is_no_failure():
    answers = {"https://a.example/R9.html": make_rss(), "https://a.example/R8.html": make_rss("話題です")}

    found = run([YEARLY], answers, now=datetime(2027, 1, 5, tzinfo=UTC))

    assert (found.reports[0].status, found.reports[0].items) == (FeedStatus.READ, 1)


def test_what_last_years_page_had_after_its_last_run_is_not_lost():
    december = run([YEARLY], {"https://a.example/R8.html": make_rss("十二月の話題です")})
    answers = {
        "https://a.example/R9.html": make_rss("一月の話題です"),
        "https://a.example/R8.html": make_rss("大晦日の話題です", "十二月の話題です"),
    }

    january = again(december, [YEARLY], answers, now=datetime(2027, 1, 5, tzinfo=UTC))

    assert [entry.headline for entry in january.candidates] == ["一月の話題です", "大晦日の話題です"]


def test_a_page_that_begins_anew_each_year_does_not_shrink():
    december = run([YEARLY], {"https://a.example/R8.html": make_rss(*(f"話題の{n}" for n in range(30)))})

    april = again(
        december,
        [YEARLY],
        {"https://a.example/R9.html": make_rss("四月の話題です")},
        now=datetime(2027, 4, 5, tzinfo=UTC),
    )

    assert Ailment.SHRINKING not in {one.ailment for one in april.reports[0].complaints}


def test_a_feed_that_is_to_be_read_in_another_way_is_asked_for_its_whole_document():
    asked = []

    def fetch(feed, validators):
        asked.append(validators.etag)
        return Fetched(document=Document(url=feed.url, body=make_rss("話題です")), validators=Validators(etag='"1"'))

    first = run([A], fetch)
    again(first, [A], fetch)
    again(first, [dataclasses.replace(A, key=FeedKey.LINK)], fetch)

    assert asked == ["", '"1"', ""]


def test_a_person_who_looked_at_a_shrunken_feed_and_found_it_well_is_believed():
    state = FeedState(url=A.url, usual=(30, 30, 30), rows=1)
    shrunk = run([A], {A.url: make_rss("一件目の話題")}, states={"a": state})
    checked = dataclasses.replace(A, checked=date(2026, 10, 21))

    assert [one.ailment for one in shrunk.reports[0].complaints] == [Ailment.SHRINKING]
    assert again(shrunk, [A], {A.url: make_rss("一件目の話題")}).reports[0].complaints != ()
    assert again(shrunk, [checked], {A.url: make_rss("一件目の話題")}).reports[0].complaints == ()
