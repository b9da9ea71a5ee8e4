"""The public facts of all entries as data: JSON for programs, CSV for a spreadsheet; no text of an entry.

The CSV begins with a byte order mark and ends its lines with CRLF: so Excel reads it as what it is. A cell that a
spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ..addresses import DATA_ABOUT, DATA_CSV, DATA_JSON, TERMS, absolute, entry_address
from .channel import last_change, rights
from .jsonfeed import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...model import Affected, Newsletter, PublicArchive, PublicEntry, PublicIssue

_FORMULA = frozenset("=+-@\t\r")
COLUMNS = {
    "id": "記事の ID",
    "issue": "掲載した号",
    "published": "発行日",
    "announced": "公表日",
    "section": "分野",
    "headline": "見出し",
    "cause": "原因",
    "industry": "業種",
    "thread": "同じ事案の最初の記事の ID",
    "report": "第何報か",
    "affected": "影響(対象、数、単位、確かさ)",
    "data": "対象の情報",
    "incident_from": "発生時期(はじめ)",
    "incident_to": "発生時期(おわり)",
    "effective": "施行日",
    "comments_until": "意見募集の締切",
    "vulnerabilities": "脆弱性番号",
    "corrected": "最後に訂正した日",
    "url": "記事のアドレス",
}


def dataset_files(archive: PublicArchive) -> Mapping[str, bytes]:
    """Give the files by path: the data in two forms, and what they mean and may be used for."""
    rows = [row for issue in archive.issues for row in _rows(archive.newsletter, issue)]
    return {
        DATA_JSON: _json(archive, rows),
        DATA_CSV: _csv(rows),
        DATA_ABOUT: _about(archive.newsletter),
    }


def _rows(newsletter: Newsletter, issue: PublicIssue) -> Iterator[dict[str, object]]:
    """Give the facts of every entry of an issue; what is not known is left out."""
    published = issue.published.isoformat()
    for entry in issue.entries:
        row = _row(newsletter, issue, entry, published)
        yield {key: value for key, value in row.items() if value or value == 0}


def _row(newsletter: Newsletter, issue: PublicIssue, entry: PublicEntry, published: str) -> dict[str, object]:
    facts = entry.facts
    span = facts.incident
    return {
        "id": entry.id,
        "issue": issue.month,
        "published": published,
        "announced": entry.announced.isoformat(),
        "section": entry.section.value,
        "headline": entry.headline,
        "cause": facts.cause.value if facts.cause else None,
        "industry": entry.industry,
        "thread": entry.thread,
        "report": entry.report,
        "affected": [dict(_affected(one)) for one in facts.affected],
        "data": list(facts.data),
        "incident_from": span.start.isoformat() if span and span.start else None,
        "incident_to": span.end.isoformat() if span and span.end else None,
        "effective": facts.effective.isoformat() if facts.effective else None,
        "comments_until": facts.comments_until.isoformat() if facts.comments_until else None,
        "vulnerabilities": list(facts.vulnerabilities),
        "corrected": last_change(issue, [entry]).isoformat() if entry.corrections else None,
        "url": absolute(newsletter.site_url, entry_address(newsletter, issue.month, entry.id)),
    }


def _affected(one: Affected) -> Iterator[tuple[str, object]]:
    if one.who:
        yield "who", one.who
    if one.qualifier:
        yield "qualifier", one.qualifier
    yield from (("count", one.count), ("unit", one.unit), ("certainty", one.certainty.value))


def _json(archive: PublicArchive, rows: list[dict[str, object]]) -> bytes:
    newsletter = archive.newsletter
    head = {
        "title": newsletter.title,
        "publisher": newsletter.publisher,
        "sample": newsletter.sample,
        "license": {"name": rights(newsletter), "url": absolute(newsletter.site_url, TERMS)},
        "columns": COLUMNS,
    }
    return json_lines(head, "entries", rows)


def _csv(rows: list[dict[str, object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([value and _cell(value) for value in map(row.get, COLUMNS)] for row in rows)  # None is left empty
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    text = "; ".join([_words(one) for one in value]) if isinstance(value, list) else str(value)
    return f"'{text}" if text[:1] in _FORMULA else text


def _words(value: str | Mapping[str, object]) -> str:
    return value if isinstance(value, str) else " ".join(map(str, value.values()))


def _about(newsletter: Newsletter) -> bytes:
    sample = ["記事も団体もすべて架空のものです(見本)。"] if newsletter.sample else []
    lines = [
        f"{newsletter.title} 記事の一覧(entries.json、entries.csv)",
        *sample,
        rights(newsletter),
        "本文は含みません。値のない項目は、JSON では省き、CSV では空にしています。",
        "",
        *(f"{key}\t{meaning}" for key, meaning in COLUMNS.items()),
    ]
    return ("\n".join(lines) + "\n").encode()
