"""A form is read by the same rules as a file."""

from generator.model import Entry, Facts
from generator.storage import clean_line, decode_plain

BASE = {"section": "incidents", "announced": "2026-10-19", "headline": "題"}


def test_texts_become_a_value():
    value, remarks = decode_plain(Entry, BASE | {"report": "3", "body": ["一文。"], "facts": {"data": ["氏名"]}})

    assert remarks == ()
    assert (value.report, value.body, value.facts) == (3, ("一文。",), Facts(data=("氏名",)))


def test_what_yaml_would_take_for_something_else_is_a_word():
    value, _ = decode_plain(Entry, BASE | {"headline": "null", "body": ["~", "- a", "a: b # c", "'"]})

    assert (value.headline, value.body) == ("null", ("~", "- a", "a: b # c", "'"))


def test_every_remark_has_its_path():
    value, remarks = decode_plain(
        Entry,
        BASE
        | {"announced": "昨日", "facts": {"affected": [{"count": "1", "unit": "名"}, {"count": "x", "unit": "名"}]}},
    )

    assert value is None
    assert [remark.path for remark in remarks] == [("announced",), ("facts", "affected", 1, "count")]


def test_controls_and_line_breaks_cannot_get_into_a_file():
    assert clean_line("a\x00b\u2028c\r\n\td\x85 ") == "abc d"
    assert clean_line("\u3000一文。\u3000") == "一文。"
