"""Two versions of the record meet row by row."""

import json

from generator.storage.rows import merge_rows


def row(key, outcome="candidate", **more):
    return json.dumps({"feed": "f", "key": key, "revision": 0, "outcome": outcome} | more) + "\n"


def test_each_side_s_own_changes_stand():
    base = row("a") + row("b")

    assert merge_rows(base, row("a", "accepted") + row("b"), row("a") + row("b", "refused")) == (
        row("a", "accepted") + row("b", "refused")
    )


def test_new_rows_of_both_sides_stand_in_order():
    assert merge_rows(row("b"), row("b") + row("c"), row("a") + row("b")) == row("a") + row("b") + row("c")


def test_of_two_decisions_the_one_that_keeps_the_story_stands():
    for one, other in (("accepted", "refused"), ("refused", "accepted")):
        assert merge_rows(row("a"), row("a", one), row("a", other)) == row("a", "accepted")


def test_a_row_that_both_added_stands_once():
    assert merge_rows("", row("a"), row("a")) == row("a")
