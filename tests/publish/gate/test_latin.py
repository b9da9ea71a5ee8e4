from __future__ import annotations

import pytest

from generator.model import Organization, OrganizationKind
from generator.publish.gate import Gate

GATE = Gate(
    [
        Organization(
            id="o", name="株式会社番外甲", kind=OrganizationKind.COMPANY, english=("Shionari",), kana=("コウセイドウ",)
        )
    ]
)


def found(text):
    return {leak.form for leak in GATE.scan_bytes("a.txt", text.encode()) if leak.organization}


@pytest.mark.parametrize(
    "text", ["version aliases", "a mission aristocrat", "x" * 500 + " version aliases " + "y" * 500]
)
def test_letters_that_begin_and_end_inside_of_words_are_no_name(text):
    assert found(text) == set()


@pytest.mark.parametrize(
    "text",
    ["Shionari", "shio-nari", "the Shionaris", "newShionari", "S h i o n a r i", "ＳＨＩＯＮＡＲＩ", "塩Shionari鉱"],
)
def test_the_name_is_found_where_a_word_begins_or_ends(text):
    assert found(text)


def test_chance_before_the_name_does_not_hide_it():
    assert found("version aliases, " * 30 + "by Shionari" + ", version aliases" * 30)


@pytest.mark.parametrize("before", ["as", "to", "tech", "no", "mit", "is", "the"])
def test_the_word_before_does_not_melt_into_the_name(before):
    """In "as Shionari" joined letters hold ss, in "no Hokusei" oh: spellings that folding makes one."""
    hokusei = Gate(
        [
            Organization(
                id="o",
                name="株式会社番外甲",
                kind=OrganizationKind.COMPANY,
                english=("Hoshikaze", "Okuraya", "Ushinoya"),
            )
        ]
    )
    for name in ("Hoshikaze", "Okuraya", "Ushinoya"):
        assert {leak.form for leak in hokusei.scan_bytes("a.txt", f"{before} {name} was".encode())} == {name}


def test_the_place_of_a_latin_name_is_near_it():
    text = "前" * 5000 + " Shionari " + "後" * 5000
    (leak,) = (leak for leak in GATE.scan_bytes("a.txt", text.encode()) if leak.view == "utf-8")
    assert abs(leak.offset - 5001) <= 200
