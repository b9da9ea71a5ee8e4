import pytest

from generator.errors import ContentError, UsageError
from generator.model import Feed, FeedFormat, ListPage
from generator.storage.feeds import load_feeds
from generator.storage.opml import Outline, import_feeds, read_opml, write_opml

OLD = """# 一覧
- id: a-example   # 消さないこと
  title: 'あ'
  url: https://a.example/rss
"""


def opml(tmp_path, body, head=""):
    path = tmp_path / "list.opml"
    path.write_text(f'<?xml version="1.0"?>{head}<opml version="2.0"><body>{body}</body></opml>', "utf-8")
    return path


@pytest.fixture
def feeds(tmp_path):
    path = tmp_path / "feeds.yml"
    path.write_text(OLD, "utf-8")
    return path


def take(feeds, *outlines, enabled=False):
    return import_feeds(feeds, feeds.parent / "content", outlines, enabled=enabled)


def test_feeds_are_read_from_every_folder_of_a_list(tmp_path):
    body = (
        '<outline text="folder"><outline type="rss" text="T" title="題 &amp; 名" xmlUrl="https://b.example/rss"/></outline>'
        '<outline text="C" xmlUrl="https://c.example/"/><outline text="none"/>'
    )

    assert read_opml(opml(tmp_path, body)) == (
        Outline(title="題 & 名", url="https://b.example/rss"),
        Outline(title="C", url="https://c.example/"),
    )


@pytest.mark.parametrize(
    ("body", "head", "word"),
    [
        (
            '<outline xmlUrl="https://b.example/&x;"/>',
            '<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            "DOCTYPE",
        ),
        ("", '<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>', "DOCTYPE"),
        ("<outline>" * 60 + "</outline>" * 60, "", "入れ子"),
        ("<outline xmlUrl='https://b.example/'/>" * 5_001, "", "5000件"),
        ("<outline>", "", "XML"),
        ("x" * (6 * 1024 * 1024), "", "5MiB"),
    ],
)
def test_a_hostile_list_is_refused_in_words(tmp_path, body, head, word):
    with pytest.raises(UsageError, match=word):
        read_opml(opml(tmp_path, body, head))


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("Shift_JIS", "cp932"),
        ("EUC-JP", "euc_jp"),
        ("ISO-2022-JP", "iso2022_jp"),
        ("UTF-16", "utf-16"),
        ("UTF-8", "cp932"),
        ("x-unknown", "utf-8"),
        ("undefined", "cp932"),
    ],
)
def test_a_list_is_read_in_the_encodings_of_old_readers(tmp_path, declared, codec):
    path = tmp_path / "list.opml"
    text = f'<?xml version="1.0" encoding="{declared}"?><opml><body><outline text="日本語の題" xmlUrl="https://b.example/"/></body></opml>'
    path.write_bytes(text.encode(codec))

    assert read_opml(path) == (Outline(title="日本語の題", url="https://b.example/"),)


def test_slips_of_a_list_that_leave_no_doubt_are_passed_over(tmp_path):
    body = '<OUTLINE Text="題" XMLURL="https://b.example/?a=1&b=2"/>'

    assert read_opml(opml(tmp_path, body)) == (Outline(title="題", url="https://b.example/?a=1&b=2"),)


def test_a_list_that_breaks_off_is_refused_with_its_line(tmp_path):
    with pytest.raises(UsageError, match=r"list\.opml の2行目がXMLとして読めません"):
        read_opml(opml(tmp_path, "\n<outline"))


def test_a_document_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "x.opml"
    path.write_bytes(b"<rss/>")

    with pytest.raises(UsageError, match="OPMLではありません"):
        read_opml(path)


def test_new_feeds_stand_behind_the_old_bytes_and_are_off(feeds):
    done = take(feeds, Outline(title="い: ろ # は", url="https://b.example/rss"))

    assert feeds.read_text("utf-8").startswith(OLD)
    assert [(feed.id, feed.title, feed.enabled) for feed in load_feeds(feeds)] == [
        ("a-example", "あ", True),
        ("b-example", "い: ろ # は", False),
    ]
    assert done.added == load_feeds(feeds)[1:]


def test_a_list_that_holds_comments_only_may_begin_with_an_import(feeds):
    feeds.write_text("# 情報源の一覧\n\n", "utf-8")

    take(feeds, Outline(title="い", url="https://b.example/rss"))

    assert feeds.read_text("utf-8").startswith("# 情報源の一覧\n\n")
    assert [feed.id for feed in load_feeds(feeds)] == ["b-example"]


def test_new_feeds_are_on_where_that_is_asked_for(feeds):
    take(feeds, Outline(title="い", url="https://b.example/rss"), enabled=True)

    assert load_feeds(feeds)[1].enabled


def test_a_feed_that_is_there_in_another_spelling_is_not_added(feeds):
    done = take(feeds, Outline(title="い", url="http://www.a.example/rss/"))

    assert (done.added, done.known) == ((), ("http://www.a.example/rss/",))
    assert feeds.read_text("utf-8") == OLD


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://u:p@b.example/",
        "https:///x",
        "https://b.example:0/",
        "x",
        "https://b.example/{year}/",
        "https://b.example/{other}/",
    ],
)
def test_an_address_that_cannot_be_fetched_is_refused(feeds, url):
    assert take(feeds, Outline(title="い", url=url)).refused == (url,)


def test_two_feeds_of_one_host_and_one_with_the_id_of_another_get_ids_of_their_own(feeds):
    take(feeds, *(Outline(title="い", url=f"https://a.example/{n}") for n in range(2)))

    assert [feed.id for feed in load_feeds(feeds)] == ["a-example", "a-example-2", "a-example-3"]


def test_line_ends_and_a_last_line_without_one_stay_as_they_are(feeds):
    old = OLD.rstrip("\n").replace("\n", "\r\n").encode()
    feeds.write_bytes(old)

    take(feeds, Outline(title="い", url="https://b.example/rss"))

    assert feeds.read_bytes().startswith(old + b"\r\n")
    assert b"\n" not in feeds.read_bytes().replace(b"\r\n", b"")
    assert len(load_feeds(feeds)) == 2


def test_a_list_in_brackets_is_left_alone_and_the_reason_is_said(feeds):
    feeds.write_text("[]\n", "utf-8")

    with pytest.raises(UsageError, match="終わりに足せません"):
        take(feeds, Outline(title="い", url="https://b.example/rss"))

    assert feeds.read_text("utf-8") == "[]\n"


def test_a_broken_list_of_feeds_is_told_before_anything_is_written(feeds):
    feeds.write_text(OLD + "- id: a-example\n", "utf-8")

    with pytest.raises(ContentError):
        take(feeds, Outline(title="い", url="https://b.example/rss"))


def test_what_is_written_out_comes_in_again(tmp_path):
    pages = Feed(
        id="p",
        title="頁",
        url="https://p.example/",
        format=FeedFormat.HTML,
        list=ListPage(item="li", title="a", link="a"),
    )
    text = write_opml([Feed(id="b", title='<"い" & ろ>', url="https://b.example/?a=1&b=2"), pages], title="A & <B>")
    path = tmp_path / "out.opml"
    path.write_text(text, "utf-8")

    assert read_opml(path) == (Outline(title='<"い" & ろ>', url="https://b.example/?a=1&b=2"),)


def test_an_unknown_word_in_braces_is_a_finding(feeds):
    feeds.write_text(OLD.replace("/rss", "/R{heisei}.html"), "utf-8")

    with pytest.raises(ContentError, match="heisei"):
        load_feeds(feeds)
