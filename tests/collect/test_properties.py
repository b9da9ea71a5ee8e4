"""Rules that hold for every feed, tried on feeds that nobody thought of."""

import contextlib
import random
import unicodedata
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.collect.dates import read_date
from generator.collect.decode import decode
from generator.collect.document import Document
from generator.collect.identity import identify
from generator.collect.links import clean_link, link_key
from generator.collect.parse import parse
from generator.collect.pipeline import collect
from generator.collect.plain import from_markup
from generator.errors import ParseError
from generator.model import FeedKey, Outcome
from generator.text import JST
from tests.collect.make import NOW, make_archive, make_feed, make_item, make_row, says, serve

JAPANESE = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x30FE), min_size=1, max_size=12)
WORDS = st.one_of(JAPANESE, st.sampled_from(["障害", "不正アクセス", "㈱北星", "A&B", "第2報", "<b>", "～"]))
TITLES = st.lists(WORDS, min_size=1, max_size=4).map("の".join)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 10, 19), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis adds the zone)
ITEMS = st.builds(
    lambda title, number, guid, moment: (title, f"https://feed.example/{number}", guid, moment),
    TITLES,
    st.integers(0, 5),
    st.sampled_from(["", "a", "b", "item_1", "item_2"]),
    MOMENTS,
)
DOCUMENTS = st.lists(ITEMS, min_size=1, max_size=8)
FEW = settings(max_examples=60, deadline=None)


def write(items, encoding="utf-8"):
    rows = "".join(
        f"<item><title>{escape(escape(title))}</title><link>{link}</link>"
        f"<guid isPermaLink='false'>{guid}</guid><pubDate>{moment.isoformat()}</pubDate></item>"
        for title, link, guid, moment in items
    )
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel>{rows}</channel></rss>'
    return text.encode("cp932" if encoding == "Shift_JIS" else encoding, "replace")


def run(items, *, archive=None, seen=()):
    feed = make_feed()
    return collect(
        [feed],
        archive or make_archive(),
        seen,
        now=NOW,
        fetch=serve({feed.url: write(items)}),
        parse=parse,
        analyze=says(),
        letters=random.Random(1),  # noqa: S311 (letters, no secret)
    )


@FEW
@given(DOCUMENTS)
def test_a_second_run_of_any_feed_adds_nothing(items):
    first = run(items)
    second = run(items, archive=make_archive(candidates=first.candidates), seen=first.rows)

    assert second.rows == ()
    assert second.candidates == ()


@FEW
@given(DOCUMENTS)
def test_every_item_of_any_feed_has_exactly_one_row(items):
    found = run(items)

    distinct = {(guid, link, title, moment) for title, link, guid, moment in items}
    assert len({row.key for row in found.rows}) == len(found.rows)
    # Titles that differ in markup only can fall together; nothing else may.
    assert len(found.rows) <= len(distinct)
    assert {row.link for row in found.rows} == {link for _, link, _, _ in items}


@FEW
@given(DOCUMENTS)
def test_every_row_that_is_no_noise_leads_to_a_candidate(items):
    found = run(items)
    ids = {entry.id for entry in found.candidates}

    assert {row.entry for row in found.rows} == ids
    assert sum(row.outcome is Outcome.CANDIDATE for row in found.rows) == len(found.candidates)


@FEW
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_a_feed_does_not_make_known_items_new(items, chance):
    first = run(items)
    mixed = list(items)
    chance.shuffle(mixed)

    second = run(mixed, archive=make_archive(candidates=first.candidates), seen=first.rows)

    assert [row for row in second.rows if row.revision == 0] == []


@FEW
@given(DOCUMENTS, ITEMS)
def test_a_new_item_in_front_brings_one_row_at_most(items, fresh):
    first = run(items)
    second = run([fresh, *items], archive=make_archive(candidates=first.candidates), seen=first.rows)

    assert len(second.rows) <= 1


@FEW
@given(st.lists(ITEMS, max_size=6), st.sampled_from([None, *FeedKey]))
def test_keys_are_never_shared_within_a_document(items, key):
    values = [make_item(title=t or "x", link=link, guid=g, published=m) for t, link, g, m in items]
    known = identify(make_feed(key=key), values, [make_row()])

    assert len({one.key for one in known}) == len(known)


@FEW
@given(st.lists(JAPANESE, min_size=3, max_size=10), st.sampled_from(["utf-8", "cp932", "euc_jp", "iso2022_jp"]))
def test_japanese_is_read_without_a_declaration(words, encoding):
    text = "<rss>個人情報の漏えいについて、" + "と".join(words) + "を公表しました。</rss>"
    try:
        body = text.encode(encoding)
    except UnicodeEncodeError:
        return

    assert decode(body) == text


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"\x1b$B\x00")
@example(b"\xff\xfe\x00")
def test_any_bytes_are_a_feed_or_an_error_in_words(body):
    feed = make_feed()
    for document in (body, b'<rss version="2.0"><channel><item><title>' + body):
        with contextlib.suppress(ParseError):
            assert parse(feed, Document(url=feed.url, body=document)).items


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_no_markup_gives_a_control_or_invisible_character(markup):
    text = from_markup(f"<p>{markup}</p>&#27;&#8238;")

    assert not [char for char in text if unicodedata.category(char) == "Cc" or char in "\u202e\u200b\ufeff"]
    assert "\n" not in text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=100))
def test_a_link_is_http_or_nothing(link):
    address = clean_link(link, "https://feed.example/news.rdf")

    assert address == "" or address.startswith(("https://", "http://"))
    assert address.isascii()
    assert not set(address) & set('"<> \\^`{|}\n\t')
    assert clean_link(address, "https://feed.example/news.rdf") == address


@given(st.text(max_size=60))
def test_a_key_of_a_link_is_that_of_its_key(link):
    address = clean_link(link, "https://feed.example/d/")

    assert link_key(f"https://{link_key(address)}") == link_key(
        link_key("https://x/") and f"http://{link_key(address)}"
    )


FORMS = [
    "{0.year}-{0.month:02}-{0.day:02}T{0.hour:02}:{0.minute:02}:{0.second:02}+09:00",
    "{0.year}/{0.month}/{0.day} {0.hour}:{0.minute:02}:{0.second:02}",
    "{0.year}年{0.month}月{0.day}日 {0.hour}時{0.minute}分{0.second}秒",
    "{0.day} {0:%b} {0.year} {0.hour:02}:{0.minute:02}:{0.second:02} JST",
    "{0:%a}, {0.day:02} {0:%b} {0.year} {0.hour:02}:{0.minute:02}:{0.second:02} +0900",
    "令和{1}年{0.month}月{0.day}日 {0.hour}:{0.minute:02}:{0.second:02}",
]


@settings(max_examples=200)
@given(MOMENTS, st.sampled_from(FORMS))
def test_every_form_of_a_moment_is_read_to_the_second(moment, form):
    moment = moment.astimezone(JST).replace(microsecond=0)

    read = read_date(form.format(moment, moment.year - 2018))

    assert read is not None
    assert read.moment == moment


@settings(max_examples=300)
@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_dates(text):
    read = read_date(text)

    assert read is None or timedelta(days=-1) < read.moment - datetime(1970, 1, 1, tzinfo=UTC)
