from generator.model import Affected, Certainty, Facts, Section
from generator.publish.counts import by_section, by_size, issue_figures
from generator.publish.statistics import matters
from tests.publish.pages.sample import archive, entry, issue

FIRST = "2026-09-01-aaaa"


def people(count, certainty=Certainty.CONFIRMED, unit="名"):
    return Facts(affected=(Affected(count=count, unit=unit, certainty=certainty),))


def two_months():
    first = entry(FIRST, facts=people(50))
    again = entry("2026-10-01-bbbb", thread=FIRST, facts=people(2_000))
    order = entry("2026-10-02-cccc", thread=FIRST, section=Section.POLICY, headline="見本委員会 行政指導")
    other = entry("2026-10-03-dddd")
    return archive(issue("2026-09", [first]), issue("2026-10", [again, order, other]))


def sizes(given):
    return {row.label: row.count for row in by_size(matters(given)).rows}


def test_the_newest_report_says_the_size():
    assert sizes(two_months()) == {
        "100未満": 0,
        "100〜999": 0,
        "1,000〜9,999": 1,
        "1万〜9万9,999": 0,
        "10万以上": 0,
        "公表なし": 1,
    }


def test_what_is_denied_and_what_cannot_be_compared_has_no_size():
    denied = entry("2026-10-01-aaaa", facts=people(900, Certainty.DENIED))
    lines = entry("2026-10-02-bbbb", facts=people(900, unit="回線"))
    assert sizes(archive(issue(entries=[denied, lines])))["公表なし"] == 2


def test_an_issue_is_told_beside_the_one_before():
    figures = issue_figures(two_months(), "2026-10")
    assert (figures.new, figures.follow_ups) == (1, 2)
    assert (figures.new_before, figures.follow_ups_before) == (1, 0)
    assert issue_figures(two_months(), "2026-09").new_before is None


def test_sections_are_counted_with_every_report():
    assert by_section(two_months())["2026-10"] == (2, 1, 0, 0)
