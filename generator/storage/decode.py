"""From YAML nodes to the model's values, by the model's own types: the dataclasses are the schema.

One decoder is made for each type, once; reading then is one walk over the nodes, with the place of every value at hand.
Every error of a file is found in one go; a value is built only from a file without errors.
"""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from .. import model
from ..text import fold
from .scalars import INVALID, boolean, day, integer, moment, required_text, text
from .strict import Mapping as MappingNode
from .strict import Node, Report, Scalar, Sequence, is_null, items

T = TypeVar("T")
Decoder = Callable[[Node, Report], Any]

# Names that Python keeps for itself, or that an editor would not say.
YAML_KEYS: Mapping[type, Mapping[str, str]] = {
    model.Period: {"start": "from", "end": "to"},
    model.Correction: {"day": "date"},
    model.Removal: {"day": "date"},
}
# Fields that are not written in the file, since they follow from its place: what stands in them until then.
DERIVED: Mapping[type, Mapping[str, Any]] = {
    model.Entry: {"id": ""},
    model.Organization: {"id": ""},
    model.Issue: {"month": "", "entries": ()},
}
# Lists of texts for which one text alone may stand.
ONE_OR_MANY: Mapping[type, frozenset[str]] = {
    model.Organization: frozenset(
        {"other_names", "kana", "english", "brands", "domains", "people", "identifiers", "group", "places"}
    ),
    model.Entry: frozenset({"body"}),
    model.Issue: frozenset({"preface", "written_by"}),
    model.Newsletter: frozenset({"greeting", "footer"}),
    model.Feed: frozenset({"keep"}),
}
# Empty texts are refused except here: "not known" is a state of these.
MAY_BE_EMPTY = frozenset({"note", "publisher", "description", "section", "confidence", "summary", "engine"})


def key_of(cls: type, field: str) -> str:
    """Give the key in the file for a field of the model."""
    return YAML_KEYS.get(cls, {}).get(field, field)


def fields_of(cls: type) -> list[dataclasses.Field[Any]]:
    """Give the fields of a type that are written in a file, in the order in which they are written."""
    hidden = DERIVED.get(cls, {})
    return [field for field in dataclasses.fields(cls) if field.name not in hidden]


def is_required(field: dataclasses.Field[Any]) -> bool:
    """Whether a file must have this field."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


@cache
def hints_of(cls: type) -> dict[str, Any]:
    """Give the types of a dataclass's fields as objects."""
    kinds = {name: getattr(model, name) for name in model.__all__}
    return typing.get_type_hints(cls, localns={**kinds, "date": date, "datetime": datetime})


def _enumeration(cls: type[StrEnum]) -> Decoder:
    def decode(node: Node, report: Report) -> Any:
        value = text(node, report)
        if value is INVALID:
            return INVALID
        try:
            return cls(value)
        except ValueError:
            choices = " / ".join(member.value for member in cls)
            report.at(node, "value-not-in-list", f"「{value}」は使えません。", f"{choices} のどれかにしてください。")
            return INVALID

    return decode


def _many(inner: Decoder, *, one: bool) -> Decoder:
    def decode(node: Node, report: Report) -> Any:
        if one and isinstance(node, Scalar):
            value = inner(node, report)
            return INVALID if value is INVALID else (value,)
        if not isinstance(node, Sequence):
            report.at(node, "value-not-list", "ここには一覧を書きます。", "1行に1つずつ「- 」を付けて書いてください。")
            return INVALID
        values = [inner(child, report) for child in node.value]
        return INVALID if any(value is INVALID for value in values) else tuple(values)

    return decode


def _optional(inner: Decoder, default: Any) -> Decoder:
    def decode(node: Node, report: Report) -> Any:
        return default if is_null(node) else inner(node, report)

    return decode


