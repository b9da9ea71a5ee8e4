import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect import links
from generator.collect.links import clean_link, link_key

BASE = "https://feed.example/d/news.rdf"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://feed.example/a", "https://feed.example/a"),
        ("HTTPS://Feed.Example:443/a", "https://feed.example/a"),
        ("https://feed.example", "https://feed.example/"),
        ("a/b.html", "https://feed.example/d/a/b.html"),
        ("/a", "https://feed.example/a"),
        ("//other.example/a", "https://other.example/a"),
        ("http://feed.example/a", "https://feed.example/a"),
        ("http://other.example/a", "http://other.example/a"),
        ("http://feed.example:8080/a", "http://feed.example:8080/a"),
        ("https://feed.example/報道 発表", "https://feed.example/%E5%A0%B1%E9%81%93%20%E7%99%BA%E8%A1%A8"),
        ("https://feed.example/shiryo 1.pdf", "https://feed.example/shiryo%201.pdf"),
        ("https://日本語.example/", "https://xn--wgv71a119e.example/"),
        ("https://feed.example/\n a\t", "https://feed.example/a"),
        ("https://feed.example/a?id=1&utm_source=x&b=2", "https://feed.example/a?id=1&b=2"),
        ("https://feed.example/a?ref=ninf#houdou", "https://feed.example/a#houdou"),
        ("https://feed.example/a?ref=12", "https://feed.example/a?ref=12"),
        ("https://feed.example/a?source=rss&x", "https://feed.example/a?x"),
        ("https://feed.example/a?rss", "https://feed.example/a"),
        ("https://feed.example/a#utm_source=x", "https://feed.example/a"),
        ("https://feed.example/a?id=1&amp;utm_source=x", "https://feed.example/a?id=1"),
        ("https://feed.example/a?PHPSESSID=4f2c&id=1", "https://feed.example/a?id=1"),
        ("https://feed.example/a.do;jsessionid=4F2C?id=1", "https://feed.example/a.do?id=1"),
        ("https://feed.example/a#:~:text=%E6%BC%8F", "https://feed.example/a"),
        ("https://feed.example/a#2:~:text=%E6%BC%8F", "https://feed.example/a#2"),
        ('https://feed.example/"><script>', "https://feed.example/%22%3E%3Cscript%3E"),
        ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
    ],
)
def test_a_link_becomes_an_absolute_address(link, address):
    assert clean_link(link, BASE) == address


NO_LINKS = [
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "ftp://feed.example/a",
    "file:///etc/passwd",
    "https://user:pass@feed.example/",
    "https://user@feed.example/",
    "https://",
    "https://feed example/",
    "http://[::1",
    "https://a:99999/",
    "mailto:a@feed.example",
    "https://" + "a" * 70 + ".example/",
    "https://feed.example/" + "a" * 3000,
]


@pytest.mark.parametrize("link", NO_LINKS)
def test_what_no_reader_could_open_safely_is_no_link(link):
    assert clean_link(link, BASE) == ""


def test_spellings_of_one_address_have_one_key():
    spellings = ["https://feed.example/a/", "http://feed.example/a", "https://feed.example/a/index.html"]

    assert len({link_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("other", ["https://feed.example/a?id=2", "https://feed.example/a#2", "https://feed.example/b"])
def test_other_addresses_have_other_keys(other):
    assert link_key(other) != link_key("https://feed.example/a")


PIECES = [
    "https://",
    "http://",
    "a.example",
    ".",
    "..",
    "/",
    "?",
    "#",
    "&",
    "=",
    ";",
    "utm_source=x",
    "ref=ninf",
    "id=1",
]
PIECES += ["%E3%81%82", "あ", " ", "@", ":80", "[", "~", "index.html", "A", "x" * 64]


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_the_quick_way_for_ordinary_links_gives_what_the_whole_way_gives(rest):
    for link in (f"https://a.example/{rest}", rest):
        for base in ("", BASE, link):
            assert clean_link(link, base) == links._clean(link, base)
