"""What of an entry besides its sentences is printed."""

from datetime import date

import pytest

from builders import make_entry
from generator.model import Affected, Correction, Facts, Period, Section, Source
from tests.publish.anonymize.cast import parties, printed, printed_archive


def sources(*found, **roles):
    return printed("公表した。", changes={"sources": found, "section": Section.OTHER}, **roles).sources


def test_only_a_source_that_an_editor_wants_is_printed():
    hidden = Source(title="お知らせ", publisher="北星クラウド株式会社", url="https://www.hokusei-cloud.example/1")

    assert sources(hidden, hokusei="victim") == ()


def test_title_and_publisher_of_a_printed_source_are_masked_and_its_link_is_dropped():
    source = Source(
        title="北星クラウドの不正アクセス",
        publisher="北星クラウド株式会社",
        url="https://www.hokusei-cloud.example/1",
        printed=True,
    )

    (one,) = sources(source, hokusei="victim")

    assert (one.title, one.publisher, one.url) == (
        "某クラウドサービス提供会社の不正アクセス",
        "某クラウドサービス提供会社",
        None,
    )


@pytest.mark.parametrize(
    ("url", "is_printed"),
    [
        ("https://www.soumu.go.jp/a", True),
        ("https://www.city.kakuu.lg.jp/a", True),
        ("https://www.pref.kakuu.jp/a", True),
        ("https://www.city.yumemi.kakuu.jp/a", True),
        ("https://city-yumemi.example/a", True),
        ("https://www.iinkai.example/a", True),
        ("https://chosakai.example/a", True),  # the author of this entry
        ("https://minase.example/a", False),
        ("https://go.jp.example/a", False),
        ("https://example.com/go.jp", False),
        ("https://pref.example/a", False),
        ("javascript:alert(1)", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_a_link_is_printed_only_to_the_host_of_a_public_or_named_body(url, is_printed):
    (one,) = sources(Source(title="白書", publisher="架空調査会", url=url, printed=True), chosakai="author")

    assert (one.url is not None) is is_printed


def test_a_public_link_with_a_hidden_name_in_it_is_dropped():
    url = "https://www.soumu.go.jp/news/hokusei-cloud.html"

    (one,) = sources(Source(title="指導", publisher="架空情報委員会", url=url, printed=True), hokusei="victim")

    assert one.url is None


def test_a_correction_is_masked_as_a_text_of_its_own():
    corrections = (
        Correction(day=date(2026, 11, 12), text="北星クラウドの件数は1,376名でした。北星クラウドの申出です。"),
        Correction(day=date(2026, 11, 13), text="委託先は株式会社ミナセではありません。"),
    )

    public = printed("公表した。", changes={"corrections": corrections}, hokusei="victim", minase="vendor")

    assert [(one.day, one.text) for one in public.corrections] == [
        (date(2026, 11, 12), "某クラウドサービス提供会社の件数は1,376名でした。同社の申出です。"),
        (date(2026, 11, 13), "委託先はサービス提供事業者ではありません。"),
    ]


def test_the_words_of_the_facts_are_masked():
    facts = Facts(
        affected=(Affected(count=1375, unit="名", qualifier="約", who="北星クラウドの従業員"),),
        data=("氏名", "ホクセイドライブの会員番号"),
        incident=Period(start=date(2026, 7, 1)),
    )

    public = printed("北星クラウドは公表した。", changes={"facts": facts}, hokusei="victim").facts

    assert public.affected == (Affected(count=1375, unit="名", qualifier="約", who="同社の従業員"),)
    assert public.data == ("氏名", "同社サービスの会員番号")
    assert public.incident == facts.incident


@pytest.mark.parametrize(
    ("roles", "industry"),
    [
        ({"hokusei": "victim"}, "クラウドサービス提供会社"),
        ({"yumemi": "victim", "minase": "vendor"}, "自治体"),
        ({"kyosai": "victim"}, "共済組合"),
        ({"isobe": "victim"}, "通信会社"),
        ({"iinkai": "authority", "hokusei": "victim"}, "クラウドサービス提供会社"),
        ({"iinkai": "authority"}, None),
    ],
)
def test_the_industry_says_no_more_than_the_alias(roles, industry):
    assert printed("公表した。", **roles).industry == industry


def test_a_thread_gathers_its_entries_oldest_first_and_knows_its_first_entry():
    first = make_entry(id="2026-10-01-aaaa", announced=date(2026, 10, 1), parties=parties(hokusei="victim"))
    second = make_entry(id="2026-10-09-bbbb", announced=date(2026, 10, 9), thread=first.id, report=2)
    third = make_entry(id="2026-10-11-cccc", announced=date(2026, 10, 11), thread=second.id)
    alone = make_entry(id="2026-10-12-dddd")

    public = printed_archive(third, second, first, alone)

    (thread,) = public.threads
    assert thread.id == first.id
    assert [entry.id for entry in thread.entries] == [first.id, second.id, third.id]
    assert {entry.id: entry.thread for entry in public.issues[0].entries} == {
        first.id: first.id,
        second.id: first.id,
        third.id: first.id,
        alone.id: None,
    }


def test_threads_that_name_each_other_do_not_hang():
    one = make_entry(id="2026-10-01-aaaa", thread="2026-10-02-bbbb")
    two = make_entry(id="2026-10-02-bbbb", thread="2026-10-01-aaaa")

    assert len(printed_archive(one, two).issues[0].entries) == 2
