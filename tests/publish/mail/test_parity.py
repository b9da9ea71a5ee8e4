"""What stands in the HTML part stands in the text part: nobody who reads text gets less."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from generator.model import PublicArchive, PublicCorrection
from generator.publish.mail.html import render_html
from generator.publish.mail.text import render_text
from generator.publish.mail.wording import EMPTY_SECTION, READ_MORE, READ_ON_WEB
from generator.publish.pages import site_pages
from tests.publish.mail.golden import golden_month, heavy_month
from tests.publish.mail.test_html import Page

LABELS = {READ_ON_WEB, READ_MORE}


def full():
    return golden_month()


def sample():
    newsletter, issue = golden_month()
    return replace(newsletter, sample=True), issue


def summaries():
    return heavy_month(45)


def corrected():
    newsletter, issue = golden_month()
    correction = PublicCorrection(day=date(2026, 11, 12), text="「10件」とあるのは「11件」の誤りでした。")
    first = replace(issue.entries[0], corrections=(correction,))
    return newsletter, replace(issue, entries=(first, *issue.entries[1:]))


def by_mail_only():
    newsletter, issue = golden_month()
    return replace(newsletter, opt_out="mailto:stop@kawaraban.example"), issue


@pytest.mark.parametrize("month", [full, sample, summaries, by_mail_only])
def test_every_text_of_the_html_stands_in_the_text_part(month):
    newsletter, issue = month()
    text = render_text(issue, newsletter).replace("『", "「").replace("』", "」")
    page = Page(render_html(issue, newsletter).document)

    seen = [piece for tag, piece in page.texts if tag not in ("title", "div", "h1") and piece not in LABELS]
    absent = [piece for piece in seen if piece.replace("『", "「").replace("』", "」").rstrip(": ") not in text]

    assert len(seen) > 20
    assert absent == []


@pytest.mark.parametrize("month", [full, sample, summaries, by_mail_only])
def test_every_number_and_address_of_the_html_stands_in_the_text_part(month):
    newsletter, issue = month()
    text = render_text(issue, newsletter)
    page = Page(render_html(issue, newsletter).document)

    numbers = {number for _, piece in page.texts for number in re.findall(r"\d[\d,.]*", piece)}
    pages = {attributes["href"].partition("#")[0].removeprefix("mailto:") for attributes in page.all("a")}

    assert numbers
    assert {number for number in numbers if number not in text} == set()
    assert {address for address in pages if address not in text} == set()


def bare(text):
    """Give a text without what the two put differently: blanks and the brackets of titles."""
    return re.sub(r"[\s「」『』]", "", text)


def words_of(html):
    return bare(unescape(re.sub(r"<(script|style|head)\b.*?</\1>|<[^>]+>", "", html, flags=re.DOTALL)))


@pytest.mark.parametrize("month", [full, summaries, corrected])
def test_every_heading_and_fact_of_the_html_stands_on_the_issues_page(month):
    newsletter, issue = month()
    pages = {page.path: page for page in site_pages(PublicArchive(newsletter=newsletter, issues=(issue,)))}
    page = words_of(pages[f"{issue.month}/"].html)
    mail = Page(render_html(issue, newsletter).document)
    told = [piece for tag, piece in mail.texts if tag in ("h3", "p", "b") and not piece.startswith(("▼", "更新"))]
    told = [re.sub(r"^◇\d+/\d+/\d+ |^【訂正 [^】]*】|^・", "", piece) for piece in told]
    formal = {*newsletter.greeting, *newsletter.footer, EMPTY_SECTION, *LABELS}  # no facts

    absent = [piece for piece in told if piece not in formal and bare(piece) not in page]

    assert len(told) > 20
    assert absent == []


def test_every_paragraph_of_the_text_stands_in_the_html_where_there_is_room():
    newsletter, issue = golden_month()
    shown = "\n".join(piece for _, piece in Page(render_html(issue, newsletter).document).texts)

    for entry in issue.entries:
        for paragraph in (entry.headline, *entry.body):
            assert paragraph in shown
