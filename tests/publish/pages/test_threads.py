from generator.model import Affected, Facts
from generator.publish.pages import site_pages
from tests.publish.pages.sample import archive, entry, issue


def figures(count):
    return Facts(affected=(Affected(count=count, unit="名"),))


FIRST = entry("2026-08-03-q7mk", headline="第一の報告", facts=figures(10))
SECOND = entry("2026-10-19-aaaa", headline="第二の報告", thread="2026-08-03-q7mk", report=2, facts=figures(25))
ALONE = entry("2026-08-05-bbbb", headline="単独の報告")


def pages():
    given = archive(issue("2026-08", [FIRST, ALONE]), issue("2026-10", [SECOND]))
    return {page.path: page for page in site_pages(given)}


def test_a_thread_has_a_page_with_all_reports():
    html = pages()["threads/2026-08-03-q7mk/"].html
    assert 'href="../../2026-08/#i-2026-08-03-q7mk"' in html
    assert 'href="../../2026-10/#i-2026-10-19-aaaa"' in html


def test_an_entry_that_stands_alone_has_no_thread_page():
    assert "threads/2026-08-05-bbbb/" not in pages()


def test_a_later_report_says_what_it_changed():
    html = pages()["2026-10/"].html
    assert "前回の報告から変わった点" in html
    assert "<del>10名</del>" in html
    assert "<ins>25名</ins>" in html


def test_an_earlier_report_leads_to_the_later_one():
    html = pages()["2026-08/"].html
    assert 'href="../2026-10/#i-2026-10-19-aaaa"' in html
    assert "前回の報告から変わった点" not in html


def test_a_thread_whose_other_report_is_not_published_has_no_page():
    given = archive(issue("2026-10", [SECOND]))
    assert not [page for page in site_pages(given) if page.path.startswith("threads/2026")]
