"""A candidate of a run: filled in as far as the feed's words and the archive go, each value with evidence."""

import re
from datetime import UTC, date, datetime

import pytest

from builders import make_entry, make_issue, make_organization
from generator.collect.pipeline import collect
from generator.model import Affected, Cause, Certainty, Entry, Facts, Party, Period, Role, Section
from generator.storage.documents import decode_text
from generator.storage.emit import emit
from tests.collect.make import make_archive, make_feed, serve

NOW = datetime(2026, 10, 20, 3, 0, tzinfo=UTC)
TITLE = "ミナセ通信、不正アクセスの調査結果を公表 会員1,375名の情報流出か（第2報）"
SUMMARY = (
    "株式会社ミナセ通信は10月19日、7月1日から3日にかけて同社の会員サイトが不正アクセスを受け、"
    "会員1,375名の氏名と電話番号が流出した可能性があると発表した。対策費用は約300万円。"
)
EARLIER = make_entry(
    id="2026-08-03-q7mk",
    announced=date(2026, 8, 3),
    headline="ミナセ通信 不正アクセス",
    parties=(Party(organization="minase", role=Role.VICTIM),),
    facts=Facts(cause=Cause.UNAUTHORIZED_ACCESS),
)


@pytest.fixture(scope="module")
def candidate():
    feed = make_feed(section=Section.INCIDENTS)
    body = (
        f'<rss version="2.0"><channel><title>t</title><item><title>{TITLE}</title><link>https://feed.example/1</link>'
        f"<description>{SUMMARY}</description><pubDate>Mon, 19 Oct 2026 14:00:00 +0900</pubDate></item></channel></rss>"
    )
    archive = make_archive(organizations=(make_organization(),), issues=(make_issue(EARLIER),))
    (found,) = collect([feed], archive, (), now=NOW, fetch=serve({feed.url: body.encode()})).candidates
    return found


def test_facts_parties_report_and_thread_are_filled_in(candidate):
    assert candidate.facts == Facts(
        cause=Cause.UNAUTHORIZED_ACCESS,
        affected=(Affected(count=1375, unit="名", certainty=Certainty.POSSIBLE, who="会員"),),
        data=("氏名", "電話番号"),
        incident=Period(start=date(2026, 7, 1), end=date(2026, 7, 3)),
    )
    assert (candidate.report, candidate.parties) == (2, EARLIER.parties)
    assert candidate.suggestion.thread == EARLIER.id
    assert candidate.thread is None  # an editor's word


def test_headline_and_alias_are_proposed_beside_the_feeds_words(candidate):
    assert candidate.headline == TITLE
    assert candidate.suggestion.headline == "ミナセ通信 不正アクセス 1,375名分の個人情報漏えいの可能性(第二報)"
    assert candidate.suggestion.alias == "某通信会社"


def test_every_value_has_evidence_that_stands_where_it_says(candidate):
    texts = {"題名": TITLE, "要約": candidate.suggestion.summary}
    found = [re.match(r"(.+): 「(.+)」\((題名|要約)の(\d+)字目\)$", line) for line in candidate.suggestion.evidence]
    places = [match.groups() for match in found if match]

    assert {field for field, *_ in places} == {
        "facts.cause", "facts.affected[0]", "facts.data", "facts.incident", "report", "parties", "headline", "金額",
    }  # fmt: skip
    for _, words, source, place in places:
        assert texts[source].startswith(words, int(place) - 1)
    assert any(line.startswith(f"thread: {EARLIER.id} と同じ") for line in candidate.suggestion.evidence)


def test_a_candidate_is_read_back_as_it_was_written(candidate):
    assert decode_text(emit(candidate), Entry, id=candidate.id) == candidate


def test_a_file_from_before_there_were_proposals_is_still_read():
    text = (
        "section: incidents\nannounced: 2026-10-19\nheadline: 見出し\nsources:\n- {title: 題}\n"
        "suggestion:\n  section: incidents\n  confidence: 0.90\n  reasons: [理由]\n"
    )

    entry = decode_text(text, Entry, id="2026-10-19-bcdf")

    assert (entry.suggestion.headline, entry.suggestion.alias) == ("", None)
