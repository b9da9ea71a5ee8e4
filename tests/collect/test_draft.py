import random
from datetime import date

from generator.collect.categorize import judge, whole_sentences
from generator.collect.draft import draft, new_id
from generator.model import Affected, Cause, Certainty, Period, Relevance, Section
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


def test_what_the_words_tell_is_filled_in():
    item = make_item(
        title="北星クラウド、ランサムウェア被害で約1375人の情報流出か(第三報)",
        summary="7月1日から3日にかけて発生し、顧客1375名の氏名が流出した可能性があるという。",
    )
    feed = make_feed(section=Section.INCIDENTS)
    entry = draft(feed, item, judge(feed, item), "2026-10-19-bcdf")

    assert entry.facts.affected == (
        Affected(count=1375, unit="名", qualifier="約", certainty=Certainty.POSSIBLE, who="顧客"),
    )
    assert (entry.facts.cause, entry.facts.data) == (Cause.RANSOMWARE, ("氏名",))
    assert entry.facts.incident == Period(start=date(2026, 7, 1), end=date(2026, 7, 3))
    assert entry.report == 3
    assert entry.headline == item.title
    assert entry.suggestion.headline == "北星クラウド ランサムウェア被害 約1,375名分の個人情報漏えいの可能性(第三報)"
    assert entry.suggestion.names == ("北星クラウド",)


def test_the_facts_of_what_is_of_no_interest_are_not_looked_for():
    feed = make_feed(section=Section.INCIDENTS)

    assert judge(feed, make_item(), says(section="irrelevant")).reading is None
    assert judge(feed, make_item(), says()).reading is not None


def test_names_are_looked_for_only_in_what_is_wanted():
    feed = make_feed(section=Section.POLICY, default=Relevance.IRRELEVANT)

    assert judge(feed, make_item(title="株式会社北星、道路工事の入札結果を公表")).names == ()
    assert judge(feed, make_item(title="株式会社北星に不正アクセス、個人情報が流出")).names == ("株式会社北星",)


def test_a_long_summary_is_read_to_the_end_of_a_sentence():
    assert whole_sentences("一。二。三。", 5) == "一。二。"
    assert whole_sentences("一二三四五六", 5) == ""
    assert whole_sentences("一。二", 5) == "一。二"


def test_the_numbers_of_flaws_that_a_feed_gives_stand_first():
    feed = make_feed(section=Section.INCIDENTS)
    item = make_item(title="アシブエOSにCVE-2026-11111の脆弱性", identifiers=("CVE-2026-22222",))

    flaws = draft(feed, item, judge(feed, item), "2026-10-19-bcdf").facts.vulnerabilities
    assert flaws == ("CVE-2026-22222", "CVE-2026-11111")


def test_a_text_without_a_link_has_no_address():
    assert drafted(make_item(link="")).sources[0].url is None


def test_a_whole_article_is_cut_for_the_editor():
    assert len(drafted(make_item(summary="文" * 9000)).suggestion.summary) == 2000


def test_an_id_is_a_day_and_four_letters_that_make_no_word():
    entry_id = new_id(date(2026, 10, 19), (), random.Random(1))  # noqa: S311 (letters, no secret)

    assert entry_id.startswith("2026-10-19-")
    assert len(entry_id) == 15
    assert not set(entry_id[11:]) & set("aeiou01l")
