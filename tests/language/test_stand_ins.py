import pytest

from generator.language.stand_ins import find_stand_ins, kind_of
from generator.model import OrganizationKind

FOUND = {
    "某通信会社に不正アクセス": ["某通信会社"],
    "某電機・電子製造会社の海外子会社": ["某電機・電子製造会社"],
    "個人データ適正利用委員会が某家具製造会社に勧告": ["某家具製造会社"],
    "某共済組合の委託先": ["某共済組合"],
    "某大学病院と某ECサイト運営会社": ["某大学病院", "某ECサイト運営会社"],
    "某お菓子メーカーのサイト": ["某お菓子メーカー"],
    "某シンクタンクは": ["某シンクタンク"],
    "某月某日、某氏が某所で": [],
    "某。": [],
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=FOUND)
def test_each_word_that_stands_for_a_name_is_found_to_its_end(text, expected):
    found = find_stand_ins(text)

    assert [one.alias for one in found] == expected
    assert all(text.startswith(one.alias, one.start) for one in found)


KINDS = {
    "某共済組合": OrganizationKind.COOPERATIVE,
    "某信用組合": OrganizationKind.COMPANY,
    "某大学病院": OrganizationKind.MEDICAL_PRIVATE,
    "某私立大学": OrganizationKind.SCHOOL_PRIVATE,
    "某業界団体": OrganizationKind.ASSOCIATION,
    "某新聞社": OrganizationKind.MEDIA,
    "某通信会社": OrganizationKind.COMPANY,
    "某シンクタンク": OrganizationKind.COMPANY,
}


@pytest.mark.parametrize(("alias", "kind"), KINDS.items(), ids=KINDS)
def test_the_longest_ending_says_the_kind(alias, kind):
    (found,) = find_stand_ins(alias)

    assert (found.alias, found.kind, found.industry) == (alias, kind, alias[1:])


def test_a_word_without_a_known_ending_is_not_sure():
    assert not find_stand_ins("某シンクタンクは")[0].sure
    assert find_stand_ins("某通信会社は")[0].sure


def test_a_legal_form_says_the_kind_wherever_it_stands():
    assert kind_of("一般財団法人架空情報協会") is OrganizationKind.FOUNDATION
    assert kind_of("独立行政法人架空機構") is OrganizationKind.AGENCY
