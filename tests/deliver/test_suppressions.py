import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.deliver.suppressions import Suppressions, read_suppressed, suppress
from generator.errors import UsageError

NOW = datetime(2026, 11, 10, tzinfo=UTC)
A, B = "A" * 24, "B" * 24


def write_many(path, letter):
    for number in range(50):
        suppress(path, f"{letter}{number:023d}", now=NOW)


def test_without_a_file_nobody_said_no(tmp_path):
    assert read_suppressed(tmp_path / "stop.txt") == frozenset()


def test_a_token_that_was_written_down_is_read(tmp_path):
    for token in (A, B, A):
        suppress(tmp_path / "stop.txt", token, now=NOW)

    assert read_suppressed(tmp_path / "stop.txt") == {A, B}


@pytest.mark.parametrize(
    "data",
    [
        f"{A} 2026-11-10T00:00:00+00:00\r\n{B} 2026-11-10T00:00:00+00:00\r\n",
        f"\ufeff{A} 2026-11-10T00:00:00+00:00\n{B} 2026-11-10T00:00:00Z\n",
        f"  {A}\t2026-11-10T00:00:00Z  \n\n\n{B}",
        f"{A} 2026-11-10T00:00:00+00:00\n{B} 2026-11",
    ],
    ids=["crlf", "bom", "blanks and no end", "cut off in the moment"],
)
def test_what_windows_and_spreadsheets_add_hides_nobody_who_said_no(tmp_path, data):
    path = tmp_path / "stop.txt"
    path.write_bytes(data.encode())

    assert read_suppressed(path) == {A, B}


@pytest.mark.parametrize(
    "line",
    [b"taro@kakuu.example", b"CCCCCCCCCCCC", b"A" * 25, "配信停止".encode("utf-16"), b"\0" * 30, b"email,reason"],
)
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_line_that_is_no_token_is_told_by_its_number_and_not_repeated(tmp_path, line, end):
    path = tmp_path / "stop.txt"
    path.write_bytes(f"{A} 2026-11-10T00:00:00+00:00\n".encode() + line + end)

    with pytest.raises(UsageError, match="2行目") as told:
        read_suppressed(path)
    assert "taro@" not in str(told.value)


def test_a_token_of_another_key_is_told_by_its_number(tmp_path):
    path = tmp_path / "stop.txt"
    for token in (A, B):
        suppress(path, token, now=NOW)

    with pytest.raises(UsageError, match=r"4行目.*--unsubscribe-key"):
        read_suppressed(path, genuine=A.__eq__)


def test_a_line_that_is_still_being_copied_is_read_when_it_is_there(tmp_path):
    path = tmp_path / "stop.txt"
    suppress(path, A, now=NOW)
    known = Suppressions([path])
    assert known.current() == {A}

    path.write_bytes(path.read_bytes() + B[:9].encode())
    assert known.current() == {A}
    path.write_bytes(path.read_bytes() + B[9:].encode())
    assert known.current() == {A, B}


def test_a_list_that_becomes_another_while_mail_goes_out_stops_the_run(tmp_path):
    path = tmp_path / "stop.txt"
    suppress(path, A, now=NOW)
    known = Suppressions([path])
    known.current()

    path.write_bytes(b"taro@kakuu.example\n")

    with pytest.raises(UsageError, match="1行目"):
        known.current()


def test_two_processes_lose_nothing(tmp_path):
    path = tmp_path / "stop.txt"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=write_many, args=(path, letter)) for letter in "XY"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(read_suppressed(path)) == 100


def test_the_file_is_for_its_owner_only(tmp_path):
    path = tmp_path / "stop.txt"
    suppress(path, A, now=NOW)

    assert path.stat().st_mode & 0o077 == 0


def test_a_list_that_grows_is_seen_at_once(tmp_path):
    path, other = tmp_path / "refusals", tmp_path / "bounces"
    known = Suppressions([path, other])
    assert known.current() == frozenset()

    suppress(path, A, now=NOW)
    assert known.current() == {A}

    suppress(other, B, now=NOW)
    assert known.current() == {A, B}


def test_a_list_that_was_replaced_is_read_anew(tmp_path):
    path, new = tmp_path / "refusals", tmp_path / "new"
    suppress(path, A, now=NOW)
    known = Suppressions([path])
    assert known.current() == {A}

    for token in (A, B):
        suppress(new, token, now=NOW)
    new.replace(path)

    assert known.current() == {A, B}


def emptied(path):
    path.write_bytes(b"")


@pytest.mark.parametrize("happens", [Path.unlink, emptied])
def test_a_list_that_is_gone_for_a_moment_forgets_nobody_who_said_no(tmp_path, happens):
    path = tmp_path / "refusals"
    suppress(path, A, now=NOW)
    known = Suppressions([path])
    known.current()

    happens(path)

    assert known.current() == {A}
