"""What pictures say beside their pixels."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from .kinds import Limits, Pieces

_PNG = b"\x89PNG\r\n\x1a\n"
_TEXT_CHUNKS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf")
_JPEG_NOTES = frozenset((0xFE, *range(0xE1, 0xF0)))  # COM, APP1 to APP15; APP0 is the picture's own
_GIF_NOTES = (b"\x21\xfe", b"\x21\xff", b"\x21\x01")
_WEBP_NOTES = (b"EXIF", b"XMP ", b"ICCP")
_BLOCKS = 100_000
_START_OF_SCAN = 0xDA
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of a pixel, by the colour type of IHDR


def notes(data: bytes, limits: Limits) -> Pieces:
    """Texts, EXIF, XMP and comments of PNG, JPEG, GIF and WebP."""
    _ = limits
    yield from ((kind, content) for kind, content in metadata(data))


def metadata(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give kind and content of everything in a picture that is no picture."""
    if data.startswith(_PNG):
        yield from _png(data)
    elif data.startswith(b"\xff\xd8\xff"):
        yield from _jpeg(data)
    elif data.startswith((b"GIF87a", b"GIF89a")):
        yield from _gif(data)
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        yield from _riff(data)


def are_pixels(data: bytes, start: int, content: bytes) -> bool:
    """Tell whether what is unpacked at a place of a PNG is its pixels: of the first IDAT, and not more than it has."""
    if not data.startswith(_PNG) or data[12:16] != b"IHDR" or data[start - 4 : start] != b"IDAT":
        return False
    width, height, bits, colours = struct.unpack(">IIBB", data[16:26])
    samples = _SAMPLES.get(colours, 0)
    return data.find(b"IDAT") == start - 4 and len(content) <= height * (1 + (width * bits * samples + 7) // 8)


def is_raster(data: bytes) -> bool:
    """Tell whether the bytes are a picture of pixels."""
    head = data[:16]
    return head.startswith(
        (_PNG, b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
    ) or (head[8:12] == b"WEBP" or head[4:12] in {b"ftypavif", b"ftypheic"})


def _png(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if kind in _TEXT_CHUNKS:
            yield f"png-{kind.decode()}", body
            yield from _unpacked(kind, body)
        at += size + 12
    if (end := data.find(b"IEND")) >= 0 and data[end + 8 :].strip(b"\x00"):
        yield "png-after-end", data[end + 8 :]


def _unpacked(kind: bytes, body: bytes) -> Iterator[tuple[str, bytes]]:
    """ZTXt is keyword NUL method stream; iTXt has two more fields, and may be packed."""
    if kind not in {b"zTXt", b"iTXt"}:
        return
    for part in (body.split(b"\x00", n)[-1] for n in range(1, 6)):
        for start in (0, 1):
            try:
                yield f"png-{kind.decode()}", zlib.decompressobj().decompress(part[start:], 1 << 20)
            except zlib.error:
                continue


def _jpeg(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - every marker begins with it
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _START_OF_SCAN:
            break
        if marker in _JPEG_NOTES:
            yield "jpeg-metadata", data[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)
    if (end := data.rfind(b"\xff\xd9")) >= 0 and data[end + 2 :].strip(b"\x00"):
        yield "jpeg-after-end", data[end + 2 :]


def _gif(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Comments are cut into blocks of 255 bytes, in the middle of a name if it so happens."""
    for mark in _GIF_NOTES:
        start = data.find(mark)
        for _ in range(_BLOCKS):
            if start < 0:
                break
            yield "gif-comment", _blocks(data, start + 2)
            start = data.find(mark, start + 2)


def _blocks(data: bytes, at: int) -> bytes:
    out = bytearray()
    while at < len(data) and data[at]:
        out += data[at + 1 : at + 1 + data[at]]
        at += 1 + data[at]
    return bytes(out)


def _riff(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind in _WEBP_NOTES:
            yield "webp-metadata", data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
