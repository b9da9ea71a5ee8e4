import pytest

from generator.collect.repair import NoFeedError, repair

ITEM = "<item><title>{}</title></item>"


def feed(*contents):
    return f'<rss version="2.0"><channel>{"".join(contents)}</channel></rss>'


def mended(text):
    return repair(text, max_items=10).text


def test_authors_are_dropped_and_their_neighbours_kept():
    text = mended(feed("<item><author>a@b.example (A)</author><title>一</title><dc:creator>B</dc:creator></item>"))

    assert "<item><title>一</title></item>" in text


def test_an_author_that_is_not_closed_does_not_take_the_next_item_along():
    text = mended(feed("<item><author>a<title>一</title></item>", ITEM.format("二"), "<item><author/>三</item>"))

    assert [word in text for word in ("一", "二", "三")] == [True] * 3


def test_document_types_and_their_entities_are_gone():
    text = mended('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + feed(ITEM.format("&a;")))

    assert "DOCTYPE" not in text
    assert "passwd" not in text
    assert "&amp;a;" in text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("A&B", "A&amp;B"),
        ("A&amp;B", "A&amp;B"),
        ("A&lt;B", "A&lt;B"),
        ("A&nbsp;B", "A&#160;B"),
        ("A&unknown;B", "A&amp;unknown;B"),
        ("A&#12354;B", "A&#12354;B"),
        ("A&#x1F600;B", "A&#x1F600;B"),
        ("A&#8;B", "AB"),
        ("A&#xD800;B", "AB"),
        ("A&#1114112;B", "AB"),
        ("<![CDATA[A&B &amp; <b>]]>", "<![CDATA[A&B &amp; <b>]]>"),
        ("<![CDATA[A&#1114112;B]]>", "<![CDATA[AB]]>"),
    ],
)
def test_a_reference_is_one_that_a_parser_knows(written, read):
    assert ITEM.format(read) in mended(feed(ITEM.format(written)))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (feed(ITEM.format("一"))[:-6], "</item></channel></rss>"),
        (feed(ITEM.format("一"), ITEM.format("二"))[:-30], "一</title></item></channel></rss>"),
        ("<feed><entry>一</entry><entry>二", "<entry>一</entry></feed>"),
        ("<rdf:RDF><channel></channel><item>一</item><item>", "<item>一</item></rdf:RDF>"),
    ],
)
def test_what_breaks_off_ends_behind_its_last_whole_item(text, end):
    repaired = repair(text, max_items=10)

    assert repaired.cut
    assert repaired.text.endswith(end)


def test_items_beyond_the_limit_are_left_out_and_said():
    repaired = repair(feed(*(ITEM.format(n) for n in range(12))), max_items=10)

    assert repaired.over
    assert repaired.text.count("<item>") == 10
    assert not repaired.cut


@pytest.mark.parametrize("text", ["", "  ", "文", "<html><rss></rss></html>", "<opml></opml>", "<rssx></rssx>"])
def test_what_is_no_feed_is_refused(text):
    with pytest.raises(NoFeedError):
        repair(text, max_items=10)
