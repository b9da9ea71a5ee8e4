import json
from datetime import date

import pytest

from generator.cli import main
from generator.cli.deciding import cut_off_day, issue_month, publication_day
from generator.cli.main import COMMANDS

CONTRACT = "collect candidates accept refuse check build gate approve send serve desk analyze demo doctor".split()  # noqa: SIM905


@pytest.mark.parametrize("name", CONTRACT)
def test_every_command_of_the_contract_says_what_it_does_in_japanese(name, kawaraban):
    help_text = kawaraban(name, "--help").output

    assert any("\u3041" <= letter <= "\u9fff" for letter in help_text.split("Options")[0])


def test_every_command_stands_in_the_help(kawaraban):
    assert all(f"  {name} " in kawaraban("--help").output for name in COMMANDS)


def test_a_command_that_does_not_exist_is_wrong_use(kawaraban):
    kawaraban("publish", code=2)


def test_a_day_after_the_cut_off_belongs_to_the_next_issue():
    assert issue_month(date(2026, 12, 9), 9) == "2026-12"
    assert issue_month(date(2026, 12, 10), 9) == "2027-01"
    assert publication_day("2026-12", 9) == date(2026, 12, 10)


def test_an_issue_comes_out_after_the_day_on_which_it_really_closes():
    # 9 January 2027 is a Saturday, 11 January is 成人の日.
    assert cut_off_day("2027-01", 9) == date(2027, 1, 12)
    assert publication_day("2027-01", 9) == date(2027, 1, 13)


def test_commands_are_loaded_only_when_they_are_called():
    import subprocess
    import sys

    code = "import sys, generator.cli; print(sorted({'mkdocs', 'feedparser', 'jinja2'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_analyze_answers_each_line_in_the_shape_of_the_contract(kawaraban):
    lines = [
        {"id": "a", "title": "カミツレ遊戯に不正アクセス、会員1万2345名の情報が流出", "date": "2026-11-01"},
        {"id": "b", "title": "カミツレ遊戯、不正アクセスの調査結果を公表 1万2345名分", "date": "2026-11-09"},
    ]

    output = kawaraban("analyze", stdin="".join(json.dumps(line) + "\n" for line in lines)).output

    first, second = (json.loads(line) for line in output.splitlines())
    assert list(first) == ["id", "section", "confidence", "reasons", "names", "counts", "cause", "report", "related"]
    assert first["section"] == "incidents"
    assert first["counts"] == [{"value": 12345, "unit": "人", "surface": "1万2345名"}]
    name = first["names"][0]
    assert lines[0]["title"][name["start"] : name["end"]] == name["surface"]
    assert first["related"] == []
    assert [related["id"] for related in second["related"]] == ["a"]


def test_a_line_that_is_no_json_is_wrong_use(kawaraban):
    assert "2行目" in kawaraban("analyze", stdin='{"id": 1, "title": "題"}\nx\n', code=2).stderr


def test_the_group_is_the_console_command():
    assert main.name == "main"
