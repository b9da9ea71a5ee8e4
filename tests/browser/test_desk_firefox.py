"""The desk in Firefox: the keys, the form that looks while one types, the list of names, and no script of a text."""

import pytest

from generator import storage
from generator.model import Section
from tests.browser.firefox import firefox, firefox_path
from tests.browser.test_desk import PAYLOADS, UNKNOWN, hostile_content, month, opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]
__all__ = ["hostile_content", "month"]  # fixtures


@pytest.fixture(scope="module")
def fox():
    program = firefox_path()
    if program is None:
        pytest.skip("no firefox on this machine: apt-get install firefox-esr")
    with firefox(program) as running:
        yield running


def said(fox, text):
    fox.wait_for(f"document.querySelector('main').innerText.includes({text!r})")


def test_the_keys_the_form_and_the_names_work_in_firefox(fox, month):
    first, second, *_ = storage.load_archive(month).candidates
    with opened(month) as address:
        fox.open(address)
        fox.press("j")
        fox.press("k")
        assert fox.evaluate("document.querySelector('.card--here').dataset.id") == first.id
        fox.press("a", leaves=True)
        fox.press("3", "Shift", leaves=True)
        assert storage.open_entry(month, second.id).value.section is Section.COUNTERMEASURES
        fox.press("u", leaves=True)
        assert storage.load_archive(month).candidates[0].id == second.id
        fox.press("r", leaves=True)
        base = address.partition("/?")[0]
        fox.open(f"{base}/candidates?at={UNKNOWN.id}")
        fox.press("a", leaves=True)

        fox.open(f"{base}/entries/{first.id}")
        fox.write("#i-body", "\n復旧は、通信会社の株式会社ミナセ通信が支援しているという。")
        fox.wait_for(
            "document.querySelector('[data-beside=body]').innerText.includes('登録された組織の名前ではありません')"
        )
        assert fox.evaluate("document.querySelector('[data-state]').textContent") == "まだ保存していません"
        fox.click(".proposal--sure button[name=register]")
        said(fox, "「株式会社ミナセ通信」を登録し")
        fox.press("s", "Control", leaves=True)
        said(fox, "保存しました。")

        fox.open(f"{base}/issues/2026-12")
        said(fox, "ミナセ建設 → 某建設会社")
        fox.click('form[action$="/finish"] button')
        said(fox, "1件の名前を確かめ")
        fox.open(f"{base}/newsletter")
        fox.click("[data-save]")
        said(fox, "設定を保存しました。")
    assert not [one for one in storage.load_archive(month).organizations if one.unconfirmed]


def test_no_text_scripts_the_desk_in_firefox(fox, hostile_content):
    archive = storage.load_archive(hostile_content)
    entries = [entry.id for entry in archive.entries if entry.headline in PAYLOADS]
    with opened(hostile_content) as address:
        fox.open(address)
        base = address.partition("/?")[0]
        pages = ["/candidates", "/issues/2026-11", "/organizations", "/saving", *(f"/entries/{one}" for one in entries)]
        for page in pages:
            fox.open(base + page)
            assert fox.evaluate("window.pwned === undefined"), page
