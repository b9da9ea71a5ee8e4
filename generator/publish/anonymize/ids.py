"""Ids without a day, for entries whose day is told only roughly: 2026-12-04-q7mk is 2026-12-01-q7mk to members.

An id stands in addresses, anchors and feeds. The rest of it is random and stays, so that the same entry has the same
address at every build; by its day alone a search finds the announcement (NAMES.md (a), residual risk).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_DAYS = tuple(f"{day:02}" for day in range(1, 29))
_ID = re.compile(r"(?P<month>\d{4}-\d{2})-\d{2}(?P<rest>-.+)")


def public_ids(strict: Iterable[str], others: Iterable[str]) -> Mapping[str, str]:
    """Give the id under which each strict entry is printed: never one that another entry bears.

    `strict`: ids of the entries without a day, in a fixed order; `others`: ids of all other entries.
    """
    taken = set(others)
    ids: dict[str, str] = {}
    for private in sorted(strict):
        parts = _ID.fullmatch(private)
        if parts is None:
            continue
        wishes = (f"{parts['month']}-{day}{parts['rest']}" for day in _DAYS)
        ids[private] = next(wish for wish in wishes if wish not in taken)
        taken.add(ids[private])
    return ids
