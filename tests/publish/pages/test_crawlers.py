from datetime import date
from xml.etree import ElementTree as ET

from generator.publish.pages import robots, site_pages, sitemap
from tests.publish.pages.sample import archive, entry, issue, newsletter

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def listed(data):
    urls = ET.fromstring(data).findall("s:url", NAMES)
    return {url.findtext("s:loc", None, NAMES): url.findtext("s:lastmod", None, NAMES) for url in urls}


def test_a_page_is_dated_by_the_newest_issue_it_shows():
    given = archive(issue("2025-12", [entry("2025-12-01-aaaa")]), issue("2026-10", published=date(2026, 10, 12)))
    found = listed(sitemap("https://a.example/", site_pages(given), ["about/"]))
    assert found["https://a.example/2026-10/"] == "2026-10-12"
    assert found["https://a.example/archive/2025/"] == "2025-12-28"
    assert found["https://a.example/about/"] is None


def test_crawlers_may_read_that_a_page_is_not_to_be_listed():
    text = robots(newsletter(noindex=True)).decode()
    assert "Disallow: /" not in text
    assert "Sitemap" not in text
    assert "Sitemap: https://kawaraban.example/news/sitemap.xml" in robots(newsletter()).decode()
