import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from generator.errors import UsageError
from generator.model import PublicSource, Section
from generator.publish.mail.html import LIMIT, SUMMARY_FROM, render_html
from generator.publish.mail.wording import SAMPLE_NOTICE
from tests.publish.mail.golden import FOLDER, golden_month, heavy_month


class Page(HTMLParser):
    """What a document holds: (tag, attributes) in order, and the text of each element."""

    def __init__(self, document):
        super().__init__()
        self.tags, self.texts, self._path = [], [], []
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "img"):
            self._path.append(tag)

    def handle_endtag(self, tag):
        while self._path and self._path.pop() != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self._path and self._path[-1] != "style":
            self.texts.append((self._path[-1], data.strip()))

    def texts_of(self, tag):
        return [text for owner, text in self.texts if owner == tag]

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(newsletter, issue):
    return Page(render_html(issue, newsletter).document)


def test_the_golden_month_is_printed_word_for_word():
    newsletter, issue = golden_month()

    assert render_html(issue, newsletter).document == (FOLDER / "expected.html").read_bytes().decode()


def test_the_contents_lead_to_the_sections_of_the_issues_page():
    page = page_of(*golden_month())

    links = [attributes["href"] for attributes in page.all("a")]

    for section in Section:
        assert f"https://kawaraban.example/digest/2026-11/#s-{section.value}" in links


def test_no_link_leads_into_the_mail_itself():
    page = page_of(*golden_month())

    assert page.all("a")
    assert all(attributes["href"].startswith(("https://", "mailto:")) for attributes in page.all("a"))


def test_a_highlight_leads_to_its_entry():
    page = page_of(*golden_month())

    assert "https://kawaraban.example/digest/2026-11/#i-2026-10-15-m2pw" in [a["href"] for a in page.all("a")]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></table>", "{{ 7*7 }}"]
)
def test_markup_in_a_text_stays_text(text):
    newsletter, issue = golden_month()
    entry = replace(issue.entries[0], headline=text, body=(text,), sources=(PublicSource(title=text, publisher=text),))
    plain = replace(entry, headline="題", body=("文",), sources=(PublicSource(title="甲", publisher="乙"),))

    hostile = page_of(newsletter, replace(issue, entries=(entry,), highlights=()))
    harmless = page_of(newsletter, replace(issue, entries=(plain,), highlights=()))

    assert hostile.tags == harmless.tags
    assert text in hostile.texts_of("p")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//host.example", "https://a.example/\n.b"])
def test_only_web_addresses_become_links(url):
    newsletter, issue = golden_month()
    entry = replace(issue.entries[0], sources=(PublicSource(title="甲", publisher="乙", url=url),))

    page = page_of(newsletter, replace(issue, entries=(entry,)))

    assert url not in [attributes["href"] for attributes in page.all("a")]


def test_nothing_is_fetched_when_the_mail_is_opened():
    newsletter, issue = golden_month()
    document = render_html(issue, newsletter).document

    assert not {tag for tag, _ in Page(document).tags} & {"img", "link", "script", "iframe", "object", "video", "form"}
    assert not re.search(r"url\(|@import|src=|background=", document)


def test_the_preheader_comes_first_and_is_a_sentence():
    page = page_of(*golden_month())
    first = next(at for at, (tag, _) in enumerate(page.tags) if tag == "body") + 1

    assert page.tags[first] == ("div", {"class": "pre", "style": "display:none"})
    assert page.texts_of("div")[0].endswith("などをお届けします。")


def test_colours_and_sizes_stand_on_the_elements_for_clients_that_drop_style():
    page = page_of(*golden_month())

    cells = [attributes for attributes in page.all("td") if attributes["class"] != "page"]

    assert cells
    assert all({"bgcolor", "align", "style"} <= attributes.keys() for attributes in cells)
    assert all("padding:" in attributes["style"] for attributes in cells)


def test_the_colour_of_a_section_bar_is_on_the_cell_not_on_the_heading():
    page = page_of(*golden_month())

    assert all("background" not in (attributes.get("style") or "") for attributes in page.all("h2"))


def test_no_letter_is_smaller_than_thirteen_pixels():
    newsletter, issue = golden_month()

    sizes = re.findall(r"font-size:(\d+)px", render_html(issue, newsletter).document)

    assert min(map(int, sizes)) >= 13


def test_every_table_is_for_layout_only():
    page = page_of(*golden_month())

    assert {attributes["role"] for attributes in page.all("table")} == {"presentation"}


def test_all_style_that_is_left_is_far_below_what_gmail_reads():
    newsletter, issue = golden_month()

    styles = re.findall(r"<style>(.*?)</style>", render_html(issue, newsletter).document, re.DOTALL)

    assert sum(map(len, styles)) < 4_000
    assert not any(re.search(r"@[^{}]*{[^{}]*@", style) for style in styles)


def test_a_sample_says_so_above_and_below():
    newsletter, issue = golden_month()
    sample = replace(newsletter, sample=True)

    cells = page_of(sample, issue).texts_of("td")

    assert cells == [SAMPLE_NOTICE, SAMPLE_NOTICE]
    assert SAMPLE_NOTICE not in render_html(issue, newsletter).document


def test_the_golden_month_is_small():
    newsletter, issue = golden_month()

    assert render_html(issue, newsletter).size <= 40_000


def test_below_the_threshold_every_paragraph_is_printed():
    newsletter, issue = heavy_month(20)

    part = render_html(issue, newsletter)

    assert part.size < SUMMARY_FROM
    assert not part.is_summary
    assert part.document.count(issue.entries[0].body[0]) == 20 * 9


def test_from_the_threshold_on_an_entry_is_headline_first_sentence_and_link():
    newsletter, issue = heavy_month(40)

    part = render_html(issue, newsletter)
    page = Page(part.document)

    assert part.is_summary
    assert part.size <= LIMIT
    assert page.texts_of("p").count(issue.entries[0].body[0].partition("。")[0] + "。") == 40
    assert page.texts_of("a").count("続きをWebで読む") == 40
    assert "https://kawaraban.example/digest/2026-11/#i-2026-10-02-0039" in [a["href"] for a in page.all("a")]


def test_an_issue_that_is_too_large_even_as_summaries_is_refused():
    newsletter, issue = heavy_month(200)

    with pytest.raises(UsageError, match="90KB"):
        render_html(issue, newsletter)
