import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.deliver.suppressions import Suppressions, read_suppressed, suppress

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


def test_a_line_that_a_crash_cut_off_harms_no_other(tmp_path):
    path = tmp_path / "stop.txt"
    suppress(path, A, now=NOW)
    path.write_bytes(path.read_bytes() + b"CCCCCCCCCCCC")
    suppress(path, B, now=NOW)

    assert read_suppressed(path) == {A, B}


def test_a_last_line_without_its_end_is_not_yet_written(tmp_path):
    path = tmp_path / "stop.txt"
    path.write_bytes(f"{A} 2026-11-10T00:00:00+00:00\n{B} 2026-11".encode())

    assert read_suppressed(path) == {A}


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
