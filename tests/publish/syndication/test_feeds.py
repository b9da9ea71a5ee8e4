import json
from datetime import date
from xml.etree.ElementTree import ParseError

import feedparser
import pytest
from jsonschema import Draft202012Validator

from generator.model import Cause, Facts, PublicCorrection, Section
from generator.publish.syndication import syndication_files
from tests.publish.pages.sample import archive, entry, issue, large_archive, newsletter
from tests.publish.syndication.rules import JSON_FEED, atom_faults, rss_faults

NASTY = '<b>&amp;</b> ]]> "引用" \x0b\ufffe \U0001f980 改行\nあり'
ARCHIVES = {
    "large": large_archive(months=14),
    "empty": archive(),
    "nasty": archive(
        issue(entries=[entry(headline=NASTY, body=(NASTY,), industry=NASTY)]),
        newsletter=newsletter(title=NASTY, publisher=NASTY),
    ),
}


def feeds(given, ending):
    return {name: data for name, data in syndication_files(given).items() if name.endswith(ending)}


@pytest.mark.parametrize("given", ARCHIVES.values(), ids=ARCHIVES)
def test_every_atom_feed_keeps_the_rules_of_atom(given):
    found = feeds(given, ".atom.xml")
    assert len(found) == 6
    assert [(name, fault) for name, data in found.items() for fault in atom_faults(data)] == []


@pytest.mark.parametrize("given", ARCHIVES.values(), ids=ARCHIVES)
def test_every_rss_feed_keeps_the_rules_of_rss(given):
    found = feeds(given, ".rss.xml")
    assert [(name, fault) for name, data in found.items() for fault in rss_faults(data)] == []


@pytest.mark.parametrize("given", ARCHIVES.values(), ids=ARCHIVES)
def test_every_json_feed_fits_the_schema(given):
    for name, data in feeds(given, ".json").items():
        if name.startswith("feeds/"):
            faults = [fault.message for fault in Draft202012Validator(JSON_FEED).iter_errors(json.loads(data))]
            assert faults == [], name


@pytest.mark.parametrize("ending", [".atom.xml", ".rss.xml"])
@pytest.mark.parametrize("given", ARCHIVES.values(), ids=ARCHIVES)
def test_a_feed_reader_finds_nothing_to_repair(given, ending):
    for name, data in feeds(given, ending).items():
        assert feedparser.parse(data).bozo is False, name


def test_an_item_is_dated_by_the_morning_of_its_issue_and_not_by_the_build():
    given = archive(issue(published=date(2026, 10, 12), entries=[entry()]))
    item = json.loads(syndication_files(given)["feeds/entries.json"])["items"][0]
    assert item["date_published"] == "2026-10-12T09:00:00+09:00"


def test_a_correction_makes_an_item_newer_and_stands_in_it():
    corrections = (PublicCorrection(day=date(2026, 11, 5), text="人数は1,375名の誤りでした。"),)
    given = archive(
        issue(published=date(2026, 10, 28), entries=[entry(corrections=corrections), entry("2026-10-20-aaaa")])
    )
    first, second = json.loads(syndication_files(given)["feeds/entries.json"])["items"]
    assert first["date_modified"] == "2026-11-05T09:00:00+09:00"
    assert "人数は1,375名の誤りでした。" in first["content_html"]
    assert second["date_modified"] == second["date_published"]


def test_the_id_of_an_entry_stays_when_its_headline_and_issue_change():
    def ids(given):
        return {item["id"] for item in json.loads(syndication_files(given)["feeds/entries.json"])["items"]}

    assert ids(archive(issue("2026-10", [entry()]))) == ids(archive(issue("2026-11", [entry(headline="別の見出し")])))


def test_a_section_feed_holds_its_section_alone():
    entries = [entry("2026-10-01-aaaa"), entry("2026-10-02-bbbb", section=Section.POLICY)]
    items = json.loads(syndication_files(archive(issue(entries=entries)))["feeds/policy.json"])["items"]
    assert [item["id"].rpartition(":")[2] for item in items] == ["bbbb"]


def test_markup_in_a_text_stays_text_in_a_feed():
    given = archive(issue(entries=[entry(body=("<script>alert(1)</script>",))]))
    item = json.loads(syndication_files(given)["feeds/entries.json"])["items"][0]
    assert item["content_html"] == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_feed_of_a_sample_says_so():
    given = archive(issue(entries=[entry(facts=Facts(cause=Cause.PHISHING))]), newsletter=newsletter(sample=True))
    for name, data in feeds(given, ".atom.xml").items():
        assert "【見本】" in data.decode(), name


@pytest.mark.parametrize(
    "break_it", [("<id>", "<ID>"), ("+09:00", ""), ("</entry>", ""), ("<updated>", "<x/><updated>")]
)
def test_the_rules_find_what_breaks_them(break_it):
    data = feeds(ARCHIVES["large"], "issues.atom.xml")["feeds/issues.atom.xml"].decode().replace(*break_it)
    with pytest.raises((AssertionError, ParseError)):
        assert not list(atom_faults(data))
