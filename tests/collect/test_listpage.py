"""List pages: the blocks of feeds.yml on pages of their shape, and what rows do with their days."""

import time

import pytest

from builders import ROOT
from generator.collect.document import Document
from generator.collect.parse import parse
from generator.model import FeedFormat, ListPage
from generator.storage import load_feeds
from generator.text import japan_day
from tests.collect.make import make_feed

FEEDS = {feed.id: feed for feed in load_feeds(ROOT / "feeds.yml")}
WATCHED = ("ppc", "ppc-press", "meti", "jftc", "npa-cyber", "corporate-legal", "jipdec")


def page(body, charset="UTF-8"):
    return f'<!DOCTYPE html><html><head><meta charset="{charset}"></head><body>{body}</body></html>'


# Pages of our own in the shape of theirs: elements, classes and addresses, none of their texts.
SHAPES = {
    "ppc": (
        page("""<nav><ul><li><a href="/">ホーム</a></li></ul></nav><ul class="news-list">
        <li><time datetime="2026-10-19">令和8年10月19日</time><div class="news-label-wrap"><span>お知らせ</span></div>
          <div class="news-text"><a href="/news/a/?ref=ninf#1">漏えい等報告の<br>様式を改めました</a></div></li>
        <li><time>令和８年10月18日</time>
          <div class="news-text"><a href="/news/a/?ref=ninf#2">意見募集の結果</a></div></li>
        </ul>"""),
        [
            ("漏えい等報告の 様式を改めました", "https://www.ppc.go.jp/news/a/#1", "2026-10-19", False),
            ("意見募集の結果", "https://www.ppc.go.jp/news/a/#2", "2026-10-18", False),
        ],
    ),
    "ppc-press": (
        page("""<ul><li><time datetime="2026-04-07">4月7日</time>
        <div class="news-text"><a href="260407/">法律案について</a></div></li>
        <li><div class="news-text"><a href="/news/press/2026/260406/">日付のない発表</a></div></li></ul>"""),
        [
            ("法律案について", "https://www.ppc.go.jp/news/press/2026/260407/", "2026-04-07", False),
            ("日付のない発表", "https://www.ppc.go.jp/news/press/2026/260406/", "2026-04-06", True),
        ],
    ),
    "meti": (
        page("""<ul class="clearfix float_li"><li><div class="txt_box"><p>2026年10月19日</p>
        <a class="cut_txt" href="/press/2026/10/20261019001/20261019001.html">手引きを公表します</a>
        </div></li></ul>"""),
        [
            (
                "手引きを公表します",
                "https://www.meti.go.jp/press/2026/10/20261019001/20261019001.html",
                "2026-10-19",
                False,
            )
        ],
    ),
    "jftc": (
        page("""<p>最終更新日 令和8年11月1日</p><ul class="norcor">
        <li><a href="/houdou/pressrelease/2026/jun/260610_a.html">(令和8年6月10日) 取引の実態調査について</a></li>
        <li><a href="/houdou/pressrelease/2026/jun/260609_b.html">日付のない発表</a></li>
        <li>6月8日 <a href="/houdou/c.html">年のない発表</a></li></ul>"""),
        [
            (
                "取引の実態調査について",
                "https://www.jftc.go.jp/houdou/pressrelease/2026/jun/260610_a.html",
                "2026-06-10",
                False,
            ),
            ("日付のない発表", "https://www.jftc.go.jp/houdou/pressrelease/2026/jun/260609_b.html", "2026-06-09", True),
            ("年のない発表", "https://www.jftc.go.jp/houdou/c.html", "2026-06-08", True),
        ],
    ),
    "npa-cyber": (
        page("""<ul><li><a href="/bureau/cyber/index.html">トップ</a></li>
        <li><a href="koho/caution/caution20260918.html">偽サイトに関する注意喚起</a></li></ul>"""),
        [
            (
                "偽サイトに関する注意喚起",
                "https://www.npa.go.jp/bureau/cyber/koho/caution/caution20260918.html",
                "2026-09-18",
                True,
            )
        ],
    ),
    "corporate-legal": (
        page("""<a class="card-categories news" href="/news/5314"><p class="date">2026.10.19</p>
        <h3>委託先の監督をめぐる<span>裁判例</span></h3></a><a class="card-categories seminar" href="/s/1">研修</a>"""),
        [("委託先の監督をめぐる裁判例", "https://www.corporate-legal.jp/news/5314", "2026-10-19", False)],
    ),
    "jipdec": (
        page("""<dl><dt>2026年3月25日</dt><dd><a href="/news/pressrelease/20260325.html">調査の結果</a></dd>
        <dt>お知らせ</dt><dd><a href="/news/pressrelease/20260324.html">別の発表</a></dd></dl>"""),
        [
            ("調査の結果", "https://www.jipdec.or.jp/news/pressrelease/20260325.html", "2026-03-25", False),
            ("別の発表", "https://www.jipdec.or.jp/news/pressrelease/20260324.html", "2026-03-24", True),
        ],
    ),
}


