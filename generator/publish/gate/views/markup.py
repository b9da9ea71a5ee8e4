"""What a browser shows of HTML, XML and SVG, and what it does not show.

Regular expressions and not a parser: broken markup must be read, too, and a page of 5 MB in a fraction of a second.
Each is linear: no quoted value may hold "<", else one open quote after another would make it quadratic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .windows import GAP, rewrite

_TAG = re.compile(r"""<(?>(?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""")
_ANY_TAG = re.compile("<[^<>]*>")
_MARK = re.compile("</?[a-zA-Z!?]")
_HIDDEN = re.compile(r"<(script|style|rtc|rt|rp)\b[^<>]*>|<!--", re.IGNORECASE)
_CLOSING = {
    "<!--": re.compile("-->"),
    **{name: re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE) for name in ("script", "style", "rtc", "rt", "rp")},
}
_READINGS = frozenset({"rt", "rtc"})
_READING = re.compile(r"<rtc?\b[^<>]*>([^<]*)", re.IGNORECASE)
_END_OF_RUBY = re.compile("</ruby", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_SEPARATED = re.compile(
    r"(?<![^\W_])[^\W_](?:[^\w。、,;:!?<>]{1,12}|_)(?:[^\W_](?:[^\w。、,;:!?<>]{1,12}|_))*[^\W_](?![^\W_])"
)
_BLOCK = re.compile(r"(?:^[ \t\u3000|]*+(?:[^\W_][ \t\u3000|]*+){1,12}$\n?){2,40}", re.MULTILINE)
_SEPARATORS = re.compile(r"[\W_]+")
_BACKWARDS = (
    "\u202d",
    "\u202e",
    "\u2067",
    "bidi-override",
    "<bdo",
    "scaleX(-1)",
    'dir="rtl"',
    "dir=rtl",
    "direction:rtl",
    "direction: rtl",
    ".reverse()",
)
_TAG_CHARACTERS = re.compile("[\U000e0020-\U000e007e]+")


def tags(text: str) -> Iterator[tuple[str, str]]:
    """The text without its tags, and what is not shown of it: comments, scripts and styles, readings of ruby.

    `tags` has the letters joined, `tags-spaced` a space for each tag: a short name needs its borders.
    """
    if "<" not in text or ">" not in text:
        return
    shown, hidden = _parted(text)
    shown = _CDATA.sub("", shown)
    joined = rewrite(shown, _MARK, lambda t: _strip(t, ""))
    if joined is not None:
        yield "tags", joined
        yield "tags-spaced", rewrite(shown, _MARK, lambda t: _strip(t, " ")) or ""
    elif hidden:
        yield "tags", shown
    if contents := [content for name, content in hidden if name not in _READINGS and "<" in content]:
        yield "hidden", _strip(GAP.join(contents), "")
    if any(name in _READINGS for name, _ in hidden):
        yield "ruby", GAP.join("".join(_READING.findall(part)) for part in _END_OF_RUBY.split(text))
        yield "ruby-inline", _strip(text, "")


def _strip(text: str, instead: str) -> str:
    return _ANY_TAG.sub(instead, _TAG.sub(instead, text))


def _parted(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Part a text into what is shown, and the hidden elements with their contents."""
    shown: list[str] = []
    hidden: list[tuple[str, str]] = []
    at = 0
    unclosed: set[str] = set()
    for opening in _HIDDEN.finditer(text):
        name = (opening[1] or opening[0]).lower()
        if opening.start() < at or name in unclosed:
            continue
        closing = _CLOSING[name].search(text, opening.end())
        if closing is None:
            unclosed.add(name)
            continue
        shown.append(text[at : opening.start()])
        hidden.append((name, text[opening.end() : closing.start()]))
        at = closing.end()
    return "".join([*shown, text[at:]]), hidden


def spaced_letters(text: str) -> Iterator[tuple[str, str]]:
    """Words whose letters stand apart: 三 恵, K.F.C., コ・ロ・ナ."""
    words = [_SEPARATORS.sub("", match[0]) for match in _SEPARATED.finditer(text)]
    if words:
        yield "spaced-letters", GAP.join(dict.fromkeys(words))


def backwards(text: str) -> Iterator[tuple[str, str]]:
    """What is written from right to left by force."""
    if any(mark in text for mark in _BACKWARDS):
        yield "backwards", text[::-1]
        yield "backwards", _strip(text, "")[::-1]


def columns(text: str) -> Iterator[tuple[str, str]]:
    """Vertical writing set with spaces or in blocks: read from top to bottom."""
    found = []
    for block in _BLOCK.findall(text):
        lines = ["".join(line.split()) for line in block.splitlines()]
        height = min(map(len, lines))
        found += ["".join(line[k] for line in lines) for k in range(height)]
        found.append("".join("".join(line[k] for line in lines) for k in reversed(range(height))))
    if found:
        yield "columns", GAP.join(found)


def tag_characters(text: str) -> Iterator[tuple[str, str]]:
    """ASCII in the invisible tag characters of Unicode."""
    if not text.isascii() and (found := _TAG_CHARACTERS.findall(text)):
        yield "tag-characters", GAP.join("".join(chr(ord(c) - 0xE0000) for c in run) for run in found)
