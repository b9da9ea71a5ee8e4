"""The way out: a token that names a recipient without saying who it is, and proves that we made it.

A token is 24 characters that hold two halves of an HMAC-SHA256: ten bytes that stand for the address, and eight bytes
that only the holder of the key could have put behind them. So the program on the public web server needs neither the
list of recipients nor a database of tokens: it checks, and writes the token down (RFC 8058, 3: unforgeable, no cookie,
no login). The sender makes the token of each address anew and leaves out those that are written down.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from urllib.parse import urlencode, urlsplit, urlunsplit

from ..errors import UsageError
from ..text import is_mail_address

PARAMETER = "t"
_NAME_BYTES = 10  # 80 bits: two of a million addresses share one with a chance of 1 in 2 000 000 000 000
_PROOF_BYTES = 8  # 64 bits, and every guess is a request to the server
_SHORTEST_KEY = 16
_SHAPE = re.compile(r"[A-Za-z0-9_-]{24}")


def make_token(key: bytes, newsletter: str, address: str) -> str:
    """Give the token of an address on a list; the same for ever, whatever case the address is written in.

    ``newsletter`` names the list (its From address): with one key, a token of one list is worth nothing on another.
    """
    name = _mac(key, "name", newsletter, address.casefold().encode())[:_NAME_BYTES]
    return base64.urlsafe_b64encode(name + _proof(key, newsletter, name)).decode("ascii")


def list_address(mail_from: str) -> str:
    """Give the name of a list as tokens have it: the address of 名称 <address>; UsageError where there is none.

    Any other spelling would make tokens that nobody finds again, and nobody would be told.
    """
    address = mail_from.rpartition("<")[2].strip().removesuffix(">")
    if not is_mail_address(address):
        raise UsageError(f"--newsletter に newsletter.yml の mail_from のアドレスを書いてください: {mail_from}")
    return address


def is_genuine(key: bytes, newsletter: str, token: str) -> bool:
    """Whether we made this token for this list; takes the same time whatever is wrong with it."""
    if not _SHAPE.fullmatch(token):
        return False
    data = base64.urlsafe_b64decode(token)
    return hmac.compare_digest(data[_NAME_BYTES:], _proof(key, newsletter, data[:_NAME_BYTES]))


def personal_address(opt_out: str, token: str) -> str:
    """Give the https address where this one recipient says no; UsageError for any other kind of address."""
    parts = urlsplit(opt_out)
    if parts.scheme != "https" or not parts.netloc:
        raise UsageError(
            f"配信停止の宛先が https:// で始まっていないため、ワンクリックの配信停止に使えません: {opt_out}"
        )
    query = "&".join(part for part in (parts.query, urlencode({PARAMETER: token})) if part)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))


def _proof(key: bytes, newsletter: str, name: bytes) -> bytes:
    return _mac(key, "proof", newsletter, name)[:_PROOF_BYTES]


def _mac(key: bytes, purpose: str, newsletter: str, content: bytes) -> bytes:
    """Give a keyed digest; purposes are kept apart, and no list name can run into the content (NUL between)."""
    if len(key) < _SHORTEST_KEY:
        raise UsageError(f"配信停止の鍵が短すぎます({len(key)}バイト)。{_SHORTEST_KEY}バイト以上にしてください。")
    return hmac.digest(key, b"\0".join((purpose.encode(), newsletter.casefold().encode(), content)), hashlib.sha256)
