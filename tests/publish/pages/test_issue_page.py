import json
from datetime import date
from html.parser import HTMLParser

import pytest

from generator.model import Affected, Cause, Certainty, Facts, PublicCorrection, PublicHighlight, PublicSource, Section
from generator.publish.pages import SitePage, site_pages
from generator.publish.syndication import syndication_files
from tests.publish.pages.sample import archive, entry, issue, large_archive, newsletter


def page_of(given, path="2026-10/") -> SitePage:
    return next(page for page in site_pages(given) if page.path == path)


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.tags = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.links.append(attributes["href"])


def test_an_entry_has_an_anchor_made_of_its_id():
    page = page_of(archive(issue(entries=[entry("2026-10-19-q7mk")])))
    assert "i-2026-10-19-q7mk" in Elements(page.html).ids


def test_no_id_stands_twice_on_a_page():
    for page in site_pages(large_archive(months=4)):
        ids = Elements(page.html).ids
        assert len(ids) == len(set(ids)), page.path


def test_every_link_between_pages_leads_to_a_page_and_an_anchor_that_exist():
    pages = {page.path: page for page in site_pages(large_archive(months=14))}
    ids = {path: set(Elements(page.html).ids) for path, page in pages.items()}
    standing = {"glossary/", "terms/"}
    files = {f"{name}/" for name in syndication_files(large_archive(months=1))}
    for path, page in pages.items():
        for link in Elements(page.html).links:
            if link.startswith(("https:", "mailto:")):
                continue
            target, _, anchor = link.partition("#")
            found = resolve(path, target)
            assert found in pages or found in standing or found in files, (path, link)
            assert not anchor or found in standing or anchor in ids[found], (path, link)


def resolve(path, target):
    parts = path.rstrip("/").split("/") if path else []
    for part in target.split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) + "/" if parts else ""


def test_every_section_is_printed_and_an_empty_one_says_so():
    html = page_of(archive(issue(entries=[entry(section=Section.POLICY)]))).html
    for section in Section:
        assert f'id="s-{section.value}"' in html
    assert html.count("今月、この分野で取り上げる記事はありません。") == 3


def test_the_contents_name_every_entry_in_printing_order():
    entries = [entry("2026-10-02-aaaa", headline="二番目に公表"), entry("2026-10-01-bbbb", headline="一番目に公表")]
    page = page_of(archive(issue(entries=entries)))
    incidents = page.toc[0]
    assert [item.title for item in incidents.children] == ["二番目に公表", "一番目に公表"]
    assert [item.anchor for item in incidents.children] == ["i-2026-10-02-aaaa", "i-2026-10-01-bbbb"]


def test_markup_in_a_text_stays_text():
    nasty = '</title><script>alert("1")</script>&amp;'
    given = archive(
        issue(
            entries=[
                entry(
                    headline=nasty,
                    body=(nasty,),
                    industry=nasty,
                    sources=(PublicSource(title=nasty, publisher=nasty, url='https://a.example/"><script>'),),
                    facts=Facts(data=(nasty,), affected=(Affected(count=1, unit=nasty, who=nasty),)),
                )
            ],
            preface=(nasty,),
            highlights=(PublicHighlight(text=nasty),),
        ),
        newsletter=newsletter(title=nasty, description=nasty),
    )
    for page in site_pages(given):
        elements = Elements(page.html)
        allowed = 2 if page.path == "search/" else 0  # the search page's own two scripts
        assert elements.tags.count("script") == allowed, page.path
        assert "</script" not in page.json_ld


def test_the_linked_data_is_json_and_names_every_entry():
    page = page_of(archive(issue(entries=[entry("2026-10-01-aaaa"), entry("2026-10-02-bbbb")])))
    data = json.loads(page.json_ld)
    assert data["@type"] == "PublicationIssue"
    assert data["url"] == "https://kawaraban.example/news/2026-10/"
    assert [part["url"].rpartition("#")[2] for part in data["hasPart"]] == ["i-2026-10-01-aaaa", "i-2026-10-02-bbbb"]


def test_an_issue_knows_the_one_before_and_the_one_after():
    page = page_of(archive(issue("2026-09"), issue("2026-10"), issue("2026-11")))
    assert (page.previous.path, page.next.path) == ("2026-09/", "2026-11/")


def test_the_first_issue_has_none_before_and_the_newest_none_after():
    given = archive(issue("2026-09"), issue("2026-10"))
    assert page_of(given, "2026-09/").previous is None
    assert page_of(given, "2026-10/").next is None


def test_a_page_is_dated_by_its_issue():
    page = page_of(archive(issue(published=date(2026, 10, 12))))
    assert page.updated == date(2026, 10, 12)


def test_a_source_without_an_address_is_no_link():
    given = archive(issue(entries=[entry(sources=(PublicSource(title="調査報告", publisher="見本省"),))]))
    html = page_of(given).html
    assert "「調査報告」 見本省" in html


def test_figures_carry_how_sure_they_are():
    facts = Facts(
        cause=Cause.RANSOMWARE,
        affected=(Affected(count=1375, unit="名", qualifier="約", certainty=Certainty.POSSIBLE, who="従業員"),),
    )
    html = page_of(archive(issue(entries=[entry(facts=facts)]))).html
    assert "従業員 約1,375名" in html
    assert "kw-certainty--possible" in html
    assert "ランサムウェア" in html


@pytest.mark.parametrize("is_sample", [True, False])
def test_every_page_of_a_sample_says_that_it_is_one(is_sample):
    pages = site_pages(archive(issue(entries=[entry()]), newsletter=newsletter(sample=is_sample)))
    assert all(("見本" in page.html) is is_sample for page in pages)


def test_a_long_issue_takes_longer_to_read():
    short = page_of(archive(issue(entries=[entry(body=("短い。",))]))).html
    long = page_of(archive(issue(entries=[entry(body=("文" * 5000,))]))).html
    assert "約1分" in short
    assert "約10分" in long


def test_an_archive_without_issues_has_a_site():
    paths = {page.path for page in site_pages(archive())}
    assert {"", "archive/", "threads/", "topics/", "search/"} <= paths


def test_a_correction_stands_under_its_entry_and_at_the_head_of_the_issue():
    correction = PublicCorrection(day=date(2026, 11, 5), text="人数は1,375名の誤りでした。")
    page = page_of(archive(issue(entries=[entry(corrections=(correction,)), entry("2026-10-20-aaaa")])))
    item = page.html[page.html.index('<article class="kw-item"') :]
    assert "2026年11月5日" in item
    assert "人数は1,375名の誤りでした。" in item
    assert "発行後に訂正した記事" in page.html[: page.html.index("<article")]
    assert page.updated == date(2026, 11, 5)


def test_an_issue_without_corrections_says_nothing_of_them():
    assert "訂正" not in page_of(archive(issue(entries=[entry()]))).html
