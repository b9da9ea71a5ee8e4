"""The documentation says what there is: every command, every option, every key; and it builds as a site."""

import re
import subprocess
import sys

import pytest
import yaml

from builders import ROOT
from generator.cli import main
from generator.cli.main import COMMANDS
from generator.cli.reference import commands_of, with_commands
from generator.storage.handbook import tables_of, with_tables
from generator.storage.keys import KEYS

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
COMMAND_PAGE = (DOCS / "editors" / "commands.md").read_text("utf-8")
FILE_PAGE = (DOCS / "editors" / "files.md").read_text("utf-8")


def test_every_command_has_its_place_once():
    assert sorted(commands_of(COMMAND_PAGE)) == sorted(COMMANDS)


def test_every_option_is_told_as_the_command_has_it():
    assert with_commands(COMMAND_PAGE, main) == COMMAND_PAGE


def test_every_key_of_every_file_is_told():
    assert sorted(tables_of(FILE_PAGE)) == sorted(cls.__name__ for cls in KEYS)
    assert with_tables(FILE_PAGE) == FILE_PAGE


def test_a_command_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        with_commands("<!-- コマンド: nothing -->\n<!-- コマンドここまで -->", main)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_page_calls_only_commands_and_options_that_exist(page):
    text = re.sub(r"<!-- コマンド: .*?<!-- コマンドここまで -->", "", page.read_text("utf-8"), flags=re.DOTALL)
    for line in re.findall(r"(?:^|`)(kawaraban [a-z][^`\n#]*)", text.replace("\\\n", " "), flags=re.MULTILINE):
        _, name, *words = line.split()
        assert name in COMMANDS, line
        command = main.get_command(None, name)
        options = {option for part in command.params for option in (*part.opts, *part.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= options | {"--help"}, line


def test_every_page_is_in_the_menu_and_every_workflow_and_script_is_told_of():
    menu = (ROOT / "mkdocs-docs.yml").read_text("utf-8")
    automation = (DOCS / "operators" / "automation.md").read_text("utf-8")

    assert [page for page in PAGES if page.relative_to(DOCS).as_posix() not in menu] == []
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        assert path.name == "ci.yml" or path.name in automation
    assert yaml.safe_load(menu)["docs_dir"] == "docs"


def test_every_secret_of_the_workflows_is_told_of():
    automation = (DOCS / "operators" / "automation.md").read_text("utf-8")
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        for name in re.findall(r"(?:secrets|vars)\.(\w+)", path.read_text("utf-8")):
            assert f"`{name}`" in automation


def test_the_glossary_is_that_of_the_design_notes():
    table = re.compile(r"^\|.*\|$", re.MULTILINE)
    design = (ROOT / "generator" / "DESIGN.md").read_text("utf-8").partition("## Glossary")[2].partition("\n## ")[0]

    assert table.findall((DOCS / "developers" / "glossary.md").read_text("utf-8")) == table.findall(design)


@pytest.mark.slow
def test_the_documentation_builds_without_a_broken_link(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", ROOT / "mkdocs-docs.yml", "-d", tmp_path / "docs"],
        capture_output=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "docs" / "editors" / "commands" / "index.html").exists()
