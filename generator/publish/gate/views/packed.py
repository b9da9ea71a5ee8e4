"""Packed streams and archives, wherever in the bytes they begin."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol

from . import images
from .kinds import PIXELS, Limits, Pieces, Unread

_TOO_LARGE = Unread(reason="展開すると大きすぎて、全部は読めません")
_BROKEN = Unread(reason="書庫が壊れているか暗号化されていて、全部は読めません")
_UNKNOWN = Unread(reason="この圧縮形式は読めません")
_GZIP, _ZIP, _BZ2, _XZ = b"\x1f\x8b\x08", b"PK\x03\x04", b"BZh", b"\xfd7zXZ\x00"
_ZLIB = re.compile(rb"[\x08-\x78][\x01\x5e\x9c\xda\x1d\x5b\x99\xd7\x19\x57\x95\xd3]")
_UNREADABLE = (
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"wOF2",
    b"MSCF",
    b"\x1f\x9d",
)  # 7z, rar, zstd, lz4, fonts in brotli, cabinets, compress
_LZH = re.compile(rb"..-l[hz][0-9ds]-", re.DOTALL)
_TAR_MAGIC = slice(257, 262)
_AUTO_DEFLATE = -15
_ENCRYPTED = 1
_SCRAP = 12  # bytes: less comes out of chance


class _Decompressor(Protocol):
    def decompress(self, data: bytes | memoryview, max_length: int = ..., /) -> bytes: ...


def streams(data: bytes, limits: Limits) -> Pieces:
    """gzip, zlib, bzip2 and xz streams at any offset, raw deflate at the beginning."""
    for start in _starts(data, _GZIP, limits):
        yield from _unpack("gzip", zlib.decompressobj(31), memoryview(data)[start:], limits)
        if data[start + 3 : start + 4] > b"\x00":
            yield "gzip-header", data[start + 10 : start + 1024].split(b"\x00\x00")[0]
    for start in _starts(data, _BZ2, limits):
        yield from _unpack("bzip2", bz2.BZ2Decompressor(), memoryview(data)[start:], limits)
    for start in _starts(data, _XZ, limits):
        yield from _unpack("xz", lzma.LZMADecompressor(memlimit=limits.member * 4), memoryview(data)[start:], limits)
    yield from _zlib_streams(data, limits)


def _zlib_streams(data: bytes, limits: Limits) -> Pieces:
    for count, match in enumerate(_ZLIB.finditer(data)):
        if count >= limits.streams:
            break
        if int.from_bytes(match[0], "big") % 31 == 0:  # the check bits of RFC 1950
            for kind, content in _unpack("zlib", zlib.decompressobj(), memoryview(data)[match.start() :], limits):
                pixels = isinstance(content, bytes) and images.are_pixels(data, match.start(), content)
                yield PIXELS if pixels else kind, content


def deflate(data: bytes, limits: Limits) -> Pieces:
    """Raw deflate has no mark: it is tried where the bytes are no text, and believed where it comes to an end."""
    if b"\x00" not in data and _is_text(data):
        return
    unpacker = zlib.decompressobj(_AUTO_DEFLATE)
    try:
        out = unpacker.decompress(data, limits.member)
    except zlib.error:
        return
    if unpacker.eof and len(out) >= _SCRAP:
        yield "deflate", out


def zips(data: bytes, limits: Limits) -> Pieces:
    """Zip archives and all that is made of them (office files): names, comments, members."""
    if _ZIP not in data:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "zip-comment", archive.comment
            for member in archive.infolist():
                yield "zip-name", member.filename
                yield "zip-comment", member.comment + b"\n" + member.extra
                yield _member(archive, member, limits)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        yield "zip", _BROKEN
        yield from _loose_members(data, limits)


def tars(data: bytes, limits: Limits) -> Pieces:
    """Tar archives: names and members."""
    if data[_TAR_MAGIC] != b"ustar":
        return
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                yield "tar-name", f"{member.name}\n{member.linkname}\n{member.uname}\n{member.gname}"
                file = archive.extractfile(member) if member.isreg() else None
                if file is not None:
                    yield "tar", file.read(limits.member)
    except (tarfile.TarError, OSError, ValueError, EOFError, OverflowError, KeyError):
        yield "tar", _BROKEN


def unreadable(data: bytes, limits: Limits) -> Pieces:
    """Archives that the gate cannot open are a finding, not an exception."""
    _ = limits
    if data.startswith(_UNREADABLE) or _LZH.match(data):
        yield "unknown-archive", _UNKNOWN


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> tuple[str, bytes | Unread]:
    if member.flag_bits & _ENCRYPTED:
        return "zip", _BROKEN
    try:
        with archive.open(member) as file:
            content = file.read(limits.member + 1)
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        EOFError,
        zlib.error,
        lzma.LZMAError,
        RuntimeError,
    ):
        return "zip", _BROKEN
    return "zip", content if len(content) <= limits.member else _TOO_LARGE


def _loose_members(data: bytes, limits: Limits) -> Pieces:
    """Members of an archive whose directory is lost: what follows each local header."""
    for start in _starts(data, _ZIP, limits):
        name_length = int.from_bytes(data[start + 26 : start + 28], "little")
        extra_length = int.from_bytes(data[start + 28 : start + 30], "little")
        body = memoryview(data)[start + 30 + name_length + extra_length :]
        yield from _unpack("zip", zlib.decompressobj(_AUTO_DEFLATE), body, limits)


def _starts(data: bytes, mark: bytes, limits: Limits) -> Iterator[int]:
    start = data.find(mark)
    for _ in range(limits.streams):
        if start < 0:
            return
        yield start
        start = data.find(mark, start + len(mark))


def _unpack(kind: str, unpacker: _Decompressor, data: bytes | memoryview, limits: Limits) -> Pieces:
    """Unpack in steps, so that what comes before a fault is read, too."""
    out = bytearray()
    step: bytes | memoryview = data
    try:
        while len(out) <= limits.member:
            piece = unpacker.decompress(step, limits.member + 1 - len(out))
            step = getattr(unpacker, "unconsumed_tail", b"")
            out += piece
            if not piece:
                break
    except (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError):
        pass
    if len(out) > limits.member:
        yield kind, _TOO_LARGE
        yield kind, bytes(out[: limits.member // 32])
    elif len(out) >= _SCRAP:
        yield kind, bytes(out)


def _is_text(data: bytes) -> bool:
    try:
        data[:4096].decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        return error.start > 4090  # noqa: PLR2004 - a character cut at the end of the sample
    return True
