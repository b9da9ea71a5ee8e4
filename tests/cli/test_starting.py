"""A newsletter of one's own: from the command to a site, from a checkout and from a wheel."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from builders import ROOT
from generator.cli.starter.answers import QUESTIONS
from generator.cli.starter.carried import IN_WHEEL, carried_files
from generator.cli.starter.source import source_of
from generator.storage import load_archive
from generator.storage.decap import decap_config

FACTS = {
    "--publisher": "一般社団法人みなせ研究会",
    "--postal-address": "〒000-0000 架空県架空市1-2-3",
    "--contact-email": "info@minase.example",
    "--mail-from": "news@minase.example",
    "--site-url": "https://news.minase.example/",
    "--opt-out": "https://news.minase.example/stop",
}
FLAGS = [part for pair in FACTS.items() for part in pair]


@pytest.fixture(autouse=True)
def _named_source(monkeypatch):
    """Without it every newsletter here would get a wheel of its own, built in seconds."""
    monkeypatch.setenv("KAWARABAN_SOURCE", f"kawaraban=={version('kawaraban')}")


def test_a_new_newsletter_has_no_findings(kawaraban, tmp_path):
    kawaraban("init", tmp_path / "new")

    assert "指摘はありません。" in kawaraban("check", "--content", tmp_path / "new" / "content").output


@pytest.mark.slow
def test_a_new_newsletter_builds(kawaraban, tmp_path, monkeypatch):
    kawaraban("init", tmp_path / "new", "--title", "みなせだより", *FLAGS)
    monkeypatch.chdir(tmp_path / "new")

    kawaraban("build")

    assert "みなせだより" in (tmp_path / "new" / "site" / "index.html").read_text("utf-8")


def test_as_long_as_a_fact_is_missing_it_is_a_sample(kawaraban, tmp_path):
    output = kawaraban("init", tmp_path / "new", *FLAGS[2:]).output

    assert "まだ仮の値です" in output
    assert QUESTIONS["publisher"].text in output
    assert QUESTIONS["site_url"].text not in output
    assert load_archive(tmp_path / "new" / "content").newsletter.sample


def test_with_all_facts_it_is_none(kawaraban, tmp_path):
    kawaraban("init", tmp_path / "new", "--title", "みなせだより", "--cut-off", 9, *FLAGS)

    newsletter = load_archive(tmp_path / "new" / "content").newsletter
    assert not newsletter.sample
    assert (newsletter.title, newsletter.cut_off) == ("みなせだより", 9)
    assert (newsletter.publisher, newsletter.mail_from) == (FACTS["--publisher"], FACTS["--mail-from"])


@pytest.mark.parametrize("wrong", [["--site-url", "minase"], ["--mail-from", "みなせ"], ["--opt-out", "電話で"]])
def test_an_answer_that_would_be_a_finding_is_refused_before_anything_is_written(kawaraban, tmp_path, wrong):
    kawaraban("init", tmp_path / "new", *FLAGS, *wrong, code=2)

    assert not (tmp_path / "new").exists()


def test_the_forms_of_a_cms_come_along(kawaraban, tmp_path):
    kawaraban("init", tmp_path / "new")

    assert (tmp_path / "new" / "admin" / "config.yml").read_text("utf-8") == decap_config((), repository="OWNER/NAME")


def test_a_folder_with_something_in_it_is_left_alone(kawaraban, tmp_path):
    (tmp_path / "note.txt").write_text("大事", "utf-8")

    kawaraban("init", tmp_path, code=2)

    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_folder_with_nothing_but_its_git_is_taken(kawaraban, tmp_path):
    (tmp_path / ".git").mkdir()

    kawaraban("init", tmp_path)

    assert (tmp_path / "content" / "newsletter.yml").exists()


def test_nothing_of_the_sample_comes_along(kawaraban, tmp_path):
    kawaraban("init", tmp_path / "new")

    archive = load_archive(tmp_path / "new" / "content")
    assert (archive.issues, archive.organizations, archive.candidates) == ((), (), ())
    publisher = load_archive(ROOT / "content").newsletter.publisher
    texts = [path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()]
    assert not [text for text in texts if publisher.encode() in text]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("kawaraban==1.2", "kawaraban==1.2"),
        ("git+https://git.minase.example/kawaraban@v1", "kawaraban @ git+https://git.minase.example/kawaraban@v1"),
        ("kawaraban @ git+https://git.minase.example/k", "kawaraban @ git+https://git.minase.example/k"),
    ],
)
def test_it_is_installed_from_where_one_says(kawaraban, tmp_path, given, line):
    kawaraban("init", tmp_path / "new", "--from", given)

    assert (tmp_path / "new" / "requirements.txt").read_text("utf-8") == f"{line}\n"


def test_a_wheel_lies_in_the_new_repository(kawaraban, tmp_path):
    wheel = tmp_path / "kawaraban-9-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    kawaraban("init", tmp_path / "new", "--from", wheel)

    assert (tmp_path / "new" / "requirements.txt").read_text("utf-8") == f"./vendor/{wheel.name}\n"
    assert (tmp_path / "new" / "vendor" / wheel.name).read_bytes() == b"wheel"


def test_a_wheel_that_is_not_there_is_said_before_anything_is_written(kawaraban, tmp_path):
    kawaraban("init", tmp_path / "new", "--from", tmp_path / "no.whl", code=2)

    assert not (tmp_path / "new").exists()


def checkout(folder, address):
    for arguments in (
        ("init", "-q"),
        ("-c", "user.name=x", "-c", "user.email=x@kakuu.example", "commit", "-q", "--allow-empty", "-m", "x"),
        ("remote", "add", "origin", address),
        ("update-ref", "refs/remotes/origin/main", "HEAD"),
    ):
        subprocess.run(["git", "-C", folder, *arguments], check=True)
    done = subprocess.run(["git", "-C", folder, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://git.minase.example/kawaraban.git", "git+https://git.minase.example/kawaraban.git"),
        ("git@git.minase.example:house/kawaraban.git", "git+ssh://git@git.minase.example/house/kawaraban.git"),
    ],
)
def test_a_checkout_with_a_shared_place_names_it_and_its_commit(tmp_path, address, written):
    commit = checkout(tmp_path, address)

    assert source_of(None, tmp_path).line == f"kawaraban @ {written}@{commit}"


@pytest.mark.slow
def test_a_checkout_without_one_gives_a_wheel_that_can_be_installed(tmp_path):
    source = source_of(str(ROOT), ROOT)
    ((path, data),) = source.files.items()
    assert source.line == f"./{path.as_posix()}"
    (tmp_path / path.name).write_bytes(data)
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", tmp_path / "lib", tmp_path / path.name],
        check=True,
        timeout=120,
    )

    assert {path for path in carried_files(ROOT) if not (tmp_path / "lib" / IN_WHEEL / path).is_file()} == set()


def test_on_a_terminal_each_missing_answer_is_asked_for(kawaraban, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("generator.cli.starting._ask", lambda question, default: asked.append(question) or default)
    monkeypatch.setattr("generator.cli.starting._is_terminal", lambda: True)

    kawaraban("init", tmp_path / "new", "--title", "みなせだより")

    assert asked == [question.text for key, question in QUESTIONS.items() if key != "title"]


def test_with_yes_nothing_is_asked(kawaraban, tmp_path, monkeypatch):
    monkeypatch.setattr("generator.cli.starting._is_terminal", lambda: True)

    kawaraban("init", tmp_path / "new", "--yes")

    assert (tmp_path / "new" / "mkdocs.yml").exists()


@pytest.mark.slow
def test_a_wheel_carries_the_same_files(tmp_path):
    """Build as an installer does (without its isolation), and start a newsletter from what was built."""
    lib = tmp_path / "lib"
    egg = tmp_path / "egg"
    egg.mkdir()
    done = subprocess.run(
        [sys.executable, "setup.py", "-q", "egg_info", "--egg-base", egg, "build_py", "--build-lib", lib],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
    )
    if done.returncode and b"license" in done.stderr + done.stdout:
        pytest.skip("setuptools here is older than pyproject.toml asks for")
    assert done.returncode == 0, done.stderr.decode()

    wanted = {path: (ROOT / path).read_bytes() for path in carried_files(ROOT)}
    carried = lib / IN_WHEEL
    assert {path.relative_to(carried): path.read_bytes() for path in carried.rglob("*") if path.is_file()} == wanted

    code = "from generator.cli import main; main(['init', 'new'])"
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(lib)},
        check=True,
        timeout=60,
        capture_output=True,
    )
    assert {path for path in wanted if not (tmp_path / "new" / path).exists()} == set()
    assert (tmp_path / "new" / ".pre-commit-config.yaml").exists()


def test_what_is_carried_is_there():
    assert Path("site_overrides/main.html") in carried_files(ROOT)
    assert Path(".github/workflows/ci.yml") not in carried_files(ROOT)  # it tests the program, not a newsletter
