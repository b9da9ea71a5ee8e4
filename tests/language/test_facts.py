"""Sums of money, identifiers of flaws, kinds of data."""

import pytest

from generator.language import find_amounts, find_data_items, find_vulnerabilities


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("125,934千円の特別損失", 125_934_000, "JPY"),
        ("3,500百万円を計上", 3_500_000_000, "JPY"),
        ("1 億 8,100 万円", 181_000_000, "JPY"),
        ("約３億円を支払い", 300_000_000, "JPY"),
        ("十億円の損害", 1_000_000_000, "JPY"),
        ("5万ドルを要求", 50_000, "USD"),
        ("身代金$4.5 million", 4_500_000, "USD"),
        ("制裁金は約2.5億ユーロ", 250_000_000, "EUR"),
    ],
)
def test_a_sum_is_read_in_whole_units(text, value, currency):
    (amount,) = find_amounts(text)
    assert (amount.value, amount.currency) == (value, currency)
    assert text[amount.start : amount.start + len(amount.text)] == amount.text


def test_a_former_employee_is_no_money():
    assert find_amounts("元社員3名、元職員") == ()


def test_identifiers_are_given_once_in_official_spelling():
    text = "ＣＶＥ－2026－12345、cve-2026-12345、JVNVU＃91234567、JVN#12345678、JVNDB-2026-000123"
    assert [found.id for found in find_vulnerabilities(text)] == [
        "CVE-2026-12345",
        "JVNVU#91234567",
        "JVN#12345678",
        "JVNDB-2026-000123",
    ]


def test_a_number_beside_jvn_is_no_identifier():
    assert find_vulnerabilities("JVN 2026年7月の登録状況") == ()


def test_kinds_of_data_are_given_in_the_words_of_the_house():
    items = find_data_items("氏名、携帯電話番号、クレカ情報、ハッシュ化されたパスワードが流出")
    assert [item.kind for item in items] == ["氏名", "電話番号", "クレジットカード情報", "パスワード"]
    assert items[1].text == "携帯電話番号"


def test_data_that_were_not_affected_are_left_out():
    items = find_data_items("氏名と住所が流出。クレジットカード情報は含まれない")
    assert [item.kind for item in items] == ["氏名", "住所"]


def test_an_outage_is_no_disability():
    assert find_data_items("システム障害で写真店が休業") == ()
