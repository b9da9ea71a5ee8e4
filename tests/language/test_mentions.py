"""Registered names in texts: what is found, where, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_organization
from generator.language.mentions import Register, What, fold_form, forms_of, without_legal_form
from generator.language.mentions.borders import script
from generator.language.mentions.fold import fold

MINASE = make_organization(
    name="株式会社ミナセ通信",
    other_names=("ミナセ通信", "湊瀬"),
    english=("Minase Telecom, Ltd.",),
    brands=("ミナセ・モバイル",),
    domains=("minase.example",),
    people=("架空 太郎",),
    identifiers=("000-0000-0000",),
)


def surfaces(text, organization=MINASE, *, inside=False):
    (found,) = Register([organization]).find([text])
    return [text[one.start : one.end] for one in sorted(found) if one.is_inside is inside]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("株式会社ミナセ通信は", "株式会社ミナセ通信"),
        ("ミナセ通信株式会社は", "ミナセ通信株式会社"),
        ("(株)ミナセ通信は", "(株)ミナセ通信"),
        ("（株）ミナセ通信は", "（株）ミナセ通信"),
        ("ﾐﾅｾ通信は", "ﾐﾅｾ通信"),
        ("ミナセ　通信は", "ミナセ　通信"),
        ("ミナ\u200bセ通信は", "ミナ\u200bセ通信"),
        ("Ｍｉｎａｓｅ　Ｔｅｌｅｃｏｍ,Ltd.は", "Ｍｉｎａｓｅ　Ｔｅｌｅｃｏｍ,Ltd."),
        ("minase-telecom co., ltd.は", "minase-telecom co., ltd."),
        ("ミナセモバイルは", "ミナセモバイル"),
        ("https://www.minase.example/a?b=1。", "https://www.minase.example/a?b=1"),
        ("info@minase.exampleへ", "info@minase.example"),
        ("０００－００００－００００へ", "０００－００００－００００"),
        ("架空太郎容疑者", "架空太郎"),
        ("元湊瀬社員", "湊瀬"),
        ("湊瀬及び", "湊瀬"),
        ("湊瀬社は", "湊瀬社"),
    ],
)
def test_a_name_is_found_in_every_spelling_with_all_that_belongs_to_it(text, surface):
    assert surface in surfaces(text)


@pytest.mark.parametrize(
    "text", ["東湊瀬は", "湊瀬川は", "ヤミナセ・モバイルは", "xminase.example", "minase.example.com"]
)
def test_a_name_inside_a_longer_word_is_told_apart(text):
    assert surfaces(text) == []


def test_a_name_inside_a_longer_word_is_reported():
    assert surfaces("東湊瀬は", inside=True) == ["湊瀬"]


def test_the_longest_name_is_found_alone():
    assert surfaces("株式会社ミナセ通信は") == ["株式会社ミナセ通信"]


def test_mentions_are_found_in_the_text_they_stand_in():
    found = Register([MINASE]).find(["", "何もない。", "ミナセ通信", "ミナセ通信とミナセ通信"])

    assert [len(one) for one in found] == [0, 0, 1, 2]
    assert all(mention.what is What.NAME for one in found for mention in one)


def test_no_organizations_find_nothing():
    assert Register([]).find(["ミナセ通信"]) == [[]]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("株式会社ミナセ", "ミナセ"),
        ("ミナセ株式会社", "ミナセ"),
        ("一般財団法人架空会", "架空会"),
        ("医療法人社団架空会", "架空会"),
        ("Minase Co., Ltd.", "Minase"),
        ("Minase Telecom Inc.", "Minase Telecom"),
        ("株式会社", "株式会社"),
        ("Inca", "Inca"),
    ],
)
def test_the_legal_form_is_no_part_of_the_short_name(name, short):
    assert without_legal_form(name) == short


def test_a_brand_that_is_a_body_is_a_name():
    school = make_organization(name="学校法人架空学園", brands=("架空大学", "架空ポータル"))

    assert {form: what for what, form in forms_of(school)}["架空大学"] is What.NAME
    assert {form: what for what, form in forms_of(school)}["架空ポータル"] is What.BRAND


@given(st.text(max_size=40))
def test_every_folded_character_leads_back_into_the_text(text):
    folded = fold(text)

    for index in range(len(folded.text)):
        start, end = folded.span(index, index + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="ｶﾞガ゙カﾊﾟ ㈱株A１ー-髙高", max_size=20), st.text(alphabet="ａb c", max_size=5))
def test_folding_is_the_same_for_a_text_and_its_parts_with_spaces(left, right):
    assert fold_form(f"{left} 。{right}") == fold_form(left) + "。" + fold_form(right)


@pytest.mark.parametrize(
    ("characters", "name"),
    [
        ("漢々〆", "kanji"),
        ("カーｶ", "katakana"),
        ("か", "hiragana"),
        ("AＡé", "latin"),
        ("1１", "digit"),
        ("。 ・「", ""),
    ],
)
def test_each_character_has_its_script(characters, name):
    assert {script(character) for character in characters} == {name}
