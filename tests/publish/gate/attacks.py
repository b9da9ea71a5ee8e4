"""Ways in which a name gets into a published file: by carelessness of a template, by an encoding, or by intent.

Names, transforms and places are independent of each other; a test multiplies them, and leaves out only what makes no
sense (a transform that changes nothing, or that the place itself would not carry).
All names are invented.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import json
import quopri
import re
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from urllib.parse import quote

from generator.model import Organization, OrganizationKind

LIGHT = "light"  # short or ordinary: found only at borders
HEAVY = "heavy"


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name as it stands in the text, and the organization that declared it."""

    id: str
    text: str
    organization: Organization
    weight: str = HEAVY
    is_number: bool = False


def _organization(number: int, **declared: object) -> Organization:
    declared = {"name": f"番外{'甲乙丙丁戊己庚辛壬癸'[number % 10]}結社{number}", **declared}
    return Organization(id=f"o{number:03}", kind=OrganizationKind.COMPANY, **declared)


_COMPANIES = """
株式会社霧峰鉱泉|霧峰鉱泉
玄武岩製作所|玄武岩製作所
有限会社灯台守工房|灯台守工房
沢渡霧原建設株式会社|沢渡霧原建設
広沢辺境運輸(株)|広沢辺境運輸
学校法人薄荷坂学園|薄荷坂学園
医療法人社団灰桜会竜斉診療所|灰桜会竜斉診療所
一般社団法人砂時計協議会|砂時計協議会
月見里硝子工業㈱|月見里硝子工業
合同会社佐々目鍛冶|佐々目鍛冶
株式会社国圏発条|国圏発条
株式会社ホシカゼロジス|ホシカゼロジス
ヴェルナミラソフト株式会社|ヴェルナミラソフト
株式会社カロタニエプラント|カロタニエプラント
ガラパゾンポスト|ガラパゾンポスト
トニカロエタ機械株式会社|トニカロエタ機械
株式会社パピプレストーン|パピプレストーン
スーパーノヴァーナ|スーパーノヴァーナ
株式会社ミヤコワスレッタ|ミヤコワスレッタ
みずうみのほとり商会|みずうみのほとり商会
株式会社霧峰クラウド|霧峰クラウド
ホシカゼ電算株式会社|ホシカゼ電算
Qubira計測株式会社|Qubira計測
東雲ZETTA通信株式会社|東雲ZETTA通信
三日月ラクダ急便|三日月ラクダ急便
株式会社夜半の柱時計|夜半の柱時計
八十八夜ハーブ園|八十八夜ハーブ園
""".strip().splitlines()
_LATIN = """
Kirimine Works Inc.|Kirimine Works
Zelkovana Co., Ltd.|Zelkovana
Quorvex Systems Corporation|Quorvex Systems
Brunnhald Logistics GmbH|Brunnhald Logistics
Tsukumogami Holdings|Tsukumogami
Norvik-Ostra LLC|Norvik-Ostra
Palomiro Techna K.K.|Palomiro Techna
""".strip().splitlines()
_SHORT = """
株式会社霧峰|霧峰
株式会社燁|燁
汐凪|汐凪
株式会社ノモラ|ノモラ
ヌクモ|ヌクモ
ピオカ株式会社|ピオカ
ロカタ|ロカタ
QVX|QVX
Zorby|Zorby
NKR7|NKR7
""".strip().splitlines()
_ORDINARY = """
ひかり|ひかり
PORT|PORT
チャーム|チャーム
さざなみ|さざなみ
アクセス|アクセス
安心|安心
""".strip().splitlines()
_PEOPLE = """
霧島 玲音|霧島玲音
霧島 玲音|玲音 霧島
東雲 悠斗|東雲社長
大蔵谷 真帆|大蔵谷真帆
小鳥遊 蓮|小鳥遊容疑者
久我原 譲二|久我原氏
Ren Kirigaya|Ren Kirigaya
Ren Kirigaya|Kirigaya, Ren
""".strip().splitlines()
_READINGS = """
コウノシンジョウ|Kôno-Sinzyô
ツジムラテンポ|Tuzimuratempo
リンロウリョクチ|Linloulyokuti
""".strip().splitlines()
_DOMAINS = """
kirimine-works.example|kirimine-works.example
hoshikaze-denzan.example|hoshikaze-denzan
霧峰鉱泉.example|霧峰鉱泉.example
qvxq.example|qvxq
""".strip().splitlines()
_NUMBERS = """
03-9999-0123|03-9999-0123
9876543210987|9876543210987
0120-999-456|0120(999)456
03-9999-8765|+81-3-9999-8765
""".strip().splitlines()
_PLACES = """
架空県霧峰市灯台町一丁目2番3号|架空県霧峰市灯台町1-2-3
霧峰市薄荷坂下ル|霧峰市薄荷坂下ル
""".strip().splitlines()


