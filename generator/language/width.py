"""One width for letters and digits, without moving anything: offsets in the result are offsets in the text."""

from __future__ import annotations

import re
from functools import lru_cache

# NFKC would do more, but it changes lengths (㈱ becomes three characters): evidence could not be pointed at any more.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2009, 0x202F, 0x0009, 0x000A, 0x000D), " ")
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2212), "-")
_WAVES = {0x301C: "～", 0x007E: "～", 0xFF5E: "～"}
_TABLE: dict[int, int | str] = {**_HALF, **_SPACES, **_DASHES, **_WAVES}
_WIDE = re.compile("[" + re.escape("".join(map(chr, _TABLE))) + "]")


@lru_cache(maxsize=64)  # a dozen finders read the same headline one after the other
def same_width(text: str) -> str:
    """Give the text with half-width letters, digits and marks; as long as it was, character by character."""
    return text.translate(_TABLE) if _WIDE.search(text) else text  # translating costs ten times the look
