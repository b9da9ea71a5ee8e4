"""Header fields as bytes: our own small encoder, since the standard library's breaks two things that readers need.

``email.policy.SMTP`` turns a List-Unsubscribe of 78 characters or more into an encoded-word, so that the receivers see
no link (python/cpython #85725); and both of its encoders make padded B-words in the middle of a Japanese subject, after
which GMime readers show nothing more (MAIL.md 0, findings 1 and 2). Here:

- a run of characters of three bytes in UTF-8 (kana, kanji) becomes B-words, which then never need padding;
- everything else becomes Q-words;
- machine-read fields (List-*, Message-ID …) must be ASCII and are folded at blanks only, never encoded.

Whatever could end a line or a string (CR, LF, NUL, other controls) is refused, not repaired: a header is no place to
guess.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator

from ...errors import UsageError
from ...text import is_mail_address

_LINE = 76  # RFC 2047, 2: a line that holds an encoded-word has at most 76 characters
_HARD_LIMIT = 998  # RFC 5322, 2.1.1
_B_CHARACTERS = 13  # 13 x 3 bytes = 52 in base64, 64 with =?utf-8?b?…?=: fits beside "Subject: " as well
_Q_OCTETS = 48  # "=E3"… up to =?utf-8?q?…?= 60
_ONE_WORD = 39  # octets: as long as 13 characters of three
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_RUNS = re.compile("[\u0800-\ud7ff\ue000-\uffff]+|[^\u0800-\ud7ff\ue000-\uffff]+")
_IS_THREE_BYTES = re.compile("[\u0800-\ud7ff\ue000-\uffff]")
# RFC 2047, 5 (3): the only characters that a Q-word may hold as they are when it stands in a name.
_Q_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_MAILBOX = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>", re.DOTALL)


def text_header(name: str, value: str) -> bytes:
    """Give a header that people read (Subject): ASCII as it is, anything else as encoded-words."""
    words = _plain_words(value) if _is_plain(value) else list(_encoded_words(value))
    return _folded(name, _checked(name, value, words))


def address_header(name: str, display: str, address: str) -> bytes:
    """Give a header with one address (From): the name encoded as RFC 2047 asks, the address checked, ASCII."""
    mailbox = f"<{machine_address(name, address)}>" if display else machine_address(name, address)
    return _folded(name, _checked(name, display, [*_phrase(display), mailbox]))


def machine_header(name: str, value: str) -> bytes:
    """Give a header that programs read (List-Unsubscribe, Message-ID): ASCII or refused, folded at blanks only."""
    if not value.isascii():
        raise UsageError(f"メールのヘッダー{name}に、英数字・記号以外の文字があります: {value!r}")
    return _folded(name, _checked(name, value, value.split(" ")))


def machine_address(name: str, address: str) -> str:
    """Give the address if it is one that may stand in a header (name@host, ASCII); UsageError otherwise."""
    if not is_mail_address(address):
        raise UsageError(f"メールのヘッダー{name}に使えるメールアドレスではありません: {address!r}")
    return address


def split_address(mailbox: str) -> tuple[str, str]:
    """Split ``名前 <news@example>`` into name and address; a bare address has an empty name.

    Nothing is repaired (``email.utils.parseaddr`` would drop what follows a line break): what is wrong stays wrong,
    for the checks to see.
    """
    found = _MAILBOX.fullmatch(mailbox)
    return (found["name"].strip().strip('"'), found["address"]) if found else ("", mailbox)


def _checked(name: str, value: str, words: list[str]) -> list[str]:
    """Refuse what would end the line or the string before anything is put together."""
    if _CONTROLS.search(value):
        raise UsageError(f"メールのヘッダー{name}に、改行や制御文字があります: {value!r}")
    return words


def _is_plain(value: str) -> bool:
    return value.isascii() and "=?" not in value and value == " ".join(value.split())


def _plain_words(value: str) -> list[str]:
    return value.split(" ")


def _phrase(display: str) -> Iterable[str]:
    """Give a name before an address; in one word where it fits, since Python before 3.13 puts blanks between two."""
    if not display:
        return []
    if _is_plain(display) and _ATOMS.fullmatch(display):
        return _plain_words(display)
    data = display.encode()
    if len(data) <= _ONE_WORD:  # padding does no harm in the only word
        return [f"=?utf-8?b?{base64.b64encode(data).decode()}?="]
    return _encoded_words(display)


def _encoded_words(value: str) -> Iterator[str]:
    for run in _RUNS.findall(value):
        if _IS_THREE_BYTES.match(run):
            yield from _b_words(run)
        else:
            yield from _q_words(run)


def _b_words(run: str) -> Iterator[str]:
    for start in range(0, len(run), _B_CHARACTERS):
        data = run[start : start + _B_CHARACTERS].encode()
        yield f"=?utf-8?b?{base64.b64encode(data).decode()}?="


def _q_words(run: str) -> Iterator[str]:
    held = ""
    for character in run:  # a character is never cut in two: RFC 2047, 5
        piece = "".join(_q_octet(octet) for octet in character.encode())
        if len(held) + len(piece) > _Q_OCTETS:
            yield f"=?utf-8?q?{held}?="
            held = ""
        held += piece
    yield f"=?utf-8?q?{held}?="


def _q_octet(octet: int) -> str:
    if octet in _Q_SAFE:
        return chr(octet)
    return "_" if octet == ord(" ") else f"={octet:02X}"


def _folded(name: str, words: list[str]) -> bytes:
    """Put the words on lines of at most 76 characters where a blank allows; a longer word stays whole."""
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > _LINE and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    if any(len(line) > _HARD_LIMIT for line in lines):
        raise UsageError(f"メールのヘッダー{name}が長すぎます(1行{_HARD_LIMIT}文字まで)。")
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")
