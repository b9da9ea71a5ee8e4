"""CISA's catalogue of Known Exploited Vulnerabilities: one JSON document with every row since 2021.

The whole catalogue is read each time, so that no row is ever missed; which rows are news is the pipeline's question.
"""

from __future__ import annotations

from typing import Any

from ...model import Feed, FeedItem
from ..document import Parsed
from .item import RawItem, Unreadable, make_item, text_of

_RECORD = "https://nvd.nist.gov/vuln/detail/"  # the catalogue has no page for each row; its own notes point here


def is_ours(value: dict[str, Any]) -> bool:
    """Whether the document has the catalogue's head."""
    return "catalogVersion" in value and isinstance(value.get("vulnerabilities"), list)


def read(feed: Feed, value: dict[str, Any]) -> Parsed:
    """Read the catalogue; rows without a CVE number are counted in the troubles."""
    rows = value.get("vulnerabilities")
    if not isinstance(rows, list):
        raise Unreadable("KEVの一覧(vulnerabilities)がありません。")
    good = [row for row in rows if isinstance(row, dict) and text_of(row.get("cveID"))]
    troubles = (f"CVE番号のない行が{len(rows) - len(good)}件ありました。",) if len(good) < len(rows) else ()
    return Parsed(items=tuple(_item(feed, row) for row in good), troubles=troubles, is_catalogue=True)


def _item(feed: Feed, row: dict[str, Any]) -> FeedItem:
    number = text_of(row["cveID"]).strip()
    name = text_of(row.get("vulnerabilityName")) or " ".join(
        text_of(row.get(key)) for key in ("vendorProject", "product")
    )
    return make_item(
        feed.id,
        RawItem(
            guid=number,
            link=_RECORD + number,
            title=f"{name} ({number})",
            title_is_markup=False,
            summary=_summary(row),
            published=text_of(row.get("dateAdded")),
        ),
    )


def _summary(row: dict[str, Any]) -> str:
    """Only what stays as it is: notes and due dates are edited later and would look like revisions."""
    ransomware = text_of(row.get("knownRansomwareCampaignUse")) == "Known"
    return text_of(row.get("shortDescription")) + (" [ランサムウェア攻撃での悪用あり]" if ransomware else "")
