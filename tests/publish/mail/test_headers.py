"""Read on raw bytes: a parser that reads its own mistakes back finds nothing wrong with them."""

import base64
import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.publish.mail.headers import address_header, machine_header, text_header
from generator.text import is_mail_address

WORD = re.compile(r"=\?utf-8\?([bq])\?([^?]*)\?=")
LONG_JAPANESE = "架空予防法務協会からのお知らせ 2026年11月号 インシデント・脆弱性情報等と政策・立法関連のまとめ(第2版)"

printable = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=120)


def read_back(header):
    return message_from_bytes(header + b"\r\n", policy=policy.default)


def words_of(header):
    return WORD.findall(header.decode("ascii"))


@given(printable)
@example(LONG_JAPANESE)
@example("a" * 200)
@example(" leading and trailing ")
@example("=?utf-8?q?not_a_word?=")
@example("絵文字😀と𠮷野家風の字、é・×・…")
@example("?=_ =?")
def test_a_subject_reads_back_as_it_was_written(value):
    header = text_header("Subject", value)

    # The library strips the blank after the colon and its own: compare what is between.
    assert str(read_back(header)["Subject"]).strip() == value.strip()


@given(printable)
@example(LONG_JAPANESE)
@example("é" * 100)
@example("😀" * 40)
def test_no_encoded_word_is_too_long_and_no_line_either(value):
    header = text_header("Subject", value)

    assert all(len(match.group()) <= 75 for match in WORD.finditer(header.decode()))
    assert all(len(line) <= 76 for line in header.decode().split("\r\n") if "=?" in line)


@given(printable)
@example(LONG_JAPANESE)
def test_no_word_in_base64_is_padded(value):
    assert not [content for kind, content in words_of(text_header("Subject", value)) if kind == "b" and "=" in content]


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x9FFF), min_size=1, max_size=60))
def test_words_in_base64_hold_whole_characters_and_at_most_fifteen(value):
    for kind, content in words_of(text_header("Subject", value)):
        assert kind == "b"
        assert 1 <= len(base64.b64decode(content).decode("utf-8")) <= 15


def test_a_figure_in_a_japanese_subject_does_not_stand_in_base64():
    words = words_of(text_header("Subject", "月報 2026年11月号"))

    assert [content for kind, content in words if kind == "q"] == ["_2026", "11"]


def test_an_ascii_subject_is_left_as_it_is():
    assert text_header("Subject", "Monthly digest, 2026-11") == b"Subject: Monthly digest, 2026-11\r\n"


@pytest.mark.parametrize("length", [40, 78, 120, 400])
def test_a_machine_read_header_is_never_encoded_however_long(length):
    value = f"<https://kawaraban.example/{'t' * length}>, <mailto:stop@kawaraban.example>"

    header = machine_header("List-Unsubscribe", value)

    assert b"=?" not in header
    assert header.replace(b"\r\n", b"") == f"List-Unsubscribe: {value}".encode()


def test_a_machine_read_header_is_folded_at_blanks_only():
    value = ", ".join(f"<https://kawaraban.example/{number}/stop>" for number in range(6))

    lines = machine_header("List-Unsubscribe", value).decode().removesuffix("\r\n").split("\r\n")

    assert len(lines) > 1
    assert all(len(line) <= 78 for line in lines)
    assert all(line.startswith(" <") for line in lines[1:])


def test_a_word_that_is_too_long_for_any_line_is_refused():
    with pytest.raises(UsageError, match="長すぎます"):
        machine_header("List-Unsubscribe", f"<https://kawaraban.example/{'t' * 1000}>")


@pytest.mark.parametrize("value", ["配信停止", "<https://例え.example/>", "caf\u00e9"])
def test_a_machine_read_header_must_be_ascii(value):
    with pytest.raises(UsageError, match="List-Unsubscribe"):
        machine_header("List-Unsubscribe", value)


@pytest.mark.parametrize("evil", ["\r\nBcc: all@a.example", "\nX: y", "\r", "\0", "\x1b", "\x85", "\u2028", "\t"])
def test_what_could_end_a_header_is_refused_everywhere(evil):
    for write in (
        lambda: text_header("Subject", f"題{evil}"),
        lambda: text_header("Subject", f"title{evil}"),
        lambda: machine_header("List-Id", f"<a.example>{evil}"),
        lambda: address_header("From", f"編集部{evil}", "a@a.example"),
        lambda: address_header("From", "編集部", f"a@a.example{evil}"),
    ):
        with pytest.raises(UsageError):
            write()


@pytest.mark.parametrize(
    "display", ["かわら版編集部", "Digest Team", 'He said "no"', "編集部 (東京)", "a@b.example", "名, 前", "😀", ""]
)
def test_a_name_beside_an_address_reads_back_as_it_was_written(display):
    message = read_back(address_header("From", display, "news@kawaraban.example"))

    assert [(box.display_name, box.addr_spec) for box in message["From"].addresses] == [
        (display, "news@kawaraban.example")
    ]
    assert message["From"].defects == ()


@given(printable)
@example("架" * 14)
@example("a@" * 30)
def test_no_word_of_a_name_is_too_long(display):
    header = address_header("From", display, "news@kawaraban.example").decode()

    assert all(len(match.group()) <= 75 for match in WORD.finditer(header))
    assert all(len(line) <= 78 for line in header.split("\r\n"))


def test_a_long_name_reads_back_as_it_was_written():
    name = "架空予防法務協会 かわら版編集部 (東京) 第2班, 会員サービス担当"
    written = address_header("From", name, "news@kawaraban.example").decode().partition(": ")[2]

    # Not with policy.default: before Python 3.13 it puts blanks between the encoded-words of a name.
    assert str(make_header(decode_header(written))) == f"{name} <news@kawaraban.example>"


@given(printable)
def test_a_name_can_never_bring_in_a_second_address(display):
    message = read_back(address_header("From", display, "news@kawaraban.example"))

    assert [box.addr_spec for box in message["From"].addresses] == ["news@kawaraban.example"]


@pytest.mark.parametrize(
    "address", ["", "news", "news@", "@a.example", "a b@c.example", "a@b", "a@b.example, c@d.example", "a..b@c.example",
                ".a@c.example", "編集@a.example", "<a@b.example>", "a@b.example\n"]
)  # fmt: skip
def test_what_is_no_plain_address_is_refused(address):
    assert not is_mail_address(address)
    with pytest.raises(UsageError):
        address_header("Reply-To", "", address)
