"""Patterns that are compiled when first used: importing the package must not cost what only an analysis needs."""

from __future__ import annotations

import re
from functools import cache


@cache
def regex(source: str) -> re.Pattern[str]:
    """Give the compiled pattern; `re` has a cache of its own, but it is smaller than our tables."""
    return re.compile(source)
