import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

import pytest

from builders import ROOT
from generator.cli.preview import Preview, serve
from generator.errors import ContentError

SECONDS = 2  # the goal for the sample; in CPU time, since a test does not know how busy the machine is


@pytest.fixture
def preview(sample, tmp_path):
    return Preview(tmp_path / "look", sample, ROOT / "mkdocs.yml")


def edited(sample, text):
    """Write a sentence into an entry of the newest issue."""
    entry = next(iter(sorted((sample / "issues/2026-11/entries").glob("*.yml"))))
    whole = entry.read_text("utf-8")
    entry.write_text(whole.replace("body:\n", f"body:\n- {text}\n", 1), "utf-8")


def page(preview):
    return (preview.site / "2026-11/index.html").read_text("utf-8")


def kept_going():
    return False


@pytest.mark.slow
def test_a_saved_edit_is_seen_within_two_seconds_on_the_site_and_in_the_mail(preview, sample):
    preview.make()
    edited(sample, "同社は窓口を設けた。")
    began = time.process_time()
    preview.make()
    assert time.process_time() - began < SECONDS
    assert "同社は窓口を設けた。" in page(preview)
    assert "同社は窓口を設けた。" in (preview.mail / "2026-11/mail.html").read_text("utf-8")


@pytest.mark.slow
def test_what_would_stop_a_build_is_said_but_shown_to_the_editor_alone(preview, sample, tmp_path):
    with (sample / "organizations").joinpath("mihon-secret.yml").open("w", encoding="utf-8") as file:
        file.write("name: 株式会社ハクレイ通信\nkind: company\nother_names: [ハクレイ通信]\nindustry: 通信会社\n")
    (sample / "pages/about.md").write_text("# このサイトについて\n\nハクレイ通信のお知らせです。\n", "utf-8")
    preview.make()
    assert "ハクレイ通信" in (preview.site / "about/index.html").read_text("utf-8")
    assert any("about/index.html" in objection for objection in preview.objections(kept_going))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "look"]


@pytest.mark.slow
def test_a_file_that_cannot_be_read_leaves_the_last_look(preview, sample):
    preview.make()
    before = page(preview)
    entry = next(iter(sorted((sample / "issues/2026-11/entries").glob("*.yml"))))
    entry.write_text("section: nowhere\n", "utf-8")
    with pytest.raises(ContentError):
        preview.make()
    assert page(preview) == before


@pytest.mark.slow
def test_judging_ends_when_the_editor_saves_again(preview):
    preview.make()
    assert preview.objections(lambda: True) is None


@contextmanager
def serving(content, folder, ending):
    command = [sys.executable, "-u", "-m", "generator", "serve", "--content", content, "--port", "0"]
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONUTF8": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.send_signal(ending)
        try:
            process.wait(30)
        finally:
            process.kill()  # nothing where it has ended; else the next tests would hear of it
            process.wait()
            process.stdout.close()


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_shows_edits_and_leaves_nothing_behind(sample, tmp_path, ending):
    folder = tmp_path / "temporary"
    folder.mkdir()
    with serving(sample, folder, ending) as process:
        said = next(line for line in process.stdout if "http://127.0.0.1:" in line)
        address = said.split()[1]
        assert "見本" in read(address)
        edited(sample, "同社は窓口を設けた。")
        until(lambda: "同社は窓口を設けた。" in read_if_there(f"{address}2026-11/"))
        assert "同社は窓口を設けた。" in read(f"{address}_mail/2026-11/mail.html")
        assert list(folder.iterdir())
    assert process.returncode == 0
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_ends_even_where_the_interruption_is_lost(preview, sample, monkeypatch, ending):
    """As it is while Python clears something away."""
    made = []

    def make():
        made.append(1)
        with suppress(KeyboardInterrupt):
            os.kill(os.getpid(), ending)
            time.sleep(5)

    monkeypatch.setattr(preview, "make", make)
    before = signal.getsignal(ending)
    serve(preview, watched=sample, port=0)

    assert made == [1]
    assert signal.getsignal(ending) == before


def read(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode()


def read_if_there(address):
    """Nothing in the moment between two looks, when one folder takes the place of the other."""
    with suppress(urllib.error.HTTPError):
        return read(address)
    return ""


def until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
