"""The golden month: an invented issue whose mail is known word for word (tests/data/golden)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.model import (
    Contact,
    Facts,
    Newsletter,
    PublicEntry,
    PublicHighlight,
    PublicIssue,
    PublicSource,
    Section,
)

FOLDER = Path(__file__).parents[2] / "data" / "golden"


def golden_month():
    """Give (newsletter, issue) of the golden month."""
    written = json.loads((FOLDER / "issue.json").read_text("utf-8"))
    return _newsletter(written["newsletter"]), _issue(written["issue"])


def heavy_month(entries, *, paragraphs=9):
    """Give the golden month with as many full entries as asked, each of about 2 kB."""
    newsletter, issue = golden_month()
    model = issue.entries[0]
    text = "この段落は大きさを量るための文章で、およそ五十文字ほどの長さがあり、記事の本文として並びます。" * 2
    copies = tuple(
        replace(model, id=f"2026-10-02-{at:04d}", headline=f"{model.headline} その{at}", body=(text,) * paragraphs)
        for at in range(entries)
    )
    return newsletter, replace(issue, entries=copies)


def _newsletter(written):
    contact = Contact(**written.pop("contact"))
    return Newsletter(**{key: _frozen(value) for key, value in written.items()}, contact=contact)


def _issue(written):
    return PublicIssue(
        month=written["month"],
        published=date.fromisoformat(written["published"]),
        preface=tuple(written["preface"]),
        highlights=tuple(PublicHighlight(**highlight) for highlight in written["highlights"]),
        entries=tuple(_entry(entry) for entry in written["entries"]),
    )


def _entry(written):
    return PublicEntry(
        id=written["id"],
        section=Section(written["section"]),
        announced=date.fromisoformat(written["announced"]),
        headline=written["headline"],
        body=tuple(written["body"]),
        facts=Facts(),
        sources=tuple(PublicSource(**source) for source in written.get("sources", [])),
        thread=written.get("thread"),
        report=written.get("report"),
    )


def _frozen(value):
    return tuple(value) if isinstance(value, list) else value
