from __future__ import annotations

import gzip
import io
import time
import zipfile
import zlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model import Organization, OrganizationKind
from generator.publish.gate import ExactValue, Gate, Limits, Waiver, context_hash
from generator.publish.gate.views import unfold
from tests.publish.gate.attacks import pdf, png

SECRET = Organization(
    id="o1", name="株式会社霧峰鉱泉", kind=OrganizationKind.COMPANY, other_names=("霧峰",), kana=("キリミネコウセン",)
)
UNREAD = "全部は読めません"


@pytest.fixture(scope="module")
def gate():
    return Gate([SECRET])


def forms(leaks):
    return {leak.form for leak in leaks}


def test_a_tree_is_read_whole_in_the_order_of_its_names(gate, tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "index.html").write_text("霧峰鉱泉", encoding="utf-8")
    (tmp_path / "a.bin").write_bytes(b"\xff\x00" + "霧峰鉱泉".encode("utf-16-le"))
    (tmp_path / "clean.html").write_text("某社", encoding="utf-8")
    leaks = gate.scan_tree(tmp_path)
    assert list(dict.fromkeys(leak.file for leak in leaks)) == ["a.bin", "b/index.html"]
    assert leaks == gate.scan_tree(tmp_path)


def test_a_tree_and_its_files_in_memory_give_the_same(gate, tmp_path):
    files = {"x/a.html": "霧峰鉱泉".encode(), "b.txt": "某社".encode()}
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert gate.scan_tree(tmp_path) == gate.scan_files(files) != ()


def test_a_folder_named_after_a_secret_and_a_link_are_findings(gate, tmp_path):
    (tmp_path / "霧峰鉱泉").mkdir()
    (tmp_path / "x.html").symlink_to("/nowhere")
    assert {leak.view for leak in gate.scan_tree(tmp_path)} == {"path", "symlink"}


def test_a_leak_says_file_view_form_organization_place_and_context(gate):
    (leak,) = gate.scan_bytes("a.txt", "一行目\n次の行に霧峰鉱泉がある".encode())
    assert (leak.file, leak.view, leak.form, leak.organization) == ("a.txt", "utf-8", "霧峰鉱泉", "o1")
    assert leak.offset == len("一行目\n次の行に")
    assert "次の行に霧峰鉱泉がある" in leak.context


def test_the_same_name_twice_in_one_view_is_one_finding(gate):
    assert len(gate.scan_bytes("a.txt", ("霧峰鉱泉、" * 50).encode())) == 1


def test_a_waiver_excuses_exactly_one_finding(gate):
    data = "地名の霧峰、です".encode()
    (leak,) = gate.scan_bytes("a.txt", data)
    waiver = Waiver(organization="o1", file="a.txt", context_hash=context_hash(leak), reason="地名", editor="編集甲")
    with_waiver = Gate([SECRET], waivers=[waiver])
    assert with_waiver.scan_bytes("a.txt", data) == ()
    assert with_waiver.waived("a.txt", data) == (leak,)
    assert with_waiver.scan_bytes("b.txt", data)
    assert with_waiver.scan_bytes("a.txt", "社名の霧峰、です".encode())
    assert Gate([SECRET], waivers=[replace(waiver, organization="o2")]).scan_bytes("a.txt", data)


def test_a_waiver_without_reason_or_editor_is_refused():
    for missing in ({"reason": " "}, {"editor": ""}):
        with pytest.raises(ValueError, match="reason"):
            Waiver(**{"organization": "o", "file": "a", "context_hash": "0", "reason": "x", "editor": "y", **missing})


@pytest.mark.parametrize("text", ["1,375名", "１３７５名", "約1375 名", "<td>1,375</td>", "1&#44;375名"])
def test_an_exact_figure_of_strict_mode_is_found(text):
    strict = Gate([], exact_values=[ExactValue(text="1375", label="人数", organization="o1")])
    assert forms(strict.scan_bytes("a.html", text.encode())) == {"人数"}


def test_another_figure_is_not_the_exact_one():
    strict = Gate([], exact_values=[ExactValue(text="1375", label="人数"), ExactValue(text="7月19日", label="日付")])
    for text in ("11,375名", "13,750件", "1,3757", "17月19日", "7月191日"):
        assert strict.scan_bytes("a.txt", text.encode()) == (), text
    assert forms(strict.scan_bytes("a.txt", "去る7月19日に".encode())) == {"日付"}


def test_a_short_code_is_found_where_codes_stand_and_not_as_a_count():
    coded = Gate([Organization(id="o", name="株式会社番外甲", kind=OrganizationKind.COMPANY, identifiers=("9876",))])
    for text in (
        "証券コード:9876",
        "東証プライム 9876",
        "某社(9876)は",
        "/quote/9876.T",
        "https://kawaraban.example/company/9876",
    ):
        assert "9876" in forms(coded.scan_bytes("a.txt", text.encode())), text
    for text in ("9876名", "9,876件", "width:9876px", "98765", "x[9876]=1", "9876"):
        assert "9876" not in forms(coded.scan_bytes("a.txt", text.encode())), text


def _bomb(size):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