@pytest.mark.parametrize("name", WATCHED)
@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_the_shipped_block_reads_a_page_of_that_shape(name, encoding):
    feed, (text, expected) = FEEDS[name], SHAPES[name]
    url = feed.addresses(japan_day(parse_day("2026-11-01")))[0]

    result = parse(feed, Document(url=url, body=text.encode(encoding)))

    rows = [(one.title, one.link, japan_day(one.published).isoformat(), one.date_guessed) for one in result.items]
    assert rows == expected
    assert result.troubles == ()


def parse_day(text):
    from generator.collect.dates import read_date

    return read_date(text).moment


def rows(html, url="https://feed.example/list.html", **selectors):
    chosen = ListPage(**{"item": "li", "title": "a", "link": "a", **selectors})
    feed = make_feed(url=url, format=FeedFormat.HTML, list=chosen)
    items = parse(feed, Document(url=url, body=html.encode())).items
    return [
        (one.title, japan_day(one.published).isoformat() if one.published else None, one.date_guessed) for one in items
    ]


def test_a_row_without_a_day_does_not_take_the_one_of_the_row_above():
    assert rows("<ul><li>2026/10/19 <a href=a>甲</a><li><a href=b>乙</a></ul>") == [
        ("甲", "2026-10-19", False),
        ("乙", None, False),
    ]


def test_a_page_s_own_day_is_not_that_of_its_rows():
    html = "<p>最終更新日：2026年11月20日</p><h2>2026年の新着</h2><ul><li><a href=a>甲</a></ul>"

    assert rows(html) == [("甲", None, False)]


@pytest.mark.parametrize("heading", ["<h3>2026年10月19日(月)発表</h3>", "<p>令和8年10月19日</p>"])
def test_a_heading_above_a_list_dates_its_rows(heading):
    html = f"<section>{heading}<ul><li><a href=a>甲</a><li><a href=b>乙</a></ul></section>"

    assert rows(html) == [("甲", "2026-10-19", False), ("乙", "2026-10-19", False)]


def test_a_day_that_a_title_speaks_of_is_a_guess_at_most():
    html = "<ul><li><a href=/x/20261018.html>2026年9月30日に発生した不正アクセスの件</a>"

    assert rows(html)[0][1:] == ("2026-10-18", True)


def test_a_day_in_front_of_a_title_is_the_row_s_and_leaves_the_title():
    html = "<ul><li><a href=a>【2026年10月19日】手引きの公表</a><li><a href=b>2026.10.18 （日） 件名</a>"

    assert rows(html) == [("手引きの公表", "2026-10-19", False), ("件名", "2026-10-18", False)]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("件名について（令和8年10月19日）", "2026-10-19"),
        ("件名について [2026/10/19 公表]", "2026-10-19"),
        ("改正法について（令和8年4月1日施行）", None),
        ("会議（第3回）", None),
    ],
)
def test_a_day_in_brackets_behind_a_title_is_taken_and_marked(title, day):
    assert rows(f"<ul><li><a href=a>{title}</a>") == [(title, day, day is not None)]


@pytest.mark.parametrize(
    "heading", ["<h2>2026年</h2>", "<h2>令和８年10月</h2><p>一覧</p>", "<h2>令和8年</h2><h3>新着</h3>"]
)
def test_a_day_without_a_year_takes_it_from_the_heading_above_and_is_marked(heading):
    html = f"<section>{heading}<ul><li>10月19日 <a href=a>甲</a></ul></section>"

    assert rows(html) == [("甲", "2026-10-19", True)]


def test_a_business_year_is_no_year_of_days():
    assert rows("<h2>令和8年度</h2><ul><li>3月19日 <a href=a>甲</a></ul>") == [("甲", None, False)]


