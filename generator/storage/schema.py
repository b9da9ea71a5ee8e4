"""JSON Schema for every YAML file, made from the model: what the decoder takes, said to editors' programs.

Draft 07, which the YAML extensions of editors know best. A schema sees values after a YAML parser: texts that look like
numbers or truth values arrive as such, and the decoder takes them as texts, so that the schemas do, too.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ..model import Approval, Entry, Feed, Issue, Newsletter, Organization, Removal, Sent
from .decode import DERIVED, MAY_BE_EMPTY, ONE_OR_MANY, fields_of, hints_of, is_required, key_of
from .keys import KEYS, VALUES
from .waivers import GateWaiver

_DRAFT = "http://json-schema.org/draft-07/schema#"
_ONE_LINE = r"^[^\r\n]*$"
_NOT_EMPTY = r"^[^\r\n]*\S[^\r\n]*$"
_LARGEST = 10**15 - 1  # as many digits as the decoder takes

Schema = dict[str, Any]


class YamlFile(typing.NamedTuple):
    """A kind of YAML file: its title, its type, where such files lie, and whether it is a list of them."""

    title: str
    type: type
    places: tuple[str, ...]
    is_list: bool = False


FILES: Mapping[str, YamlFile] = {
    "entry": YamlFile("記事と候補", Entry, ("content/issues/*/entries/*.yml", "content/candidates/*/*.yml")),
    "organization": YamlFile("組織", Organization, ("content/organizations/*.yml",)),
    "issue": YamlFile("号", Issue, ("content/issues/*/issue.yml",)),
    "newsletter": YamlFile("誌の設定", Newsletter, ("content/newsletter.yml",)),
    "removed": YamlFile("取り下げの一覧", Removal, ("content/removed.yml",), is_list=True),
    "feeds": YamlFile("情報源の一覧", Feed, ("feeds.yml",), is_list=True),
    "gate-waivers": YamlFile("公開前検査の確認済み", GateWaiver, ("content/gate-waivers.yml",), is_list=True),
    "approval": YamlFile("承認", Approval, ("content/issues/*/approval.yml",)),
    "sent": YamlFile("配信の記録", Sent, ("content/issues/*/sent.yml", "content/issues/*/sent/*.yml")),
}


def schemas() -> Mapping[str, Schema]:
    """Give the schema of every kind of file, by file name."""
    return {f"{name}.schema.json": schema_of(file) for name, file in FILES.items()}


def schema_of(file: YamlFile) -> Schema:
    """Give the schema of one kind of file."""
    definitions: dict[str, Schema] = {}
    reference = _record(file.type, definitions)
    # Draft 07 does not look at what stands beside a reference.
    body = {"type": "array", "items": reference} if file.is_list else {"allOf": [reference]}
    return {"$schema": _DRAFT, "title": file.title, **body, "definitions": definitions}


def schema_files() -> Mapping[str, str]:
    """Give all schemas as texts, by file name."""
    return {name: json_text(schema) for name, schema in schemas().items()}


def editor_settings() -> Schema:
    """Give the settings that tell the YAML extension of Visual Studio Code which schema belongs to which file."""
    places = {f"schemas/{name}.schema.json": list(file.places) for name, file in FILES.items()}
    return {"yaml.schemas": places, "yaml.customTags": [], "files.encoding": "utf8", "files.eol": "\n"}


def json_text(value: Any) -> str:
    """Write JSON as our files hold it."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _record(cls: type, definitions: dict[str, Schema]) -> Schema:
    """Give a reference to the schema of a dataclass, which is put among the definitions."""
    name = cls.__name__
    if name not in definitions:
        definitions[name] = {}  # a record that holds itself would find it here
        hints = hints_of(cls)
        properties = {
            key_of(cls, field.name): _property(cls, field, hints[field.name], definitions) for field in fields_of(cls)
        }
        if "id" in DERIVED.get(cls, {}):
            properties["id"] = {"title": "ID", "description": "ファイル名と同じ。書かなくてかまいません", **_text()}
        definitions[name] = {
            "type": "object",
            "properties": properties,
            "required": [key_of(cls, field.name) for field in fields_of(cls) if is_required(field)],
            "additionalProperties": False,
        }
    return {"$ref": f"#/definitions/{name}"}


def _property(cls: type, field: dataclasses.Field[Any], hint: Any, definitions: dict[str, Schema]) -> Schema:
    key = KEYS[cls][field.name]
    one = field.name in ONE_OR_MANY.get(cls, frozenset())
    value = _value(hint, definitions, one=one, empty=field.name in MAY_BE_EMPTY)
    if not is_required(field):
        value = _or_null(value)
    if "$ref" in value:
        value = {"allOf": [value]}
    return {"title": key.title, "description": key.text.replace("`", ""), **value}


def _value(hint: Any, definitions: dict[str, Schema], *, one: bool = False, empty: bool = False) -> Schema:
    origin = typing.get_origin(hint)
    if origin in {types.UnionType, typing.Union}:
        inner = next(part for part in typing.get_args(hint) if part is not types.NoneType)
        return _or_null(_value(inner, definitions, empty=empty))
    if origin is tuple:
        item = _value(typing.get_args(hint)[0], definitions)
        many = {"type": "array", "items": item}
        return {"anyOf": [many, item]} if one else many
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        meanings = VALUES[hint]
        return {"enum": [member.value for member in hint], "enumDescriptions": [meanings[member] for member in hint]}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, definitions)
    return _simple(hint, empty=empty)


def _simple(hint: Any, *, empty: bool) -> Schema:
    if hint is bool:
        return {"type": "boolean"}
    if hint is int:
        return {"type": "integer", "minimum": 0, "maximum": _LARGEST}
    if hint is date:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if hint is datetime:
        return {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d{2}-\d{2}T"}
    return _text(empty=empty)


def _text(*, empty: bool = False) -> Schema:
    return {"type": ["string", "number", "boolean"], "pattern": _ONE_LINE if empty else _NOT_EMPTY}


def _or_null(value: Schema) -> Schema:
    """Let a value be left empty."""
    if "anyOf" in value:
        return value if {"type": "null"} in value["anyOf"] else {"anyOf": [*value["anyOf"], {"type": "null"}]}
    if "enum" in value:
        if None in value["enum"]:
            return value
        return {"enum": [*value["enum"], None], "enumDescriptions": [*value["enumDescriptions"], "書かない"]}
    if "type" in value:
        known = value["type"] if isinstance(value["type"], list) else [value["type"]]
        return {**value, "type": [*known, *([] if "null" in known else ["null"])]}
    return {"anyOf": [value, {"type": "null"}]}