def test_a_bomb_is_a_finding_and_not_a_crash(gate):
    start = time.process_time()
    assert UNREAD in forms(gate.scan_bytes("a.gz", _bomb(1 << 30)))
    assert time.process_time() - start < 60


def test_packings_that_never_end_are_a_finding(gate):
    data = "某社".encode()
    for _ in range(12):
        data = gzip.compress(bytes(2000) + data, mtime=0)
    assert UNREAD in forms(gate.scan_bytes("a.gz", data))


def test_an_archive_that_cannot_be_opened_is_a_finding(gate):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "x" * 100)
    encrypted = bytearray(target.getvalue())
    encrypted[6] |= 1
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    hidden = pdf(b"BT ET", extra=b"trailer << /Encrypt 5 0 R >>")
    for data in (bytes(encrypted), b"7z\xbc\xaf\x27\x1c....", b"\x28\xb5\x2f\xfd....", hidden, target.getvalue()[:-30]):
        assert UNREAD in forms(gate.scan_bytes("a.bin", data))


def test_too_many_views_are_a_finding():
    small = Gate([SECRET], limits=Limits(total=1000, growth=1))
    assert UNREAD in forms(small.scan_bytes("a.html", ("<b>x</b>&amp;" * 500).encode()))


_PIECES = st.sampled_from(
    [
        *(
            b"<",
            b">",
            b'"',
            b"'",
            b"<!--",
            b"-->",
            b"<script>",
            b"</script",
            b"<rt>",
            b"&#",
            b"&amp;",
            b"%E5",
            b"%u53",
            b"\\u53",
            b"\\x",
        ),
        *(
            b"=?utf-8?B?",
            b"?=",
            b"=\r\n",
            b"=E5",
            b"begin 644 x\n",
            b"x*0*=",
            b"+AGE-",
            b"xn--",
            b"stream\n",
            b"endstream",
            b"%PDF-",
        ),
        *(
            b"PK\x03\x04",
            b"\x1f\x8b\x08",
            b"x\x9c",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a!\xfe",
            b"\xff\xd8\xff\xe1",
            b"RIFF",
            b"WEBP",
            b"ustar",
        ),
        *(
            b"\x1b$B",
            b"\xfe\xff",
            b"\xff\xfe\x00\x00",
            b"/*",
            b"*/",
            b"${",
            b"`",
            b"\n> ",
            b" \n\t",
            b"\x00",
            b"BZh9",
            b"\xfd7zXZ\x00",
        ),
        *(
            "霧峰".encode(),
            "ゔ゛々".encode(),
            b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
            b"<~",
            b"~>",
        ),
    ]
)


@settings(max_examples=300, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=400), st.lists(_PIECES, max_size=40).map(b"".join)))
def test_no_bytes_make_the_gate_raise_or_hang(gate, data):
    gate.scan_bytes("a.bin", data)


@settings(max_examples=100, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=60))
def test_no_name_of_a_file_makes_the_gate_raise(gate, name):
    gate.scan_bytes(name, b"")


@settings(max_examples=150, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.text(max_size=80), after=st.text(max_size=80))
def test_a_name_is_found_whatever_stands_around_it(gate, before, after):
    data = f"{before}。霧峰鉱泉。{after}".encode("utf-8", "surrogatepass")
    assert "霧峰鉱泉" in forms(gate.scan_bytes("a.txt", data))


def test_a_name_among_the_pixels_of_a_picture_is_found(gate):
    pixels = b"\0" + "霧峰鉱泉".encode()
    assert "霧峰鉱泉" in forms(gate.scan_bytes("a.png", png(pixels=pixels, width=len(pixels) - 1)))


def test_what_is_packed_behind_the_pixels_of_a_picture_is_unpacked_as_everywhere(gate):
    behind = b"\0\0" + gzip.compress("霧峰鉱泉".encode())
    assert "霧峰鉱泉" in forms(gate.scan_bytes("a.png", png(pixels=behind)))


def test_the_zone_of_a_time_is_not_read_as_utf_7(gate):
    def kinds(data):
        return {view.kind for view in unfold("a.xml", data)}

    assert "utf-8>utf-7" not in kinds(b"2026-11-21T09:00:00+0900")
    assert "utf-8>utf-7" in kinds("霧峰".encode("utf-7"))


@pytest.mark.parametrize(
    "piece",
    [
        "//",
        "//a.",
        '"//a@',
        "a@",
        "@a.",
        "あ \n",
        "ab ",
        "abcdef01",
        '"a"+',
        "(株",
        " Ltd.",
        "<",
        "<!--",
        '<a "',
        "<script>",
        '"/*',
        "${`",
        "(",
        "<<",
        "&#",
        "%",
        "\\",
        "a*0",
        "=?x?B?",
        "+",
        "xn--",
        "[1,",
        "a-",
        "<rt>",
    ],
)
def test_the_same_piece_again_and_again_does_not_take_long(gate, piece):
    data = (piece * (200_000 // len(piece))).encode()
    start = time.process_time()
    gate.scan_bytes("a.html", data)
    assert time.process_time() - start < 5
