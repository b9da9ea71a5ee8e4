"""Bytes written as letters: base64, hex, data: addresses, ASCII85."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable

from .kinds import Pieces

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MAGIC = (
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"%PDF",
    b"BZh",
    b"\xfd7zXZ",
    b"x\x9c",
    b"x\xda",
    b"x\x01",
)
_RUN = re.compile(
    r"[A-Za-z0-9+/_-]{8,}(?:[ \t]*+\r?\n[ \t]*+[A-Za-z0-9+/_-]{16,})*(?:[ \t]*+\r?\n[ \t]*+[A-Za-z0-9+/_-]{2,}=)?={0,2}"
)
_HEX = re.compile(rb"hhhhhhhhhhhhh*")  # twelve and more: letters at the beginning are looked for first
_SPACED_HEX = re.compile(r"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ ,:;\-]\s?){5,}(?:0x|\\x)?[0-9a-fA-F]{2}")
_PERHAPS_SPACED = re.compile(rb"hhs(?:.{0,3}hhs){4}", re.DOTALL)  # the same in the shape of a text, found sooner
_SHAPE = bytes.maketrans(b"0123456789abcdefABCDEF ,:;-hs", b"h" * 22 + b"sssss" + b"..")
_HEX_PAIR = re.compile(r"(?:0x)?([0-9a-fA-F]{2})")
_ASCII85 = re.compile(r"<~([!-uz\s]{5,})~>")
_SHORTEST = 8  # letters: six bytes, two kanji
_LARGE = 64  # bytes from which a piece is looked at by itself


def base64s(text: str) -> Pieces:
    """Runs of base64 in both of its alphabets, also over lines."""
    runs = dict.fromkeys(_RUN.findall(text))
    runs |= dict.fromkeys(part for run in runs if "/" in run for part in run.split("/") if len(part) >= _SHORTEST)
    yield from _pieces("base64", (run for run in runs if not run.islower()), _decode)


def hexes(text: str) -> Pieces:
    """Runs of hex digits, with and without marks between the bytes."""
    shape = text.encode("latin-1", "replace").translate(_SHAPE)
    yield from _pieces("hex", (text[match.start() : match.end()] for match in _HEX.finditer(shape)), _unhex)
    if _PERHAPS_SPACED.search(shape):
        spaced = ("".join(_HEX_PAIR.findall(match[0])) for match in _SPACED_HEX.finditer(text))
        yield from _pieces("hex", spaced, _unhex)


def ascii85s(text: str) -> Pieces:
    """ASCII85 between its marks."""
    if "<~" in text:
        yield from _pieces("ascii85", (match[1] for match in _ASCII85.finditer(text)), _unascii85)


def _pieces(kind: str, runs: Iterable[str], decode: Callable[[str], bytes]) -> Pieces:
    """Packed and large pieces have a view of their own; small ones share one for texts, and one for the rest.

    Most words of a page can be read as base64: what they give is looked at as bytes, but not taken for a text.
    """
    texts, scraps = [], []
    for run in runs:
        data = decode(run)
        if len(data) >= _LARGE or data.startswith(_MAGIC):
            yield kind, data
        elif _is_utf8(data):
            texts.append(data)
        else:
            scraps.append(data)
    if texts:
        yield kind, b"\n".join(texts)
    if scraps:
        yield f"{kind}-scraps", b"\n".join(scraps)


def _is_utf8(data: bytes) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(text)


def _decode(run: str) -> bytes:
    clean = "".join(run.split()).replace("-", "+").replace("_", "/").rstrip("=")
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    try:
        return binascii.a2b_base64(clean + "=" * (-len(clean) % 4))
    except binascii.Error:
        return b""


def _unhex(run: str) -> bytes:
    return bytes.fromhex(run[: len(run) // 2 * 2])


def _unascii85(run: str) -> bytes:
    try:
        return base64.a85decode(run)
    except ValueError:
        return b""
