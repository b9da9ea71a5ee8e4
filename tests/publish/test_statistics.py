from datetime import date

import pytest

from builders import make_newsletter
from generator.model import Affected, Cause, Certainty, Facts, PublicArchive, PublicEntry, PublicIssue, Section
from generator.publish.statistics import by_cause, by_certainty, by_industry, by_month, matters, statistics


def entry(name, day=date(2026, 10, 1), **changes):
    values = {
        "id": name,
        "section": Section.INCIDENTS,
        "announced": day,
        "headline": "題",
        "body": (),
        "facts": Facts(),
    }
    return PublicEntry(**(values | changes))


def archive(*entries):
    issue = PublicIssue(month="2026-11", published=date(2026, 11, 10), preface=(), highlights=(), entries=entries)
    return PublicArchive(newsletter=make_newsletter(), issues=(issue,))


def counts(table):
    return [(row.label, row.count) for row in table.rows]


def facts(*certainties, cause=None):
    affected = tuple(Affected(count=1, unit="名", certainty=certainty) for certainty in certainties)
    return Facts(cause=cause, affected=affected)


THREAD = (
    entry(
        "a", date(2026, 8, 30), thread="a", facts=facts(Certainty.POSSIBLE, cause=Cause.OUTAGE), industry="某小売会社"
    ),
    entry(
        "b", date(2026, 10, 5), thread="a", facts=facts(Certainty.CONFIRMED, Certainty.DENIED, cause=Cause.RANSOMWARE)
    ),
    entry("c", date(2026, 10, 9), thread="a"),
)


def test_a_story_of_three_reports_is_one_incident():
    (matter,) = matters(archive(*reversed(THREAD)))

    assert [report.id for report in matter.reports] == ["a", "b", "c"]


def test_a_matter_belongs_to_the_month_of_its_first_announcement_and_empty_months_count_nothing():
    found = matters(archive(*THREAD, entry("d", date(2026, 10, 2))))

    assert counts(by_month(found)) == [("2026年8月", 1), ("2026年9月", 0), ("2026年10月", 1)]


def test_months_go_on_over_the_turn_of_the_year():
    found = matters(archive(entry("d", date(2026, 12, 2)), entry("e", date(2027, 1, 2))))

    assert [row.label for row in by_month(found).rows] == ["2026年12月", "2027年1月"]


def test_cause_and_certainty_are_those_of_the_latest_report_that_gives_them():
    found = matters(archive(*THREAD))

    assert counts(by_cause(found)) == [("ランサムウェア", 1)]
    assert counts(by_certainty(found)) == [("漏えい等を確認", 1)]


def test_the_most_frequent_stands_first_and_what_is_not_said_last():
    found = matters(archive(*(entry(f"n{n}") for n in range(3)), entry("x", industry="某銀行"), THREAD[0]))

    assert counts(by_industry(found)) == [("某小売会社", 1), ("某銀行", 1), ("記載なし", 3)]


@pytest.mark.parametrize(
    "changes", [{"section": Section.POLICY}, {"facts": Facts(vulnerabilities=("CVE-2026-90117",))}]
)
def test_policies_and_flaws_of_products_are_no_incidents(changes):
    assert matters(archive(entry("d", **changes))) == ()


def test_every_table_adds_up_and_carries_its_rule():
    tables = statistics(archive(*THREAD, entry("d")))

    assert [table.total for table in tables] == [2, 2, 2, 2]
    assert all("続報をまとめて1件" in table.rule and table.rule.endswith("。") for table in tables)


def test_an_empty_archive_gives_empty_tables():
    assert [table.rows for table in statistics(archive())] == [(), (), (), ()]
