import pytest

from generator.collect.decode import decode

TEXT = "北星クラウドは個人情報の漏えいについて公表した。"
XML = '<?xml version="1.0" encoding="{}"?><rss><title>{}</title></rss>'

READINGS = {
    "utf-8": (TEXT.encode(), None),
    "utf-8 with a mark": (b"\xef\xbb\xbf" + TEXT.encode(), None),
    "utf-16 with a mark": (b"\xff\xfe" + TEXT.encode("utf-16-le"), None),
    "utf-16 big-endian with a mark": (b"\xfe\xff" + TEXT.encode("utf-16-be"), None),
    "utf-32 with a mark": (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), None),
    "cp932 undeclared": (TEXT.encode("cp932"), None),
    "euc-jp undeclared": (TEXT.encode("euc_jp"), None),
    "iso-2022-jp undeclared": (TEXT.encode("iso2022_jp"), None),
    "cp932, the header says utf-8": (TEXT.encode("cp932"), "utf-8"),
    "cp932, the header says latin-1": (TEXT.encode("cp932"), "iso-8859-1"),
    "cp932, the header says euc-jp": (TEXT.encode("cp932"), "euc-jp"),
    "euc-jp, the header says shift_jis": (TEXT.encode("euc_jp"), "shift_jis"),
    "utf-8, the header says shift_jis": (TEXT.encode(), "Shift_JIS"),
    "utf-8, the header names nothing known": (TEXT.encode(), "x-unknown"),
    "utf-8, the header names no encoding of texts": (TEXT.encode(), "zlib"),
}


@pytest.mark.parametrize("name", READINGS)
def test_a_japanese_text_is_read_whatever_is_said_of_it(name):
    body, charset = READINGS[name]

    assert decode(body, charset=charset) == TEXT


DECLARED = [
    ("Shift_JIS", "cp932", "㈱髙①Ⅲ№～－"),
    ("Shift_JIS", "cp932", "髙﨑"),
    ("shift_jis", "cp932", "ⅰ章とⅱ章"),
    ("shift-jis", "cp932", "㈱髙①Ⅲ№～－"),
    ("Windows-31J", "cp932", "㈱髙①"),
    ("EUC-JP", "euc_jis_2004", "㈱①Ⅲの話"),
    ("ISO-8859-1", "cp1252", "Café “déjà vu” à Zürich"),
    ("windows-1252", "cp1252", "Café – naïve"),
    ("GB18030", "gb18030", "个人信息保护法的执行情况"),
    ("Big5", "big5", "個人資料外洩事件通知"),
    ("EUC-KR", "euc_kr", "개인정보 유출 사고"),
    ("koi8-r", "koi8_r", "Утечка персональных данных"),
]


@pytest.mark.parametrize(("declared", "codec", "text"), DECLARED, ids=[row[0] for row in DECLARED])
def test_a_true_declaration_is_believed(declared, codec, text):
    assert text in decode(XML.format(declared, text).encode(codec))


def test_utf_16_is_known_by_its_zero_bytes():
    assert decode("<rss>題</rss>".encode("utf-16-le")) == "<rss>題</rss>"
    assert decode("<rss>題</rss>".encode("utf-16-be")) == "<rss>題</rss>"


def test_characters_beyond_the_standard_survive_in_iso_2022_jp():
    # ① and ㈱ in row 13, which Python's codec refuses; half-width kana behind ESC ( I.
    body = b"\x1b$B-!\x1b(B and \x1b$B-j\x1b(B \x1b(I1\x1b(B"

    assert decode(body) == "① and ㈱ ｱ"


def test_half_width_kana_between_shift_out_and_shift_in_are_read():
    assert decode(b"\x1b$B%G\x1b(B \x0eC^0@\x0f end") == "デ ﾃﾞｰﾀ end"


def test_a_character_in_two_halves_is_joined_and_costs_no_other():
    halves = b"\xed\xa0\xbd\xed\xb4\x92"  # 🔒 as CESU-8 writes it

    assert decode(TEXT.encode() + halves) == TEXT + "🔒"
    assert decode(TEXT.encode() + halves[:3]) == TEXT + "\ufffd"


def test_characters_of_microsoft_survive_in_euc_jp():
    # 髙 has the place FC E2 there; in the standard's own later edition that is another character.
    assert decode(b"\xb9\xe2\xb6\xb6\xa4\xc8\xfc\xe2\xb6\xb6") == "高橋と髙橋"


def test_one_bad_byte_costs_one_character():
    text = decode(TEXT.encode().replace("星".encode(), b"\xe6\x98"))

    assert text == TEXT.replace("星", "\ufffd")


def test_a_bad_byte_in_shift_jis_costs_little():
    text = decode(TEXT.encode("cp932") + b"\xfd\xff" + TEXT.encode("cp932"))

    assert text.startswith(TEXT)
    assert text.endswith(TEXT)


def test_utf_7_is_never_believed():
    assert (
        decode(b'<?xml version="1.0" encoding="UTF-7"?>+ADw-script+AD4-')
        == '<?xml version="1.0" encoding="UTF-7"?>+ADw-script+AD4-'
    )


@pytest.mark.parametrize("body", [b"", b"\xff", b"\x80\x81", b"\x1b$B", bytes(range(256)) * 3])
def test_no_bytes_are_too_strange(body):
    assert isinstance(decode(body), str)


HALF_WIDTH = ["ｻｲﾊﾞｰｾｷｭﾘﾃｨ", "サイバー攻撃 ｾｷｭﾘﾃｨ ｱﾗｰﾄ ﾌｨｯｼﾝｸﾞ ﾗﾝｻﾑｳｪｱ"]


# Nothing but half-width kana in EUC-JP, declared as Shift_JIS, is readable both ways: the declaration is believed.
CASES = [
    (text, encoding, declared)
    for text in HALF_WIDTH
    for encoding in ("cp932", "euc_jp")
    for declared in ("", "Shift_JIS", "utf-8", "iso-8859-1")
    if (text, encoding, declared) != (HALF_WIDTH[0], "euc_jp", "Shift_JIS")
]


@pytest.mark.parametrize(("text", "encoding", "declared"), CASES)
def test_half_width_kana_are_no_sign_of_a_wrong_reading(text, encoding, declared):
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""

    assert decode(f"{head}<title>{text}</title>".encode(encoding)) == f"{head}<title>{text}</title>"


@pytest.mark.parametrize("text", ["Straße größer", "Café déjà vu", "Ñandú – “x”", "naïve «test» ©"])
@pytest.mark.parametrize("declared", ["", "iso-8859-1"])
def test_western_letters_are_not_taken_for_half_width_kana(text, declared):
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""

    assert decode(f"{head}<title>{text}</title>".encode("cp1252")) == f"{head}<title>{text}</title>"
