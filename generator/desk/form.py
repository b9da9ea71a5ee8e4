"""The fields of a form <-> values of the model. A view is what stands in the fields: texts, as nested as their names.

value ─▶ view ─▶ fields (facts.affected.0.count …) ─▶ view ─▶ plain ─▶ storage.decode_plain ─▶ value, remarks
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .. import storage
from ..model import Entry, Issue, Newsletter, Organization, Remark
from .labels import label_of

View = dict[str, Any]

_LISTS = re.compile(r"[、,，\n]+")
_MOST_ROWS = 200
_SCALARS = ("section", "announced", "headline", "thread", "report", "privacy")
_TABLES = ("parties", "sources", "waivers", "corrections")
_ENTRY_FIELDS = (*_SCALARS, "body", "facts", *_TABLES)
_ORGANIZATION_LISTS = [
    "other_names",
    "kana",
    "english",
    "brands",
    "domains",
    "people",
    "identifiers",
    "group",
    "places",
]
_NEWSLETTER_LINES = ("greeting", "footer")
_ORGANIZATION_TEXTS = ["name", "kind", "industry", "alias", "printed", "reason"]


def nested(pairs: Iterable[tuple[str, str]], known: Iterable[str]) -> View:
    """Make a view of a form's fields: dots nest, numbers are places in a list; what is not known is left out."""
    names = frozenset(known)
    root: View = {}
    for name, value in pairs:
        head, *rest = name.split(".")
        if head not in names:
            continue
        place, key = root, head
        for part in rest:
            inner = place.setdefault(key, {})
            if not isinstance(inner, dict):
                break
            place, key = inner, part
        else:
            place[key] = value
    return {key: _listed(value) for key, value in root.items()}


def _listed(value: Any) -> Any:
    """Turn mappings whose keys are numbers into lists."""
    if not isinstance(value, dict):
        return value
    if value and all(key.isascii() and key.isdigit() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=lambda key: int(key[:6]))][:_MOST_ROWS]
    return {key: _listed(inner) for key, inner in value.items()}


def entry_view(entry: Entry) -> View:
    """Give what stands in the fields for an entry."""
    view: View = {name: _texts(getattr(entry, name)) for name in _ENTRY_FIELDS}
    view["body"] = "\n".join(entry.body)
    facts = view["facts"]
    facts["data"] = "、".join(entry.facts.data)
    facts["vulnerabilities"] = "、".join(entry.facts.vulnerabilities)
    period = entry.facts.incident
    facts["incident"] = {"from": _texts(period and period.start), "to": _texts(period and period.end)}
    return view


def posted_entry(pairs: Iterable[tuple[str, str]]) -> View:
    """Give the view that a form of an entry sent; absent fields are empty ones."""
    view = nested(pairs, _ENTRY_FIELDS)
    blank: View = dict.fromkeys(_ENTRY_FIELDS, "") | {
        "facts": {},
        "parties": [],
        "sources": [],
        "waivers": [],
        "corrections": [],
    }
    view = blank | view
    for name in _TABLES:
        view[name] = _rows(view[name])
    facts = view["facts"] if isinstance(view["facts"], dict) else {}
    facts["affected"] = _rows(facts.get("affected"))
    if not isinstance(facts.get("incident"), dict):
        facts["incident"] = {}
    return view | {"facts": facts}


def read_entry(view: View, old: Entry) -> tuple[Entry | None, tuple[Remark, ...]]:
    """Give the entry that a view says (what no field shows is the old one's); None and remarks where it says none."""
    facts = view["facts"]
    plain = {
        **_filled(view, _SCALARS),
        "body": _lines(view["body"]),
        "parties": _kept(view["parties"], ("organization",)),
        "facts": {
            **_filled(facts, ("cause", "effective", "comments_until")),
            "affected": _kept(facts["affected"], ("count", "who")),
            "data": _split_as(facts.get("data", ""), old.facts.data),
            **({"incident": incident} if (incident := _filled(facts["incident"], ("from", "to"))) else {}),
            "vulnerabilities": _split_as(facts.get("vulnerabilities", ""), old.facts.vulnerabilities),
        },
        "sources": _kept(view["sources"], ("title", "url")),
        "waivers": _kept(view["waivers"], ("rule", "reason")),
        "corrections": [_correction(row) for row in _kept(view["corrections"], ("text",))],
    }
    value, remarks = storage.decode_plain(Entry, plain, old.id)
    if value is None:
        return None, _for_a_form(remarks)
    return dataclasses.replace(old, **{name: getattr(value, name) for name in _ENTRY_FIELDS}), ()


def _correction(row: View) -> View:
    return {("date" if name == "day" else name): text for name, text in row.items()}


def newsletter_view(newsletter: Newsletter) -> View:
    """Give what stands in the fields for the settings."""
    view: View = {field.name: _texts(getattr(newsletter, field.name)) for field in dataclasses.fields(Newsletter)}
    return view | {name: "\n".join(getattr(newsletter, name)) for name in _NEWSLETTER_LINES}


