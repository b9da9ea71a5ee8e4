"""The mail as a browser draws it: wide and narrow, light and dark, and where a client has dropped every <style>."""

import re

import pytest

from tests.browser.checkers import checker
from tests.browser.chromium import needed_browser
from tests.publish.mail.copies import golden_mails

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WIDTHS = (320, 375, 640, 768, 1280)
LONG_WORD = "https://www.kakuu.example/" + "a" * 300
MEASURE = """(() => {
  const texts = [...document.querySelectorAll('h1,h2,h3,p,a,b,.sample')].filter(one => one.innerText.trim());
  const box = one => one.getBoundingClientRect();
  const inner = document.documentElement.clientWidth;
  return {
    width: document.documentElement.scrollWidth - inner,
    cut: texts.filter(one => box(one).right > inner + 1 || box(one).left < -1).length,
    smallest: Math.min(...texts.map(one => parseFloat(getComputedStyle(one).fontSize))),
    sheet: box(document.querySelector('.sheet')).width,
    preheader: box(document.querySelector('.pre')).height,
    shown: texts.length,
    page: getComputedStyle(document.querySelector('.part')).backgroundColor,
  };
})()"""


@pytest.fixture(scope="module")
def chromium():
    with needed_browser() as running:
        yield running


@pytest.fixture(scope="module")
def mails(tmp_path_factory):
    """Give the addresses of the two mails, each as it is and without <style>."""
    folder = tmp_path_factory.mktemp("mails")
    addresses = {}
    for name, mail in zip(("issue", "correction"), golden_mails(), strict=True):
        long = mail.html.replace("</p>", f" {LONG_WORD}</p>", 1)  # the longest word that an editor may write
        bare = re.sub(r"<style.*?</style>", "", mail.html, flags=re.DOTALL)
        for kind, document in (("styled", long), ("bare", bare)):
            path = folder / f"{name}-{kind}.html"
            path.write_text(document, "utf-8")
            addresses[name, kind] = path.as_uri()
    return addresses


@pytest.mark.parametrize("kind", ["styled", "bare"])
@pytest.mark.parametrize("name", ["issue", "correction"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_out_of_sight_or_becomes_too_small(chromium, mails, name, kind, scheme):
    chromium.prefer(scheme)
    chromium.open(mails[name, kind])
    for width in WIDTHS:
        chromium.resize(width)
        found = chromium.evaluate(MEASURE)

        assert found["shown"] > 5
        assert (found["width"], found["cut"]) == (0, 0), width
        assert found["smallest"] >= 13
        assert found["sheet"] <= 640
        assert found["preheader"] == 0


def test_in_the_dark_the_page_is_dark(chromium, mails):
    pages = []
    chromium.open(mails["issue", "styled"])
    for scheme in ("light", "dark"):
        chromium.prefer(scheme)
        pages.append(chromium.evaluate(MEASURE)["page"])

    light, dark = (sum(map(int, re.findall(r"\d+", page)[:3])) for page in pages)
    assert dark < 150
    assert light > 600


def test_nothing_is_asked_for_from_anywhere(chromium, mails):
    chromium.requests.clear()
    for address in mails.values():
        chromium.open(address)

    assert set(chromium.requests) == set(mails.values())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_against_wcag_a_and_aa(chromium, mails, scheme):
    axe = (checker("axe-core") / "axe.min.js").read_text("utf-8")
    chromium.prefer(scheme)
    chromium.resize(640)
    script = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
    violation = "v => [v.id, v.nodes.map(n => n.target.join(' ')).slice(0, 3)]"
    told = f"r => [r.violations.map({violation}), r.passes.map(p => p.id)]"
    for address in mails.values():
        chromium.open(address)
        chromium.evaluate(f"{axe};null")
        violations, passes = chromium.evaluate(f"{script}.then({told})", seconds=60)

        assert violations == []
        assert "color-contrast" in passes
