"""NVD's API 2.0 (services.nvd.nist.gov/rest/json/cves/2.0): one page of vulnerabilities as JSON."""

from __future__ import annotations

from typing import Any

from ...model import Feed, FeedItem
from ..document import Parsed
from .item import MAX_ITEMS, RawItem, Unreadable, cut_note, make_item, text_of

_RECORD = "https://nvd.nist.gov/vuln/detail/"
_REJECTED = "Rejected"  # the status of a number that was taken back
_METRICS = ("cvssMetricV40", "cvssMetricV31", "cvssMetricV30", "cvssMetricV2")  # the newest rating first


def is_ours(value: dict[str, Any]) -> bool:
    """Whether the document has the API's head."""
    return value.get("format") == "NVD_CVE" and isinstance(value.get("vulnerabilities"), list)


def read(feed: Feed, value: dict[str, Any]) -> Parsed:
    """Read one page; the troubles say where there are more pages."""
    rows = value.get("vulnerabilities")
    if not isinstance(rows, list):
        raise Unreadable("NVDの一覧(vulnerabilities)がありません。")
    cves = [row["cve"] for row in rows if isinstance(row, dict) and isinstance(row.get("cve"), dict)]
    named = [cve for cve in cves if text_of(cve.get("id"))]
    return Parsed(
        items=tuple(_item(feed, cve) for cve in named[:MAX_ITEMS]),
        troubles=(*cut_note(len(named)), *_pages(value)),
        is_catalogue=True,
    )


def _pages(value: dict[str, Any]) -> tuple[str, ...]:
    total, here = value.get("totalResults"), value.get("resultsPerPage")
    if isinstance(total, int) and isinstance(here, int) and total > here:
        return (f"全{total}件のうち{here}件だけの頁です。feeds.yml の url で期間を狭めてください。",)
    return ()


def _item(feed: Feed, cve: dict[str, Any]) -> FeedItem:
    number = text_of(cve["id"])
    description = _description(cve)
    rating, version = _rating(cve)
    is_rejected = text_of(cve.get("vulnStatus")) == _REJECTED
    about = f" ({_REJECTED})" if is_rejected else f" (CVSS {rating})" if rating else ""
    return make_item(
        feed.id,
        RawItem(
            guid=number,
            link=_RECORD + number,
            title=f"{number}{about} {description}",
            title_is_markup=False,
            summary=description,
            summary_is_markup=False,
            cvss=f"{rating} (v{version})" if version else rating,
            published=_utc(cve.get("published")),
            updated=_utc(cve.get("lastModified")),
            withdrawn=is_rejected,
        ),
    )


def _description(cve: dict[str, Any]) -> str:
    rows = cve.get("descriptions")
    rows = rows if isinstance(rows, list) else ()
    texts = {text_of(row.get("lang")): text_of(row.get("value")) for row in rows if isinstance(row, dict)}
    return texts.get("ja") or texts.get("en") or next(iter(texts.values()), "")


def _rating(cve: dict[str, Any]) -> tuple[str, str]:
    """Give score and version of the newest kind of rating; of several of one kind NVD's own (Primary)."""
    metrics = cve.get("metrics")
    for name in _METRICS if isinstance(metrics, dict) else ():
        rows: Any = metrics[name] if metrics and isinstance(metrics.get(name), list) else []
        rated = [row for row in rows if isinstance(row, dict) and isinstance(row.get("cvssData"), dict)]
        for row in sorted(rated, key=lambda row: row.get("type") != "Primary"):
            score = row["cvssData"].get("baseScore")
            if isinstance(score, int | float) and not isinstance(score, bool):
                return str(score), text_of(row["cvssData"].get("version"))
    return "", ""


def _utc(value: object) -> str:
    """NVD writes UTC without saying so (2026-10-19T13:43:39.408)."""
    text = text_of(value)
    return text if not text or text.endswith("Z") else f"{text}Z"
