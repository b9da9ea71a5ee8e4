import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from generator.model import Affected, Cause, Contact, Facts, PublicCorrection, Removal, Section
from generator.publish.pages import site_pages
from generator.publish.pages.charts import bars, columns
from generator.publish.statistics import Row
from generator.publish.syndication import syndication_files
from tests.publish.pages.sample import archive, complete_archive, entry, issue, newsletter

NASTY = '<b>"&amp;</b>'


def pages(given):
    return {page.path: page for page in site_pages(given)}


def text(html):
    return re.sub(r"<[^>]+>|\s+", "", html)


def incident(name, cause=Cause.RANSOMWARE, **changes):
    return entry(name, facts=Facts(cause=cause, affected=(Affected(count=1375, unit="名"),)), **changes)


# 統計


def test_the_table_behind_a_chart_says_what_the_chart_shows():
    html = pages(complete_archive())["statistics/"].html
    for chart, table in re.findall(r"(<svg.*?</svg>)\s*(<table.*?</table>)", html, re.DOTALL):
        shown = [int(value) for value in re.findall(r'kw-chart__value"[^>]*>(\d+)<', chart)]
        told = [int(value) for value in re.findall(r"<td>(\d+)</td>", table)]
        assert shown
        assert set(shown) <= set(told)


@pytest.mark.parametrize("first", range(1, 13))
@pytest.mark.parametrize("count", [2, 12, 24])
def test_the_years_below_the_months_are_whole_and_apart(first, count):
    months = [divmod(2025 * 12 + first - 1 + number, 12) for number in range(count)]
    rows = [Row(label=f"{year}年{month + 1}月", count=3) for year, month in months]
    drawn = re.findall(r'x="([\d.]+)" y="195">(\d{4})<', columns("month", "月別", "", rows))
    places = [float(x) for x, _ in drawn]
    assert [year for _, year in drawn][-1] == f"{months[-1][0]}"
    assert min(places) >= 14
    assert max(places) <= 340 - 14
    assert all(after - before >= 28 for before, after in pairwise(places))


def test_the_table_of_industries_adds_up_to_all_matters_however_many_industries_there_are():
    entries = [incident(f"2026-10-{day:02}-aaaa", industry=f"第{day}業会社") for day in range(1, 21)]
    html = pages(archive(issue("2026-10", entries)))["statistics/"].html
    industries = html.partition('id="industry"')[2].partition("</table>")[0]
    assert sum(map(int, re.findall(r"<td>(\d+)</td>", industries))) == 20
    assert "そのほか(8種類)" in text(industries)


def test_a_chart_of_the_last_months_says_that_it_is_one_of_the_last_months():
    found = [
        issue(f"{2024 + n // 12}-{n % 12 + 1:02}", [incident(f"{2024 + n // 12}-{n % 12 + 1:02}-01-aaaa")])
        for n in range(25)
    ]
    assert "月別直近24か月" in text(pages(archive(*found))["statistics/"].html)
    assert "月別直近24か月" not in text(pages(archive(*found[:24]))["statistics/"].html)


def test_every_chart_has_a_title_a_sentence_and_a_counting_rule():
    html = pages(complete_archive())["statistics/"].html
    charts = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(charts) == 5
    for chart in charts:
        svg = ET.fromstring(chart)
        assert svg.get("role") == "img"
        named = [svg.find(f".//*[@id='{name}']") for name in svg.get("aria-labelledby").split()]
        assert all(one is not None and one.text for one in named)
    assert html.count('class="kw-rule"') == len(charts) + 1


@pytest.mark.parametrize("draw", [bars, columns])
def test_a_chart_takes_any_number_of_rows_and_any_label(draw):
    for number in (0, 1, 40):
        label = NASTY if draw is bars else "2026年10月"
        svg = ET.fromstring(draw("x", NASTY, NASTY, [Row(label=label, count=n) for n in range(number)]))
        assert svg.find("title").text == NASTY


def test_the_longest_bar_belongs_to_the_largest_count():
    svg = ET.fromstring(bars("x", "題", "文", [Row(label="少", count=1), Row(label="多", count=10)]))
    widths = [float(bar.get("width")) for bar in svg.iter("rect")]
    assert widths[1] == pytest.approx(10 * widths[0], rel=0.01)


# 政策の動き


def policy(name, headline, **facts):
    return entry(name, section=Section.POLICY, headline=headline, facts=Facts(**facts))


def test_a_rule_shows_how_far_it_has_come_and_when_it_takes_effect():
    one = policy("2026-10-01-aaaa", "見本省 報告省令を公布", effective=date(2027, 4, 1))
    html = pages(archive(issue(entries=[one])))["policy/"].html
    current = re.search(r'aria-current="step">.*?</li>', html, re.DOTALL)
    assert "公布・決定" in current[0]
    assert "2027/4/1" in html
    assert 'href="../calendar.ics"' in html


def test_a_day_that_is_past_is_no_day_to_come():
    one = policy("2026-10-01-aaaa", "見本省 指針案への意見募集を開始", comments_until=date(2026, 10, 5))
    assert "これからの期日" not in pages(archive(issue(entries=[one])))["policy/"].html