def test_a_cell_that_spans_rows_dates_each_of_them_and_none_below():
    html = (
        "<table><tr><td rowspan=2>2026年10月19日</td><td><a href=a>甲</a></td></tr><tr><td><a href=b>乙</a></td></tr>"
        "<tr><td><a href=c>丙</a></td></tr></table>"
    )

    assert [day for _, day, _ in rows(html, item="tr")] == ["2026-10-19", "2026-10-19", None]


def test_how_a_word_is_read_is_no_part_of_a_title():
    assert rows("<ul><li><a href=a><ruby>漏<rp>(</rp><rt>ろう</rt><rp>)</rp></ruby>えい</a>")[0][0] == "漏えい"


def test_a_title_that_is_nothing_but_a_day_stays():
    assert rows("<ul><li><a href=a>2026年10月19日</a>")[0][0] == "2026年10月19日"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://feed.example/houdouR8.html", "2026-06-10"),
        ("https://feed.example/r08/index.html", "2026-06-10"),
        ("https://feed.example/%E4%BB%A4%E5%92%8C8%E5%B9%B4/", "2026-06-10"),
        ("https://feed.example/2026/", "2026-06-10"),
        ("https://feed.example/list4.html", None),
    ],
)
def test_a_day_without_a_year_takes_it_from_the_page_s_address_and_is_marked(url, day):
    assert rows("<ul><li>6月10日 <a href=a>甲</a>", url) == [("甲", day, day is not None)]


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("/2026/sep/260918kiketsu.html", "2026-09-18"),
        ("/r08/0918.html", "2026-09-18"),
        ("/R080918.pdf", "2026-09-18"),
        ("/令和8年9月18日.html", "2026-09-18"),
        ("/a?day=2026-09-18", "2026-09-18"),
        ("/news/5314", None),
        ("/id/209913.html", None),
        ("/2026/02/30/", None),
    ],
)
def test_a_day_in_an_address_is_taken_and_marked(address, day):
    assert rows(f"<ul><li><a href='{address}'>甲</a>") == [("甲", day, day is not None)]


@pytest.mark.parametrize(
    ("head", "link"),
    [
        ("", "https://feed.example/news/1.html"),
        ("<base href='/press/'>", "https://feed.example/press/1.html"),
        ("<base href='https://other.example/x/y'>", "https://other.example/x/1.html"),
        ("<base href='javascript:x'>", "https://feed.example/news/1.html"),
    ],
)
def test_relative_links_start_where_the_page_says(head, link):
    feed = make_feed(format=FeedFormat.HTML, list=ListPage(item="li", title="a", link="a"))
    body = f"<head>{head}</head><ul><li><a href=1.html>甲</a></ul>".encode()

    assert parse(feed, Document(url="https://feed.example/news/", body=body)).items[0].link == link


def test_thousands_of_rows_under_a_long_page_are_read_in_time():
    above = "<div>" + "<p>長い前置き</p>" * 20_000 + "</div>"
    html = f"{above}<ul>{'文 <b>x</b>' * 20_000}" + "<li><a href=a>甲</a>" * 3_000 + "</ul>"
    start = time.process_time()

    assert len(rows(html)) == 2_000
    assert time.process_time() - start < 5  # seconds: what a reading process is given


def test_a_comment_is_no_part_of_a_title():
    assert rows("<ul><li><!-- 平成38年10月16日 --><a href=a><!-- new -->甲</a>") == [("甲", "2026-10-16", False)]


def test_the_encoding_that_an_editor_gives_is_heard():
    body = "<ul><li><a href=a>ｻｲﾊﾞｰ</a>".encode("cp932")
    feed = make_feed(format=FeedFormat.HTML, list=ListPage(item="li", title="a", link="a", encoding="Shift_JIS"))

    assert parse(feed, Document(url=feed.url, body=body)).items[0].title == "ｻｲﾊﾞｰ"


def test_a_page_that_never_says_days_is_no_trouble_and_one_that_lost_them_is():
    html = "<ul><li><a href=a>甲</a>"
    feed = make_feed(format=FeedFormat.HTML, list=ListPage(item="li", title="a", link="a"))
    dated = make_feed(format=FeedFormat.HTML, list=ListPage(item="li", title="a", link="a", date=".day"))

    assert parse(feed, Document(url=feed.url, body=html.encode())).troubles == ()
    assert parse(dated, Document(url=feed.url, body=html.encode())).troubles == ("1件の日付を読めませんでした。",)
