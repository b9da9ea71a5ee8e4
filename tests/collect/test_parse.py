import json
from datetime import date
from pathlib import Path

import pytest

from generator.collect.document import Document
from generator.collect.parse import parse
from generator.errors import ParseError
from generator.model import FeedFormat, ListPage
from generator.text import japan_day, to_jst
from tests.collect.make import make_feed, make_rss

FEEDS = Path(__file__).parent / "data" / "feeds"
NAMES = sorted(path.name for path in FEEDS.iterdir() if path.with_name(path.name + ".json").exists())


def read(body, **fields):
    feed = make_feed(**fields)
    return parse(feed, Document(url=feed.url, body=body if isinstance(body, bytes) else body.encode()))


def shown(item):
    fields = {name: getattr(item, name) for name in ("title", "link", "guid", "summary")}
    moments = {
        name: to_jst(moment).isoformat() if (moment := getattr(item, name)) else None
        for name in ("published", "updated")
    }
    return fields | moments | {"identifiers": list(item.identifiers)}


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_says_what_stands_beside_it(name):
    expected = json.loads((FEEDS / f"{name}.json").read_text("utf-8"))

    result = read((FEEDS / name).read_bytes())

    assert list(result.troubles) == expected.get("troubles", [])
    assert len(result.items) == len(expected["items"])
    for item, wanted in zip(result.items, expected["items"], strict=True):
        assert {key: shown(item)[key] for key in wanted} == wanted


def test_there_is_a_feed_for_every_expectation():
    assert len(NAMES) >= 25


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "中身が空"),
        (b" \r\n\t", "中身が空"),
        (
            "<!DOCTYPE html><html><title>アクセスを確認しています</title></html>",
            "HTMLのページです(題名「アクセスを確認しています」)",
        ),
        ("<!-- x --><HTML><body>block", "HTMLのページ"),
        ("<html><body><rss></rss></body></html>", "HTMLのページ"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html xmlns="x"><body/></html>', "HTMLのページ"),
        ("<script>challenge()</script>", "HTMLのページ"),
        ("<head><title>\x1b]0;\u202e偽\u200b題\x9b31m</title>", "題名「]0;偽題 31m」"),
        ("ただの文章です", "RSSでもAtomでもありません"),
        ("<vuldef:VULDEF-Document xmlns:vuldef='x'/>", "RSSでもAtomでもありません"),
        ('<rss version="2.0"><channel><title>t</title></channel></rss>', "項目がひとつもありません"),
        ('<rss version="2.0"><channel><item><title>途中', "項目がひとつもありません"),
        ('{"a": 1}', "JSONですが、フィードではありません"),
        ("[1, 2]", "JSONですが、フィードではありません"),
        ('{"a": ', "JSONとして読めません"),
        ('{"version": "https://jsonfeed.org/version/1"}', "items がありません"),
        ("[" * 100_000, "入れ子が深すぎます"),
    ],
)
def test_what_is_no_feed_is_an_error_that_says_what_it_is(body, reason):
    with pytest.raises(ParseError) as caught:
        read(body)

    assert reason in caught.value.message


def test_a_comment_that_speaks_of_a_feed_is_not_taken_for_one():
    result = read('<!-- like <feed> --><rss version="2.0"><channel><item><title>本物</title></item></channel></rss>')

    assert [item.title for item in result.items] == ["本物"]


