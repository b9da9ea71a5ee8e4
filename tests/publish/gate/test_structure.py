from __future__ import annotations

import base64
import hashlib

import pytest

from generator.model import Organization, OrganizationKind
from generator.publish.gate import Gate, Surroundings
from tests.publish.gate.attacks import gif, jpeg, png, webp

SECRET = Organization(id="o1", name="株式会社霧峰鉱泉", kind=OrganizationKind.COMPANY, domains=("kirimine.example",))


def scan(data, name="a.html", **options):
    options = {"public_hosts": {".go.jp", "kawaraban.example"}, **options}
    content = data if isinstance(data, bytes) else data.encode()
    return Gate([SECRET], **options).scan_bytes(name, content)


def rules(data, name="a.html", **options):
    return {leak.view for leak in scan(data, name, **options)}


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://vendor.example/x">x</a>',
        "<a href='//vendor.example/'>x</a>",
        "<a href=http://user:secret@vendor.example:8080/>x</a>",
        "詳しくは https://vendor.example をご覧ください。",
        '{"u":"https:\\/\\/vendor.example\\/a"}',
        "a { background: url(//vendor.example/x.png) }",
        "https&#58;//vendor.example/",
        "see http://192.0.2.7/x",
        '<a href="https://日本.example/">x</a>',
        '<a href="https://xn--wgv71a.example/">x</a>',
        '<a href="https://go.jp.vendor.example/">x</a>',
        '<a href="https://evil-go.jp/">x</a>',
    ],
)
def test_a_link_to_a_host_that_is_not_public_is_found(link):
    assert "outbound-link" in rules(link)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://www.soumu.go.jp/menu/">x</a>',
        '<link href="https://kawaraban.example/feed.xml">',
        '<a href="HTTPS://WWW.SOUMU.GO.JP:443/">x</a>',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        '<a href="/2026/10/#x">x</a>',
        "// console.log(x)",
    ],
)
def test_public_hosts_own_pages_and_names_of_vocabularies_are_no_findings(text):
    assert rules(text) == set()


def test_a_theme_reference_is_excused_only_where_the_list_says_so():
    script = b"/* https://vendor.example/ */"
    assert "outbound-link" in rules(script, "assets/javascripts/own.js")
    assert "outbound-link" not in rules(script, "assets/javascripts/bundle.min.js.map")


def test_a_mail_address_that_is_not_the_newsletters_is_found():
    around = Surroundings(own_addresses=frozenset({"desk@kawaraban.example"}))
    assert "mail-address" in rules("連絡先: taro@vendor.example", surroundings=around)
    assert "mail-address" in rules("連絡先: taro&#64;vendor.example", surroundings=around)
    assert rules("desk@kawaraban.example desk+x1@kawaraban.example icon@2x.png", surroundings=around) == set()


@pytest.mark.parametrize(
    "text",
    [
        "株式会社青嵐堂は10月19日、公表した。",
        "青嵐堂株式会社は公表した。",
        "㈱青嵐堂",
        "青嵐堂(株)が",
        "(有)青嵐堂",
        "有限会社セイランドー",
        "合同会社SEIRAN",
        "<b>株式会社</b><i>青嵐堂</i>",
        "学校法人青嵐学院",
        "Seiran Works Co., Ltd. announced",
        "株式会社「青嵐堂」",
    ],
)
def test_a_company_with_its_legal_form_that_nobody_registered_is_found(text):
    assert "unregistered-company" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "ひばり株式会社は公表した。",
        "また、ひばり株式会社が",
        "「いろは株式会社」",
        "つゆくさ堂株式会社",
        "有限会社とんぼ",
        "有限会社とんぼは",
        "株式会社はなしずくが",
        "株式会社ねこやの",
        "合同会社かもめと",
        "株式会社さくらそう",
        "公益財団法人架空会",
        "公益社団法人架空協会は",
        "架空公益財団法人",
        "NPO法人架空ネット",
        "ＮＰＯ法人架空ネット",
        "特定非営利活動法人架空の会",
        "協同組合架空会",
        "架空農業協同組合は",
        "架空生活協同組合連合会",
        "Kakudo Systems Ltd",
        "Kakudo Systems Ltd.",
        "Kakudo Systems Co. Ltd",
        "Kakudo Systems Inc",
        "Kakudo Systems Limited",
        "Kakudo Corp",
    ],
)
def test_a_company_in_hiragana_or_of_another_legal_form_is_found(text):
    assert "unregistered-company" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "株式会社となった。",
        "株式会社とのこと。",
        "有限会社である場合",
        "株式会社でなければ",
        "株式会社にとっては",
        "株式会社のような",
        "合同会社をいう。",
        "株式会社がおこなった",
        "株式会社はいずれも",
        "株式会社とともに",
        "また株式会社は",
        "いわゆる株式会社",
        "設立された株式会社",
        "、ならびに株式会社",
        "みずうみの株式会社",
        "このような株式会社は",
        "それぞれ株式会社",
        "農業協同組合法及び消費生活協同組合法",
        "各地の農業協同組合連合会は",
        "公益財団法人等の認定に関する法律",
        "公益社団法人及び公益財団法人の認定等に関する法律",
        "NPO法人向けのガイドライン",
        "Access was limited. Incident Corps Limitedly",
    ],
)
def test_a_legal_form_as_a_word_is_no_company(text):
    assert "unregistered-company" not in rules(text)


