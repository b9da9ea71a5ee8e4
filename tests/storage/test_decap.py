import yaml

from generator.model import Entry
from generator.storage.decap import decap_config, widgets
from generator.storage.decode import fields_of, key_of


def config(*months):
    return yaml.safe_load(decap_config(months, repository="kakuu/dayori", backend="gitlab"))


def names(fields):
    return [field["name"] for field in fields]


def test_the_newest_month_comes_first_and_each_has_its_folder():
    collections = config("2026-10", "2026-11")["collections"]

    assert [one.get("folder") for one in collections] == [
        "content/issues/2026-11/entries",
        "content/issues/2026-10/entries",
        "content/organizations",
        None,
    ]
    assert [one["file"] for one in collections[-1]["files"]] == [
        "content/issues/2026-11/issue.yml",
        "content/issues/2026-10/issue.yml",
        "content/newsletter.yml",
    ]


def test_the_repository_is_the_one_that_was_named():
    assert config()["backend"] == {"name": "gitlab", "repo": "kakuu/dayori", "branch": "main"}


def test_a_form_has_every_field_of_the_file_in_its_order():
    assert names(widgets(Entry)) == [key_of(Entry, field.name) for field in fields_of(Entry)]


def test_each_kind_of_value_has_its_widget():
    fields = {field["name"]: field for field in widgets(Entry)}

    assert fields["section"]["options"][0]["value"] == "incidents"
    assert fields["announced"]["format"] == "YYYY-MM-DD"
    assert fields["headline"]["required"]
    assert not fields["thread"]["required"]
    assert fields["body"]["field"]["widget"] == "string"
    assert names(fields["parties"]["fields"]) == ["organization", "role"]
    facts = {field["name"]: field for field in fields["facts"]["fields"]}
    assert names(facts["incident"]["fields"]) == ["from", "to"]


def test_the_file_has_no_anchors():
    text = decap_config(["2026-10", "2026-11"], repository="a/b")

    assert " &" not in text
    assert " *id" not in text
