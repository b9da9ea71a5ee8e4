from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from generator import storage
from generator.publish.anonymize import anonymize
from generator.publish.pages import read_glossary, site_pages
from generator.publish.pages.markdown import markdown_files
from tests.publish.pages.sample import archive, complete_archive, entry, issue

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "content" / "pages"
NASTY = "1. *星* _下線_ [角](括弧) {#x} <b>&amp;</b> # | ~~ `符号` \\ 終わり"
LEFT_OUT = {"svg", "script", "form", "button", "noscript"}


class Text(HTMLParser):
    """What can be read of a page, without what an export leaves out."""

    def __init__(self, html):
        super().__init__()
        self.text, self.ids, self.left_out = "", [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids += filter(None, [attributes.get("id")])
        hidden = {"kw-noprint", "kw-hidden"} & set(attributes.get("class", "").split())
        if (self.left_out or hidden or tag in LEFT_OUT) and tag not in ("br", "input"):
            self.left_out.append(tag)

    def handle_endtag(self, tag):
        if self.left_out and self.left_out[-1] == tag:
            self.left_out.pop()

    def handle_data(self, data):
        if not self.left_out:
            self.text += "".join(data.split())


def rendered(data):
    text = data.decode().split("---\n", 2)[2]
    return markdown.markdown(text, extensions=["attr_list", "def_list", "tables"])


def exported(given):
    terms = read_glossary((PAGES / "glossary.md").read_text("utf-8"))
    pages = {page.path: page for page in site_pages(given, terms)}
    standing = [path.name for path in PAGES.glob("*.md")]
    return pages, markdown_files(pages.values(), standing)


@pytest.mark.parametrize("name", ["sample", "complete", "nasty"])
def test_an_export_reads_as_the_site_does(name):
    given = {
        "sample": lambda: anonymize(storage.load_archive(ROOT / "content")),
        "complete": complete_archive,
        "nasty": lambda: archive(issue(entries=[entry(headline=NASTY, body=(NASTY, "- 点", "+ 点", "1) 点"))])),
    }[name]()
    pages, files = exported(given)
    for path, page in pages.items():
        if path != "search/":
            assert Text(rendered(files[f"{path}index.md"])).text == Text(page.html).text, path


def test_every_entry_keeps_its_anchor():
    given = complete_archive()
    _, files = exported(given)
    for one in given.issues:
        ids = Text(rendered(files[f"{one.month}/index.md"])).ids
        assert {f"i-{story.id}" for story in one.entries} <= set(ids)
        assert len(ids) == len(set(ids))


def test_links_lead_to_files_of_the_export():
    _, files = exported(complete_archive())
    text = files["2026-11/index.md"].decode()
    assert "](../topics/cause/ransomware/index.md)" in text
    assert "](../glossary.md#" in text
    assert "](#i-2026-11-" in text


def test_the_front_matter_names_the_page():
    _, files = exported(archive(issue(entries=[entry()])))
    assert files["2026-10/index.md"].decode().startswith('---\ntitle: "2026年10月号"\ndescription: "')
