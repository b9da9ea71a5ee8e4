"""The hooks for pre-commit fetch nothing, and call what there is."""

import pytest
import yaml

from builders import ROOT
from generator.cli import main
from generator.cli.main import COMMANDS

CONFIGS = [ROOT / ".pre-commit-config.yaml", ROOT / "generator" / "cli" / "starter" / "own" / "pre-commit-config.yml"]


def hooks(path):
    return [hook for repository in yaml.safe_load(path.read_text("utf-8"))["repos"] for hook in repository["hooks"]]


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.name)
def test_only_local_hooks_are_used(path):
    assert {repository["repo"] for repository in yaml.safe_load(path.read_text("utf-8"))["repos"]} == {"local"}
    assert {hook["language"] for hook in hooks(path)} == {"system"}


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.name)
def test_a_hook_calls_a_command_with_options_that_exist(path):
    for hook in hooks(path):
        program, name, *words = hook["entry"].split()
        assert program in {"kawaraban", "ruff"}
        if program == "kawaraban":
            options = {option for part in main.get_command(None, name).params for option in part.opts}
            assert {word for word in words if word.startswith("--")} <= options


def test_the_hook_for_others_calls_a_command_on_all_of_the_content():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

    assert hook["entry"].split()[1] in COMMANDS
    assert hook["pass_filenames"] is False
