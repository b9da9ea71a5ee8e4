"""admin/config.yml for Decap CMS and Sveltia CMS, made from the model: forms for files on GitHub or GitLab.

A collection is one folder there, and an issue's entries lie in a folder of their month: the months come in as an
argument, and the file is made anew when a month begins.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import yaml

from ..model import Entry, Issue, Newsletter, Organization
from ..text import month_title
from .decode import fields_of, hints_of, is_required, key_of
from .keys import KEYS, VALUES

Widget = dict[str, Any]

_HEAD = """\
# Decap CMS と Sveltia CMS の設定。kawaraban schema --decap が作ります(手で直さないでください)。
# 号が増えたら作り直します。backend の repo は、自分のリポジトリの名前に直します(--repository)。
# CMS の本体(sveltia-cms.js)は admin/index.html の隣に置きます。保存すると、ファイルの中の注釈は消えます。
"""
_FORMAT = {"extension": "yml", "format": "yml"}


def decap_config(months: Iterable[str], *, repository: str, backend: str = "github", branch: str = "main") -> str:
    """Give the configuration as YAML: collections for candidates, each month's entries, organizations, settings."""
    config = {
        "backend": {"name": backend, "repo": repository, "branch": branch},
        "locale": "ja",
        "media_folder": "content/pages/images",
        "public_folder": "/images",
        # Sveltia: a field left empty is not written. (An empty text is a finding of `kawaraban check`.)
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "none"}},
        "collections": list(_collections(sorted(months, reverse=True))),
    }
    return _HEAD + yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=120)


def _collections(months: list[str]) -> Iterable[Widget]:
    for month in months:
        folder = f"content/issues/{month}/entries"
        yield _folder(f"entries-{month}", f"{month_title(month)}の記事", folder, Entry, "headline") | {
            "slug": "{{fields.announced}}-{{uuid_shorter}}"  # never from a name: it stands in page addresses
        }
    yield _folder("organizations", "組織", "content/organizations", Organization, "name") | {
        "slug": "organization-{{uuid_shorter}}"
    }
    files = [
        _file(f"issue-{month}", month_title(month), f"content/issues/{month}/issue.yml", Issue) for month in months
    ]
    files.append(_file("newsletter", "誌の設定", "content/newsletter.yml", Newsletter))
    yield {"name": "settings", "label": "号と誌の設定", "files": files}


def _folder(name: str, label: str, folder: str, cls: type, title: str) -> Widget:
    return {
        "name": name,
        "label": label,
        "folder": folder,
        "create": True,
        "identifier_field": title,
        "summary": "{{" + title + "}}",
        **_FORMAT,
        "fields": widgets(cls),
    }


def _file(name: str, label: str, path: str, cls: type) -> Widget:
    return {"name": name, "label": label, "file": path, **_FORMAT, "fields": widgets(cls)}


def widgets(cls: type) -> list[Widget]:
    """Give the form of a dataclass: one widget for each field that is written in the file."""
    hints = hints_of(cls)
    return [_widget(cls, field, hints[field.name]) for field in fields_of(cls)]


def _widget(cls: type, field: dataclasses.Field[Any], hint: Any) -> Widget:
    key = KEYS[cls][field.name]
    return {
        "name": key_of(cls, field.name),
        "label": key.title,
        "hint": key.text.replace("`", ""),
        "required": is_required(field),
        **_shape(hint),
    }


def _shape(hint: Any) -> Widget:
    origin = typing.get_origin(hint)
    if origin in {types.UnionType, typing.Union}:
        return _shape(next(part for part in typing.get_args(hint) if part is not types.NoneType))
    if origin is tuple:
        item = typing.get_args(hint)[0]
        if dataclasses.is_dataclass(item) and isinstance(item, type):
            return {"widget": "list", "fields": widgets(item)}
        return {"widget": "list", "field": {"name": "item", "label": "1行", **_shape(item)}}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return {"widget": "object", "collapsed": True, "fields": widgets(hint)}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        meanings = VALUES[hint]
        return {
            "widget": "select",
            "options": [{"label": meanings[member], "value": member.value} for member in hint],
        }
    return dict(_SIMPLE[hint])


_SIMPLE: dict[Any, Widget] = {
    str: {"widget": "string"},
    int: {"widget": "number", "value_type": "int", "min": 0},
    bool: {"widget": "boolean"},
    date: {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False},
    datetime: {"widget": "datetime", "format": "YYYY-MM-DDTHH:mm:ssZ"},
}
