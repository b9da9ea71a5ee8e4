import dataclasses

import pytest

from builders import make_row
from generator.errors import ContentError
from generator.model import Outcome
from generator.storage.collected import load_collected, save_collected


def test_a_row_is_filed_by_the_month_in_japan_in_which_it_was_first_seen(tmp_path):
    (path,) = save_collected(tmp_path, [make_row()])

    assert path.name == "2026-11.jsonl"
    assert '"published": "2026-11-01T00:30:00+09:00"' in path.read_text("utf-8")


def test_rows_come_back_as_they_were(tmp_path):
    rows = (make_row(), make_row(key="k2", entry="2026-11-01-aaaa", note="理由", date_guessed=True, published=None))
    save_collected(tmp_path, rows)

    assert load_collected(tmp_path) == rows


def test_a_second_run_with_the_same_rows_touches_no_file(tmp_path):
    save_collected(tmp_path, [make_row()])

    assert save_collected(tmp_path, [make_row()]) == ()


def test_a_decision_replaces_its_row_and_no_other(tmp_path):
    save_collected(tmp_path, [make_row(), make_row(key="k2")])

    save_collected(tmp_path, [dataclasses.replace(make_row(), outcome=Outcome.REFUSED)])

    assert [row.outcome for row in load_collected(tmp_path)] == [Outcome.REFUSED, Outcome.CANDIDATE]


def test_a_key_of_a_later_version_is_kept(tmp_path):
    (path,) = save_collected(tmp_path, [make_row()])
    path.write_text(path.read_text("utf-8").replace('"revision": 0', '"revision": 0, "later": 1'), "utf-8")

    save_collected(tmp_path, [make_row(title="別の題")])

    assert '"later": 1' in path.read_text("utf-8")


def test_blank_lines_and_line_ends_of_windows_are_no_damage(tmp_path):
    (path,) = save_collected(tmp_path, [make_row(), make_row(key="k2")])
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n\r\n"))

    assert len(load_collected(tmp_path)) == 2
    save_collected(tmp_path, [make_row(key="k3")])
    assert [row.key for row in load_collected(tmp_path)] == [make_row().key, "k2", "k3"]
    assert b"\r" not in path.read_bytes()


@pytest.mark.parametrize("damage", ['{"feed": "a"}', "[]", '{"feed": "a"}, {"feed": "b"}', "<<<<<<< HEAD", "1"])
def test_every_damaged_row_among_thousands_is_told_with_its_line(tmp_path, damage):
    (path,) = save_collected(tmp_path, [make_row(key=f"k{n:04}") for n in range(2_500)])
    lines = path.read_text("utf-8").split("\n")
    lines[1_200] = lines[2_300] = damage
    path.write_text("\n".join(lines), "utf-8")

    with pytest.raises(ContentError) as caught:
        load_collected(tmp_path)

    assert [finding.line for finding in caught.value.findings] == [1_201, 2_301]


@pytest.mark.parametrize(
    ("damage", "why"),
    [("<<<<<<< HEAD", "JSONではありません"), ('{"feed": "a"}', "「key」がありません"), ("[]", "値の形が違います")],
)
def test_what_is_wrong_with_a_damaged_row_is_said_in_japanese(tmp_path, damage, why):
    (path,) = save_collected(tmp_path, [make_row()])
    path.write_text(damage + "\n", "utf-8")

    with pytest.raises(ContentError, match=why):
        load_collected(tmp_path)


def test_a_damaged_row_is_told_with_its_line(tmp_path):
    (path,) = save_collected(tmp_path, [make_row(), make_row(key="k2")])
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")

    with pytest.raises(ContentError, match=r"2026-11\.jsonl:2"):
        load_collected(tmp_path)
