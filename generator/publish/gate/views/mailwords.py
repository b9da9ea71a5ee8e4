"""RFC 2047: words of a mail's header in another encoding."""

from __future__ import annotations

import base64
import binascii
import quopri
import re

from .jis import decode_jis

_WORDS = re.compile(r"=\?([\w.:-]+)(?:\*[\w-]*)?\?([BbQq])\?([^?]*)\?=((?:\s+(?==\?))?)")


def decode_words(text: str) -> str:
    """Decode all words of a text; adjacent ones are joined before (a character may be cut in two)."""
    if "=?" not in text:
        return text
    result, end = [], 0
    pending: list[tuple[str, bytes]] = []
    for match in _WORDS.finditer(text):
        result += [_join_words(pending), text[end : match.start()]] if text[end : match.start()] else []
        pending = [] if text[end : match.start()] else pending
        pending.append((match[1].lower(), _word(match[2], match[3])))
        end = match.end()
    return "".join([*result, _join_words(pending), text[end:]])


def _word(kind: str, coded: str) -> bytes:
    data = coded.encode("utf-8", "surrogatepass")
    if kind in "Qq":
        return quopri.decodestring(data, header=True)
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return data


def _join_words(pieces: list[tuple[str, bytes]]) -> str:
    """Decode runs of one charset together."""
    text, rest = "", list(pieces)
    while rest:
        charset = rest[0][0]
        run = []
        while rest and rest[0][0] == charset:
            run.append(rest.pop(0)[1])
        text += _decode(b"".join(run), charset)
    return text


def _decode(data: bytes, charset: str) -> str:
    if charset.startswith("iso-2022-jp"):
        return decode_jis(data)
    try:
        return data.decode(charset, "replace")
    except (LookupError, UnicodeError, ValueError):
        return data.decode("utf-8", "replace")
