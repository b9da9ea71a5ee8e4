"""Bytes of a feed to text, whatever the declaration says.

Japanese sources often declare one encoding and send another, and one character outside the declared one makes a usual
parser lose the whole feed (measured: one ㈱ in a "Shift_JIS" feed turns twenty titles into nonsense). So the
declaration is only one witness; the bytes are the other, and text that reads like Japanese wins.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""")
_META = re.compile(rb"""<meta[^>]{0,200}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096  # where a declaration can stand, after junk in front of it

_BOMS = (  # the longer first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# UTF-16 and UTF-32 without a mark: XML begins with "<", in four patterns of zero bytes (XML 1.0, appendix F).
_ZERO_PATTERNS = (
    (re.compile(rb"\A\x00\x00\x00[\x09\x0a\x0d\x20<]"), "utf-32-be"),
    (re.compile(rb"\A[\x09\x0a\x0d\x20<{]\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\A\x00[\x09\x0a\x0d\x20<{]\x00[^\x00]"), "utf-16-be"),
    (re.compile(rb"\A[\x09\x0a\x0d\x20<{]\x00[^\x00]\x00"), "utf-16-le"),
)
_EUC = "cp51932"  # Microsoft's EUC-JP; Python has no codec for it, so it is read as the CP932 that it mirrors
# What people call Shift_JIS is Microsoft's superset with ①㈱髙; what they call EUC-JP has the same characters.
_MEANT = {
    "shift_jis": ("cp932", "shift_jis_2004"),
    "shift-jis": ("cp932", "shift_jis_2004"),
    "sjis": ("cp932",),
    "x-sjis": ("cp932",),
    "ms_kanji": ("cp932",),
    "windows-31j": ("cp932",),
    "euc-jp": (_EUC, "euc_jis_2004", "euc_jp"),
    "x-euc-jp": (_EUC, "euc_jis_2004", "euc_jp"),
    "iso-8859-1": ("cp1252", "latin-1"),  # as every browser reads it (WHATWG Encoding)
    "us-ascii": ("cp1252",),
    "ascii": ("cp1252",),
}
# Codecs that are no encodings of documents, or that can smuggle "<" past a filter.
_REFUSED = frozenset({"utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"})
_USUAL = ("cp932", _EUC, "cp1252")

_KANA = re.compile("[\u3040-\u30ff]")
_KANJI = re.compile("[\u4e00-\u9fff\uf900-\ufaff]")  # with the names' 﨑 and 神 of CP932's second half
# Half-width kana are words (ｻｲﾊﾞｰ) in the one reading and rubbish in the other: EUC read as Shift_JIS is full of them,
# with half-width punctuation in between, since that is where EUC keeps its kana.
_HALF_WIDTH = re.compile("[\uff66-\uff9f]")
_HALF_WIDTH_WORD = re.compile("[\uff66-\uff9f]{2,}")
# Half-width punctuation, C1 controls, private use and replacement: what a wrong reading is full of.
_NOISE = re.compile("[\uff61-\uff65\x80-\x9f\ue000-\uf8ff\ufffd]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_SAMPLE = 4_000  # characters beyond ASCII that are looked at
_GOOD = 0.7  # quality of a whole text that is no doubt Japanese: then nobody asks for damaged readings
_DECLARED_BONUS = 0.4  # of the share of good characters: decides where the text itself says little
_JIS_ESCAPE = re.compile(rb"\x1b(\$[@B]|\$\([OQ]|\([BJIH])")
_SHIFTED = re.compile(rb"\x0e([^\x0e\x0f\x1b]*)\x0f?")  # half-width kana between SO and SI (CP50222)
_KANA_SHIFT = 0x8E
_EUC_CHARACTER = re.compile(rb"\x8e[\xa1-\xdf]|[\xa1-\xfe]{2}")
_WHOLE_EUC = re.compile(rb"(?>(?:[\x00-\x7f]|\x8e[\xa1-\xdf]|[\xa1-\xfe]{2})*)")


def decode(body: bytes, *, charset: str | None = None) -> str:
    """Read a document's bytes as text; never fails (a byte that fits nothing becomes U+FFFD).

    `charset` is what the HTTP header says; a mark at the beginning, valid UTF-8 and the document's own declaration
    are all better witnesses.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for pattern, name in _ZERO_PATTERNS:
        if pattern.match(body):
            return body.decode(name, "replace")
    if b"\x1b" in body and _JIS_ESCAPE.search(body) and body.isascii():
        return _from_jis(body)
    try:
        # Text in another encoding that happens to be valid UTF-8 does not occur beyond a few characters.
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _from_cesu(body) or _best_reading(body, _witnesses(body, charset))


def _from_cesu(body: bytes) -> str:
    """Read UTF-8 as some Java and database software writes it: 🔒 as two halves of three bytes each (CESU-8)."""
    with suppress(UnicodeDecodeError):
        return body.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return ""


def _witnesses(body: bytes, charset: str | None) -> tuple[tuple[str, ...], ...]:
    """Give, for each encoding that is named, the codecs that may be meant, the likeliest first."""
    head = body[:_HEAD]
    found = [match[1].decode("ascii") for pattern in (_DECLARED, _META) if (match := pattern.search(head))]
    names = [*found, *([charset] if charset else [])]
    return tuple(_codecs(name) for name in names)


def _codecs(name: str) -> tuple[str, ...]:
    key = name.strip().lower().replace("_", "-") if name.lower() != "ms_kanji" else "ms_kanji"
    if key in _MEANT:
        return _MEANT[key]
    try:
        codec = codecs.lookup(key).name
        b"".decode(codec)  # refuses codecs that do not give text (zlib, hex, rot13)
    except (LookupError, ValueError):
        return ()
    return () if codec in _REFUSED or codec.startswith(("utf-16", "utf-32")) else (codec,)


def _best_reading(body: bytes, witnesses: tuple[tuple[str, ...], ...]) -> str:
    declared = tuple(codec for family in witnesses for codec in family)
    families = dict.fromkeys((*witnesses, *((codec,) for codec in _USUAL if codec not in declared)))
    readings = [
        (_quality(text) + (_bonus(codec) if codec in declared else 0), text)
        for family in families
        for codec, text in _first_reading(body, family)
    ]
    if not any(quality >= _GOOD for quality, _ in readings):
        readings += [_damaged_reading(body, codec) for codec in dict.fromkeys(("utf-8", *declared, *_USUAL[:2]))]
    return max(readings, key=lambda reading: reading[0])[1]


def _first_reading(body: bytes, family: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give the first codec of a family that can read the bytes, and what it reads; nothing where none can.

    Only the first: ⅰ and 﨑 of CP932 are other kanji in Shift_JIS-2004, and would be outvoted by them.
    """
    for codec in family:
        with suppress(UnicodeDecodeError):
            yield codec, _decode_as(body, codec)
            return


def _bonus(codec: str) -> float:
    """Western letters are what servers say that were never told anything; a Japanese encoding, somebody chose."""
    return _DECLARED_BONUS / 4 if codec in {"cp1252", "latin-1"} else _DECLARED_BONUS


def _damaged_reading(body: bytes, codec: str) -> tuple[float, str]:
    """One bad byte must not cost the other characters: read on behind it."""
    text = _decode_as(body, codec, "replace")
    return _quality(text) - 0.01, text


def _quality(text: str) -> float:
    """Give the share of characters that speak for this reading, less those that speak against it: -3 to 1.

    Kanji count only beside kana: two bytes of a wrong reading often make a kanji, hardly ever kana.
    """
    foreign = "".join(_FOREIGN.findall(text, 0, _SAMPLE * 10))[:_SAMPLE]
    if not foreign:
        return 1.0
    kana = len(_KANA.findall(foreign))
    kanji = len(_KANJI.findall(foreign)) if kana else 0
    words = sum(map(len, _HALF_WIDTH_WORD.findall(foreign)))
    noise = len(_NOISE.findall(foreign)) + len(_HALF_WIDTH.findall(foreign)) - words
    return (kana + kanji + 0.3 * words - 3 * noise) / len(foreign)


def _decode_as(body: bytes, codec: str, errors: str = "strict") -> str:
    if codec != _EUC:
        return body.decode(codec, errors)
    if errors == "strict" and not _WHOLE_EUC.fullmatch(body):
        raise UnicodeDecodeError(_EUC, body, 0, len(body), "not EUC-JP")
    return _EUC_CHARACTER.sub(_to_cp932, body).decode("cp932", errors)


def _to_cp932(match: re.Match[bytes]) -> bytes:
    """Move a character of two bytes from EUC's place to that of Shift_JIS (JIS X 0208, appendix 1)."""
    first, second = match[0]
    if first == _KANA_SHIFT:
        return bytes((second,))
    row, cell = first - 0x80, second - 0x80
    lead = ((row - 0x21) >> 1) + (0x81 if row <= 0x5E else 0xC1)  # noqa: PLR2004 (where the lead bytes jump)
    if row % 2 == 0:
        return bytes((lead, cell + 0x7E))
    return bytes((lead, cell + (0x1F if cell <= 0x5F else 0x20)))  # noqa: PLR2004 (7F is left out)


def _from_jis(body: bytes) -> str:
    """Read ISO-2022-JP as its EUC twin, since Python's own codecs lack the ①㈱ that mail and feeds put into it."""
    parts = _JIS_ESCAPE.split(_SHIFTED.sub(b"\x1b(I\\1\x1b(B", body))
    runs = zip(parts[1::2], parts[2::2], strict=True)
    return _decode_as(parts[0] + b"".join(_as_euc(escape, run) for escape, run in runs), _EUC, "replace")


def _as_euc(escape: bytes, run: bytes) -> bytes:
    if escape in {b"(B", b"(J", b"(H"}:
        return run
    # What is no graphic character (a line break, a space) stays as it is.
    if escape == b"(I":  # half-width kana: one byte each
        return b"".join(bytes((_KANA_SHIFT, byte | 0x80)) if byte > 0x20 else bytes((byte,)) for byte in run)  # noqa: PLR2004
    return bytes(byte | 0x80 if byte > 0x20 else byte for byte in run)  # noqa: PLR2004
