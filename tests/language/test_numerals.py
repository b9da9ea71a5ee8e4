"""Numbers as headlines write them."""

import pytest

from generator.language.numerals import parse_number
from generator.language.width import same_width


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1375", 1375),
        ("1,375", 1375),
        ("１，３７５", 1375),
        ("301,452", 301_452),
        ("2万3千", 23_000),
        ("61万2450", 612_450),
        ("2万4195", 24_195),
        ("1,234万5,678", 12_345_678),
        ("1.74億", 174_000_000),
        ("1億8,100万", 181_000_000),
        ("1 億 8,100 万", 181_000_000),
        ("５万３０００", 53_000),
        ("32.3万", 323_000),
        ("3千", 3_000),
        ("二万三千五百八", 23_508),
        ("十二", 12),
        ("百", 100),
        ("一億二千万", 120_000_000),
        ("二〇二三", 2023),
        ("3兆", 3 * 10**12),
    ],
)
def test_a_written_number_has_its_value(written, value):
    assert parse_number(same_width(written)) == value


def test_nothing_is_not_a_number():
    assert parse_number("") is None


def test_one_width_moves_no_letter():
    text = "【速報】ＡＢＣ　１２３～㈱・ﾊﾟ"
    assert len(same_width(text)) == len(text)
    assert same_width(text).startswith("【速報】ABC 123～")
