import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from generator.model import Facts, PublicCorrection, PublicHighlight, Removal, Section
from generator.publish.pages import search_files, site_pages, sitemap
from generator.publish.syndication import syndication_files
from tests.publish.pages.sample import archive, entry, issue, large_archive, newsletter

FIRST, SECOND, POLICY = "2026-09-01-aaaa", "2026-10-02-bbbb", "2026-10-03-cccc"


def given(**changes):
    """Two issues: a report, its follow-up, and a rule with a deadline."""
    september = issue("2026-09", [entry(FIRST)])
    entries = [
        entry(SECOND, thread=FIRST, report=2, headline="某通信会社 続報"),
        entry(POLICY, section=Section.POLICY, facts=Facts(comments_until=date(2026, 12, 1)), headline="指針の意見募集"),
    ]
    october = issue("2026-10", entries, highlights=(PublicHighlight(text="続報です。", entry=SECOND),))
    return archive(september, october, newsletter=newsletter(entry_pages=True), **changes)


@pytest.fixture(scope="module")
def pages():
    return {page.path: page for page in site_pages(given())}


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.headings = set(), [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids.add(attributes.get("id"))
        self.links += [attributes["href"]] if "href" in attributes else []
        self.headings += [tag] if tag in {"h1", "h2", "h3"} else []


def test_there_are_none_unless_they_are_asked_for():
    assert newsletter().entry_pages is False
    plain = replace(given(), newsletter=newsletter())
    assert not [page.path for page in site_pages(plain) if FIRST in page.path and "threads" not in page.path]


def test_every_entry_has_its_page_and_nothing_else_changes_its_address(pages):
    plain = {page.path for page in site_pages(replace(given(), newsletter=newsletter()))}
    assert pages.keys() - plain == {f"2026-09/{FIRST}/", f"2026-10/{SECOND}/", f"2026-10/{POLICY}/"}
    assert plain <= pages.keys()


def test_it_shows_the_entry_as_its_issue_does_and_leads_there(pages):
    page = pages[f"2026-10/{SECOND}/"]
    assert page.title == "某通信会社 続報"
    assert "同社のサーバへの不正アクセスを公表した" in page.html
    assert Links(page.html).headings == ["h1"]
    assert f"../../2026-10/#i-{SECOND}" in Links(page.html).links
    assert "../../threads/2026-09-01-aaaa/" in Links(page.html).links


def test_it_knows_its_neighbours_in_the_issue(pages):
    first, last = pages[f"2026-10/{SECOND}/"], pages[f"2026-10/{POLICY}/"]
    assert (first.previous, first.next.path) == (None, last.path)
    assert (last.previous.path, last.next) == (first.path, None)


def test_the_issue_keeps_its_anchors_and_leads_to_the_page(pages):
    found = Links(pages["2026-10/"].html)
    assert {f"i-{SECOND}", f"i-{POLICY}"} <= found.ids
    assert f"#i-{SECOND}" in found.links  # 目次 and 今月の3点 stay on the page
    assert f"../2026-10/{SECOND}/" in found.links


def test_lists_feeds_data_calendar_search_and_sitemap_lead_to_the_page(pages):
    address = f"2026-10/{POLICY}/"
    assert f"../../../{address}" in Links(pages["topics/section/policy/"].html).links
    assert f"../{address}" in Links(pages["policy/"].html).links
    everything = given()
    files = syndication_files(everything)
    for name in ("feeds/entries.atom.xml", "feeds/entries.rss.xml", "feeds/entries.json", "data/entries.json"):
        assert f"https://kawaraban.example/news/{address}" in files[name].decode(), name
        assert "#i-" not in files[name].decode(), name
    assert f"news/{address}" in files["calendar.ics"].decode().replace("\r\n ", "")
    assert {row["u"] for row in json.loads(search_files(everything)["search/2026.json"])} >= {address}
    listed = sitemap("https://kawaraban.example/news/", pages.values()).decode()
    assert f"<loc>https://kawaraban.example/news/{address}</loc>" in listed


def test_ids_of_feeds_stay_when_pages_come():
    before, after = syndication_files(replace(given(), newsletter=newsletter())), syndication_files(given())
    ids = [[item["id"] for item in json.loads(files["feeds/entries.json"])["items"]] for files in (before, after)]
    assert ids[0] == ids[1]


def test_a_correction_is_its_date(pages):
    correction = PublicCorrection(day=date(2026, 11, 5), text="正しくは3件でした。")
    corrected = given()
    october = corrected.issues[-1]
    changed = replace(october, entries=(replace(october.entries[0], corrections=(correction,)), *october.entries[1:]))
    found = {page.path: page for page in site_pages(replace(corrected, issues=(corrected.issues[0], changed)))}
    assert found[f"2026-10/{SECOND}/"].updated == date(2026, 11, 5)
    assert "2026-11-05" in found[f"2026-10/{SECOND}/"].json_ld
    assert found[f"2026-10/{POLICY}/"].updated == pages[f"2026-10/{POLICY}/"].updated


def test_a_removed_entry_leaves_a_page_that_says_so():
    removal = Removal(issue="2026-10", entry="2026-10-09-gone", day=date(2026, 11, 5), reason="誤報のためです。")
    found = {page.path: page for page in site_pages(given(removals=(removal,)))}
    assert "誤報のためです。" in found["2026-10/2026-10-09-gone/"].html


def test_no_link_of_many_entries_leads_nowhere():
    pages = {page.path: page for page in site_pages(large_archive(months=3, entry_pages=True))}
    read = {path: Links(page.html) for path, page in pages.items()}
    for path, found in read.items():
        for link in (link for link in found.links if ":" not in link):
            target, _, fragment = link.partition("#")
            parts = [part for part in path.split("/") if part] if target else path.rstrip("/").split("/")
            for step in target.split("/"):
                parts = parts[:-1] if step == ".." else [*parts, step] if step not in ("", ".") else parts
            there = "/".join(parts) + "/" if any(parts) else ""
            if there in read:
                assert not fragment or fragment in read[there].ids, (path, link)
            else:
                assert "." in there or there in ("about/", "glossary/", "terms/", "accessibility/"), (path, link)
