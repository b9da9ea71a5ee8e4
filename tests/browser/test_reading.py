import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEWEST = "2026年11月号"


def text(chromium, selector):
    return chromium.evaluate(f"document.querySelector({selector!r})?.innerText ?? ''")


def test_a_reader_gets_from_the_home_page_to_the_newest_issue(chromium, site):
    chromium.open(site)
    assert NEWEST in text(chromium, ".kw-newest")
    chromium.evaluate("document.querySelector('.kw-newest .kw-button').click()")
    chromium.wait_for("location.pathname.endsWith('/2026-11/') && document.readyState === 'complete'")
    assert NEWEST in text(chromium, "h1")
    assert chromium.evaluate("document.querySelectorAll('article.kw-item').length") == 20


def test_a_headline_of_the_contents_leads_to_its_entry(chromium, site):
    chromium.resize(1280)
    chromium.open(f"{site}2026-11/")
    chromium.evaluate("document.querySelectorAll('.kw-contents ol ol a')[12].click()")
    chromium.wait_for("location.hash.startsWith('#i-')")
    top = chromium.wait_for("document.querySelector(':target')?.getBoundingClientRect().top")
    assert 0 <= top < 300  # not under the header


def test_a_first_visit_loads_no_index(chromium, site):
    chromium.requests.clear()
    chromium.open(f"{site}2026-11/")
    assert [address for address in chromium.requests if "/search/2" in address or "years.json" in address] == []


@pytest.mark.parametrize(
    "path",
    ["", "2026-11/", "archive/", "topics/", "threads/", "statistics/", "policy/", "search/", "glossary/", "about/"],
)
def test_no_page_has_to_be_moved_sideways_at_any_width(chromium, site, path):
    chromium.open(site + path)
    for width in (320, 375, 768, 1280, 1920):
        chromium.resize(width)
        assert chromium.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_a_day_of_a_rule_is_in_one_piece_and_in_its_column_on_the_narrowest_phone(chromium, site):
    chromium.resize(320)
    chromium.open(f"{site}policy/")
    found = chromium.evaluate(
        "[...document.querySelectorAll('.kw-stages__day time')].map(day => {"
        " day.textContent = '2026/12/28';"
        " const room = day.closest('li').getBoundingClientRect();"
        " return [day.getClientRects().length, day.getBoundingClientRect().right <= room.right] })"
    )
    assert found
    assert [one for one in found if one != [1, True]] == []


def test_the_month_of_a_row_is_in_one_line_on_a_phone(chromium, site):
    chromium.resize(375)
    chromium.open(f"{site}statistics/")
    pieces = "[...document.querySelectorAll('.kw-scroll tbody th a')].map(month => month.getClientRects().length)"
    assert set(chromium.evaluate(pieces)) == {1}


def test_bars_and_buttons_are_seen_in_the_colours_of_a_reader_s_own(chromium, site):
    chromium.call("Emulation.setEmulatedMedia", features=[{"name": "forced-colors", "value": "active"}])
    try:
        chromium.open(site)
        bar = chromium.evaluate("getComputedStyle(document.querySelector('.kw-bar')).backgroundColor")
        ground = chromium.evaluate("getComputedStyle(document.body).backgroundColor")
        border = chromium.evaluate("parseFloat(getComputedStyle(document.querySelector('.kw-button')).borderTopWidth)")
    finally:
        chromium.call("Emulation.setEmulatedMedia", features=[])
    assert bar != ground
    assert border > 0


def test_no_line_is_longer_than_forty_characters(chromium, site):
    chromium.resize(1920)
    chromium.open(f"{site}2026-11/")
    widest = chromium.evaluate(
        "Math.max(...[...document.querySelectorAll('.kw-item p')].map(p =>"
        " p.getBoundingClientRect().width / parseFloat(getComputedStyle(p).fontSize)))"
    )
    assert widest <= 61  # the tools line is as wide as its card; text is checked below
    text_lines = chromium.evaluate(
        "Math.max(...[...document.querySelectorAll('.kw-item > p:not([class])')].map(p =>"
        " p.getBoundingClientRect().width / parseFloat(getComputedStyle(p).fontSize)))"
    )
    assert text_lines <= 40.01


def test_the_address_of_an_entry_can_be_copied(chromium, site):
    permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    chromium.call("Browser.grantPermissions", origin=site.rstrip("/"), permissions=permissions)
    chromium.open(f"{site}2026-11/")
    chromium.evaluate("document.querySelector('[data-kw-copy]').click()")
    chromium.wait_for("document.querySelector('[data-kw-copy]').textContent === 'コピーしました'")
    assert chromium.evaluate("navigator.clipboard.readText()").startswith(f"{site}2026-11/#i-2026-11-")


def test_a_missing_page_says_so_and_leads_on(chromium, site):
    chromium.open(f"{site}404.html")
    assert "ページが見つかりません" in text(chromium, "h1")
    assert "見本" in text(chromium, ".kw-sample")


def test_a_list_is_narrowed_without_a_server(chromium, site):
    chromium.open(f"{site}topics/section/incidents/")
    rows = "[...document.querySelectorAll('#list li')].filter(row => row.offsetParent).length"
    everything = chromium.evaluate(rows)
    chromium.evaluate(
        "document.querySelector('[name=cause]').value = 'insider';"
        "document.querySelector('[name=cause]').dispatchEvent(new Event('input', {bubbles: true}))"
    )
    narrowed = chromium.evaluate(rows)
    assert 0 < narrowed < everything
    assert text(chromium, ".kw-filter__status") == f"{narrowed}件を表示しています。"
    chromium.evaluate(
        "document.querySelector('[name=words]').value = 'ＺＺＺ';"
        "document.querySelector('[name=words]').dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert chromium.evaluate(rows) == 0
    assert text(chromium, ".kw-filter__status") == "当てはまるものはありません。"


def test_a_list_is_whole_without_scripts(chromium, site):
    chromium.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        chromium.call("Page.navigate", url=f"{site}topics/section/incidents/")
        chromium.wait_for("document.readyState === 'complete' && !!document.querySelector('#list')")
        assert chromium.evaluate("document.querySelector('.kw-filter').hidden")
        assert chromium.evaluate("document.querySelectorAll('#list li:not([hidden])').length") > 100
    finally:
        chromium.call("Emulation.setScriptExecutionDisabled", value=False)
