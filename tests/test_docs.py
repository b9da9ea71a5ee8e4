"""The documentation says what there is: every command, every option, every key; and it builds as a site."""

import re
import subprocess
import sys

import pytest
import yaml

from builders import ROOT
from generator.cli import main
from generator.cli.checking import all_findings
from generator.cli.main import COMMANDS
from generator.cli.reference import commands_of, with_commands
from generator.storage import load_feeds
from generator.storage.decap import decap_config
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


def test_the_forms_of_the_cms_are_those_of_the_model_and_the_issues():
    months = [path.parent.name for path in (ROOT / "content").glob("issues/*/issue.yml")]

    assert (ROOT / "admin" / "config.yml").read_text("utf-8") == decap_config(months, repository="OWNER/NAME")


def test_the_examples_are_a_whole_archive_without_a_finding(tmp_path):
    page = (DOCS / "editors" / "examples.md").read_text("utf-8")
    files = re.findall(r"^`([^`\n]+\.yml)`[^\n]*\n\n```yaml\n(.*?)```", page, flags=re.MULTILINE | re.DOTALL)
    for name, text in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    archive, findings = all_findings(tmp_path / "content")

    assert len(files) == 6
    assert [str(finding) for finding in findings] == []
    assert len(list(archive.entries)) == 2
    assert len(load_feeds(tmp_path / "feeds.yml")) == 2


def test_the_pictures_of_the_desk_are_there_and_small():
    names = re.findall(r"\.\./images/(desk-[a-z]+\.png)", (DOCS / "editors" / "desk.md").read_text("utf-8"))

    assert len(names) == 5
    assert [name for name in names if (DOCS / "images" / name).stat().st_size > 150 * 1024] == []


def test_a_command_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        with_commands("<!-- コマンド: nothing -->\n<!-- コマンドここまで -->", main)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_page_calls_only_commands_and_options_that_exist(page):
    text = re.sub(r"<!-- コマンド: .*?<!-- コマンドここまで -->", "", page.read_text("utf-8"), flags=re.DOTALL)
    for line in re.findall(r"(?:^|`)(kawaraban [a-z][^`\n#]*)", text.replace("\\\n", " "), flags=re.MULTILINE):
        _, name, *words = line.partition(" -- ")[0].split()  # what follows is handed on to another command
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
