"""The text of PDF: its strings, in the order in which they are shown, and the names of its fonts' characters."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

from .kinds import Limits, Pieces, Unread

_ENCRYPTED = Unread(reason="暗号化されたPDFなので、全部は読めません")
_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 1000  # bytes before a stream in which its filters are named
_STRING = re.compile(
    rb"\(((?>(?:[^()\\]|\\.|\((?>(?:[^()\\]|\\.)*)\))*))\)|<([0-9A-Fa-f\s]+)>|(\bBT\b|\bT\*|\bET\b)", re.DOTALL
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_MAP = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_SIMPLE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LARGEST_RANGE = 0x10000


def pdf(data: bytes, limits: Limits) -> Pieces:
    """Streams unpacked, strings decoded as they stand, as UTF-16 and by each ToUnicode map."""
    if b"%PDF" not in data[:1024]:
        return
    if b"/Encrypt" in data:
        yield "pdf", _ENCRYPTED
    contents = [data, *_streams(data, limits)]
    for content in contents[1:]:
        yield "pdf-stream", content
    maps = [found for content in contents for found in _character_maps(content)]
    for content in contents:
        strings = [_string(match) for match in _STRING.finditer(content)]
        if not strings:
            continue
        yield "pdf-strings", b"".join(strings)
        wide = (text[2:] if text.startswith(b"\xfe\xff") else text for text in strings)
        yield "pdf-strings", b"".join(wide).decode("utf-16-be", "replace")
        yield (
            "pdf-strings",
            "".join(t.decode("utf-16", "replace") for t in strings if t.startswith((b"\xfe\xff", b"\xff\xfe"))),
        )
        for characters in maps:
            yield "pdf-text", _map(strings, characters)


def _streams(data: bytes, limits: Limits) -> Iterator[bytes]:
    for count, match in enumerate(_STREAM.finditer(data)):
        end = data.find(b"endstream", match.end())
        if count >= limits.streams or end < 0:
            return
        head, body = data[max(0, match.start() - _HEAD) : match.start()], data[match.end() : end]
        try:
            if b"ASCII85" in head:
                body = base64.a85decode(body.strip().removesuffix(b"~>"))
            if b"ASCIIHex" in head:
                body = binascii.unhexlify(re.sub(rb"[\s>]", b"", body))
        except (ValueError, binascii.Error):
            pass
        yield _inflated(body, limits)


def _inflated(body: bytes, limits: Limits) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, limits.member)
    except zlib.error:
        return body


def _string(match: re.Match[bytes]) -> bytes:
    if match[2] is not None:
        digits = re.sub(rb"\s", b"", match[2])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if match[3] is not None:
        return b""
    return _ESCAPE.sub(_escaped, match[1])


def _escaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1].isdigit():
        return bytes([int(code, 8) & 0xFF]) if code[:1] < b"8" else code
    return _SIMPLE.get(code, b"" if code.endswith(b"\n") else code)


def _character_maps(content: bytes) -> Iterator[dict[int, str]]:
    if b"beginbf" not in content:
        return
    found: dict[int, str] = {}
    for kind, body in _MAP.findall(content):
        if kind == b"bfchar":
            found |= {int(code, 16): _utf16(text) for code, text in _CHAR.findall(body)}
            continue
        for first, last, text in _RANGE.findall(body):
            base = int(text[-8:], 16)
            for code in range(int(first, 16), min(int(last, 16), int(first, 16) + _LARGEST_RANGE) + 1):
                found[code] = _utf16(f"{base + code - int(first, 16):0{len(text)}x}".encode())
    if found:
        yield found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()).decode("utf-16-be", "replace")


def _map(strings: list[bytes], characters: dict[int, str]) -> str:
    wide = 2 if any(code > 0xFF for code in characters) or max(map(len, strings)) > 1 else 1  # noqa: PLR2004 - one byte
    codes = (int.from_bytes(text[k : k + wide], "big") for text in strings for k in range(0, len(text), wide))
    return "".join(characters.get(code, "") for code in codes)
