"""Lists of feeds as other readers keep them: OPML 2.0 in and out (opml.org/spec2.opml).

A list from outside is a stranger's text: no document type (entities could read our files or grow without end), a bound
on its size, plain text only, and only addresses that can be fetched. What comes in is appended to feeds.yml byte for
byte behind what stands there; no line of the editors is touched.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from ..errors import ContentError, UsageError
from ..model import Feed
from ..text import one_line
from .emit import item_lines
from .feeds import load_feeds
from .files import in_turn, write_atomic
from .state import state_folder
from .strict import FORBIDDEN

_MAX_BYTES = 5 * 1024 * 1024  # tens of thousands of feeds
_MAX_FEEDS = 5_000
_DEEPEST = 50  # outlines within outlines
_LONGEST_TITLE = 200
_LONGEST_ID = 40
# What old readers wrote; expat itself knows no encoding of two bytes.
_DECLARED = re.compile(rb"""\A[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{2,40})""")
_MEANT = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jp"}
_BARE = re.compile(r"&(?!#?\w{1,32};)")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """One feed of a list."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What an import did."""

    added: tuple[Feed, ...]
    known: tuple[str, ...]  # addresses that feeds.yml has already
    refused: tuple[str, ...]  # addresses that cannot be fetched


class _HostileError(ValueError):
    """The list is no list; the message says so in Japanese."""


def read_opml(path: Path) -> tuple[Outline, ...]:
    """Read the feeds of a list, in its order; UsageError where it cannot be taken."""
    with path.open("rb") as file:
        data = file.read(_MAX_BYTES + 1)
    try:
        return _outlines(data)
    except _HostileError as error:
        message = f"{path.name} は取り込めません。{error}"
        raise UsageError(message) from None
    except expat.ExpatError as error:
        message = f"{path.name} の{error.lineno}行目がXMLとして読めません。書き出し直したものを使ってください。"
        raise UsageError(message) from None


def _outlines(data: bytes) -> tuple[Outline, ...]:
    if len(data) > _MAX_BYTES:
        raise _HostileError(f"{_MAX_BYTES // 1024 // 1024}MiBを超えています。")
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.Parse(_BARE.sub("&amp;", _text(data)), True)  # noqa: FBT003 (its own signature: this is all of it)
    if not reader.is_opml:
        raise _HostileError("OPMLではありません。")
    return tuple(reader.outlines)


def _text(data: bytes) -> str:
    """Give the text of a list in whatever encoding it comes; a declaration is believed where UTF-8 does not fit."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    match = _DECLARED.search(data)
    declared = match[1].decode("ascii").lower() if match else "utf-8"
    first = "iso2022_jp_ext" if declared == "iso-2022-jp" else "utf-8-sig"
    for codec in (first, _MEANT.get(declared, declared), "cp932", "euc_jp"):
        with contextlib.suppress(UnicodeError, LookupError):
            return data.decode(codec).replace("\0", "")
    raise _HostileError("文字コードがわかりません。UTF-8で書き出し直してください。")


def write_opml(feeds: Iterable[Feed], title: str) -> str:
    """Give a list of feeds as OPML; pages that are no feeds are left out, since no reader can use them."""
    rows = "".join(
        f"    <outline type={quoteattr('rss')} text={quoteattr(feed.title)} title={quoteattr(feed.title)} "
        f"xmlUrl={quoteattr(feed.url)}/>\n"
        for feed in feeds
        if feed.list is None and feed.format.value != "html"
    )
    head = f"<head><title>{title.replace('&', '&amp;').replace('<', '&lt;')}</title></head>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  {head}\n  <body>\n{rows}  </body>\n</opml>\n'
    )


def import_feeds(path: Path, content: Path, outlines: Sequence[Outline], *, enabled: bool) -> Imported:
    """Append the feeds that feeds.yml does not have yet; ContentError where feeds.yml cannot be read."""
    with in_turn(state_folder(content), "feeds"):
        feeds = load_feeds(path) if _says_anything(path) else ()
        known = {_look(feed.url) for feed in feeds}
        ids = {feed.id for feed in feeds}
        added: list[Feed] = []
        double: list[str] = []
        refused: list[str] = []
        for outline in outlines:
            if _look(outline.url) in known:
                double.append(outline.url)
            elif not _is_address(outline.url):
                refused.append(outline.url)
            else:
                feed = _feed(outline, ids, enabled=enabled)
                added.append(feed)
                ids.add(feed.id)
                known.add(_look(feed.url))
        if added:
            _append(path, added, trial=state_folder(content) / "feeds.yml")
    return Imported(added=tuple(added), known=tuple(double), refused=tuple(refused))


def _says_anything(path: Path) -> bool:
    """Whether there is more in the file than comments: a list may begin with an import."""
    lines = path.read_text("utf-8-sig", "replace").splitlines() if path.exists() else []
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def _append(path: Path, feeds: Iterable[Feed], *, trial: Path) -> None:
    """Write new blocks behind the old bytes; nothing is put in place that cannot be read again."""
    old = path.read_bytes() if path.exists() else b""
    end = b"\r\n" if b"\r\n" in old else b"\n"
    blocks = "".join("\n" + "".join(f"{line}\n" for line in item_lines(feed, "")) for feed in feeds)
    between = b"" if not old or old.endswith(b"\n") else end
    new = old + between + blocks.encode().replace(b"\n", end)
    write_atomic(trial, new)
    try:
        load_feeds(trial)
    except ContentError:
        message = (
            f"{path.name} の終わりに足せません。「- id: …」を行の頭から書く形に直してから、もう一度実行してください。"
        )
        raise UsageError(message) from None
    finally:
        trial.unlink(missing_ok=True)
    write_atomic(path, new)


def _feed(outline: Outline, ids: set[str], *, enabled: bool) -> Feed:
    return Feed(
        id=_new_id(outline.url, ids),
        title=outline.title,
        url=outline.url,
        enabled=enabled,
        note="OPMLから取り込みました。区分(section)などは確かめてから書き足してください。",
    )


def _new_id(url: str, taken: set[str]) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    stem = _NOT_IN_ID.sub("-", host.lower()).strip("-")[:_LONGEST_ID].strip("-") or "feed"
    count, name = 1, stem
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    return name


def _look(url: str) -> str:
    """Give what two spellings of one address share."""
    return url.partition("://")[2].rstrip("/").removeprefix("www.").lower()


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    # Braces would be the year's place in an address of ours.
    return usable and parts.username is None and parts.password is None and not re.search(r"[\s{}]", url)


@dataclass(slots=True)
class _Reader:
    is_opml: bool = False
    outlines: list[Outline] = field(default_factory=list)
    _depth: int = 0

    def doctype(self, *_declaration: object) -> None:
        raise _HostileError("文書型の宣言(DOCTYPE)があります。宣言のない形で書き出し直してください。")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _HostileError("入れ子が深すぎます。")
        if self._depth == 1:
            self.is_opml = tag.lower() == "opml"
        attributes = {name.lower(): value for name, value in attributes.items()}
        url = _plain(attributes.get("xmlurl", ""))
        if tag.lower() == "outline" and url:
            host = url.partition("://")[2].partition("/")[0]
            title = _plain(attributes.get("title") or attributes.get("text") or "")[:_LONGEST_TITLE] or host or url
            self.outlines.append(Outline(title=title, url=url))
        if len(self.outlines) > _MAX_FEEDS:
            raise _HostileError(f"フィードが{_MAX_FEEDS}件を超えています。")

    def end(self, _tag: str) -> None:
        self._depth -= 1


def _plain(text: str) -> str:
    return one_line(FORBIDDEN.sub(" ", text))
