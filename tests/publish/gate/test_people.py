"""Persons: a surname is a name beside a title, an initial or the given name, and an ordinary word elsewhere."""

from __future__ import annotations

import pytest

from generator.model import Organization, OrganizationKind
from generator.publish.gate import Gate


def found(person, text):
    secret = Organization(id="o", name="株式会社番外甲", kind=OrganizationKind.COMPANY, people=(person,))
    return {leak.form for leak in Gate([secret]).scan_bytes("a.txt", text.encode()) if leak.organization}


@pytest.mark.parametrize(
    "text",
    [
        "日沼社長は公表した",
        "日沼前社長が陳謝した",
        "元社員の日沼両氏",
        "日沼、霧島両氏が辞任した",
        "日沼会長兼CEOは述べた",
        "日沼 氏",
        "日沼　氏",
        "日沼元課長を逮捕した",
        "日沼社長辞任",
        "日沼営業部長",
        "日沼最高経営責任者",
        "日沼さんは",
        "日沼ＣＥＯ",
        "社長の日沼は",
        "社長である日沼が",
        "代表取締役・日沼",
        "社長 日沼",
        "社長（日沼）",
        "社長日沼は",
        "同社社長の日沼、",
        "元社員の日沼が",
        "担当：日沼",
        "日沼（社長）",
        "日沼(34)容疑者",
        "日沼センター長",
        "創業者の日沼",
        "日沼容疑者ら",
        "N:日沼;鉄之介;;;",
        "日沼,鉄之介,社長室",
        '{"familyName":"日沼","givenName":"鉄之介"}',
        '{"givenName":"鉄之介","additional":"","familyName":"日沼"}',
        "日沼\t鉄之介",
        "日沼鉄之介",
        "鉄之介 日沼",
    ],
)
def test_a_surname_beside_a_title_or_the_given_name_is_found(text):
    assert found("日沼 鉄之介", text)


@pytest.mark.parametrize(
    "text",
    [
        "日沼の水位は、社長の話では",
        "日沼氏名の欄",
        "日沼様式の届出",
        "北日沼社長",
        "社長の日沼沢さん",
        "日沼。鉄之介",
        "調査委員日沼沢",
        "日沼町、鉄之介橋",
        "日沼、" + "水辺の遊歩道、" * 12 + "鉄之介",
    ],
)
def test_the_letters_of_a_surname_elsewhere_are_no_person(text):
    assert found("日沼 鉄之介", text) == set()


@pytest.mark.parametrize(
    "text",
    ["森林部長の会議", "会社の森の中", "社長の中では", "代表の中から選ぶ", "森様式", "森羅万象", "森々", "中様々な"],
)
def test_a_surname_of_one_letter_is_a_word_in_most_texts(text):
    assert [found(person, text) for person in ("森 鉄之介", "中 鉄之介")] == [set(), set()]


@pytest.mark.parametrize("text", ["委員会は", "弁護士会の", "記者会見で", "代表会社", "社員会の", "町会長", "役員会"])
def test_a_title_inside_of_a_longer_word_makes_no_surname(text):
    assert found("会 鉄之介", text) == set()


@pytest.mark.parametrize("text", ["森社長は", "森氏は", "社長の森さん", "森容疑者を逮捕"])
def test_a_surname_of_one_letter_is_found_with_its_title(text):
    assert found("森 鉄之介", text)


@pytest.mark.parametrize(
    "text",
    ["ヴェーベル氏", "ヴェーベル社長", "社長のヴェーベルは", "アルノルト氏", "ヴェーベル、アルノルト", "ヴェーベルCEO"],
)
def test_the_surname_of_a_foreigner_is_the_last_part(text):
    assert found("アルノルト・ヴェーベル", text)
    assert found("アルノルト ヴェーベル", text)


@pytest.mark.parametrize(
    "text",
    [
        "Mr Cruzeiro said",
        "Mr. Cruzeiro",
        "Mr.Cruzeiro",
        "Ms. de la Cruzeiro",
        "Anna Cruzeiro",
        "Cruzeiro, Anna",
        "A. Cruzeiro",
        "Anna M. Cruzeiro",
        "A Cruzeiro",
        "Cruzeiro, A.",
        "CEO Cruzeiro",
        "Cruzeiro-san",
        "Cruzeiro社長",
        "Cruzeiro氏",
        "N:Cruzeiro;Anna;;;",
        '{"familyName": "Cruzeiro", "givenName": "Anna"}',
    ],
)
def test_a_name_in_latin_letters_is_found_in_its_usual_shapes(text):
    assert found("Anna de la Cruzeiro", text)


@pytest.mark.parametrize(
    "text", ["you will see this footer", "on footer 3 you will", "Mr Footers", "the footer, B. Footer"]
)
def test_a_latin_name_of_two_ordinary_words_is_found_in_no_ordinary_sentence(text):
    assert found("Will Footer", text) == set()


@pytest.mark.parametrize(
    "text", ["T. Hinuma", "Mr Hinuma", "hinuma tetsunosuke", "Tetunosuke Hinuma", "ヒヌマ氏", "ひぬま氏"]
)
def test_a_person_whose_reading_is_known_is_found_in_latin_letters(text):
    assert found("ヒヌマ テツノスケ", text)


def test_a_longer_given_name_is_another_person():
    assert found("鈴鳴 一", "鈴鳴一郎氏が就任した。") == set()
    assert found("鈴鳴 一", "鈴鳴一郎氏と鈴鳴一氏が就任した。")


def test_the_finding_says_surname_and_title():
    assert found("日沼 鉄之介", "同社の日沼前社長は") == {"日沼前社長"}