def read_newsletter(pairs: Iterable[tuple[str, str]]) -> tuple[Newsletter | None, View, tuple[Remark, ...]]:
    """Give the settings that a form says, and its view; None and remarks where it says none."""
    view: View = dict.fromkeys((field.name for field in dataclasses.fields(Newsletter)), "")
    view |= nested(pairs, view)
    contact = view["contact"] if isinstance(view["contact"], dict) else {}
    view["contact"] = dict.fromkeys(("name", "email", "url"), "") | contact
    texts = [name for name in view if name not in {*_NEWSLETTER_LINES, "contact"}]
    plain = _filled(view, texts) | {name: lines for name in _NEWSLETTER_LINES if (lines := _lines(view[name]))}
    plain["contact"] = _filled(contact, contact)
    value, remarks = storage.decode_plain(Newsletter, plain)
    return value, view, _for_a_form(remarks)


def organization_view(organization: Organization | None) -> View:
    """Give what stands in the fields for an organization."""
    if organization is None:
        return dict.fromkeys((*_ORGANIZATION_TEXTS, *_ORGANIZATION_LISTS), "")
    view: View = {name: _texts(getattr(organization, name)) for name in _ORGANIZATION_TEXTS}
    return view | {name: "\n".join(getattr(organization, name)) for name in _ORGANIZATION_LISTS}


def read_organization(view: View, name: str) -> tuple[Organization | None, tuple[Remark, ...]]:
    """Give the organization that a view says; None and remarks where it says none."""
    plain = _filled(view, _ORGANIZATION_TEXTS) | {
        key: lines for key in _ORGANIZATION_LISTS if (lines := _lines(view.get(key, "")))
    }
    value, remarks = storage.decode_plain(Organization, plain, name)
    return (dataclasses.replace(value, id=name) if value else None), _for_a_form(remarks)


def posted_organization(pairs: Iterable[tuple[str, str]]) -> View:
    """Give the view that a form of an organization sent."""
    return organization_view(None) | nested(pairs, (*_ORGANIZATION_TEXTS, *_ORGANIZATION_LISTS))


def issue_view(issue: Issue) -> View:
    """Give what stands in the fields for an issue."""
    return {
        "published": issue.published.isoformat(),
        "preface": "\n".join(issue.preface),
        "highlights": [{"text": one.text, "entry": one.entry or ""} for one in issue.highlights],
    }


def read_issue(pairs: Iterable[tuple[str, str]], old: Issue) -> tuple[Issue | None, View, tuple[Remark, ...]]:
    """Give the issue that a form says, and its view; the order and the entries are not in it."""
    view: View = {"published": "", "preface": "", "highlights": []}
    view |= nested(pairs, view)
    view["highlights"] = _rows(view["highlights"])
    plain = {
        **_filled(view, ("published",)),
        "preface": _lines(view["preface"]),
        "highlights": _kept(view["highlights"], ("text",)),
    }
    value, remarks = storage.decode_plain(Issue, plain, old.month)
    if value is None:
        return None, view, _for_a_form(remarks)
    new = dataclasses.replace(old, published=value.published, preface=value.preface, highlights=value.highlights)
    return new, view, ()


def _texts(value: Any) -> Any:
    """Turn a value of the model into texts."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _texts(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_texts(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value)


def _rows(value: Any) -> list[View]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _filled(view: Mapping[str, Any], names: Iterable[str]) -> View:
    """Give the named fields that are not empty."""
    return {name: text for name in names if (text := _text(view.get(name)))}


def _text(value: Any) -> str:
    return storage.clean_line(value) if isinstance(value, str) else ""


def _kept(rows: list[View], telling: tuple[str, ...]) -> list[View]:
    """Give the rows in which something was written, without their empty fields."""
    return [_filled(row, row) for row in rows if any(_text(row.get(name)) for name in telling)]


def _lines(value: Any) -> list[str]:
    return [line for part in str(value).split("\n") if (line := storage.clean_line(part))]


def _split_as(value: Any, old: tuple[str, ...]) -> list[str]:
    """Split a field at its commas; what nobody touched stays as it is, commas and all."""
    if str(value) == "、".join(old):
        return list(old)
    return [line for part in _LISTS.split(str(value)) if (line := storage.clean_line(part))]


def _for_a_form(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Say to a form what a file is told in its own words: 「headline: …」の行を足してください is no help here."""
    return tuple(_missing(remark) if remark.rule == "key-missing" else remark for remark in remarks)


def _missing(remark: Remark) -> Remark:
    key = remark.message.partition("「")[2].partition("」")[0]
    label = label_of(key)
    return dataclasses.replace(
        remark, path=(*remark.path, key), message=f"{label}がありません。", advice=f"{label}を書いてください。"
    )


def field_of(path: tuple[str | int, ...]) -> str:
    """Give the field of the form beside which a remark belongs; empty for the whole."""
    names = [str(step) for step in path]
    if len(names) > 1 and names[0] == "facts":
        return names[1]
    return names[0] if names and names[0] != "facts" else ""
