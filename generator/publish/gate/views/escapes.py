"""Escapes of pages, addresses, programs and style sheets, decoded in place.

Those that can stand inside of one another are decoded together, again and again until nothing changes;
CSS has its own turn, since its backslashes mean something else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

from .jis import decode_jis
from .mailwords import decode_words
from .windows import GAP, rewrite

_ROUNDS = 6
_ANY_ESCAPE = re.compile(
    r"&#?\w|%[0-9A-Fa-f]{2}|%u[0-9A-Fa-f]{4}|\\[\\ux0-3nrtU\n\r/\"'`]|U\+[0-9A-Fa-f]{4}|=\?|x[nN]--|X[nN]--"
)
_PERCENT = re.compile("(?:%[0-9A-Fa-f]{2})+")
_OLD_PERCENT = re.compile(
    r"(?:%[89A-Fa-f][0-9A-Fa-f][@-~]?|%1[bB](?:%[0-9A-Fa-f]{2}|[!-~])(?:%[0-9A-Fa-f]{2}|[!-$&-~]))(?:%[0-9A-Fa-f]{2}|[\w.~!*'()+@\[\]^`{|}\\-])*"
)
_PERCENT_ASCII = re.compile("%([2-7][0-9A-Fa-f])")
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_OLDER_ENCODINGS: dict[str, Callable[[bytes], str]] = {
    "cp932": lambda data: data.decode("cp932", "replace"),
    "euc_jp": lambda data: data.decode("euc_jp", "replace"),
    "iso2022_jp_ext": decode_jis,
}
_CODE = re.compile(
    r"\\{1,8}u\{([0-9a-fA-F]{1,6})\}|\\{1,8}U([0-9a-fA-F]{8})|\\{1,8}x\{([0-9a-fA-F]{1,6})\}|U\+([0-9a-fA-F]{4,6})\b"
)
_CODE_RUN = re.compile(r"(?:(?:\\{1,8}|%)u[0-9a-fA-F]{4})+")
_CODE_MARK = re.compile(r"(?:\\{1,8}|%)u")
_ENTITY_PAIR = re.compile(
    r"&#(?:x([dD][89abAB][0-9a-fA-F]{2})|(5[5-6]\d{3}));&#(?:x([dD][c-fC-F][0-9a-fA-F]{2})|(5[67]\d{3}));"
)
_BYTES = re.compile(r"(?:\\{1,8}x[0-9a-fA-F]{2}|\\{1,8}[0-3][0-7]{2})+")
_BYTE = re.compile(r"x([0-9a-fA-F]{2})|([0-3][0-7]{2})")
_SIMPLE = (
    ("\\\\", "\\"),
    ("\\n", "\n"),
    ("\\r", ""),
    ("\\t", ""),
    ('\\"', '"'),
    ("\\'", "'"),
    ("\\`", "`"),
    ("\\/", "/"),
    ("\\\r\n", ""),
    ("\\\n", ""),
)
_CSS = re.compile(r"\\{1,8}([0-9a-fA-F]{1,6})[ \t\r\n\f]?")
_MISREAD_CHARACTER = "[\u00c2-\u00f4][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{1,3}"
_MISREAD = re.compile(f"{_MISREAD_CHARACTER}(?:{_MISREAD_CHARACTER})*")
_REMARK = r"(?>(?:/\*.{0,200}?\*/\s*+|//[^\n]{0,200}\n\s*+)*)"  # bounded: an open one after another would be quadratic
_JOIN = re.compile(
    rf"""["'`]\s*+{_REMARK}(?:[+,.&~|]|\.concat\()?\s*+{_REMARK}["'`]"""
    r"""|\$\{\s*+["'`]|["'`]\s*+\}|\}\s*+\$\{|#\{\s*+["']|["'`]\s*+[;\n]\s*+[\w$.]{1,40}\s*+\+=\s*+["'`]""",
    re.DOTALL,
)
_GLUE = rf"""\s*+{_REMARK}(?:[+,.&~|]|\.concat\()?\s*+{_REMARK}["'`][\w\\]"""
_JOINED = re.compile("|".join([*(rf"{quote}(?<=\w{quote}){_GLUE}" for quote in "\"'`"), r"\$\{", r"\+="]), re.DOTALL)
_NEAR = 80  # characters around a joint that are kept
# Nobody shows code points or bytes without one of them.
_CODE_MAKERS = ("harCode", "odePoint", "chr(", "CHAR(", "decode", "int8Array", "Buffer", "bytes(")
_CHAR_CODES = re.compile(
    r"\d(?:(?:(?<=ode\(\d)|(?<=oint\(\d)|(?<=chr\(\d))\d{1,5}(?=\))"
    r"|(?:(?<=0)x[0-9a-fA-F]{2,6}|(?<=\b\d)\d{1,5})(?:\s*+[,;]\s*+(?:0x[0-9a-fA-F]{2,6}|\d{2,6}))+)"
)
_PUNYCODE = re.compile(r"xn--[a-z0-9-]+", re.IGNORECASE)
_LARGEST = 0x10FFFF
_SMALLEST_PRINTED = 0x20


