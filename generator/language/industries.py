"""The digest's words for businesses, and how many listed companies share each (data/industries.tsv, NAMES.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .tables import read_table

# Below this many companies in the sector, the word alone narrows the company down too far (NAMES.md, stricter mode).
SMALL_SECTOR = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Industry:
    """One word, its sector of the stock exchange, and the word that strict mode prints."""

    word: str
    sector: str
    listed: int | None  # None: no companies, so no list counts them
    strict: str

    @property
    def is_small(self) -> bool:
        """Whether too few companies share the sector."""
        return self.listed is not None and self.listed < SMALL_SECTOR


def find_industry(word: str | None) -> Industry | None:
    """Give the table's row for a word (with or without 某), or None where the table does not know it."""
    return _INDUSTRIES.get((word or "").removeprefix("某"))


_INDUSTRIES = {
    row["word"]: Industry(
        word=row["word"],
        sector=row["sector"],
        listed=int(row["listed"]) if row["listed"] else None,
        strict=row["strict"],
    )
    for row in read_table("industries.tsv")
}


def words() -> tuple[str, ...]:
    """Give all words of the table, in its order."""
    return tuple(_INDUSTRIES)


@cache
def printed_words() -> tuple[str, ...]:
    """Give all words that a business is printed with, those of strict mode among them."""
    return tuple(dict.fromkeys((*_INDUSTRIES, *(known.strict for known in _INDUSTRIES.values() if known.strict))))
