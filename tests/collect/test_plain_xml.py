"""The quick reader against feedparser: it says the same, or leaves the document alone."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.collect.decode import decode
from generator.collect.parse.lenient import read_lenient
from generator.collect.parse.plain_xml import read_plain
from generator.collect.parse.syndication import plain_items
from generator.collect.repair import NoFeedError, repair
from tests.collect.make import make_rss

URL = "https://feed.example/news.rdf"
FILES = [path for path in sorted((Path(__file__).parent / "data" / "feeds").iterdir()) if path.suffix != ".json"]


def both(text):
    """Give the items of the quick reader (None where it declines), and those of feedparser."""
    plain = read_plain(text)
    quick = None if plain is None else [dataclasses.replace(raw, base="") for raw in plain_items(*plain, URL)]
    slow = [dataclasses.replace(raw, base="", identified_by="") for raw in read_lenient(text, URL)]
    return quick, slow


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_sample_is_read_alike_or_left_to_feedparser(path):
    try:
        text = repair(decode(path.read_bytes(), charset=None).lstrip("\ufeff"), max_items=100).text
    except NoFeedError:
        return
    quick, slow = both(text)

    assert quick is None or quick == slow


def test_a_usual_feed_is_plain():
    assert read_plain(make_rss("一件目").decode()) is not None


WORDS = st.sampled_from(
    ["題", "a &amp; b", "&lt;b&gt;c&lt;/b&gt;", "<![CDATA[<p>d</p>]]>", " e ", "", "&#12354;", "f\x85"]
)
LINKS = st.sampled_from(
    ["https://a.example/1", "http://a.example/1?x=1&amp;y=2", "/rel", "", "https://a.example/#2", "https://a.example/?"]
)
RSS = st.one_of(
    st.builds("<title>{}</title>".format, WORDS),
    st.builds("<link>{}</link>".format, LINKS),
    st.builds("<guid>{}</guid>".format, LINKS),
    st.builds('<guid isPermaLink="{}">{}</guid>'.format, st.sampled_from(["true", "false"]), LINKS),
    st.builds("<description>{}</description>".format, WORDS),
    st.builds(
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{}</content:encoded>'.format, WORDS
    ),
    st.builds("<{0}>Mon, 19 Oct 2026 14:00:00 +0900</{0}>".format, st.sampled_from(["pubDate", "category", "odd"])),
)
ATOM = st.one_of(
    st.builds('<title type="{}">{}</title>'.format, st.sampled_from(["text", "html", "xhtml", "text/plain"]), WORDS),
    st.builds("<title>{}</title>".format, WORDS),
    st.builds(
        '<link rel="{}" href="{}"/>'.format, st.sampled_from(["alternate", "self", "related", "enclosure"]), LINKS
    ),
    st.builds('<link href="{}"/>'.format, LINKS),
    st.builds("<id>{}</id>".format, st.one_of(LINKS, st.just("urn:uuid:1"), st.just("tag:a,2026:1"))),
    st.builds('<{0} type="html">{1}</{0}>'.format, st.sampled_from(["summary", "content"]), WORDS),
    st.builds("<{0}>2026-10-19T14:00:00+09:00</{0}>".format, st.sampled_from(["updated", "published", "modified"])),
)
RDF = st.one_of(
    st.builds("<title>{}</title>".format, WORDS),
    st.builds("<link>{}</link>".format, LINKS),
    st.builds("<description>{}</description>".format, WORDS),
    st.builds("<dc:{0}>2026-10-19T14:00:00+09:00</dc:{0}>".format, st.sampled_from(["date", "identifier", "rights"])),
)
RDF_HEAD = (
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>t</title></channel>'
)
SHAPES = {
    "rss": (RSS, '<rss version="2.0"><channel><title>t</title>', "item", "", "</channel></rss>"),
    "atom": (ATOM, '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>', "entry", "", "</feed>"),
    "rdf": (RDF, RDF_HEAD, "item", ' rdf:about="https://a.example/9"', "</rdf:RDF>"),
}


@pytest.mark.parametrize("shape", SHAPES)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_feeds_of_every_mixture_are_read_alike_or_left_to_feedparser(shape, data):
    elements, head, item, about, tail = SHAPES[shape]
    items = data.draw(st.lists(st.lists(elements, max_size=5), min_size=1, max_size=3))

    rows = "".join(f"<{item}{about}>{''.join(parts)}</{item}>" for parts in items)
    quick, slow = both(f"{head}{rows}{tail}")

    assert quick is None or quick == slow