def entities(text: str) -> str:
    """Character references, named and numeric, also without their semicolon."""
    if "&" not in text:
        return text
    return html.unescape(_ENTITY_PAIR.sub(_entity_pair, text))


def percent(text: str) -> str:
    """Percent-encoding in UTF-8; what is not UTF-8 stays as it is."""
    return _PERCENT.sub(_decode_percent, text) if "%" in text else text


def older_percent(text: str) -> Iterator[tuple[str, str]]:
    """Percent-encoding in an older encoding of Japanese: the second byte of a character may be a letter."""
    if "%" not in text:
        return
    for encoding, read in _OLDER_ENCODINGS.items():

        def decode(part: str, read: Callable[[bytes], str] = read) -> str:
            part = _OLD_PERCENT.sub(lambda m: read(unquote_to_bytes(m[0])), part)
            return _PERCENT_ASCII.sub(lambda m: chr(int(m[1], 16)), part)

        if (result := rewrite(text, _OLD_PERCENT, decode)) is not None:
            yield f"percent-{encoding}", result


def program(text: str) -> str:
    r"""Escapes of JavaScript, JSON, Python, Java and C: \u5317, \u{5317}, \xe5, octal bytes, U+5317, %u5317."""
    if not ("\\" in text or "%u" in text or "U+" in text):
        return text
    text = _BYTES.sub(_decode_bytes, _CODE.sub(_decode_code, _CODE_RUN.sub(_decode_run, text)))
    for old, new in _SIMPLE:
        text = text.replace(old, new)
    return text


def punycode(text: str) -> str:
    """Labels of internationalized domains."""
    return _PUNYCODE.sub(_label, text) if "xn--" in text.lower() else text


DECODERS: dict[str, Callable[[str], str]] = {
    "entities": entities,
    "percent": percent,
    "program": program,
    "mail-words": decode_words,
    "punycode": punycode,
}


