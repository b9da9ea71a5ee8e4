import pytest

from generator.errors import UsageError
from generator.storage.digest import decode_letters

TEXT = "更新:2026/11/10\n某通信会社は、表示・印刷の〜を公表した。\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("iso2022_jp", "ISO-2022-JP"),
        ("cp932", "Shift_JIS(CP932)"),
        ("euc_jp", "EUC-JP"),
    ],
)
def test_what_mail_programs_write_is_read(codec, name):
    text = TEXT.replace("〜", "～") if codec == "cp932" else TEXT

    assert decode_letters(text.encode(codec)) == (text, name)


def test_line_ends_of_any_system_are_one():
    assert decode_letters(b"a\r\nb\rc\n") == ("a\nb\nc\n", "UTF-8")


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(UsageError, match="文字コード"):
        decode_letters(b"\xff\xfe\x00\x80\x81")