def _declared() -> Iterator[tuple[str, str, dict[str, object]]]:
    """Give text, weight and what the organization declares."""
    for row in (*_COMPANIES, *_LATIN):
        yield row.split("|")[1], HEAVY, {"name": row.split("|")[0]}
    for row in (*_SHORT, *_ORDINARY):
        yield row.split("|")[1], LIGHT, {"name": row.split("|")[0]}
    for row in _PEOPLE:
        person, text = row.split("|")
        yield text, LIGHT if text.endswith(("社長", "容疑者", "氏")) else HEAVY, {"people": (person,)}
    for row in _DOMAINS:
        domain, text = row.split("|")
        yield text, LIGHT if text == "qvxq" else HEAVY, {"domains": (domain,)}
    for field, table, weight in (
        ("kana", _READINGS, HEAVY),
        ("identifiers", _NUMBERS, LIGHT),
        ("places", _PLACES, HEAVY),
    ):
        for row in table:
            yield row.split("|")[1], weight, {field: (row.split("|")[0],)}


def names() -> tuple[Name, ...]:
    """Give all names, each of an organization of its own."""
    found = []
    for number, (text, weight, declared) in enumerate(_declared()):
        organization = _organization(number, **declared)
        is_number = "identifiers" in declared
        found.append(Name(id=organization.id, text=text, organization=organization, weight=weight, is_number=is_number))
    return tuple(found)


# Transforms: how the letters are written ---------------------------------------------------------------------------

Transform = Callable[[str], str]


def _between(text: str, mark: str) -> str:
    return mark.join(text)


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else "\u3000" if c == " " else c for c in text)


def _half_width_table() -> dict[str, str]:
    table = {}
    for code in range(0xFF66, 0xFF9E):
        table[unicodedata.normalize("NFKC", chr(code))] = chr(code)
    for base in list(table):
        for mark, half in (("\u3099", "ﾞ"), ("\u309a", "ﾟ")):
            composed = unicodedata.normalize("NFC", base + mark)
            if len(composed) == 1:
                table[composed] = table[base] + half
    return table


_HALF = _half_width_table()


def _old_kanji(text: str) -> str:
    rows = (
        resources.files("generator.publish.gate.data").joinpath("variants.tsv").read_text(encoding="utf-8").splitlines()
    )
    old = {new: old for old, new in (row.split("\t") for row in reversed(rows) if not row.startswith("#"))}
    return "".join(old.get(c, c) for c in text)


