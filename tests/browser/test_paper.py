"""An issue on paper: what a member takes along to a meeting, printed by the browser itself."""

import io
import os
import re
import unicodedata
from html import escape

import pytest

from builders import ROOT
from generator import storage
from generator.mkdocs_plugin import build_site
from generator.publish.pipeline import publish
from tests.browser.chromium import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
A4 = (595, 842)  # points
MORE_THAN_THE_MAIL = 1.2
# A text mail in the size in which an issue is printed, on the same sheet.
MAIL = """<!DOCTYPE html><meta charset="utf-8"><style>@page {{ size: A4; margin: 15mm 15mm 16mm }}
pre {{ white-space: pre-wrap; font: 9pt/1.6 sans-serif }}</style><pre>{}</pre>"""


@pytest.fixture(scope="module")
def sample():
    return publish(storage.load_archive(ROOT / "content"))


@pytest.fixture(scope="module")
def newest(sample):
    return sample.archive.issues[-1]


@pytest.fixture(scope="module")
def address(sample, newest, tmp_path_factory):
    """Serve the sample's site, and the newest text mail beside it."""
    folder = tmp_path_factory.mktemp("paper") / "site"
    folder.mkdir()
    build_site(ROOT / "mkdocs.yml", folder, sample.archive, sample.site_files(), docs_dir=ROOT / "content/pages")
    text = sample.mail_files()[f"{newest.month}/mail.txt"].decode()
    (folder / "mail.html").write_text(MAIL.format(escape(text)), "utf-8")
    with served(folder) as root:
        yield root


@pytest.fixture(scope="module")
def paper(chromium, address, newest):
    """Print the newest issue as a reader with a dark screen would."""
    chromium.prefer("dark")
    chromium.open(f"{address}{newest.month}/")
    printed = chromium.print_pdf()
    chromium.prefer("light")
    return read(printed)


def read(pdf):
    """Read a PDF; where there is nothing to read it with the test is skipped, but not in CI."""
    if os.environ.get("CI") != "true":
        pytest.importorskip("pypdf")
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(pdf))


# A PDF knows forms, not characters: it may say the radical, or the dot, of the same form. NFKC mends most of them.
SAME_FORM = str.maketrans("‧⺟⺠⻁⻄⻑⻘⻝⻤⻨⻩⻭⻲", "・母民虎西長青食鬼麦黄歯亀")


def plain(text):
    """Leave out blanks, which a PDF puts between scripts."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.translate(SAME_FORM)))


@pytest.fixture(scope="module")
def text(paper):
    """Give all that stands on the paper; page numbers stand between its pages."""
    pages = [re.sub(r"\d+\s*/\s*\d+\s*\Z|\A\s*\d+\s*/\s*\d+", "", page.extract_text()) for page in paper.pages]
    return plain("".join(pages))


def test_every_sheet_is_a4(paper):
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in paper.pages} == {A4}


def test_every_sheet_says_which_one_it_is_and_how_many_there_are(paper):
    count = len(paper.pages)
    for number, page in enumerate(paper.pages, 1):
        assert plain(f"{number}/{count}") in plain(page.extract_text())


def test_the_first_sheet_says_what_it_is_and_of_when(paper, newest, sample):
    first = plain(paper.pages[0].extract_text())
    for said in (sample.archive.newsletter.title, "2026年11月号", "2026年11月10日"):
        assert plain(said) in first


def test_nothing_of_an_entry_is_cut_off(text, newest):
    missing = [
        sentence
        for entry in newest.entries
        for sentence in (entry.headline, *entry.body)
        if plain(sentence) not in text
    ]
    assert missing == []


def test_a_source_is_where_it_says_it_is(text, newest):
    addresses = [source.url for entry in newest.entries for source in entry.sources if source.url]
    assert addresses
    assert [address for address in addresses if plain(address) not in text] == []


def test_what_only_a_screen_can_do_is_not_printed(text):
    for word in ("リンクをコピー", "社内に転送", "検索", "トップへ戻る"):
        assert word not in text, word


def test_paper_is_white_whatever_the_screen_is(chromium, address, newest):
    chromium.prefer("dark")
    chromium.open(f"{address}{newest.month}/")
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    chromium.call("Emulation.setEmulatedMedia", media="print", features=features)
    colour = chromium.evaluate("getComputedStyle(document.querySelector('.kw-item h3')).color")
    ground = chromium.evaluate("getComputedStyle(document.body).backgroundColor")
    chromium.call("Emulation.setEmulatedMedia", media="", features=[])
    darkness = [sum(map(int, re.findall(r"\d+", value)[:3])) for value in (colour, ground)]
    assert darkness[0] < 200, colour
    assert darkness[1] > 700 or ground == "rgba(0, 0, 0, 0)", ground


def test_it_needs_little_more_paper_than_the_mail(chromium, paper, address):
    chromium.open(f"{address}mail.html")
    mail = read(chromium.print_pdf())
    assert len(paper.pages) <= MORE_THAN_THE_MAIL * len(mail.pages)
