import pytest

from builders import make_archive, make_organization
from generator.publish.pipeline import gate_needs
from generator.publish.rereading import Rereading

SECRET = make_organization(name="株式会社ハクレイ通信", other_names=("ハクレイ通信",))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.html").write_text("<p>某通信会社</p>", "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.html").write_text("<p>同社</p>", "utf-8")
    return tmp_path


def needs(*organizations):
    return gate_needs(make_archive(organizations=organizations))


def read_by(rereading, folder, needed, monkeypatch):
    """Read, and give the names of the files that the gate was asked to read."""
    names = []
    gate = rereading._gate_for(needed)
    read = type(gate).scan_bytes
    monkeypatch.setattr(
        type(gate), "scan_bytes", lambda self, name, data: (names.append(name), read(self, name, data))[1]
    )
    rereading.scan_trees(needed, [folder])
    monkeypatch.undo()
    return names


def test_only_what_changed_is_read_again(folder, monkeypatch):
    rereading, needed = Rereading(), needs(SECRET)
    assert read_by(rereading, folder, needed, monkeypatch) == ["a.html", "deep/b.html"]
    assert read_by(rereading, folder, needed, monkeypatch) == []
    (folder / "a.html").write_text("<p>某通信会社は</p>", "utf-8")
    assert read_by(rereading, folder, needed, monkeypatch) == ["a.html"]


def test_a_name_is_found_as_often_as_it_is_looked_for(folder):
    rereading, needed = Rereading(), needs(SECRET)
    (folder / "a.html").write_text("<p>ハクレイ通信</p>", "utf-8")
    for _ in range(2):
        assert {leak.file for leak in rereading.scan_trees(needed, [folder])} == {"a.html"}


def test_a_new_secret_is_looked_for_in_all_that_was_clean(folder):
    rereading = Rereading()
    (folder / "a.html").write_text("<p>ハクレイ通信</p>", "utf-8")
    rereading.scan_trees(needs(make_organization()), [folder])
    assert {leak.file for leak in rereading.scan_trees(needs(make_organization(), SECRET), [folder])} == {"a.html"}


def test_the_same_bytes_under_another_name_are_read(folder, monkeypatch):
    rereading, needed = Rereading(), needs(SECRET)
    rereading.scan_trees(needed, [folder])
    (folder / "a.html").rename(folder / "hakurei.html")
    assert read_by(rereading, folder, needed, monkeypatch) == ["hakurei.html"]


def test_reading_ends_when_it_is_no_longer_wanted_and_goes_on_where_it_ended(folder, monkeypatch):
    rereading, needed = Rereading(), needs(SECRET)
    answers = iter([False, True])
    assert rereading.scan_trees(needed, [folder], lambda: next(answers)) is None
    assert read_by(rereading, folder, needed, monkeypatch) == ["deep/b.html"]