# 訂正と取り下げ


def test_corrections_stand_together_the_newest_first():
    def corrected(name, day):
        return entry(name, corrections=(PublicCorrection(day=day, text=f"{day.day}日の訂正です。"),))

    entries = [corrected("2026-10-01-aaaa", date(2026, 11, 1)), corrected("2026-10-02-bbbb", date(2026, 11, 9))]
    page = pages(archive(issue(entries=entries)))["corrections/"]
    assert page.html.index("9日の訂正です。") < page.html.index("1日の訂正です。")
    assert page.updated == date(2026, 11, 9)


def test_the_address_of_an_entry_that_was_taken_away_says_so():
    gone = Removal(
        issue="2026-10", entry="2026-10-05-gone", day=date(2026, 11, 2), reason="公表が取り消されたためです。"
    )
    found = pages(archive(issue(entries=[entry()]), removals=(gone,)))
    for path in ("2026-10/", "threads/2026-10-05-gone/"):
        assert 'id="i-2026-10-05-gone"' in found[path].html
        assert "公表が取り消されたためです。" in found[path].html


def test_the_page_of_an_issue_that_was_taken_away_stays():
    gone = Removal(issue="2026-09", day=date(2026, 11, 2), reason="誤って発行したためです。", see="2026-10-19-q7mk")
    page = pages(archive(issue(entries=[entry()]), removals=(gone,)))["2026-09/"]
    assert "この号は取り下げました。" in page.html
    assert 'href="../2026-10/#i-2026-10-19-q7mk"' in page.html


# 購読


def test_the_subscribe_page_leads_to_every_feed_and_to_the_calendar():
    html = pages(archive(issue(entries=[entry()])))["subscribe/"].html
    for path in syndication_files(archive()):
        assert f'href="../{path}"' in html


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"subscribe": "https://join.example/"}, 'href="https://join.example/"'),
        (
            {"contact": Contact(name="係", email="a@b.example", url="https://ask.example/")},
            'href="https://ask.example/"',
        ),
        ({}, 'href="mailto:desk@kawaraban.example"'),
    ],
)
def test_whoever_wants_the_mail_is_led_where_the_operator_says(changes, expected):
    html = pages(archive(newsletter=newsletter(**changes)))["subscribe/"].html
    assert expected in html


# 経営者の確認ポイント


def test_an_issue_asks_about_the_causes_of_its_month_the_most_frequent_first():
    entries = [incident("2026-10-01-aaaa", Cause.INSIDER), incident("2026-10-02-bbbb"), incident("2026-10-03-cccc")]
    html = pages(archive(issue(entries=entries)))["2026-10/"].html
    checks = html[html.index('id="checks"') : html.index("kw-section--incidents")]
    assert checks.index("ランサムウェア") < checks.index("内部不正")
    assert "今月2件" in checks
    assert checks.count("<li>") == 4


def test_the_next_month_asks_something_else():
    first = issue("2026-10", [incident("2026-10-01-aaaa")])
    second = issue("2026-11", [incident("2026-11-01-bbbb")])
    found = pages(archive(first, second))
    asked = [set(re.findall(r"<li>([^<]+か。)</li>", found[path].html)) for path in ("2026-10/", "2026-11/")]
    assert len(asked[0]) == len(asked[1]) == 2
    assert not asked[0] & asked[1]


def test_an_issue_without_incidents_asks_nothing():
    only = entry(section=Section.COUNTERMEASURES)
    assert 'id="checks"' not in pages(archive(issue(entries=[only])))["2026-10/"].html


def test_the_measures_of_the_month_stand_beside_the_questions():
    measure = entry("2026-10-03-cccc", section=Section.COUNTERMEASURES, headline="見本機構 点検表を公表")
    html = pages(archive(issue(entries=[incident("2026-10-01-aaaa"), measure])))["2026-10/"].html
    checks = html[html.index('id="checks"') : html.index("kw-section--incidents")]
    assert "見本機構 点検表を公表" in checks


# 絞り込み


def test_a_row_says_what_it_can_be_narrowed_by():
    entries = [incident(f"2026-10-{day:02}-aaaa", industry="通信会社") for day in range(1, 9)]
    entries.append(replace(incident("2026-10-10-bbbb", Cause.INSIDER), industry="共済組合"))
    html = pages(archive(issue(entries=entries)))["topics/section/incidents/"].html
    assert 'data-cause="insider" data-industry="共済組合" data-year="2026"' in html
    assert '<option value="insider">内部不正</option>' in html
    assert 'data-kw-filter="list"' in html
    assert re.search(r"<form class=\"kw-filter[^>]* hidden>", html)


def test_a_short_list_has_no_filter():
    html = pages(archive(issue(entries=[incident("2026-10-01-aaaa")])))["topics/section/incidents/"].html
    assert "data-kw-filter" not in html


def test_the_home_page_tells_the_month_beside_the_one_before():
    given = archive(issue("2026-09", [incident("2026-09-01-aaaa")]), issue("2026-10", [incident("2026-10-01-bbbb")]))
    assert "新しい事案1件前号1件" in text(pages(given)[""].html)
