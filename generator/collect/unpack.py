"""A body as it was meant: gzip and deflate undone, never more than a fixed size (1 MB of gzip can hold 1 GB)."""

from __future__ import annotations

import zlib

from .transport import TooLargeError

_GZIP = b"\x1f\x8b"
_LAYERS = 2  # some servers pack what is packed already
# Behind the packings: what servers write there that is none (the name of a charset, "none").
_ACCEPTED = frozenset({"identity", "gzip", "x-gzip", "deflate", "none", "utf-8", "utf8", "binary", "8bit"})


class UnknownPackingError(ValueError):
    """A packing that we did not ask for; the message is its name."""


class DamagedPackingError(ValueError):
    """What says that it is packed cannot be unpacked at all."""


def unpack(body: bytes, encoding: str, *, limit: int) -> tuple[bytes, bool]:
    """Undo Content-Encoding; gives the bytes and whether they are all there.

    The bytes are the better witness: what is marked as packed but is plain stays as it is, and gzip without a mark is
    undone. TooLargeError beyond `limit`, UnknownPackingError for anything but gzip and deflate.
    """
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    unknown = [name for name in names if name not in _ACCEPTED]
    if unknown:
        raise UnknownPackingError(unknown[0])
    complete = True
    for _ in range(_LAYERS):
        if body.startswith(_GZIP):
            body, whole = _inflate(body, 16 + zlib.MAX_WBITS, limit)
        elif "deflate" in names:
            names.remove("deflate")
            body, whole = _deflated(body, limit)
        else:
            break
        complete = complete and whole
    if body.startswith(_GZIP):
        raise UnknownPackingError("gzip, gzip, gzip")
    if not body and not complete:
        raise DamagedPackingError
    return body, complete


def _deflated(body: bytes, limit: int) -> tuple[bytes, bool]:
    """Some send zlib's format, as the standard says; some raw deflate; some forget to pack at all."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        plain, whole = _inflate(body, bits, limit)
        if plain:
            return plain, whole
    return body, True


def _inflate(body: bytes, bits: int, limit: int) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    size = 0
    while body:
        machine = zlib.decompressobj(bits)
        try:
            plain = machine.decompress(body, limit - size + 1)
        except zlib.error:
            return b"".join(parts), bool(parts)  # rubbish behind a whole member is padding
        parts.append(plain)
        size += len(plain)
        if size > limit:
            raise TooLargeError(f"more than {limit} bytes unpacked")
        if not machine.eof:
            return b"".join(parts), False
        body = machine.unused_data if bits > zlib.MAX_WBITS else b""
    return b"".join(parts), True
