"""A file is found by its id, and written only if it is what was read."""

import dataclasses

import pytest

from builders import make_organization
from generator import storage
from generator.errors import ChangedError, UsageError

ID = "2026-10-19-q7mk"
TEXT = "section: incidents\nannounced: 2026-10-19\nheadline: 題\n"


@pytest.fixture
def content(tmp_path):
    path = tmp_path / "content" / "issues" / "2026-11" / "entries" / f"{ID}.yml"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, "utf-8")
    (tmp_path / "content" / "organizations").mkdir()
    return tmp_path / "content"


def path_of(content):
    return content / "issues" / "2026-11" / "entries" / f"{ID}.yml"


def test_a_document_has_its_value_and_its_id(content):
    document = storage.open_entry(content, ID)

    assert (document.value.id, document.value.headline, document.findings) == (ID, "題", ())


@pytest.mark.parametrize("name", ["*", "2026-10-19-*", "../newsletter", "", "2026-10-19-q7mk/", "2026-10-19-q7mk\n"])
def test_a_pattern_or_a_path_is_no_id(content, name):
    assert storage.open_entry(content, name) is None
    assert storage.open_organization(content, name) is None
    assert storage.open_issue(content, name) is None


def test_a_changed_file_is_not_written(content):
    document = storage.open_entry(content, ID)
    path_of(content).write_text(TEXT + "report: 2\n", "utf-8")
    with pytest.raises(ChangedError):
        storage.save_document(content, document, dataclasses.replace(document.value, headline="別"))

    assert path_of(content).read_text("utf-8") == TEXT + "report: 2\n"


def test_line_ends_and_mark_of_another_editor_stay(content):
    path_of(content).write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    document = storage.open_entry(content, ID)
    storage.save_document(content, document, dataclasses.replace(document.value, headline="別"))

    expected = TEXT.replace("題", "別").replace("\n", "\r\n").encode()
    assert path_of(content).read_bytes() == b"\xef\xbb\xbf" + expected


def test_the_saved_document_can_be_saved_again(content):
    document = storage.open_entry(content, ID)
    document = storage.save_document(content, document, dataclasses.replace(document.value, headline="別"))
    storage.save_document(content, document, dataclasses.replace(document.value, report=2))

    assert path_of(content).read_text("utf-8") == TEXT.replace("題", "別") + "report: 2\n"


def test_a_new_organization_is_never_written_over_another(content):
    storage.new_organization(content, make_organization())
    with pytest.raises(UsageError, match="既にあります"):
        storage.new_organization(content, make_organization(name="別"))


@pytest.mark.parametrize("name", ["../x", "A", "a.b", "", "-a", "a" * 65])
def test_an_id_that_is_no_file_name_is_refused(content, name):
    with pytest.raises(UsageError, match="ファイルの名前にできません"):
        storage.new_organization(content, make_organization(id=name))
