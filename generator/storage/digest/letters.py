"""The bytes of an old mail to text: UTF-8, or what Japanese mail programs wrote before it."""

from __future__ import annotations

import re

from ...errors import UsageError

_ESCAPE = b"\x1b$"  # only ISO-2022-JP has it; its bytes are ASCII, so that any other decoder would take them, too
_OLD = {"cp932": "Shift_JIS(CP932)", "euc_jp": "EUC-JP"}
# What a text becomes when it is read with the wrong one of these two: half-width katakana and private characters.
_ODD = re.compile("[\uff61-\uff9f\ue000-\uf8ff]")


def decode_letters(data: bytes) -> tuple[str, str]:
    """Give (text with LF, name of the encoding); UsageError where no encoding fits."""
    if _ESCAPE in data and (text := _decoded(data, "iso2022_jp_ext")) is not None:
        return text, "ISO-2022-JP"
    if (text := _decoded(data, "utf-8-sig")) is not None:
        return text, "UTF-8"
    readings = [(text, name) for codec, name in _OLD.items() if (text := _decoded(data, codec)) is not None]
    if not readings:
        message = "ファイルの文字コードが分かりません。エディタでUTF-8にして保存し直してください。"
        raise UsageError(message)
    return min(readings, key=lambda reading: len(_ODD.findall(reading[0])))


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
