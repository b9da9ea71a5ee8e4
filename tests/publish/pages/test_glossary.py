from pathlib import Path

from generator.model import Section
from generator.publish.pages import Term, read_glossary, site_pages
from generator.publish.pages.glossary import first_uses
from tests.publish.pages.sample import archive, entry, issue

GLOSSARY = """# 用語集

## 攻撃 { #incidents }

ランサムウェア { #ransomware }
:   データを使えなくし、金銭を求めるプログラム。

EDR { #edr }
:   不審な動きを止める製品。
"""
RANSOMWARE = Term(word="ランサムウェア", anchor="ransomware", meaning="データを使えなくし、金銭を求めるプログラム。")
EDR = Term(word="EDR", anchor="edr", meaning="不審な動きを止める製品。")


def test_the_words_of_the_page_are_read_and_its_headings_are_not():
    assert read_glossary(GLOSSARY) == (RANSOMWARE, EDR)


def test_the_glossary_of_this_site_can_be_read():
    terms = read_glossary((Path(__file__).parents[3] / "content/pages/glossary.md").read_text("utf-8"))
    assert len(terms) >= 20
    assert len({term.anchor for term in terms}) == len(terms)


def test_a_word_is_explained_where_it_is_used_first():
    entries = [
        entry("2026-10-01-aaaa", body=("何も起きていない。",)),
        entry("2026-10-02-bbbb", body=("ﾗﾝｻﾑｳｪｱに感染した。",)),
        entry("2026-10-03-cccc", body=("ランサムウェアに感染した。",)),
    ]
    uses = first_uses(entries, [RANSOMWARE])
    assert uses == {"2026-10-01-aaaa": (), "2026-10-02-bbbb": (RANSOMWARE,), "2026-10-03-cccc": ()}


def test_letters_inside_a_longer_word_are_no_use():
    log = Term(word="ログ", anchor="log", meaning="記録。")
    assert first_uses([entry(body=("ログインした。カタログも見た。",))], [log])["2026-10-19-q7mk"] == ()
    assert first_uses([entry(body=("通信ログを調べた。",))], [log])["2026-10-19-q7mk"] == (log,)
    assert first_uses([entry(body=("CEDRICを使う。",))], [EDR])["2026-10-19-q7mk"] == ()
    assert first_uses([entry(body=("同社はEDRを使う。",))], [EDR])["2026-10-19-q7mk"] == (EDR,)


def test_the_order_is_that_of_the_page_and_not_that_of_the_files():
    policy = entry("2026-10-01-aaaa", section=Section.POLICY, body=("ランサムウェアへの備え。",))
    incident = entry("2026-10-02-bbbb", body=("ランサムウェアに感染した。",))
    pages = {page.path: page for page in site_pages(archive(issue("2026-10", [policy, incident])), [RANSOMWARE])}
    html = pages["2026-10/"].html
    assert html.count('href="../glossary/#ransomware"') == 1
    assert html.index("glossary/#ransomware") < html.index("i-2026-10-01-aaaa", html.index("<article"))
