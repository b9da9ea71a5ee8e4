import json

import pytest

from builders import ROOT

CONFIG = ("--config", ROOT / "mkdocs.yml")


def test_the_names_of_an_organization_are_listed(kawaraban, small):
    output = kawaraban("names", "list", "minagi-energy", "--content", small).output

    assert "ミナギエナジー株式会社" in output
    assert "minagi-energy.example" in output


def test_a_name_in_latin_letters_is_suggested_from_the_reading(kawaraban, small):
    path = small / "organizations" / "okamugi.yml"
    path.write_text("name: 株式会社オカムギ\nkana: オカムギ\nkind: company\nindustry: 小売会社\n", "utf-8")

    rows = json.loads(kawaraban("names", "suggest", "okamugi", "--content", small, "--json").output)

    assert ("english", "Okamugi") in {(row["field"], row["name"]) for row in rows}


def test_an_added_name_changes_one_line_of_the_file(kawaraban, small):
    path = small / "organizations" / "okamugi.yml"
    path.write_text("# 確認済み\n" + path.read_text("utf-8"), "utf-8")
    before = path.read_text("utf-8").split("\n")

    kawaraban("names", "add", "okamugi", "おかむぎ商店", "--content", small)

    after = path.read_text("utf-8").split("\n")
    assert len([new for old, new in zip(before, after, strict=True) if old != new]) == 1
    assert "おかむぎ商店" in path.read_text("utf-8")


def test_a_takedown_shows_what_would_change_and_changes_nothing(kawaraban, sample):
    path = sample / "organizations" / "vanteil-systems.yml"
    before = path.read_bytes()

    output = kawaraban("takedown", "vanteil-systems", "--content", sample).output

    assert "某ソフトウェア開発会社" in output
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_takedown_hides_the_name_in_all_issues_and_the_gate_proves_it(kawaraban, sample):
    output = kawaraban(
        "takedown", "vanteil-systems", "--apply", "--reason", "申出", "--content", sample, *CONFIG
    ).output

    assert "確かめました" in output
    assert "printed: alias\nreason: 申出\n" in (sample / "organizations" / "vanteil-systems.yml").read_text("utf-8")


def test_an_organization_that_is_not_registered_is_wrong_use(kawaraban, small):
    kawaraban("takedown", "nobody", "--content", small, code=2)


def test_without_an_organization_each_has_one_line_and_few_suggestions(kawaraban, sample):
    lines = kawaraban("names", "suggest", "--content", sample).output.splitlines()
    names = [line.split()[0] for line in lines[:-1]]

    assert len(names) == len(set(names)) > 10
    assert all(line.count(" / ") <= 2 for line in lines[:-1])
    assert lines[-1].startswith("あわせて")
