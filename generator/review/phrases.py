"""The phrases of data/phrases.tsv as patterns: what asserts, what hedges, what names a source."""

from __future__ import annotations

import re
from functools import cache

from ..language.tables import read_table


@cache
def phrase(kind: str) -> re.Pattern[str]:
    """Give the phrases of a kind as alternatives of one pattern."""
    rows = read_table("phrases.tsv", "generator.review")
    return re.compile("|".join(row["pattern"] for row in rows if row["kind"] == kind))