def decoded(text: str, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """The text with all escapes decoded, also escaped escapes."""
    decoders = [decode for name, decode in DECODERS.items() if name not in without]

    def decode(part: str) -> str:
        for _ in range(_ROUNDS):
            before = part
            for step in decoders:
                part = step(part)
            if part == before:
                break
        return part

    if (result := rewrite(text, _ANY_ESCAPE, decode)) is not None:
        yield "decoded", result


def misread(text: str) -> Iterator[tuple[str, str]]:
    """UTF-8 that somebody read as Latin-1 and wrote again."""
    if not text.isascii() and (result := rewrite(text, _MISREAD, lambda t: _MISREAD.sub(_read_again, t))) is not None:
        yield "misread", result


def _read_again(match: re.Match[str]) -> str:
    data = b"".join(_western_byte(char) for char in match[0])
    return data.decode("utf-8", "ignore")


def _western_byte(char: str) -> bytes:
    """The byte of a character in cp1252, or in Latin-1 where that has none."""
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1", "ignore")


def style(text: str) -> Iterator[tuple[str, str]]:
    r"""Escapes of CSS: \5317 \661f."""
    if (
        "\\" in text
        and (result := rewrite(text, _CSS, lambda t: _CSS.sub(lambda m: _char(int(m[1], 16)), t))) is not None
    ):
        yield "css-escapes", result


def concatenation(text: str) -> Iterator[tuple[str, str]]:
    """Strings that a program puts together: "a"+"b", ["a","b"], `${"a"}`."""
    if (joined := rewrite(text, _JOINED, lambda t: _JOIN.sub("", t), around=_NEAR)) is not None:
        yield "concatenation", joined


def char_codes(text: str) -> Iterator[tuple[str, str]]:
    """Lists of code points: String.fromCharCode(21271, 26143)."""
    found: list[str] = []
    if not any(mark in text for mark in _CODE_MAKERS):
        return
    for match in _CHAR_CODES.finditer(text):
        codes = [
            int(code, 0) if code.startswith("0x") else int(code) for code in re.split(r"\s*[,;]\s*", match[0].lower())
        ]
        if all(_SMALLEST_PRINTED <= code <= _LARGEST for code in codes):
            found.append(_characters(codes))
        if max(codes) <= 0xFF and max(codes) > 0x7F:  # noqa: PLR2004 - bytes, not all of them ASCII
            found.append(bytes(codes).decode("utf-8", "replace"))
    if found:
        yield "char-codes", GAP.join(found)


def _characters(codes: list[int]) -> str:
    """Code points, or units of UTF-16 with pairs among them."""
    return "".join(map(chr, codes)).encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")


def _label(match: re.Match[str]) -> str:
    try:
        return match[0][4:].lower().encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError, ValueError):
        return match[0]


def _entity_pair(match: re.Match[str]) -> str:
    high = int(match[1], 16) if match[1] else int(match[2])
    low = int(match[3], 16) if match[3] else int(match[4])
    return _char(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _decode_code(match: re.Match[str]) -> str:
    return _char(int(next(group for group in match.groups() if group), 16))


def _decode_run(match: re.Match[str]) -> str:
    """Units of UTF-16, pairs among them."""
    return bytes.fromhex(_CODE_MARK.sub("", match[0])).decode("utf-16-be", "replace")


def _decode_percent(match: re.Match[str]) -> str:
    """UTF-8, also with a byte too many or too few; one byte alone is a letter with an accent.

    What is in another encoding stays for `older_percent`.
    """
    data = unquote_to_bytes(match[0])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _UTF8_CHARACTER.search(data):
            return data.decode("utf-8", "replace")
        return _western(data) if len(data) == 1 else match[0]


def _western(data: bytes) -> str:
    """One byte as Western Europe writes it; what cp1252 lacks is Latin-1's."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _decode_bytes(match: re.Match[str]) -> str:
    data = bytes(int(h, 16) if h else int(o, 8) for h, o in _BYTE.findall(match[0]))
    return _in_any_encoding(data) if max(data) > 0x7F else data.decode("ascii")  # noqa: PLR2004 - ASCII


def _in_any_encoding(data: bytes) -> str:
    """Decode bytes whose encoding nobody says; where two are possible, both."""
    if b"\x1b" in data:
        return decode_jis(data)
    if len(data) == 1:
        return _western(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return GAP.join(data.decode(encoding, "replace") for encoding in ("utf-8", "cp932", "euc_jp"))


def _char(code: int) -> str:
    return chr(code) if code <= _LARGEST and not 0xD800 <= code <= 0xDFFF else ""  # noqa: PLR2004 - surrogates