def test_a_body_that_is_printed_may_stand_with_its_legal_form():
    around = Surroundings(printed_names=("公益財団法人架空会",))
    assert rules("公益財団法人架空会によると、", surroundings=around) == set()


def test_a_printed_name_may_stand_with_its_legal_form():
    around = Surroundings(printed_names=("株式会社青嵐堂",))
    assert rules("発行 株式会社青嵐堂", surroundings=around) == set()


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
@pytest.mark.parametrize("length", [8, 12, None])
@pytest.mark.parametrize("text", ["株式会社霧峰鉱泉", "霧峰鉱泉", "kirimine.example"])
def test_an_id_that_is_a_digest_of_a_name_is_found(algorithm, length, text):
    digest = hashlib.new(algorithm, text.encode()).hexdigest()[:length]
    for page in (f'<h2 id="{digest}">x</h2>', f'<h2 id="entry-{digest}">x</h2>', f"#{digest.upper()}"):
        leaks = scan(page)
        assert [leak.organization for leak in leaks if leak.view == "digest"] == ["o1"], page
    assert "digest" in {leak.view for leak in scan("", f"entries/{digest}.html")}


def test_a_digest_in_base64_is_found_and_a_random_id_is_not():
    coded = base64.urlsafe_b64encode(hashlib.sha256("霧峰鉱泉".encode()).digest()).decode().rstrip("=")
    assert "digest" in rules(f"<p id={coded}>")
    assert rules('<p id="2026-10-19-q7mk"> main.5b1d9f3a.min.css 0123456789abcdef') == set()


def test_what_is_written_in_a_picture_is_a_finding():
    pictures = {
        "a.png": png((b"tEXt", b"Author\0x")),
        "a.jpg": jpeg((0xE1, b"Exif\0\0x")),
        "a.gif": gif(b"x"),
        "a.webp": webp(b"<x/>"),
    }
    for name, data in pictures.items():
        assert {"raster-image", "image-metadata"} <= rules(data, name), name


def test_the_sites_own_picture_without_metadata_is_no_finding():
    around = Surroundings(pictures=("assets/images/*.png",))
    assert rules(png(), "assets/images/logo.png", surroundings=around) == set()
    assert "image-metadata" in rules(png((b"iTXt", b"x\0\0\0\0\0y")), "assets/images/logo.png", surroundings=around)
    assert "raster-image" in rules(b"x{y:url(data:image/png;base64," + base64.b64encode(png()) + b")}", "a.css")


@pytest.mark.parametrize(
    "name", [".DS_Store", "a/.git/config", "x/newsletter.yml", "a.html~", "collected/2026-10.jsonl", "a.docx"]
)
def test_a_file_that_is_no_page_is_found(name):
    assert "stray-file" in rules(b"", name)


def test_with_a_list_of_files_any_other_is_found():
    around = Surroundings(expected_files=frozenset({"index.html"}))
    assert rules(b"", "index.html", surroundings=around) == set()
    assert "stray-file" in rules(b"", "old/index.html", surroundings=around)


def test_what_stands_behind_an_alias_and_a_space_is_no_name_but_without_the_space_it_is():
    assert "unregistered-company" not in rules("某学校法人 公開設定の誤り(第二報)")
    assert "unregistered-company" in rules("某学校法人霧峰学園は公表した。")
    assert "unregistered-company" in rules("学校法人 霧峰学園は公表した。")


def test_a_list_of_businesses_and_their_counts_names_nobody():
    assert "unregistered-company" not in rules("<b>業種</b><b>学校法人</b><b>小売会社</b><b>建設会社</b>")
    assert "unregistered-company" not in rules("学校法人 2件")
    assert "unregistered-company" in rules("学校法人 霧峰2件")
