"""The editors' handbook names every key of every file, in the words that schemas and forms use."""

import pytest

from builders import ROOT
from generator.storage.handbook import tables_of, with_tables
from generator.storage.keys import KEYS

HANDBOOK = (ROOT / "content" / "README.md").read_text("utf-8")


def test_the_handbook_has_a_table_for_every_type_of_the_files():
    assert sorted(tables_of(HANDBOOK)) == sorted(cls.__name__ for cls in KEYS)


def test_the_tables_are_those_of_the_model():
    assert with_tables(HANDBOOK) == HANDBOOK


def test_only_what_stands_between_the_marks_is_written():
    text = "前\n<!-- 項目: Waiver -->\n古い表\n<!-- 項目ここまで -->\n後\n"

    written = with_tables(text)

    assert written.startswith("前\n<!-- 項目: Waiver -->\n| 項目 |")
    assert "`rule` 必須" in written
    assert "古い表" not in written
    assert written.endswith("<!-- 項目ここまで -->\n後\n")


def test_a_mark_for_a_type_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        with_tables("<!-- 項目: Nobody -->\n<!-- 項目ここまで -->")
