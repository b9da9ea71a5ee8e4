"""Every reading of a file's bytes, until nothing new comes of it.

    bytes ─ packed, images, pdf, mail ─▶ bytes
      │ charsets
      ▼
    text ─ tags ─▶ decoded ─▶ tags ─▶ joined ─▶ decoded    (each reading leads on: `Stage`)
      │ armour (base64, hex …), quoted-printable
      ▼
    bytes …

No file type is trusted or left out: the readers look at the bytes, never at the name.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from . import armour, charsets, escapes, images, mail, markup, packed, pdf
from .kinds import PIXELS, Limits, Pieces, Stage, Unread, View

_TOO_MUCH = Unread(reason="読み方が多すぎて、全部は読めません")
_TOO_DEEP = Unread(reason="圧縮や符号化が深く重なっていて、全部は読めません")
_PACKINGS = frozenset({"gzip", "zlib", "bzip2", "xz", "zip", "tar", "deflate", "mime"})

BYTE_READERS: dict[str, Callable[[bytes, Limits], Pieces]] = {
    "streams": packed.streams,
    "deflate": packed.deflate,
    "zips": packed.zips,
    "tars": packed.tars,
    "unreadable": packed.unreadable,
    "images": images.notes,
    "pdf": pdf.pdf,
    "mail": mail.parts,
    "uuencode": mail.uuencoded,
    "broken-characters": mail.broken_characters,
    "unfolded": mail.unfolded,
}

_TAGS = {Stage.SOURCE: Stage.STRIPPED, Stage.DECODED: Stage.BARE, Stage.AGAIN: Stage.LAST}
_DECODE = {Stage.SOURCE: Stage.DECODED, Stage.STRIPPED: Stage.DECODED, Stage.JOINED: Stage.AGAIN}
_JOIN = {Stage.SOURCE: Stage.JOINED, Stage.DECODED: Stage.JOINED, Stage.BARE: Stage.JOINED}
_LEAF = dict.fromkeys(Stage, Stage.LAST)
_EARLY_LEAF = dict.fromkeys((Stage.SOURCE, Stage.STRIPPED, Stage.DECODED), Stage.LAST)
_TO_BYTES = dict.fromkeys((Stage.SOURCE, Stage.DECODED, Stage.JOINED), Stage.SOURCE)

TEXT_READERS: dict[str, tuple[Callable[[str], Pieces], dict[Stage, Stage]]] = {
    "tags": (markup.tags, _TAGS),
    "style": (escapes.style, {Stage.SOURCE: Stage.STRIPPED, Stage.DECODED: Stage.BARE}),
    "older-percent": (escapes.older_percent, _DECODE | {Stage.DECODED: Stage.BARE}),
    "concatenation": (escapes.concatenation, _JOIN),
    "quotation": (mail.quotation, _JOIN),
    "char-codes": (escapes.char_codes, _EARLY_LEAF),
    "mail-parameters": (mail.parameters, {Stage.SOURCE: Stage.STRIPPED, Stage.DECODED: Stage.BARE}),
    "quoted-printable": (mail.quoted_printable, {Stage.SOURCE: Stage.SOURCE, Stage.DECODED: Stage.SOURCE}),
    "utf-7": (mail.utf7, _EARLY_LEAF),
    "spaced-letters": (markup.spaced_letters, _EARLY_LEAF),
    "backwards": (markup.backwards, _EARLY_LEAF),
    "columns": (markup.columns, _EARLY_LEAF),
    "misread": (escapes.misread, _DECODE | {Stage.DECODED: Stage.BARE}),
    "tag-characters": (markup.tag_characters, _LEAF),
    "base64": (armour.base64s, _TO_BYTES),
    "hex": (armour.hexes, _TO_BYTES),
    "ascii85": (armour.ascii85s, _TO_BYTES),
}


def unfold(
    name: str, data: bytes, *, limits: Limits | None = None, without: frozenset[str] = frozenset()
) -> Iterator[View]:
    """Give every view of a file, beginning with its name; `without` leaves out readers (for tests of their need)."""
    limits = limits or Limits()
    left = max(limits.total, limits.growth * len(data))
    queue: deque[View] = deque([View(kind="path", data=name), View(kind="raw", data=data)])
    seen: set[bytes] = set()
    while queue:
        view = queue.popleft()
        key = _key(view)
        if key in seen:
            continue
        seen.add(key)
        yield view
        if isinstance(view.data, Unread):
            continue
        left -= len(view.data)
        if left < 0:
            yield View(kind=view.kind, data=_TOO_MUCH)
            return
        queue.extend(_next(view, limits, without))


def _next(view: View, limits: Limits, without: frozenset[str]) -> Iterator[View]:
    if isinstance(view.data, str):
        if not view.spaced:
            yield from _of_text(view, view.data, without)
    elif isinstance(view.data, bytes) and not view.kind.endswith("-scraps") and view.depth <= limits.depth:
        yield from _of_bytes(view, view.data, limits, without)


def _of_bytes(view: View, data: bytes, limits: Limits, without: frozenset[str]) -> Iterator[View]:
    if view.kind.endswith(PIXELS):
        yield View(kind=_kind(view, "utf-8"), data=data.decode("utf-8", "replace"), depth=view.depth, junk=True)
        return
    if view.depth < limits.depth:
        for name, reader in BYTE_READERS.items():
            if name not in without:
                yield from (_child(view, kind, content) for kind, content in reader(data, limits) if content)
    elif view.kind.rsplit(">", 1)[-1] in _PACKINGS:
        yield View(kind=view.kind, data=_TOO_DEEP)
    if "charsets" in without:
        yield View(kind=_kind(view, "utf-8"), data=data.decode("utf-8", "replace"), depth=view.depth)
        return
    for encoding, text, junk in charsets.texts(data):
        yield View(kind=_kind(view, encoding), data=charsets.plain(text), depth=view.depth, junk=junk)


def _of_text(view: View, text: str, without: frozenset[str]) -> Iterator[View]:
    if view.junk:
        return
    readers: dict[str, tuple[Callable[[str], Pieces], dict[Stage, Stage]]] = {
        **TEXT_READERS,
        "decoded": (partial(escapes.decoded, without=without), _DECODE),
    }
    for name, (reader, stages) in readers.items():
        stage = stages.get(view.stage)
        if name in without or stage is None:
            continue
        for kind, content in reader(text):
            if content:
                yield _child(view, kind, content, stage)


def _child(view: View, kind: str, content: str | bytes | Unread, stage: Stage = Stage.SOURCE) -> View:
    deeper = isinstance(content, bytes)
    return View(
        kind=_kind(view, kind), data=content, depth=view.depth + deeper, stage=stage, spaced=kind == "tags-spaced"
    )


def _kind(view: View, step: str) -> str:
    return step if view.kind == "raw" else f"{view.kind}>{step}"


def _key(view: View) -> bytes:
    content = view.data
    if isinstance(content, Unread):
        return f"{view.kind}\0{content.reason}".encode()
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    mark = b"text" if isinstance(content, str) else b"data"
    return mark + bytes([view.spaced, view.stage]) + hashlib.blake2b(data, digest_size=16).digest()


__all__ = ["BYTE_READERS", "TEXT_READERS", "Limits", "Unread", "View", "unfold"]
