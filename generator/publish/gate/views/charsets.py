"""From bytes to texts: every encoding that Japanese is written in.

A text that is not readable is junk (a picture, a font): only long names are looked for in it,
since three Latin letters between two others that are none come about by chance once in a megabyte.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from .jis import decode_jis

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_TWO_BYTE_RUN = re.compile(rb"[\xc2-\xdf][\x80-\xbf](?:[\xc2-\xdf][\x80-\xbf])+")
_JIS = re.compile(rb"\x1b[$(]")
_READABLE = re.compile("[\\s\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_LAYOUT = (
    ("&nbsp;", "\u00a0"),
    ("&para;", "¶"),
    ("&copy;", "©"),
    ("&raquo;", "»"),
    ("&laquo;", "«"),
    ("&middot;", "·"),
)
_MOSTLY = 0.9
_SAMPLE = 4096
_LONG_RUN = re.compile("[\\s\x20-\x7e\u0080-\ud7ff\uf900-\ufffc\U00010000-\U000e01ef]{12,}")


def texts(data: bytes) -> Iterator[tuple[str, str, bool]]:
    """Give each reading of the bytes: name of the encoding, text, and whether it is junk."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            yield encoding, data.decode(encoding, "replace"), False
    try:
        yield "utf-8", data.decode("utf-8"), False
    except UnicodeDecodeError:
        yield from _not_utf8(data)
    else:
        yield from _perhaps_not_utf8(data)
    if _JIS.search(data):
        yield "iso-2022-jp", decode_jis(data), False


def plain(text: str) -> str:
    """Put the entities of a page's layout in place: they are on every line, and hide nothing but a space."""
    if "&" in text:
        for entity, char in _LAYOUT:
            text = text.replace(entity, char)
    return text


def _perhaps_not_utf8(data: bytes) -> Iterator[tuple[str, str, bool]]:
    """Valid UTF-8 by chance: short runs of cp932 or EUC, and UTF-16 of some kanji."""
    if runs := _TWO_BYTE_RUN.findall(data):
        joined = b"\n".join(runs)
        yield from ((encoding, joined.decode(encoding, "replace"), True) for encoding in ("cp932", "euc_jp"))
    if len(data.translate(None, _CONTROLS)) < len(data):
        yield from _wide(data)


def _not_utf8(data: bytes) -> Iterator[tuple[str, str, bool]]:
    for encoding in ("utf-8", "cp932", "euc_jp"):
        text = data.decode(encoding, "replace")
        yield encoding, text, not is_readable(text)
    western = data.decode("cp1252", "replace")
    if is_readable(western):
        yield "cp1252", western, False
    if runs := _LONG_RUN.findall(data.decode("utf-8", "replace")):
        yield "utf-8-runs", "\n。\n".join(runs), False
    yield from _wide(data)


def _wide(data: bytes) -> Iterator[tuple[str, str, bool]]:
    """UTF-16 and UTF-32 without a mark, at any alignment."""
    for encoding in ("utf-16-le", "utf-16-be"):
        for start in (0, 1):
            text = data[start:].decode(encoding, "replace")
            yield f"{encoding}+{start}", text, not is_readable(text)
    if b"\x00\x00" not in data:
        return
    for encoding in ("utf-32-le", "utf-32-be"):
        for start in range(4):
            text = data[start:].decode(encoding, "ignore")
            if text:
                yield f"{encoding}+{start}", text, not is_readable(text)


def is_readable(text: str) -> bool:
    """Tell whether most of a text are letters that Japanese is written with."""
    sample = text[:_SAMPLE] + text[len(text) // 2 : len(text) // 2 + _SAMPLE]
    return len(_READABLE.findall(sample)) >= _MOSTLY * len(sample)
