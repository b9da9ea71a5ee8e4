"""Names as programs really write them: half-width and NFD kana, mail's own ISO-2022-JP, broken addresses, Latin-1."""

from __future__ import annotations

import base64
import unicodedata
from urllib.parse import quote

import pytest

from generator.model import Organization, OrganizationKind
from generator.publish.gate import Gate, Waiver, context_hash
from generator.publish.gate.views.jis import decode_jis


def organization(name: str, **fields: tuple[str, ...]) -> Organization:
    return Organization(id="o1", name=name, kind=OrganizationKind.COMPANY, **fields)


def found(name: str, data: bytes | str, file: str = "a.html") -> bool:
    raw = data if isinstance(data, bytes) else data.encode()
    return any(leak.organization == "o1" for leak in Gate([organization(name)]).scan_bytes(file, raw))


@pytest.mark.parametrize(
    "text",
    [unicodedata.normalize("NFD", "みちづれ霧工房"), "ﾐﾁﾂﾞﾚ霧工房", "ミチズレ霧工房", "みちずれ霧工房"],
    ids=["NFD", "half-width", "katakana with zu", "hiragana with zu"],
)
def test_zu_is_found_however_it_is_put_together(text):
    assert found("みちづれ霧工房", f"<p>{text}は謝罪した。</p>")


def test_a_file_name_in_nfd_is_read_as_its_letters():
    assert found("みちづれ霧工房", "x", unicodedata.normalize("NFD", "みちづれ霧工房.html"))


def _escape(escape: bytes, coded: bytes) -> bytes:
    return b"\x1b" + escape + coded + b"\x1b(B"


JIS_TEXTS = {
    "kana in one byte": ("ファルグレン霧", _escape(b"(I", b"L'Y8^Z]") + "霧".encode("iso2022_jp")),
    "NEC's row": ("髙霧瀬運輸", _escape(b"$B", bytes.fromhex("7c62")) + "霧瀬運輸".encode("iso2022_jp")),
    "the standard's rows": ("霧峰鉱泉", "霧峰鉱泉".encode("iso2022_jp")),
}


@pytest.mark.parametrize(("name", "coded"), JIS_TEXTS.values(), ids=JIS_TEXTS)
def test_iso_2022_jp_is_read_as_mail_programs_write_it(name, coded):
    assert unicodedata.normalize("NFKC", decode_jis(coded)) == name
    word = base64.b64encode(coded).decode()
    assert found(name, b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + coded, "a.eml")
    assert found(name, f"From: a@b.example\r\nSubject: =?ISO-2022-JP?B?{word}?=\r\n\r\nx", "a.eml")


_WINDOWS = frozenset("＼～∥－￠￡￢")  # the seven that Windows has at other code points than the standard


@pytest.mark.parametrize("row", range(0x21, 0x75))
def test_every_row_of_jis_is_read_as_python_reads_it(row):
    for cell in range(0x21, 0x7F):
        coded = _escape(b"$B", bytes((row, cell)))
        try:
            expected = coded.decode("iso2022_jp")
        except UnicodeDecodeError:
            continue
        assert decode_jis(coded) == expected or decode_jis(coded) in _WINDOWS


@pytest.mark.parametrize(
    "address",
    [
        quote("霧峰鉱泉") + "%E3%81",
        "%FF" + quote("霧峰鉱泉"),
        "%41%42%45" + quote("霧峰鉱泉".encode("euc_jp")),
        "%41%42%45" + quote("霧峰鉱泉".encode("cp932")),
    ],
    ids=["cut short", "a byte too many", "EUC behind ASCII", "Shift_JIS behind ASCII"],
)
def test_a_broken_address_is_read_as_far_as_it_goes(address):
    assert found("霧峰鉱泉", f'<a href="/?q={address}">x</a>')


@pytest.mark.parametrize(
    "data",
    [
        "<p>Kirivénor</p>".encode("latin-1"),
        r'var a="Kiriv\xe9nor"',
        r'var a="Kiriv\351nor"',
        "/?q=Kiriv%E9nor",
    ],
    ids=["bytes", "escape", "octal", "address"],
)
def test_letters_of_western_europe_are_read_without_being_told(data):
    assert found("Kirivénor", data)


@pytest.mark.parametrize(
    "program",
    [
        "String.fromCharCode(0xd867,0xde3d,0x9727,0x5cf0)",
        f"new Uint8Array({list('𩸽霧峰'.encode())})",
        'a="𩸽霧";\na+="峰"',
    ],
    ids=["pairs of UTF-16", "bytes", "added later"],
)
def test_a_name_put_together_by_a_program_is_found(program):
    assert found("𩸽霧峰", program, "a.js")


@pytest.mark.parametrize(("name", "head"), [("a.Z", b"\x1f\x9d\x90"), ("a.cab", b"MSCF"), ("a.lzh", b"\x22\x33-lh5-")])
def test_old_archives_are_findings(name, head):
    leaks = Gate([organization("霧峰鉱泉")]).scan_bytes(name, head + bytes(range(200)))
    assert any("読めません" in leak.context or "読めません" in leak.form for leak in leaks)


def waive_all(secret, data):
    """Waive what is found until nothing is: a text that is read in two ways has two contexts."""
    waivers = []
    for _ in range(3):
        waivers += [
            Waiver(
                organization=leak.organization, file="a.html", context_hash=context_hash(leak), reason="語", editor="甲"
            )
            for leak in Gate([secret], waivers=waivers).scan_bytes("a.html", data.encode())
        ]
    gate = Gate([secret], waivers=waivers)
    assert gate.scan_bytes("a.html", data.encode()) == ()
    return gate


@pytest.mark.parametrize("name", ["霧峰鉱泉", "霧峰", "Shionari", "株式会社霧峰"])
def test_a_waiver_excuses_its_place_and_no_other_place_in_the_file(name):
    waived = f"<p>{name}、という語の説明が三十文字以上つづく段落であり、名前のことではありません。</p>\n<p>つぎ</p>\n"
    gate = waive_all(organization(name), waived)
    both = f"{waived}<p>ここまでとは別の段落で、きょう、{name}が情報を漏えいしたと書いてしまった。</p>"
    assert gate.scan_bytes("a.html", both.encode())


def test_a_waived_link_does_not_excuse_another_to_the_same_host():
    first = '<a href="https://vendor.example/one">一つめの、説明のあるリンク</a> と、長い説明の文がここにつづく。'
    gate = waive_all(organization("霧峰鉱泉"), first)
    both = first + '別の話として、<a href="https://vendor.example/two">二つめのリンク</a>も書いてしまった。'
    assert gate.scan_bytes("a.html", both.encode())
