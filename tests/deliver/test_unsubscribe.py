import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.deliver.unsubscribe import is_genuine, make_token, personal_address
from generator.errors import UsageError

KEY = b"0123456789abcdef0123456789abcdef"
LIST = "news@kakuu.example"


def test_a_token_is_24_characters_that_need_no_escaping():
    assert re.fullmatch(r"[A-Za-z0-9_-]{24}", make_token(KEY, LIST, "hanako@kakuu.example"))


@given(st.emails())
def test_a_token_is_genuine_for_its_key_and_list_only(address):
    token = make_token(KEY, LIST, address)

    assert is_genuine(KEY, LIST, token)
    assert not is_genuine(KEY[::-1], LIST, token)
    assert not is_genuine(KEY, "other@kakuu.example", token)


def test_the_case_of_an_address_makes_no_difference():
    assert make_token(KEY, LIST, "Hanako@Kakuu.example") == make_token(KEY, LIST, "hanako@kakuu.example")


def test_two_addresses_have_two_tokens():
    tokens = {make_token(KEY, LIST, f"member{number}@kakuu.example") for number in range(2_000)}

    assert len(tokens) == 2_000


@given(st.integers(0, 23), st.sampled_from("ABCxyz019_-"))
def test_one_changed_character_makes_a_forgery(at, character):
    token = make_token(KEY, LIST, "hanako@kakuu.example")
    forged = token[:at] + character + token[at + 1 :]

    assert is_genuine(KEY, LIST, forged) == (forged == token)


@pytest.mark.parametrize("token", ["", "x", "A" * 24, "A" * 25, "あ" * 24, "=" * 24, "A" * 23 + "\n"])
def test_what_we_did_not_make_is_no_token(token):
    assert not is_genuine(KEY, LIST, token)


def test_no_part_of_an_address_stands_in_its_token():
    token = make_token(KEY, LIST, "hanako@kakuu.example")

    assert "hanako" not in token
    assert make_token(KEY, LIST, "hanako@kakuu.exampl")[:8] != token[:8]


def test_a_short_key_is_refused():
    with pytest.raises(UsageError, match="鍵"):
        make_token(b"short", LIST, "hanako@kakuu.example")


@pytest.mark.parametrize(
    ("opt_out", "expected"),
    [
        ("https://kakuu.example/stop", "https://kakuu.example/stop?t=TOKEN"),
        ("https://kakuu.example/stop?list=1", "https://kakuu.example/stop?list=1&t=TOKEN"),
        ("https://kakuu.example", "https://kakuu.example/?t=TOKEN"),
        ("https://kakuu.example/stop#top", "https://kakuu.example/stop?t=TOKEN"),
    ],
)
def test_a_personal_address_is_the_common_one_with_the_token(opt_out, expected):
    assert personal_address(opt_out, "TOKEN") == expected


@pytest.mark.parametrize("opt_out", ["http://kakuu.example/stop", "mailto:stop@kakuu.example", "", "https:///stop"])
def test_only_https_can_be_one_click(opt_out):
    with pytest.raises(UsageError, match="https://"):
        personal_address(opt_out, "TOKEN")
