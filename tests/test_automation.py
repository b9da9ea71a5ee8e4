"""The same without GitHub: scripts, systemd units and a crontab."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builders import ROOT

FOLDER = ROOT / "automation"
UNITS = sorted((FOLDER / "systemd").iterdir())


def read(path):
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str
    unit.read_string(path.read_text("utf-8"))
    return unit


@pytest.mark.parametrize("path", [path for path in UNITS if path.suffix == ".timer"], ids=lambda path: path.name)
def test_a_timer_makes_up_for_an_outage_and_has_its_service(path):
    assert read(path)["Timer"]["Persistent"] == "true"
    assert path.with_suffix(".service") in UNITS


@pytest.mark.parametrize("path", [path for path in UNITS if path.suffix == ".service"], ids=lambda path: path.name)
def test_a_service_calls_what_is_there_and_tells_when_it_fails(path):
    unit = read(path)
    command = unit["Service"]["ExecStart"].split()[0]

    assert unit["Service"]["Type"] == "oneshot"
    if command.startswith("/srv/newsletter/"):
        assert os.access(ROOT / command.removeprefix("/srv/newsletter/"), os.X_OK)
        assert unit["Unit"]["OnFailure"] == "kawaraban-failed@%n.service"
        assert FOLDER / "systemd" / "kawaraban-failed@.service" in UNITS
        assert unit["Service"]["TimeoutStartSec"]


def test_the_crontab_calls_the_same_scripts():
    called = {word for line in (FOLDER / "crontab").read_text("utf-8").splitlines() for word in line.split()}

    scripts = {path.name for path in FOLDER.glob("*.sh")}
    assert {Path(word).name for word in called if word.endswith(".sh")} == scripts


KAWARABAN = """#!/bin/sh
case "$1" in
  collect) mkdir -p content/candidates; echo "headline: $(cat found)" >"content/candidates/$(cat found).yml" ;;
  schedule) cat due ;;
esac
"""


@pytest.fixture
def place(tmp_path):
    """A newsletter's folder with a stand-in for kawaraban, and a bare repository that it is shared by."""
    folder = tmp_path / "newsletter"
    folder.mkdir()
    shutil.copytree(FOLDER, folder / "automation")
    program = folder / ".venv" / "bin" / "kawaraban"
    program.parent.mkdir(parents=True)
    program.write_text(KAWARABAN, "utf-8")
    program.chmod(0o755)
    (folder / "content").mkdir()
    (folder / ".gitignore").write_text(".venv/\nfound\ndue\n", "utf-8")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "bare.git")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "config", "user.name", "収集")
    git(folder, "config", "user.email", "collect@kakuu.example")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "はじめ")
    git(folder, "remote", "add", "origin", str(tmp_path / "bare.git"))
    git(folder, "push", "--quiet", "--set-upstream", "origin", "main")
    return folder


def git(where, *arguments):
    done = subprocess.run(["git", "-C", where, *arguments], capture_output=True, check=True, timeout=30)
    return done.stdout.decode().strip()


def run(place, script, *arguments):
    done = subprocess.run(
        [place / "automation" / script, *arguments], cwd="/", capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_what_was_collected_is_saved_and_shared_once(place):
    (place / "found").write_text("one", "utf-8")

    run(place, "collect.sh")
    head = git(place.parent / "bare.git", "rev-parse", "main")
    run(place, "collect.sh")

    assert git(place.parent / "bare.git", "ls-tree", "--name-only", "main", "content/candidates/").endswith("one.yml")
    assert git(place.parent / "bare.git", "rev-parse", "main") == head


def test_what_others_saved_is_taken_in_first(place):
    git(place.parent, "clone", "--quiet", "bare.git", "other")
    other = place.parent / "other"
    (other / "content").mkdir()
    (other / "content" / "newsletter.yml").write_text("title: 架空\n", "utf-8")
    git(other, "add", "--all")
    git(other, "-c", "user.name=乙", "-c", "user.email=otsu@kakuu.example", "commit", "--quiet", "--message", "題")
    git(other, "push", "--quiet")
    (place / "found").write_text("one", "utf-8")

    run(place, "collect.sh")

    assert (place / "content" / "newsletter.yml").exists()
    names = git(place.parent / "bare.git", "ls-tree", "-r", "--name-only", "main", "content").split()
    assert names == ["content/candidates/one.yml", "content/newsletter.yml"]


def test_a_new_candidate_stays_one_where_all_others_were_decided_elsewhere(place):
    text = "".join(f"line {number} of the story\n" for number in range(20))
    folder = place / "content" / "candidates"
    folder.mkdir(parents=True)
    for name in ("one", "two"):
        (folder / f"{name}.yml").write_text(f"headline: {name}\n{text}", "utf-8")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", "候補")
    git(place, "push", "--quiet")
    git(place.parent, "clone", "--quiet", "bare.git", "other")
    other = place.parent / "other"
    (other / "content" / "issues" / "2026-12").mkdir(parents=True)
    (other / "content" / "candidates").rename(other / "content" / "issues" / "2026-12" / "entries")
    git(other, "add", "--all")
    git(other, "-c", "user.name=乙", "-c", "user.email=otsu@kakuu.example", "commit", "--quiet", "--message", "載せる")
    git(other, "push", "--quiet")
    (folder / "three.yml").write_text(f"headline: three\n{text}", "utf-8")  # collected while nobody could be reached
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", "候補")
    (place / "found").write_text("four", "utf-8")

    run(place, "collect.sh")

    names = git(place.parent / "bare.git", "ls-tree", "-r", "--name-only", "main", "content/candidates").split()
    assert names == ["content/candidates/four.yml", "content/candidates/three.yml"]


def test_without_a_shared_place_it_saves_here(place):
    git(place, "remote", "remove", "origin")
    (place / "found").write_text("one", "utf-8")

    run(place, "collect.sh")

    assert git(place, "status", "--porcelain") == ""


def test_a_reminder_goes_to_the_command_that_was_given(place):
    (place / "due").write_text("締切です。", "utf-8")

    assert run(place, "remind.sh") == "締切です。\n"
    assert run(place, "remind.sh", "sed", "s/^/> /") == "> 締切です。\n"


def test_without_a_reminder_nothing_is_called(place):
    (place / "due").write_text("", "utf-8")

    assert run(place, "remind.sh", sys.executable, "-c", "print('called')") == ""
