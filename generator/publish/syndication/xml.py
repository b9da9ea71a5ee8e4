"""XML as text: escaped, and without the characters that XML 1.0 cannot hold."""

from __future__ import annotations

import re
from html import escape  # what it writes is XML, too; xml.sax.saxutils brings a whole HTTP client along

# https://www.w3.org/TR/xml/#charsets: what is no Char, written as escapes or not. In two parts: one set of all of them
# takes longer to compile than the feeds take to write.
_NO_CHAR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udfff\ufffe\uffff]")


def element(name: str, text: str = "", /, **attributes: str) -> str:
    """Write an element on a line of its own; without a text it is empty. ``type_`` stands for ``type``."""
    head = "".join(f' {key.rstrip("_")}="{escape(clean(value))}"' for key, value in attributes.items())
    return f"<{name}{head}>{escape(clean(text), quote=False)}</{name}>\n" if text else f"<{name}{head}/>\n"


def clean(text: str) -> str:
    """Leave out what an XML file cannot hold."""
    return text if text.isprintable() else _NO_CHAR.sub("", text)  # what can be printed, XML can hold
