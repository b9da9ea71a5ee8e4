"""What the search reads: one file a year, so that a reader of the newest issue never loads ten years.

The texts stand there as printed; the reader's browser folds both them and the query by the same rules
(assets/javascripts/search-core.js), so that the two can never disagree.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from ...model import Cause, Section
from ..addresses import SEARCH, entry_address
from .facts import figures, more_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...model import Newsletter, PublicArchive, PublicEntry


def search_files(archive: PublicArchive) -> Mapping[str, bytes]:
    """Give the files that the search loads, by their path: a list of years, and the entries of each year."""
    issues = sorted(archive.issues, key=lambda issue: issue.month, reverse=True)
    result = {}
    for year, group in groupby(issues, lambda issue: issue.month[:4]):
        rows = [_row(archive.newsletter, issue.month, entry) for issue in group for entry in issue.entries]
        result[f"{SEARCH}{year}.json"] = _json(rows)
    years = sorted({issue.month[:4] for issue in issues}, reverse=True)
    return {f"{SEARCH}years.json": _json(_header(years)), **result}


def _header(years: list[str]) -> dict[str, object]:
    return {
        "years": years,
        "sections": {section.value: f"{section.number}.{section.label}" for section in Section},
        "causes": {cause.value: cause.label for cause in Cause},
        "synonyms": _synonyms(),
    }


@cache
def _synonyms() -> object:
    """Read which words stand for each other: `same` in both directions and inside words, `also` one way."""
    return json.loads((files(__package__) / "data" / "synonyms.json").read_text("utf-8"))


def _row(newsletter: Newsletter, month: str, entry: PublicEntry) -> dict[str, str]:
    """Write one entry with short keys: they stand in the file thousands of times."""
    row = {
        "u": entry_address(newsletter, month, entry.id),
        "d": entry.announced.isoformat(),
        "s": entry.section.value,
        "c": entry.facts.cause.value if entry.facts.cause else "",
        "i": entry.industry or "",
        "t": entry.headline,
        "b": "\n".join(entry.body),
        "x": "\n".join(_extras(entry)),
    }
    return {key: value for key, value in row.items() if value}


def _extras(entry: PublicEntry) -> list[str]:
    """What is printed under the text: figures, facts and sources. The cause is a facet, not a word of the text."""
    lines = [str(figure) for figure in figures(entry.facts)]
    lines += [f"{line.label} {line.text}" for line in more_lines(entry.facts)]
    lines += [f"訂正 {correction.text}" for correction in entry.corrections]
    return lines + [f"「{source.title}」 {source.publisher}" for source in entry.sources]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
