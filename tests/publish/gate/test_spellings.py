"""A name in kana is written in several ways: long vowels, づ and ぢ in Latin letters; a number with other marks."""

from __future__ import annotations

import pytest

from generator.model import Organization, OrganizationKind
from generator.publish.gate import Gate
from generator.publish.gate.romaji import romaji_spellings, to_romaji
from generator.publish.gate.vowels import long_vowel_spellings


def found(text, **declared):
    declared = {"name": "株式会社番外甲", **declared}
    secret = Organization(id="o", kind=OrganizationKind.COMPANY, **declared)
    return {leak.form for leak in Gate([secret]).scan_bytes("a.txt", f"某社（{text}）は".encode()) if leak.organization}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("シュンジュー", "シュンジュウ"),
        ("シュンジュウ", "シュンジュー"),
        ("ミューミュー", "ミュウミュウ"),
        ("ミュウミュウ", "ミューミュー"),
        ("ミュウミュウ", "ミューミュウ"),
        ("オーツキ", "オオツキ"),
        ("オオツキ", "オーツキ"),
        ("オーツキ", "オウツキ"),
        ("オーカワラヤ", "オオカワラヤ"),
        ("トーゲツロー", "トウゲツロウ"),
        ("セーレン", "セイレン"),
        ("ネーブルノ", "ネエブルノ"),
        ("ティファラニー", "ティファラニィ"),
        ("ティファラニィ", "ティファラニー"),
        ("つーりんや", "つうりんや"),
        ("オーツキ", "Ohtsuki"),
        ("オーツキ", "Ootsuki"),
        ("ミチヅレ", "ミチズレ"),
        ("ミチズレ", "ミチヅレ"),
        ("ヴェルナ", "ベルナ"),
        ("キャンラ", "キヤンラ"),
        ("株式会社ミュウミュウ霧峰", "ミューミュー霧峰"),
    ],
)
def test_a_sound_is_found_however_it_is_written(name, text):
    assert found(text, name=name)


def test_a_small_vowel_that_makes_another_sound_is_no_long_vowel():
    assert list(long_vowel_spellings("ティナ")) == list(long_vowel_spellings("ヴェナ")) == []


@pytest.mark.parametrize(("name", "text"), [("メイル", "メール"), ("コウド", "コード"), ("ヴァス", "バス")])
def test_a_word_of_every_text_is_no_name_by_another_spelling(name, text):
    assert not found(text, name=f"株式会社{name}")
    assert found(text, name=f"株式会社{text}")
    assert found(name, name=f"株式会社{name}")


def test_names_of_other_sounds_are_not_found():
    assert not found("オアツキ", name="オーツキ")
    assert not found("テイファ", name="ティファ")


@pytest.mark.parametrize(
    ("kana", "text"),
    [
        ("ミチヅレ", "Michidure"),
        ("ミチヅレ", "Michizure"),
        ("ミチヅレ", "mitidzure"),
        ("ツヅキヤ", "Tsudukiya"),
        ("ハナヂヤ", "Hanadiya"),
        ("カヲルヤ", "Kawoluya"),
    ],
)
def test_what_is_typed_for_a_kana_is_found(kana, text):
    assert found(text, kana=(kana,))
    assert found(text, name=kana)


def test_the_shown_romaji_is_hepburn():
    assert to_romaji("ミチヅレ") == "michizure"
    assert romaji_spellings("ミチヅレ") == ("michizure", "michidure")
    assert romaji_spellings("霧峰") == ()


@pytest.mark.parametrize(
    "text",
    [
        "0081-3-9999-7734",
        "0081 3 9999 7734",
        "03_9999_7734",
        "+81(3)9999-7734",
        "011-81-3-9999-7734",
        "tel:+81399997734",
    ],
)
def test_a_telephone_number_is_found_from_abroad_and_with_other_marks(text):
    assert found(text, identifiers=("03-9999-7734",))


def test_another_telephone_number_is_not_found():
    assert not found("0081-3-9999-7735 03_9999_77340 1_03_9999_773", identifiers=("03-9999-7734",))