@cache
def decoder(kind: Any, *, one: bool = False, may_be_empty: bool = False) -> Decoder:
    """Make the decoder of a type of the model."""
    origin = typing.get_origin(kind)
    if origin is types.UnionType or origin is typing.Union:
        inner = next(part for part in typing.get_args(kind) if part is not types.NoneType)
        return _optional(decoder(inner), None)
    if origin is tuple:
        return _many(decoder(typing.get_args(kind)[0]), one=one)
    simple: dict[Any, Decoder] = {
        int: integer,
        bool: boolean,
        date: day,
        datetime: moment,
        str: text if may_be_empty else required_text,
    }
    if kind in simple:
        return simple[kind]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _enumeration(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    message = f"no decoder for {kind!r}"
    raise TypeError(message)


def _plan(cls: type) -> tuple[dict[str, tuple[str, Decoder]], list[tuple[str, str]]]:
    """Give, by key, the field and its decoder, and the keys that must be there."""
    hints = hints_of(cls)
    decoders: dict[str, tuple[str, Decoder]] = {}
    required: list[tuple[str, str]] = []
    for field in fields_of(cls):
        key = key_of(cls, field.name)
        one = field.name in ONE_OR_MANY.get(cls, frozenset())
        inner = decoder(hints[field.name], one=one, may_be_empty=field.name in MAY_BE_EMPTY)
        if is_required(field):
            required.append((key, field.name))
        else:
            factory = field.default_factory
            inner = _optional(inner, field.default if factory is dataclasses.MISSING else factory())
        decoders[key] = (field.name, inner)
    return decoders, required


def _record(cls: type) -> Decoder:
    """Make the decoder of a dataclass."""
    values_of, derived = _values(cls), DERIVED.get(cls, {})

    def decode(node: Node, report: Report) -> Any:
        values = values_of(node, report)
        return INVALID if values is INVALID else cls(**derived, **values)

    return decode


@cache
def _values(cls: type) -> Decoder:
    """Make what reads the fields of a dataclass, by name: unknown and missing keys are findings."""
    decoders, required = _plan(cls)
    derived = DERIVED.get(cls, {})

    def decode(node: Node, report: Report) -> Any:
        if not isinstance(node, MappingNode):
            report.at(
                node, "value-not-mapping", "ここには「項目名: 値」を書きます。", f"使える項目: {'、'.join(decoders)}"
            )
            return INVALID
        before = len(report.findings)
        values: dict[str, Any] = {}
        for key, key_node, value_node in items(node, report):
            if key in decoders:
                name, inner = decoders[key]
                values[name] = inner(value_node, report)
            elif not (key == "id" and key in derived):  # the file's name says the id; `archive` compares the two
                _unknown_key(key, key_node, decoders, report)
        for key, name in required:
            if name not in values:
                report.at(node, "key-missing", f"「{key}」がありません。", _how_to_fill(cls, key))
        return values if len(report.findings) == before else INVALID

    return decode


def _how_to_fill(cls: type, key: str) -> str:
    from .keys import KEYS  # here: the table knows classes that are decoded by this module

    known = KEYS.get(cls, {}).get(key)
    return f"「{key}: …」の行を足してください。" + (f"{known.title}: {known.text}。" if known else "")


def _unknown_key(key: str, node: Node, known: Mapping[str, Any], report: Report) -> None:
    near = difflib.get_close_matches(fold(key), known, n=1, cutoff=0.6)
    advice = f"「{near[0]}」ではありませんか。" if near else f"使える項目: {'、'.join(known)}"
    report.at(node, "key-unknown", f"「{key}」という項目はありません。", advice)


def decode_as(kind: type[T], node: Node, report: Report, **derived: Any) -> T | None:
    """Give the value that a node says; None, and findings in the report, where it does not say one.

    ``derived``: what follows from the place of the file, for all of the kind's fields in `DERIVED`, where it is known.
    """
    before = len(report.findings)
    read = _values if derived else decoder
    value = read(typing.cast("Any", kind))(node, report)
    if value is INVALID or len(report.findings) > before:
        return None
    if derived:
        return kind(**derived, **value)
    return typing.cast("T", value)
