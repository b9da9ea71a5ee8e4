from generator.model import Cause, Facts, Section
from generator.publish.pages import site_pages
from generator.publish.pages.topics import industry_path
from tests.publish.pages.sample import archive, entry, issue

ONE = entry("2025-12-01-aaaa", headline="古い事故", facts=Facts(cause=Cause.RANSOMWARE), industry="通信会社")
TWO = entry("2026-10-01-bbbb", headline="新しい事故", facts=Facts(cause=Cause.RANSOMWARE), industry="共済組合")
THREE = entry("2026-10-02-cccc", headline="新しい指針", section=Section.POLICY)


def pages():
    return {page.path: page for page in site_pages(archive(issue("2025-12", [ONE]), issue("2026-10", [TWO, THREE])))}


def test_a_cause_lists_its_entries_newest_first():
    html = pages()["topics/cause/ransomware/"].html
    assert html.index("新しい事故") < html.index("古い事故")
    assert "新しい指針" not in html


def test_a_cause_without_entries_has_no_page():
    assert "topics/cause/outage/" not in pages()


def test_a_section_without_entries_has_a_page_that_says_so():
    assert "この分野の記事はまだありません。" in pages()["topics/section/other/"].html


def test_an_industry_has_an_address_in_ascii_that_stays():
    path = industry_path("通信会社")
    assert path.isascii()
    assert "古い事故" in pages()[path].html


def test_each_year_has_a_page_and_knows_its_neighbours():
    found = pages()
    assert found["archive/2026/"].previous.path == "archive/2025/"
    assert found["archive/2025/"].next.path == "archive/2026/"
    assert "2025年12月号" in found["archive/2025/"].html


def test_the_home_page_shows_the_newest_issue():
    html = pages()[""].html
    assert html.index("2026年10月号") < html.index("2025年12月号")
    assert 'href="2026-10/"' in html
