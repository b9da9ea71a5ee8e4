import json

import pytest

from tests.browser.corpus import QUERIES, expected

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIND = """new Promise((done, failed) => {
  const worker = self.kwWorker ??= new Worker("assets/javascripts/search-worker.js")
  worker.onerror = failed
  worker.onmessage = ({data}) => { if (data.type === 3) done(data.data.items.map(group => group[1].location)) }
  worker.postMessage({type: 0, data: {}})
  worker.postMessage({type: 2, data: %s})
})"""


def ids(locations):
    return {location.partition("#i-")[2] for location in locations}


@pytest.fixture(scope="module")
def answers(chromium, corpus_site):
    """What the worker behind the theme's search box answers to every query."""
    chromium.open(corpus_site)
    return {query.typed: chromium.evaluate(FIND % json.dumps(query.typed)) for query in QUERIES}


def test_there_are_enough_queries_to_speak_of_percent():
    assert len(QUERIES) >= 80
    assert len({query.typed for query in QUERIES}) == len(QUERIES)
    assert sum(bool(expected(query)) for query in QUERIES) >= 70


def test_what_is_meant_is_found_and_nothing_else(answers):
    wrong = {q.typed: (ids(answers[q.typed]), expected(q)) for q in QUERIES if ids(answers[q.typed]) != expected(q)}
    right = sum(len(ids(answers[q.typed]) & expected(q)) for q in QUERIES)
    recall = right / sum(len(expected(q)) for q in QUERIES)
    precision = right / sum(len(answers[q.typed]) for q in QUERIES)
    assert (recall, precision) >= (0.98, 0.98), wrong
    assert precision >= 0.98, wrong
    assert all(len(found & meant) * 2 >= len(meant) for found, meant in wrong.values()), wrong


@pytest.mark.parametrize("typed", ['"ランサムウェア"', "「ランサムウェア」", "“ランサムウェア”", "『ランサムウェア』"])
def test_marks_around_a_word_change_nothing(chromium, corpus_site, answers, typed):
    chromium.open(corpus_site)
    assert chromium.evaluate(FIND % json.dumps(typed)) == answers["ランサムウェア"] != []


def test_a_comma_stands_between_words(chromium, corpus_site):
    chromium.open(corpus_site)
    both = chromium.evaluate(FIND % json.dumps("ランサムウェア 漏えい"))
    assert both
    for typed in ("ランサムウェア、漏えい", "ランサムウェア,漏えい", "ランサムウェア，漏えい"):
        assert chromium.evaluate(FIND % json.dumps(typed)) == both


@pytest.mark.parametrize("typed", ["2023年8月号", "２０２３年８月号", "令和5年8月号"])
def test_an_issue_is_found_by_its_name(chromium, corpus_site, typed):
    chromium.open(corpus_site)
    found = chromium.evaluate(FIND % json.dumps(typed))
    assert {location[:7] for location in found} == {"2023-08"}


def test_an_issue_of_january_is_not_that_of_november(chromium, corpus_site):
    chromium.open(corpus_site)
    months = {location[5:7] for location in chromium.evaluate(FIND % json.dumps("1月号"))}
    assert months <= {"01"}


def test_headlines_come_first_then_the_newest(answers):
    found = answers["ランサムウェア"]
    assert [location[:7] for location in found] == ["2024-05", "2023-08", "2025-03"]


def test_the_box_finds_what_is_typed_and_opens_it(chromium, corpus_site):
    chromium.resize(1280)
    chromium.open(corpus_site)
    chromium.evaluate("document.querySelector('.md-search__input').focus()")
    chromium.call("Input.insertText", text="サイバー保険")
    chromium.wait_for("document.querySelectorAll('.md-search-result__item').length === 1")
    assert "1件" in chromium.evaluate("document.querySelector('.md-search-result__meta').textContent")
    # The theme draws its list again whenever it likes; a click on what is no longer there goes nowhere.
    chromium.wait_for(
        "location.pathname.endsWith('/2023-09/') ? !!document.querySelector(':target')"
        " : (document.querySelectorAll('.md-search-result__item a')[1]?.click(), false)"
    )
    assert "サイバー保険" in chromium.evaluate("document.querySelector(':target h3').textContent")


def test_the_page_finds_the_same_and_filters(chromium, corpus_site):
    chromium.open(f"{corpus_site}search/?query=%E6%BC%8F%E6%B4%A9")  # 漏洩
    chromium.wait_for("document.querySelectorAll('.kw-results li').length > 0")
    everything = chromium.evaluate("document.querySelectorAll('.kw-results li').length")
    assert everything == len(expected(next(query for query in QUERIES if query.typed == "漏洩")))
    chromium.evaluate(
        "(s => { s.value = 'policy'; s.dispatchEvent(new Event('change', {bubbles: true})) })"
        "(document.querySelector('.kw-search select[name=section]'))"
    )
    fewer = chromium.wait_for("document.querySelectorAll('.kw-results li').length")
    assert 0 < fewer < everything
    assert "section=policy" in chromium.evaluate("location.search")


def test_a_text_with_markup_is_shown_as_text(chromium, corpus_site):
    chromium.open(f"{corpus_site}search/?query=%3Cimg%20src%3Dx%3E")
    chromium.wait_for("document.querySelector('.kw-search__status').textContent.includes('見つかりません')")
    assert chromium.evaluate("document.querySelectorAll('.kw-page img').length") == 0


@pytest.mark.timed
def test_ten_years_are_ready_at_once_and_answer_quickly(chromium, site):
    """280 entries of a real site, repeated to 2,400: the goal is 400 ms for the set-up and 20 ms for a query."""
    chromium.open(f"{site}search/")
    chromium.wait_for("self.KawarabanSearch && document.querySelectorAll('select[name=year] option').length > 1")
    figures = chromium.evaluate(
        """(async () => {
          const data = await KawarabanSearch.load(new URL("./", location.href))
          const rows = data.index.rows.map(entry => entry.row)
          const many = Array.from({length: 2400}, (_, n) => rows[n % rows.length])
          const began = performance.now()
          const index = new KawarabanSearch.Index(data.header.synonyms)
          index.add(many)
          const ready = performance.now()
          for (const word of ["ランサムウェア", "漏洩 サーバー", "2026年8月", "量子暗号"]) index.search(word)
          return [ready - began, (performance.now() - ready) / 4]
        })()"""
    )
    assert figures[0] < 2000, figures  # machines differ; a rule that became slow is ten times over the goal
    assert figures[1] < 200, figures