BROKEN = {
    "an element that is closed as another": ("<title>題2</titel><link>https://s.example/2</link>", ""),
    "an item within an element": ("<title>題2</title><link>https://s.example/2<item/></link>", ""),
    "an element that is not closed": ("<title>題2<link>https://s.example/2</link>", ""),
    "an open piece of CDATA": ("<title>題2</title><link>https://s.example/2</link><description><![CDATA[本文", "本文"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_item_that_is_broken_costs_no_item_behind_it(name):
    inside, summary = BROKEN[name]
    others = [
        f"<item><title>題{n}</title><link>https://s.example/{n}</link>"
        "<pubDate>Mon, 19 Oct 2026 14:00:00 +0900</pubDate><comments>&amp;</comments></item>"
        for n in (1, 3, 4)
    ]
    body = f'<rss version="2.0"><channel>{others[0]}<item>{inside}</item>{others[1]}{others[2]}</channel></rss>'

    parsed = read(body)

    assert [(item.title, item.link) for item in parsed.items] == [
        (f"題{n}", f"https://s.example/{n}") for n in (1, 2, 3, 4)
    ]
    assert [item.published is None for item in parsed.items] == [False, True, False, False]
    assert parsed.items[1].summary == summary
    assert "XMLが壊れているため、4件を1件ずつ" in parsed.troubles[0]


def test_cdata_that_is_closed_by_a_later_item_swallows_no_item():
    rows = [
        f"<item><title>題{n}</title><link>https://s.example/{n}</link><description>{text}</description></item>"
        for n, text in enumerate(("一", "<![CDATA[二 &", "<![CDATA[三]]>", "四"), 1)
    ]

    items = read(f'<rss version="2.0"><channel>{"".join(rows)}</channel></rss>').items

    assert [(item.title, item.link) for item in items] == [(f"題{n}", f"https://s.example/{n}") for n in (1, 2, 3, 4)]
    assert items[2].summary == "三"


def test_a_title_in_cdata_that_nobody_closes_swallows_no_item():
    items = read(make_rss("一", "二", "三").replace("<title>二".encode(), "<title><![CDATA[二".encode())).items

    assert [item.title for item in items] == ["一", "二", "三"]


def test_a_comment_that_is_not_closed_costs_no_item_behind_it():
    parsed = read(make_rss("一", "二").replace("<item><title>二".encode(), "<!-- 途中 <item><title>二".encode()))

    assert [item.title for item in parsed.items] == ["一", "二"]


def test_an_atom_feed_that_is_broken_is_read_entry_by_entry():
    entries = "".join(
        f"<entry><title>題{n}</title><id>urn:{n}</id><link href='https://s.example/?a=1&amp;b={n}'/>"
        f"<updated>2026-10-19T14:00:00+09:00</updated>{'</oops>' if n == 2 else ''}</entry>"
        for n in (1, 2, 3)
    )

    items = read(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>').items

    assert [(item.title, item.guid, item.link) for item in items] == [
        (f"題{n}", f"urn:{n}", f"https://s.example/?a=1&b={n}") for n in (1, 2, 3)
    ]
    assert all(item.published for item in items)


def test_an_item_whose_own_tag_is_broken_is_missed_aloud():
    parsed = read(make_rss("一", "二", "三").replace("<item><title>二".encode(), "<it&em><title>二".encode()))

    assert "3件のうち2件" in parsed.troubles[0]


def test_items_that_only_a_comment_or_cdata_speaks_of_are_none():
    body = make_rss("一", "二").replace("一".encode(), "一<![CDATA[<item>]]>".encode())
    parsed = read(body.replace(b"</channel>", "<!-- <item><title>三</title></item> --><x>&</x></channel>".encode()))

    assert len(parsed.items) == 2
    assert parsed.troubles == ()


def test_an_item_of_rdf_without_a_link_is_at_the_address_that_names_it():
    rdf = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
    body = f"<rdf:RDF {rdf}><item rdf:about='https://s.example/1'><title>題</title><link></link></item></rdf:RDF>"

    assert read(body).items[0].link == "https://s.example/1"


def test_more_items_than_are_taken_are_said_not_dropped_in_silence():
    body = '<rss version="2.0"><channel>' + "<item><title>x</title></item>" * 2_001 + "</channel></rss>"

    result = read(body)

    assert len(result.items) == 2_000
    assert "2000件を超えて" in result.troubles[0]


def test_an_answer_of_myjvn_is_read_like_its_feeds():
    result = read((FEEDS / "jvnrss.rdf").read_bytes(), format=FeedFormat.MYJVN)

    assert result.items[0].identifiers[0] == "JVNVU#99999999"


MYJVN = (FEEDS / "jvnrss.rdf").read_text("utf-8")


def myjvn(**attributes):
    said = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    status = f'<status:Status xmlns:status="http://jvndb.jvn.jp/myjvn/Status" {said}/></rdf:RDF>'
    return read(MYJVN.replace("</rdf:RDF>", status).encode(), format=FeedFormat.MYJVN)


def test_a_refusal_of_myjvn_says_why():
    with pytest.raises(ParseError, match=r"応じませんでした\(期間が不正です\)"):
        myjvn(retCd=1, errCd="E1", errMsg="期間が不正です")


def test_one_page_of_several_of_myjvn_is_told():
    assert "全120件のうち50件" in myjvn(retCd=0, totalRes=120, totalResRet=50).troubles[0]
    assert myjvn(retCd=0, totalRes=2, totalResRet=2).troubles == ()


def test_the_newest_rating_of_a_vulnerability_is_kept():
    ratings = '<sec:cvss score="7.5" version="2.0"/><sec:cvss score="9.8" severity="Critical" version="3.0"/></item>'

    result = read(MYJVN.replace("</item>", ratings, 1).encode())

    assert result.items[0].cvss == "9.8 (v3.0)"


def kev(**fields):
    row = {
        "cveID": "CVE-2026-10001",
        "vulnerabilityName": "Sample Server Overflow",
        "dateAdded": "2026-10-19",
        "shortDescription": "A sample.",
        "knownRansomwareCampaignUse": "Unknown",
    } | fields
    return json.dumps({"catalogVersion": "2026.10.19", "vulnerabilities": [row]})


def test_a_row_of_the_catalogue_is_an_item_named_by_its_number():
    (item,) = read(kev(), format=FeedFormat.KEV).items

    assert (item.guid, item.link) == ("CVE-2026-10001", "https://nvd.nist.gov/vuln/detail/CVE-2026-10001")
    assert item.title == "Sample Server Overflow (CVE-2026-10001)"
    assert to_jst(item.published).isoformat() == "2026-10-19T00:00:00+09:00"
    assert item.identifiers == ("CVE-2026-10001",)


def test_rows_without_a_number_are_counted():
    result = read(kev().replace("}]", '}, {"cveID": null}, 3]'), format=FeedFormat.KEV)

    assert len(result.items) == 1
    assert result.troubles == ("CVE番号のない行が2件ありました。",)


def test_a_page_in_place_of_the_catalogue_is_an_error():
    with pytest.raises(ParseError, match="JSONではありません"):
        read("<html></html>", format=FeedFormat.KEV)


def test_a_record_of_nvd_has_its_rating_and_its_utc_time():
    cve = {
        "id": "CVE-2026-10001",
        "published": "2026-10-18T16:00:00.000",
        "vulnStatus": "Analyzed",
        "descriptions": [{"lang": "en", "value": "A sample."}],
        "metrics": {"cvssMetricV31": [{"cvssData": {"baseScore": 9.8}}]},
    }
    rejected = cve | {"id": "CVE-2026-10002", "vulnStatus": "Rejected"}
    page = {
        "format": "NVD_CVE",
        "totalResults": 9,
        "resultsPerPage": 2,
        "vulnerabilities": [{"cve": cve}, {"cve": rejected}],
    }

    result = read(json.dumps(page), format=FeedFormat.NVD)

    assert [(item.title, item.withdrawn) for item in result.items] == [
        ("CVE-2026-10001 (CVSS 9.8) A sample.", False),
        ("CVE-2026-10002 (Rejected) A sample.", True),
    ]
    assert to_jst(result.items[0].published).isoformat() == "2026-10-19T01:00:00+09:00"
    assert result.troubles == ("全9件のうち2件だけの頁です。feeds.yml の url で期間を狭めてください。",)


def test_odd_fields_of_nvd_cost_no_other_record():
    odd = {"id": "CVE-2026-10003", "descriptions": 5, "metrics": {"cvssMetricV31": [5, {"cvssData": {}}]}}
    good = {"id": "CVE-2026-10004", "descriptions": [None, {"lang": "en", "value": "A sample."}]}
    page = {"format": "NVD_CVE", "vulnerabilities": [{"cve": odd}, {"cve": good}]}

    titles = [item.title for item in read(json.dumps(page), format=FeedFormat.NVD).items]

    assert titles == ["CVE-2026-10003", "CVE-2026-10004 A sample."]


def test_of_several_ratings_of_one_kind_nvds_own_is_taken():
    ratings = [
        {"type": "Secondary", "cvssData": {"baseScore": 5.3}},
        {"type": "Primary", "cvssData": {"baseScore": 9.8, "version": "3.1"}},
    ]
    page = {
        "format": "NVD_CVE",
        "vulnerabilities": [{"cve": {"id": "CVE-2026-10005", "metrics": {"cvssMetricV31": ratings}}}],
    }

    assert read(json.dumps(page), format=FeedFormat.NVD).items[0].cvss == "9.8 (v3.1)"


PAGE = """<!DOCTYPE html><html><head><meta charset="Shift_JIS"></head><body>
<ul class="news wide"><li><p>2026年10月19日</p><a class="t" href="/press/1.html">不正アクセスの<b>お知らせ</b></a>
<li><p>令和8年10月18日</p><a class="t" href="2.html">二件目</a>
<li class="ad"><a href="/ad">広告</a></ul>
<dl><dt>2026/10/17</dt><dd><a href="/press/3.html">三件目</a></dd></dl></body></html>"""
LIST = ListPage(item="ul.news > li", title="a.t", link="a[href]", date="p")


def test_a_list_page_is_read_by_its_selectors():
    result = read(PAGE.encode("cp932"), format=FeedFormat.HTML, list=LIST)

    assert [(item.title, item.link, to_jst(item.published).day) for item in result.items] == [
        ("不正アクセスのお知らせ", "https://feed.example/press/1.html", 19),
        ("二件目", "https://feed.example/2.html", 18),
    ]


def test_a_feed_with_selectors_is_a_page_though_its_format_is_not_said():
    assert len(read(PAGE.encode("cp932"), list=LIST).items) == 2


def test_a_date_may_stand_before_its_row():
    result = read(PAGE.encode("cp932"), format=FeedFormat.HTML, list=ListPage(item="dl dd", title="a", link="a"))

    assert to_jst(result.items[0].published).day == 17


def test_a_date_may_hide_in_a_comment():
    page = "<ul><li><!-- 平成38年10月16日 --><a href='/1'>題名</a></ul>"

    result = read(page, format=FeedFormat.HTML, list=ListPage(item="li", title="a", link="a"))

    assert to_jst(result.items[0].published).date().isoformat() == "2026-10-16"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (None, "list:"),
        (ListPage(item="table tr", title="a", link="a"), "list.item「table tr」"),
        (ListPage(item="ul.news li", title="h3", link="a"), "list.title「h3」"),
    ],
)
def test_a_page_that_was_rebuilt_says_which_selector_finds_nothing(page, reason):
    with pytest.raises(ParseError) as caught:
        read(PAGE.encode("cp932"), format=FeedFormat.HTML, list=page)

    assert reason in caught.value.message


def test_a_day_that_stands_in_the_address_only_is_taken_and_marked():
    page = b"<ul><li><a href='/caution/caution20260918.html'>A</a><li><a href='/b'>B</a></ul>"
    result = read(page, format=FeedFormat.HTML, list=ListPage(item="li", title="a", link="a"))

    assert [item.date_guessed for item in result.items] == [True, False]
    assert japan_day(result.items[0].published) == date(2026, 9, 18)
    assert result.items[1].published is None


def test_a_line_break_within_a_text_of_json_costs_nothing():
    body = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "題名の\t続き\nです"}]}'

    assert read(body).items[0].title == "題名の 続き です"


