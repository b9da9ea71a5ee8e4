"""The schemas say what the decoder takes: checked with the sample, and with a table of files that both refuse."""

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml

from builders import ROOT
from generator import model
from generator.storage.decode import decode_as, fields_of
from generator.storage.keys import KEYS, VALUES
from generator.storage.schema import FILES, editor_settings, json_text, schema_files, schema_of
from generator.storage.strict import Report, compose


class Yaml12(yaml.SafeLoader):
    """YAML 1.2 as editors' extensions read it: no dates, no yes/no, only plain numbers and truth values."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 -- PyYAML's own name and shape


for tag, pattern, first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", yaml.resolver.re.compile(pattern), list(first))

Yaml12.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))

SAMPLE = [
    (name, path.relative_to(ROOT))
    for name, file in FILES.items()
    for place in file.places
    for path in sorted(ROOT.glob(place))
]


@cache
def validator(name):
    return jsonschema.Draft7Validator(schema_of(FILES[name]), format_checker=jsonschema.FormatChecker())


def schema_takes(name, text):
    return validator(name).is_valid(yaml.load(text, Loader=Yaml12))  # noqa: S506 -- it is a SafeLoader


def decoder_takes(name, text):
    file = FILES[name]
    report = Report(name)
    node = compose(text, report)
    return (
        node is not None and decode_as(tuple[file.type, ...] if file.is_list else file.type, node, report) is not None
    )


def test_every_schema_is_a_schema():
    for file in FILES.values():
        jsonschema.Draft7Validator.check_schema(schema_of(file))


def test_the_committed_schemas_are_those_of_the_model():
    folder = ROOT / "schemas"

    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == dict(schema_files())


def test_the_committed_settings_name_every_schema():
    assert (ROOT / ".vscode" / "settings.json").read_text("utf-8") == json_text(editor_settings())
    assert all((ROOT / path).exists() for path in json.loads(json_text(editor_settings()))["yaml.schemas"])


def test_there_is_a_sample_of_the_files_that_editors_write():
    assert {name for name, _ in SAMPLE} >= {"entry", "organization", "issue", "newsletter", "feeds"}


@pytest.mark.parametrize("name", FILES)
def test_the_sample_is_taken_by_both(name):
    refused = [
        path.as_posix()
        for kind, path in SAMPLE
        if kind == name
        for text in [(ROOT / path).read_text("utf-8")]
        if not (schema_takes(name, text) and decoder_takes(name, text))
    ]

    assert refused == []


ENTRY = "section: incidents\nannounced: 2026-10-19\nheadline: 題\n"
APPROVED = "approved: {digest: a, text: a, html: a, message: a, frame: a}\n"
NEWSLETTER = (ROOT / "content" / "newsletter.yml").read_text("utf-8")
GOOD = {
    "the least entry": ("entry", ENTRY),
    "an entry with its id": ("entry", f"id: 2026-10-19-q7mk\n{ENTRY}"),
    "one paragraph without a list": ("entry", f"{ENTRY}body: 一文だけ。\n"),
    "a headline that is a number": ("entry", ENTRY.replace("題", "2026")),
    "an optional value left empty": ("entry", f"{ENTRY}thread:\nfacts: {{cause: null}}\n"),
    "an empty list": ("entry", f"{ENTRY}parties: []\n"),
    "a number of 15 digits": ("entry", f"{ENTRY}facts:\n  affected: [{{count: {'9' * 15}, unit: 名}}]\n"),
    "an identifier of digits": ("organization", "name: 架空\nkind: company\nidentifiers: [0312345678]\n"),
    "one name without a list": ("organization", "name: 架空\nkind: company\nkana: カクウ\n"),
    "an empty publisher": ("entry", f"{ENTRY}sources: [{{title: 題, publisher: ''}}]\n"),
    "no feeds": ("feeds", "[]"),
    "an approval": (
        "approval",
        "by: 甲\nat: 2026-11-10T09:00:00+09:00\nwriters: [乙]\n" + APPROVED,
    ),
}
BAD = {
    "an unknown key": ("entry", f"{ENTRY}colour: red\n"),
    "an unknown key deep inside": ("entry", f"{ENTRY}sources: [{{title: 題, pages: 3}}]\n"),
    "a missing key": ("entry", "section: incidents\nheadline: 題\n"),
    "a word that is not in the list": ("entry", ENTRY.replace("incidents", "incident")),
    "a date with slashes": ("entry", ENTRY.replace("2026-10-19", "2026/10/19")),
    "a date without zeros": ("entry", ENTRY.replace("2026-10-19", "2026-10-9")),
    "a day that does not exist": ("entry", ENTRY.replace("2026-10-19", "2026-02-30")),
    "an empty headline": ("entry", ENTRY.replace("題", "''")),
    "a headline of blanks": ("entry", ENTRY.replace("題", "' '")),
    "a missing headline": ("entry", ENTRY.replace("題", "")),
    "a list where a text belongs": ("entry", ENTRY.replace("題", "[題]")),
    "a text where a list belongs": ("entry", f"{ENTRY}sources: 官報\n"),
    "a text where a record belongs": ("entry", f"{ENTRY}facts: 不明\n"),
    "a text of two lines": ("entry", f'{ENTRY}body: ["一\\n二"]\n'),
    "a number in words": ("entry", f"{ENTRY}facts:\n  affected: [{{count: 約1375, unit: 名}}]\n"),
    "a number with a comma": ("entry", f"{ENTRY}facts:\n  affected: [{{count: '1,375', unit: 名}}]\n"),
    "a negative number": ("entry", f"{ENTRY}report: -1\n"),
    "half a number": ("entry", f"{ENTRY}report: 1.5\n"),
    "a number too long": ("entry", f"{ENTRY}report: {'9' * 16}\n"),
    "yes for true": ("entry", f"{ENTRY}sources: [{{title: 題, printed: yes}}]\n"),
    "a wrong role": ("entry", f"{ENTRY}parties: [{{organization: a, role: 当事者}}]\n"),
    "an organization without a kind": ("organization", "name: 架空\n"),
    "an organization as a list": ("organization", "- name: 架空\n  kind: company\n"),
    "an issue without its day": ("issue", "preface: [こんにちは。]\n"),
    "a highlight without a text": ("issue", "published: 2026-11-10\nhighlights: [{entry: 2026-10-19-q7mk}]\n"),
    "a cut-off in words": ("newsletter", NEWSLETTER.replace("cut_off: 9", "cut_off: 九日")),
    "a newsletter without a contact": ("newsletter", NEWSLETTER.replace("contact:", "kontakt:")),
    "feeds that are no list": ("feeds", "id: a\ntitle: 題\nurl: https://a.example/\n"),
    "a feed without an address": ("feeds", "- {id: a, title: 題}\n"),
    "a feed of an unknown format": ("feeds", "- {id: a, title: 題, url: https://a.example/, format: rss}\n"),
    "a waiver without a reason": ("gate-waivers", "- {file: a, context_hash: b, editor: 甲}\n"),
    "an approval without a zone": (
        "approval",
        "by: 甲\nat: きのう\nwriters: []\n" + APPROVED,
    ),
    "a sending without its day": ("sent", "run: a\nmessage: a\napproved_by: 甲\nvia: smtp\nrecipients: 3\n"),
}


@pytest.mark.parametrize(("name", "text"), GOOD.values(), ids=GOOD)
def test_what_the_decoder_takes_the_schema_takes(name, text):
    assert (schema_takes(name, text), decoder_takes(name, text)) == (True, True)


@pytest.mark.parametrize(("name", "text"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_refused_by_both(name, text):
    assert (schema_takes(name, text), decoder_takes(name, text)) == (False, False)


def test_every_key_of_every_file_has_a_title_and_a_sentence():
    described = {cls.__name__: list(keys) for cls, keys in KEYS.items()}

    assert described == {cls.__name__: [field.name for field in fields_of(cls)] for cls in KEYS}
    assert all(key.title and key.text for keys in KEYS.values() for key in keys.values())


def test_every_word_of_a_closed_list_has_a_meaning():
    for words, meanings in VALUES.items():
        assert list(meanings) == list(words)
        assert all(meanings.values())


def test_the_settings_name_every_yaml_file_of_the_sample():
    found = {path for _, path in SAMPLE}
    pages = ROOT / "content" / "pages"
    here = {path.relative_to(ROOT) for path in (ROOT / "content").rglob("*.yml") if pages not in path.parents}

    assert here - found == set()
    assert Path("feeds.yml") in found
    assert model.Entry is FILES["entry"].type
