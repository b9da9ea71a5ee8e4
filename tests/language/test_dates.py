"""Days and periods with their roles."""

from datetime import date

import pytest

from generator.language import DateRole, find_dates

PUBLISHED = date(2026, 10, 20)


@pytest.mark.parametrize(
    ("text", "day", "role"),
    [
        ("令和8年7月20日に公表", date(2026, 7, 20), DateRole.ANNOUNCED),
        ("令和元年5月1日に発表", date(2019, 5, 1), DateRole.ANNOUNCED),
        ("H31.4.30 発生", date(2019, 4, 30), DateRole.INCIDENT),
        ("２０２６年７月２０日に公表", date(2026, 7, 20), DateRole.ANNOUNCED),
        ("2026/07/20に公表", date(2026, 7, 20), DateRole.ANNOUNCED),
        ("二〇二三年七月二十日に公表", date(2023, 7, 20), DateRole.ANNOUNCED),
        ("5 月 5 日（火）に公表", date(2026, 5, 5), DateRole.ANNOUNCED),
        ("7月20日、不正アクセスを確認", date(2026, 7, 20), DateRole.INCIDENT),
        ("12月7日に侵入された", date(2025, 12, 7), DateRole.INCIDENT),
        ("昨年12月5日に発生", date(2025, 12, 5), DateRole.INCIDENT),
        ("20日に発表", date(2026, 10, 20), DateRole.ANNOUNCED),
        ("改正法は2027年4月1日に施行", date(2027, 4, 1), DateRole.EFFECTIVE),
        ("4月1日施行の改正法", date(2027, 4, 1), DateRole.EFFECTIVE),
        ("意見募集（11月20日まで）", date(2026, 11, 20), DateRole.COMMENTS_UNTIL),
        ("意見募集の締切は令和8年11月20日", date(2026, 11, 20), DateRole.COMMENTS_UNTIL),
        ("受付締切日時：2026年11月05日23時59分", date(2026, 11, 5), DateRole.COMMENTS_UNTIL),
        ("意見募集期間は10月20日から11月20日まで", date(2026, 11, 20), DateRole.COMMENTS_UNTIL),
    ],
)
def test_a_day_is_read_with_its_role_and_place(text, day, role):
    (mention,) = find_dates(text, PUBLISHED)
    assert (mention.day, mention.role) == (day, role)
    assert text[mention.start : mention.start + len(mention.text)] == mention.text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021年4月5日から2023年2月8日まで閲覧できる状態", date(2021, 4, 5), date(2023, 2, 8)),
        ("6月5日から6日にかけて不正アクセス", date(2026, 6, 5), date(2026, 6, 6)),
        ("12月28日～1月5日に停止", date(2025, 12, 28), date(2026, 1, 5)),
    ],
)
def test_two_days_are_a_period(text, first, last):
    (mention,) = find_dates(text, PUBLISHED)
    assert (mention.day, mention.until, mention.role) == (first, last, DateRole.INCIDENT)


def test_the_same_year_is_that_of_the_mention_before():
    first, second = find_dates("2025年3月3日に検知、同年5月5日に公表", PUBLISHED)
    assert (first.day, second.day) == (date(2025, 3, 3), date(2025, 5, 5))


@pytest.mark.parametrize(
    "text",
    ["約9日の停止", "2024年3月期の決算", "バージョン2.3.4", "2月30日", "2026年7月の更新", "3日間の障害", "24.7.1"],
)
def test_what_is_no_day_gives_none(text):
    assert find_dates(text, PUBLISHED) == ()


def test_without_a_day_of_publication_only_full_dates_are_told():
    assert find_dates("7月20日に公表") == ()
    assert [mention.day for mention in find_dates("2026年7月20日に公表")] == [date(2026, 7, 20)]