def test_a_day_beside_words_is_taken_and_marked():
    (item,) = read(make_rss("題名", date="公開日：2026年10月19日(更新)")).items

    assert japan_day(item.published) == date(2026, 10, 19)
    assert item.date_guessed


def test_half_a_pair_of_surrogates_in_json_is_no_letter_and_a_whole_pair_is_one():
    items = [{"id": "1", "url": "https://news.example/1", "title": "不正アクセス\ud83d 流出\U0001f512"}]
    (item,) = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": items})).items
    assert item.title == "不正アクセス\ufffd 流出\U0001f512"
    assert item.title.encode()


def test_ends_of_items_alone_are_no_items():
    with pytest.raises(ParseError, match="項目がひとつもありません"):
        read(b'<rss version="2.0"><channel><title>t</title></item></item></channel></rss>')


def test_what_is_beyond_the_limit_in_a_broken_feed_is_said():
    parsed = read(b'<rss version="2.0"><channel>' + b"<item><title>x" * 2_001 + b"</channel></rss>")

    assert len(parsed.items) == 2_000
    assert any("2000件を超えていた" in trouble for trouble in parsed.troubles)


def json_feed(*rows):
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": rows})


def test_a_plain_text_that_speaks_of_markup_keeps_its_words():
    words = "入力欄の <script> と <img> を検査せず、漏えい"
    row = {"id": "1", "title": "題名", "content_text": words}
    cve = {"id": "CVE-2026-10001", "descriptions": [{"lang": "ja", "value": words}]}
    page = {"format": "NVD_CVE", "vulnerabilities": [{"cve": cve}]}

    assert read(json_feed(row)).items[0].summary == words
    assert read(json.dumps(page), format=FeedFormat.NVD).items[0].summary == words


def test_the_markup_of_a_json_feed_is_none_in_its_text():
    row = {"id": "1", "title": "題名", "content_html": "<p>漏えい<script>x</script></p>"}

    assert (
        read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [row]})).items[0].summary == "漏えい"
    )
