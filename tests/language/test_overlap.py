import pytest

from generator.language.overlap import GRAM, compare, fingerprint

SOURCE = "東の倉庫に保管していた伝票の束が夜のあいだに水をかぶり読めなくなった"


def test_the_longest_run_and_the_share_are_told_exactly():
    text = "某社によると、" + SOURCE[:20] + "、と書かれている。"

    overlap = compare(text, fingerprint(SOURCE))

    assert overlap.run == 20
    assert overlap.words == SOURCE[:20]
    assert overlap.coverage == pytest.approx(20 / len("某社によると" + SOURCE[:20] + "と書かれている"))


def test_marks_spaces_and_width_do_not_hide_a_copy():
    text = "、".join(SOURCE[start : start + 5] for start in range(0, len(SOURCE), 5))

    assert compare(text, fingerprint(SOURCE)).run == len(SOURCE)


def test_two_borrowed_pieces_side_by_side_are_two_runs():
    text = SOURCE[18:32] + SOURCE[:14]

    overlap = compare(text, fingerprint(SOURCE))

    assert overlap.run == 14
    assert overlap.coverage == 1.0


def test_less_than_thirteen_letters_are_no_copy():
    assert compare(SOURCE[: GRAM - 1], fingerprint(SOURCE)).run == 0


def test_a_source_shorter_than_a_gram_has_no_fingerprint():
    assert fingerprint("短い題") == frozenset()
    assert compare(SOURCE, frozenset()).run == 0


def test_the_name_of_a_law_is_nobodys_wording():
    law = "電子計算機の不正な利用の禁止等に関する法律の一部を改正する法律案"

    assert compare(f"政府は{law}を決めた。", fingerprint(f"{law}が閣議で決定された。")).run == 0
