"""What two spellings of one headline, or of one address, have in common; remembered, since a run asks again."""

from __future__ import annotations

from functools import lru_cache

from ..text import title_key
from .links import link_key

_REMEMBERED = 20_000  # about one run of two hundred feeds

title_look = lru_cache(_REMEMBERED)(title_key)
link_look = lru_cache(_REMEMBERED)(link_key)
