"""Mail: MIME parts, words and parameters of its headers, and the encodings it brought into the world."""

from __future__ import annotations

import base64
import binascii
import email
import quopri
import re
from collections import defaultdict
from collections.abc import Iterator
from email import policy
from email.message import Message

from .kinds import Limits, Pieces, Unread
from .windows import GAP, rewrite

_TOO_DEEP = Unread(reason="メールが深く重なっていて、全部は読めません")
_HEADER = re.compile(
    rb"^(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|Content-Disposition|Received|Return-Path"
    rb"|Reply-To|DKIM-Signature|X-[\w-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 4096  # bytes in which a mail shows that it is one
_PARAMETER = re.compile(
    r"""(?:(?<![\w\\-])|(?<=\\[nrt]))([\w-]{1,40})\*(\d{1,4})\*?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"\\]+))"""
)
_QUOTED = re.compile(r"=(?:[0-9A-Fa-f]{2}(?:=[ \t]*\r?\n)?=[0-9A-Fa-f]{2}|(?<=[^\s=?]=)[ \t]*\r?\n\S)")
# A run that begins with a digit is none of Japanese (it would stand at U+D000 and above), but the zone of a time.
_UTF7 = re.compile(r"\+([A-Za-z+/][A-Za-z0-9+/]{2,})-?|&([A-Za-z+,][A-Za-z0-9+,]{2,})-")
_BROKEN_CHARACTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]{0,2})\r?\n[ \t]*(?=[\x80-\xbf])")
_BROKEN_LINE = re.compile(rb"\n[ \t]*+[\x80-\xbf]")  # found ten times sooner, and never in whole UTF-8
_FOLD = re.compile(rb"\r?\n[ \t]")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_UU = re.compile(rb"^begin [0-7]{3} [^\n]*\n((?:[!-`][^\n]{0,90}\n)+)", re.MULTILINE)
_QUOTE_MARK = re.compile(r"\n[>|][>| ]*+")
_NEAR = 80  # characters around such a mark that are kept


def parts(data: bytes, limits: Limits) -> Pieces:
    """The parts of a mail, decoded; mails inside mails come out of the walk themselves."""
    _ = limits
    if len(_HEADER.findall(data[:_HEAD])) < 2 and b"\nContent-Transfer-Encoding:" not in data:  # noqa: PLR2004 - one such line is no mail
        return
    try:
        message: Message = email.message_from_bytes(data.lstrip(), policy=policy.compat32)
        walked = list(message.walk())
    except RecursionError:
        yield "mime", _TOO_DEEP
        return
    for part in walked:
        if part.is_multipart() or _stands_as_it_is(part):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield "mime", _in_utf8(content, part.get_content_charset("utf-8"))


def _stands_as_it_is(part: Message) -> bool:
    """Whether a part is read with the raw bytes of the mail already."""
    transfer = str(part.get("Content-Transfer-Encoding", "8bit")).strip().lower()
    return transfer in {"7bit", "8bit", "binary"} and part.get_content_charset("utf-8") in {"utf-8", "us-ascii"}


def _in_utf8(content: bytes, charset: str) -> bytes:
    """The text in UTF-8 where its charset is none that the gate tries by itself."""
    try:
        name = charset.lower()
        if name.startswith(("utf-8", "us-ascii", "shift", "euc", "iso-2022", "cp932", "windows-31j")):
            return content
        return content.decode(name).encode("utf-8", "surrogatepass")
    except (LookupError, UnicodeError, ValueError):
        return content


def parameters(text: str) -> Iterator[tuple[str, str]]:
    """RFC 2231: a parameter in numbered pieces."""
    if "*0" not in text:
        return
    pieces: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    count = 0
    for name, number, quoted, plain in _PARAMETER.findall(text):
        count += int(number) == 0  # another parameter of the same name begins
        pieces[name.lower(), count].append((int(number), quoted or plain))
    joined = ("".join(value for _, value in sorted(found)) for found in pieces.values())
    yield "mail-parameter", GAP.join(joined)


def quoted_printable(text: str) -> Iterator[tuple[str, bytes]]:
    """=E5=8C=97 anywhere, with soft breaks even inside a character."""
    if "=" in text and _QUOTED.search(text):
        yield "quoted-printable", quopri.decodestring(text.encode("utf-8", "surrogatepass"))


def utf7(text: str) -> Iterator[tuple[str, str]]:
    """UTF-7 and the folder names of IMAP."""
    if ("+" in text or "&" in text) and (
        decoded := rewrite(text, _UTF7, lambda t: _UTF7.sub(_decode_utf7, t))
    ) is not None:
        yield "utf-7", decoded


def quotation(text: str) -> Iterator[tuple[str, str]]:
    """Lines of an answer: the marks before them stand inside of a name."""
    if (joined := rewrite(text, _QUOTE_MARK, lambda t: _QUOTE_MARK.sub("", t), around=_NEAR)) is not None:
        yield "quotation", joined


def uuencoded(data: bytes, limits: Limits) -> Pieces:
    """Attachments of old programs."""
    _ = limits
    for body in _UU.findall(data) if b"begin" in data else ():
        decoded = b"".join(_uu_line(line) for line in body.splitlines())
        if decoded:
            yield "uuencode", decoded


def broken_characters(data: bytes, limits: Limits) -> Pieces:
    """Lines folded by bytes (iCalendar, careless mail programs): the break stands inside of a character."""
    _ = limits
    if _BROKEN_LINE.search(data) and (whole := _BROKEN_CHARACTER.sub(rb"\1", data)) != data:
        yield "broken-characters", whole


def unfolded(data: bytes, limits: Limits) -> Pieces:
    """Folded lines put together again: of mail headers, and of calendars and address cards."""
    _ = limits
    if b"BEGIN:V" in data:
        yield "unfolded", _FOLD.sub(b"", data)
    elif len(_HEADER.findall(data[:_HEAD])) > 1:
        head = _BLANK_LINE.split(data, maxsplit=1)[0]
        if (together := _FOLD.sub(b"", head)) != head:
            yield "unfolded", together


def _uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return b""


def _decode_utf7(match: re.Match[str]) -> str:
    coded = (match[1] or match[2]).replace(",", "/").rstrip("=")
    try:
        data = base64.b64decode(coded + "A" * (-len(coded) % 4))
    except binascii.Error:
        return match[0]
    text = data[: len(coded) * 6 // 16 * 2].decode("utf-16-be", "replace")
    return text if text and "\ufffd" not in text and text.isprintable() else match[0]
