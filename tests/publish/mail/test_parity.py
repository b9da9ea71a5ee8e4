"""What stands in the HTML part stands in the text part: nobody who reads text gets less."""

import re
from dataclasses import replace

import pytest

from generator.publish.mail.html import render_html
from generator.publish.mail.text import render_text
from generator.publish.mail.wording import READ_MORE, READ_ON_WEB
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


def test_every_paragraph_of_the_text_stands_in_the_html_where_there_is_room():
    newsletter, issue = golden_month()
    shown = "\n".join(piece for _, piece in Page(render_html(issue, newsletter).document).texts)

    for entry in issue.entries:
        for paragraph in (entry.headline, *entry.body):
            assert paragraph in shown
