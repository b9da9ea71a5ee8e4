import errno
import os

import pytest

from generator.errors import reason_of
from generator.storage.strict import Report, read_text


def refusal(number):
    return OSError(number, os.strerror(number))


def test_what_the_machine_refuses_is_said_in_japanese_and_rare_things_in_its_own_words():
    assert reason_of(refusal(errno.ENOENT)) == "ありません"
    assert reason_of(refusal(errno.ENOTTY)) == os.strerror(errno.ENOTTY)
    assert reason_of(OSError()) == "OSError"


@pytest.mark.parametrize(("name", "reason"), [("missing.yml", "ありません"), ("folder.yml", "フォルダです")])
def test_an_editor_reads_why_a_file_cannot_be_opened(tmp_path, name, reason):
    (tmp_path / "folder.yml").mkdir()
    report = Report(name)

    assert read_text(tmp_path / name, report) is None
    assert report.findings[0].message == f"ファイルを開けません({reason})。"


def test_of_a_file_that_is_too_large_the_whole_size_is_said(tmp_path):
    (tmp_path / "big.yml").write_bytes(b"a" * 5_000)
    report = Report("big.yml")

    assert read_text(tmp_path / "big.yml", report, limit=1_000) is None
    assert report.findings[0].message == "5,000バイトあります。"
