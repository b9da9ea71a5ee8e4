"""ISO-2022-JP as mail programs write it, not as the standard has it.

Python's codecs know neither the rows that NEC and IBM added (髙, ㈱: what Windows calls CP50220) nor half-width kana
beside them; the same letters in Shift_JIS are all in cp932. Source of the escapes: RFC 1468, ISO 2022, JIS X 0201.
"""

from __future__ import annotations

import re

_ESCAPE = re.compile(rb"\x1b(\([BJI]|\$\(?[@BD])")
_KANJI = frozenset({b"$@", b"$B", b"$(@", b"$(B"})
_SUPPLEMENT = b"$(D"  # JIS X 0212, which cp932 lacks
_KANA = b"(I"


def decode_jis(data: bytes) -> str:
    """Decode ISO-2022-JP with all that is found in it; what is wrong becomes U+FFFD."""
    first, *rest = _ESCAPE.split(data)
    text = first.decode("cp932", "replace")
    for escape, part in zip(rest[::2], rest[1::2], strict=True):
        text += _part(escape, part)
    return text


def _part(escape: bytes, part: bytes) -> str:
    if escape in _KANJI:
        return _shifted(part).decode("cp932", "replace")
    if escape == _SUPPLEMENT:
        return (b"\x1b" + escape + part).decode("iso2022_jp_ext", "replace")
    if escape == _KANA:
        return bytes(byte | 0x80 if 0x21 <= byte <= 0x5F else byte for byte in part).decode("cp932", "replace")  # noqa: PLR2004 - JIS X 0201
    return part.decode("cp932", "replace")


def _shifted(part: bytes) -> bytes:
    """Rows and cells of JIS X 0208 as Shift_JIS has them; breaks of lines stay."""
    out = bytearray()
    at = 0
    while at < len(part):
        row, cell = part[at], part[at + 1] if at + 1 < len(part) else 0
        if not (0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E):  # noqa: PLR2004 - the 94 rows and cells
            out.append(row)
            at += 1
            continue
        lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)  # noqa: PLR2004 - Shift_JIS leaves out 0xA0 to 0xDF
        odd = cell + 0x1F + (cell >= 0x60)  # noqa: PLR2004 - and 0x7F
        out += bytes((lead, odd if row % 2 else cell + 0x7E))
        at += 2
    return bytes(out)
