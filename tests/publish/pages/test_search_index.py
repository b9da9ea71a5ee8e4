import json

from generator.model import Affected, Cause, Facts, PublicSource
from generator.publish.pages import search_files
from tests.publish.pages.sample import archive, entry, issue


def read(files, path):
    return json.loads(files[path])


def test_each_year_has_a_file_of_its_own():
    files = search_files(archive(issue("2025-12", [entry("2025-12-01-aaaa")]), issue("2026-10", [entry()])))
    assert read(files, "search/years.json")["years"] == ["2026", "2025"]
    assert [row["u"] for row in read(files, "search/2025.json")] == ["2025-12/#i-2025-12-01-aaaa"]


def test_all_that_is_printed_under_a_headline_is_searched():
    facts = Facts(affected=(Affected(count=1375, unit="名"),), vulnerabilities=("CVE-2026-12345",))
    source = PublicSource(title="調査報告", publisher="見本省")
    (row,) = read(search_files(archive(issue(entries=[entry(facts=facts, sources=(source,))]))), "search/2026.json")
    for text in ("1,375名", "CVE-2026-12345", "調査報告", "見本省"):
        assert text in row["x"]


def test_a_cause_filters_but_is_no_word_of_the_text():
    (row,) = read(search_files(archive(issue(entries=[entry(facts=Facts(cause=Cause.OUTAGE))]))), "search/2026.json")
    assert row["c"] == "outage"
    assert "x" not in row


def test_an_archive_without_issues_can_be_searched():
    assert read(search_files(archive()), "search/years.json")["years"] == []