def _hiragana(text: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


def _mathematical(text: str) -> str:
    def letter(c: str) -> str:
        if "a" <= c <= "z":
            return chr(0x1D41A + ord(c) - ord("a"))
        return chr(0x1D400 + ord(c) - ord("A")) if "A" <= c <= "Z" else c

    return "".join(map(letter, text))


def _circled(text: str) -> str:
    def letter(c: str) -> str:
        if "a" <= c <= "z":
            return chr(0x24D0 + ord(c) - ord("a"))
        return chr(0x1F150 + ord(c) - ord("A")) if "A" <= c <= "Z" else c

    return "".join(map(letter, text))


def _utf16_units(text: str) -> list[int]:
    data = text.encode("utf-16-be")
    return [int.from_bytes(data[k : k + 2], "big") for k in range(0, len(data), 2)]


def _tags(text: str, tag: str = '<span class="x" title="a > b">{}</span>') -> str:
    return "".join(tag.format(c) for c in text)


def _quoted(text: str) -> str:
    return "".join(f"={byte:02X}" for byte in text.encode())


def _soft_breaks(text: str) -> str:
    """Quoted-printable with a soft break inside of every second character."""
    return re.sub(r"((?:=..){2})", r"\1=\r\n", _quoted(text))


def _words(text: str, charset: str = "utf-8") -> str:
    """Encoded words that cut a character in two."""
    data = text.encode(charset)
    half = len(data) // 2
    return "\r\n ".join(f"=?{charset}?B?{base64.b64encode(part).decode()}?=" for part in (data[:half], data[half:]))


def _western(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _punycode(text: str) -> str:
    return (
        f"http://xn--{text.encode('punycode').decode()}.example/"
        if not text.isascii() and not set(text) & set(" .")
        else text
    )


TRANSFORMS: dict[str, Transform] = {
    "plain": lambda t: t,
    "full width": _full_width,
    "half-width kana": lambda t: "".join(_HALF.get(c, c) for c in t),
    "decomposed": lambda t: unicodedata.normalize("NFD", t),
    "zero-width spaces": lambda t: _between(t, "\u200b"),
    "one zero-width space": lambda t: f"{t[:1]}\u200b{t[1:]}",
    "one soft hyphen entity": lambda t: f"{t[:1]}&shy;{t[1:]}",
    "soft hyphens": lambda t: _between(t, "\u00ad"),
    "variation selectors": lambda t: _between(t, "\ufe00") + "\ufe00",
    "ideographic variation": lambda t: _between(t, "\U000e0100"),
    "bidi marks": lambda t: _between(t, "\u200e"),
    "spaces": lambda t: _between(t, " "),
    "ideographic spaces": lambda t: _between(t, "\u3000"),
    "middle dots": lambda t: _between(t, "・"),
    "hyphens": lambda t: _between(t, "-"),
    "underscores": lambda t: _between(t, "_"),
    "line break in source": lambda t: f"{t[: len(t) // 2]}\n      {t[len(t) // 2 :]}",
    "every letter a line": lambda t: _between(t, "\n"),
    "old kanji": _old_kanji,
    "hiragana": _hiragana,
    "large kana": lambda t: t.translate(str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ")),
    "ba for va": lambda t: t.replace("ヴェ", "ベ").replace("ヴァ", "バ"),
    "kanji for kana": lambda t: t.translate(str.maketrans("ロカニエタトミハー", "口力二工夕卜三八一")),
    "kana for kanji": lambda t: t.translate(str.maketrans("三八二口力工", "ミハニロカエ")),
    "dash for long vowel": lambda t: t.replace("ー", "―"),
    "Cyrillic": lambda t: t.translate(str.maketrans("aeopcxyiABEKMHOPCTX", "аеорсхуіАВЕКМНОРСТХ")),
    "Greek": lambda t: t.translate(str.maketrans("oAEIKMNOPTXZ", "οΑΕΙΚΜΝΟΡΤΧΖ")),
    "mathematical": _mathematical,
    "circled": _circled,
    "upper case": str.upper,
    "lower case": str.lower,
    "accents": lambda t: "".join(f"{c}\u0301" if c.isascii() and c.isalpha() else c for c in t),
    "composed accents": lambda t: unicodedata.normalize("NFC", re.sub("([aeiouAEIOUnNzZ])", "\\1\u0301", t)),
    "struck out": lambda t: "".join(f"{c}\u0336" for c in t),
    "enclosing circles": lambda t: "".join(f"{c}\u20dd" for c in t),
    "radicals": lambda t: t.translate(str.maketrans("西長青食麦黄斉歯竜亀日月水", "⻄⻑⻘⻝⻨⻩⻫⻭⻯⻲⽇⽉⽔")),
    "iteration mark": lambda t: re.sub(r"(.)\1", r"\1々", t.replace("々", "々")),
    "no iteration mark": lambda t: re.sub("(.)々", r"\1\1", t),
    "decimal entities": lambda t: "".join(f"&#{ord(c)};" for c in t),
    "hex entities without semicolon": lambda t: "".join(f"&#x{ord(c):x}" for c in t),
    "entities of entities": lambda t: "".join(f"&amp;#{ord(c)};" for c in t),
    "no-break spaces": lambda t: _between(t, "&nbsp;"),
    "percent": lambda t: quote(t, safe="") if not t.isascii() else "".join(f"%{ord(c):02X}" for c in t),
    "percent twice": lambda t: (
        quote(quote(t, safe=""), safe="") if not t.isascii() else "".join(f"%25{ord(c):02x}" for c in t)
    ),
    "percent three times": lambda t: "".join(f"%2525{b:02X}" for b in t.encode()),
    "percent of cp932": lambda t: quote(t.encode("cp932", "ignore"), safe=""),
    "percent of EUC": lambda t: quote(t.encode("euc_jp", "ignore"), safe=""),
    "unicode escapes": lambda t: "".join(f"\\u{unit:04x}" for unit in _utf16_units(t)),
    "escaped unicode escapes": lambda t: "".join(f"\\\\u{unit:04X}" for unit in _utf16_units(t)),
    "braced escapes": lambda t: "".join(f"\\u{{{ord(c):x}}}" for c in t),
    "percent-u": lambda t: "".join(f"%u{unit:04X}" for unit in _utf16_units(t)),
    "byte escapes": lambda t: "".join(f"\\x{byte:02x}" for byte in t.encode()),
    "octal bytes": lambda t: "".join(f"\\{byte:03o}" for byte in t.encode()),
    "CSS escapes": lambda t: "".join(f"\\{ord(c):x} " for c in t),
    "six-digit CSS escapes": lambda t: "".join(f"\\{ord(c):06X}" for c in t),
    "concatenation": lambda t: '"' + '" + "'.join(t) + '"',
    "concatenation with remark": lambda t: "'" + "' /* x */ +\n  '".join(t) + "'",
    "array": lambda t: '["' + '", "'.join(t) + '"]',
    "template": lambda t: "`" + "".join(f"${{'{c}'}}" for c in t) + "`",
    "char codes": lambda t: f"String.fromCharCode({', '.join(str(unit) for unit in _utf16_units(t))})",
    "tags": _tags,
    "wbr": lambda t: _between(t, "<wbr>"),
    "br with indentation": lambda t: _between(t, "<br />\n    "),
    "comments": lambda t: _between(t, "<!-- x -->"),
    "ruby": lambda t: "<ruby>" + "".join(f"{c}<rp>(</rp><rt>ぬ</rt><rp>)</rp>" for c in t) + "</ruby>",
    "readings": lambda t: "<ruby>" + "".join(f"甲<rt>{c}</rt>" for c in t) + "</ruby>",
    "tspan": lambda t: "".join(f'<tspan x="{k}" dy="9">{c}</tspan>\n' for k, c in enumerate(t)),
    "escaped tags": lambda t: _between(t, "&lt;b&gt;&lt;/b&gt;"),
    "tags in JSON": lambda t: _between(t, "\\u003cwbr\\u003e"),
    "emphasis": lambda t: _between(t, "**"),
    "mail words": _words,
    "mail words in cp932": lambda t: _words("".join(c for c in t if c.encode("cp932", "ignore")), "shift_jis"),
    "mail parameter": lambda t: (
        f"x*0*=utf-8''{quote(t[:1], safe='')};\r\n x*1*={quote(t[1:], safe='')}" if t[1:] else t
    ),
    "quoted-printable": _soft_breaks,
    "base64": lambda t: base64.b64encode(f"、{t}。".encode()).decode(),
    "base64 in lines": lambda t: base64.encodebytes(
        f"甲乙丙丁戊己庚辛壬癸、{t}。戊己庚辛壬癸{'、' * 30}".encode()
    ).decode(),
    "base64url": lambda t: base64.urlsafe_b64encode(f"??>>、{t}。".encode()).decode(),
    "hex": lambda t: f"、{t}。".encode().hex(),
    "spaced hex": lambda t: f"、{t}。".encode().hex(" "),
    "ascii85": lambda t: f"<~{base64.a85encode(f'、{t}。'.encode()).decode()}~>",
    "base64 glued to a word": lambda t: f"ab{base64.b64encode(t.encode()).decode()}",
    "hex glued to a word": lambda t: f"x1{t.encode().hex()}f",
    "misread as Latin-1": lambda t: t.encode().decode("latin-1") if not t.isascii() else t,
    "misread as cp1252": lambda t: "".join(_western(b) for b in t.encode()) if not t.isascii() else t,
    "columns": lambda t: "".join(f"\n{c} 甲 乙" for c in t if c.isalnum()) + "\n",
    "reversed by program": lambda t: f'"{t[::-1]}".split("").reverse()',
    "UTF-7": lambda t: "".join("+" + base64.b64encode(c.encode("utf-16-be")).decode().rstrip("=") + "-" for c in (t,)),
    "punycode": _punycode,
    "tag characters": lambda t: "".join(chr(0xE0000 + ord(c)) for c in t) if t.isascii() else t,
    "backwards": lambda t: f"\u202e{t[::-1]}\u202c",
    "bdo": lambda t: f'<bdo dir="rtl">{t[::-1]}</bdo>',
    "quotation": lambda t: f"> {t[: len(t) // 2]}\n> {t[len(t) // 2 :]}",
}

# What is asked of long names only: for short ones folding that far would find them in every text.
HEAVY_ONLY = frozenset(
    {
        "base64 glued to a word",
        "hex glued to a word",
        "columns",
        "hiragana",
        "large kana",
        "ba for va",
        "iteration mark",
    }
)


def _is_in_cp932(text: str) -> bool:
    return text.encode("cp932", "ignore").decode("cp932") == text


def makes_sense(transform: str, name: Name) -> bool:
    """Tell whether a transform changes this name, and leaves it the name."""
    if transform == "plain":
        return True
    if name.is_number and transform not in _FOR_NUMBERS:  # apart by hand, a number is found by its groups
        return False
    return not _spoils(transform, name) and TRANSFORMS[transform](name.text) != name.text


def _spoils(transform: str, name: Name) -> bool:
    """Tell whether nobody would know the name any more, or nobody could compare it."""
    is_short_latin = name.weight == LIGHT and name.text.isascii() and not name.is_number
    return (
        (name.weight == LIGHT and transform in HEAVY_ONLY)
        # an ordinary word is a name only as it is written
        or (name.text == "PORT" and transform in {"lower case", "Cyrillic", "Greek"})
        # letters glued to a word can only be compared as they were declared
        or (transform.endswith("glued to a word") and bool(name.organization.kana))
        or ("cp932" in transform and not _is_in_cp932(name.text))
        or (transform == "line break in source" and is_short_latin)
        or (transform in _NEEDS_TWO and len(name.text) == 1)
    )


_FOR_NUMBERS = frozenset(
    {
        *(
            "plain",
            "full width",
            "zero-width spaces",
            "soft hyphens",
            "spaces",
            "decimal entities",
            "percent",
            "percent twice",
        ),
        *(
            "unicode escapes",
            "byte escapes",
            "tags",
            "wbr",
            "comments",
            "mail words",
            "quoted-printable",
            "base64",
            "hex",
        ),
        *("concatenation", "mathematical", "line break in source"),
    }
)
_NEEDS_TWO = frozenset(
    {
        "line break in source",
        "quotation",
        "mail words",
        "mail words in cp932",
        "mail parameter",
        "backwards",
        "bdo",
        "columns",
    }
) | {"one zero-width space", "one soft hyphen entity", "reversed by program"}

# Places: where the letters stand -----------------------------------------------------------------------------------

Place = Callable[[str], tuple[str, bytes]]


def _zip(files: dict[str, bytes], comment: bytes = b"") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        archive.comment = comment
    return target.getvalue()


def _tar(name: str, data: bytes) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz", compresslevel=1) as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


def png(*chunks: tuple[bytes, bytes], pixels: bytes = b"\0\0", width: int = 1) -> bytes:
    """Make a picture of one line with these chunks; `pixels` are a byte for the filter and one for each pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    body = (
        chunk(b"IHDR", head),
        *(chunk(*c) for c in chunks),
        chunk(b"IDAT", zlib.compress(pixels)),
        chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """Make the head of a photograph with these segments."""
    body = b"".join(bytes([0xFF, mark]) + struct.pack(">H", len(data) + 2) + data for mark, data in segments)
    return b"\xff\xd8" + body + b"\xff\xda\x00\x02\x12\x34\xff\xd9"


def gif(comment: bytes) -> bytes:
    """Make a GIF of one pixel with a comment in blocks."""
    blocks = b"".join(bytes([len(part)]) + part for part in (comment[k : k + 255] for k in range(0, len(comment), 255)))
    return b"GIF89a\x01\x00\x01\x00\x00\x00\x00\x21\xfe" + blocks + b"\x00\x3b"


def webp(xmp: bytes) -> bytes:
    """Make the frame of a WebP with XMP."""
    body = (
        b"WEBPVP8X"
        + struct.pack("<I", 10)
        + bytes(10)
        + b"XMP "
        + struct.pack("<I", len(xmp))
        + xmp
        + b"\0" * (len(xmp) % 2)
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pdf(content: bytes, *, extra: bytes = b"") -> bytes:
    """Make a PDF with one packed stream."""
    packed = zlib.compress(content)
    return b"%%PDF-1.7\n1 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream\nendobj\n%b\n%%%%EOF" % (
        len(packed),
        packed,
        extra,
    )


def pdf_with_glyphs(text: str) -> bytes:
    """Make a PDF whose text is glyph numbers, with the map from them to letters."""
    letters = list(dict.fromkeys(text))
    codes = {letter: 0x0100 + k for k, letter in enumerate(letters)}
    rows = "\n".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    shown = "".join(f"{codes[c]:04x}" for c in text)
    maps = zlib.compress(f"{len(codes)} beginbfchar\n{rows}\nendbfchar".encode())
    extra = b"2 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream\nendobj" % (len(maps), maps)
    return pdf(f"BT /F1 12 Tf <{shown}> Tj ET".encode(), extra=extra)


_PAGE = '<!DOCTYPE html>\n<html lang="ja"><head><title>かわら版</title></head><body>\n<p>{}</p>\n</body></html>'


def _mail(body: str, *, transfer: str, charset: str = "utf-8") -> bytes:
    data = body.encode(charset, "ignore")
    coded = base64.encodebytes(data) if transfer == "base64" else quopri.encodestring(data)
    head = f"From: a@kawaraban.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n"
    return f"{head}Content-Transfer-Encoding: {transfer}\n\n".encode() + coded


def _uuencoded(text: str) -> bytes:
    data = text.encode()
    lines = b"".join(binascii.b2a_uu(data[k : k + 45]) for k in range(0, len(data), 45))
    return b"From: a@kawaraban.example\nSubject: x\n\nbegin 644 a.txt\n" + lines + b"`\nend\n"


def _calendar(text: str) -> bytes:
    """An entry of iCalendar: lines are folded after 74 bytes, wherever that is."""
    data = f"SUMMARY:{text}".replace("\n", "\\n").encode()
    return (
        b"BEGIN:VEVENT\r\n" + b"\r\n ".join(data[k : k + 74] for k in range(0, len(data), 74)) + b"\r\nEND:VEVENT\r\n"
    )


def _attached(text: str) -> bytes:
    inner = _mail(text, transfer="base64").decode()
    return (
        "From: a@kawaraban.example\nSubject: y\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
    ).encode()


PLACES: dict[str, Place] = {
    "page text": lambda t: ("a.html", _PAGE.format(t).encode()),
    "attribute": lambda t: ("a.html", _PAGE.format(f"<img src=\"x.svg\" alt='{t}'>").encode()),
    "comment": lambda t: ("a.html", _PAGE.format(f"x<!-- {t} -->").encode()),
    "script": lambda t: ("a.html", _PAGE.format(f"<script>var a = 1; /* */ f({t})</script>").encode()),
    "JSON-LD": lambda t: (
        "a.html",
        _PAGE.format(f'<script type="application/ld+json">{{"name":"{t}"}}</script>').encode(),
    ),
    "style sheet": lambda t: ("a.css", f'.x::after {{ content: "{t}" }}\n'.encode()),
    "search index": lambda t: ("search/search_index.json", f'{{"docs":[{{"location":"a/","text":"{t}"}}]}}'.encode()),
    "source map": lambda t: ("assets/a.js.map", f'{{"version":3,"sourcesContent":["// {t}\\n"]}}'.encode()),
    "sitemap": lambda t: (
        "sitemap.xml",
        f"<urlset><url><loc>https://kawaraban.example/?q={t}</loc></url></urlset>".encode(),
    ),
    "feed": lambda t: ("feed.xml", f"<item><description><![CDATA[ {t} ]]></description></item>".encode()),
    "drawing": lambda t: ("a.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><text x="1">{t}</text></svg>'.encode()),
    "plain mail": lambda t: ("a.eml", f"From: a@kawaraban.example\nSubject: x\n\n{t}\n".encode()),
    "mail header": lambda t: (
        "a.eml",
        f'From: a@kawaraban.example\nTo: "{t}" <b@kawaraban.example>\nSubject: x\n\nx\n'.encode(),
    ),
    "mail in base64": lambda t: ("a.eml", _mail(t, transfer="base64")),
    "mail in quoted-printable": lambda t: ("a.eml", _mail(t, transfer="quoted-printable")),
    "attached mail": lambda t: ("a.eml", _attached(t)),
    "uuencoded": lambda t: ("a.eml", _uuencoded(t)),
    "calendar": lambda t: ("a.ics", _calendar(t)),
    "gzip": lambda t: ("a.xml.gz", gzip.compress(t.encode(), 1, mtime=0)),
    "bzip2": lambda t: ("a.bz2", bz2.compress(t.encode(), 1)),
    "zlib inside": lambda t: ("a.bin", b"\x00\x01\xff\xfe\x80" + zlib.compress(t.encode(), 1) + b"\x00"),
    "raw deflate": lambda t: ("a.bin", zlib.compress(b"\x00" * 9 + t.encode() + b"\x00" * 9, 9)[2:-4]),
    "office file": lambda t: ("a.docx", _zip({"word/document.xml": f"<w:t>{t}</w:t>".encode()})),
    "zip comment": lambda t: ("a.zip", _zip({"x": b"x"}, t.encode()[:60000])),
    "tar": lambda t: ("a.tgz", _tar("a.txt", t.encode())),
    "png text": lambda t: ("a.png", png((b"tEXt", b"Comment\0" + t.encode()))),
    "png packed text": lambda t: ("a.png", png((b"zTXt", b"Comment\0\0" + zlib.compress(t.encode())))),
    "png international text": lambda t: ("a.png", png((b"iTXt", b"Comment\0\1\0ja\0x\0" + zlib.compress(t.encode())))),
    "jpeg comment": lambda t: ("a.jpg", jpeg((0xFE, t.encode()[:60000]))),
    "jpeg xmp": lambda t: (
        "a.jpg",
        jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + f"<x:t>{t}</x:t>".encode()[:60000])),
    ),
    "gif comment": lambda t: ("a.gif", gif(t.encode())),
    "webp": lambda t: ("a.webp", webp(f"<x:t>{t}</x:t>".encode())),
    "data address": lambda t: ("a.css", b"a{b:url(data:text/plain;base64," + base64.b64encode(t.encode()) + b")}"),
    "database": lambda t: ("a.bin", b"SQLite format 3\0\x10\x00\xfe\x81\xc1" + t.encode() + b"\x00\x00\x05\xff"),
    "robots": lambda t: ("robots.txt", f"User-agent: *\n# {t}\n".encode()),
    "JavaScript": lambda t: ("a.js", f"var x = {t};\n".encode()),
    "JSON": lambda t: ("a.json", json.dumps({"a": [{"b": f"x {t} y"}]}).encode()),
}

# Bytes that are another encoding of the whole document.
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "cp932 in a tar": lambda t: gzip.decompress(_tar("a.txt", t.encode("cp932", "ignore"))),
    "UTF-8 folded inside of characters": lambda t: re.sub(rb"([\xe3-\xe9][\x80-\xbf])", rb"\1\r\n ", t.encode()),
    "GB 18030 in a mail": lambda t: _mail(t, transfer="base64", charset="gb18030"),
    "cp932": lambda t: t.encode("cp932", "ignore"),
    "EUC": lambda t: t.encode("euc_jp", "ignore"),
    "ISO-2022-JP": lambda t: t.encode("iso2022_jp", "ignore"),
    "UTF-16": lambda t: t.encode("utf-16"),
    "UTF-16 LE without mark": lambda t: t.encode("utf-16-le"),
    "UTF-16 BE at an odd place": lambda t: b"x" + t.encode("utf-16-be"),
    "UTF-32": lambda t: t.encode("utf-32"),
    "UTF-32 without mark": lambda t: t.encode("utf-32-le"),
}

# A place that carries only some of the transforms.
_TEXT_ONLY = frozenset(
    {
        "readings",
        "ruby",
        "tags",
        "comments",
        "wbr",
        "br with indentation",
        "tspan",
        "bdo",
        "escaped tags",
        "tags in JSON",
        "reversed by program",
    }
)
_NOT_IN = {
    "attribute": _TEXT_ONLY | {"concatenation with remark", "template", "concatenation"},
    "comment": frozenset({"comments", "ruby", "readings", "bdo"}),
    "script": frozenset({"ruby", "readings"}),
    "JSON-LD": frozenset({"ruby", "readings"}),
    "mail parameter": frozenset(),
}
# A mail's body is decoded once by its transfer encoding: what is coded in it again is somebody else's riddle.
_LINES = frozenset(
    {"base64 in lines", "line break in source", "every letter a line", "br with indentation", "quotation"}
)


def fits(transform: str, place: str) -> bool:
    """Tell whether a place can carry what a transform makes."""
    if transform in _NOT_IN.get(place, frozenset()):
        return False
    if transform == "quotation" and place not in {"plain mail", "mail in base64", "page text", "gzip"}:
        return False
    return not (place == "mail header" and transform in _LINES)
