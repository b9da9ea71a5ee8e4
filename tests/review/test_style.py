import re

import pytest

from builders import make_archive, make_entry, make_issue, make_organization
from generator.language.tables import read_table
from generator.review.style import check_style


def told(*entries, **changes):
    archive = make_archive(issues=(make_issue(*entries),), **changes)
    return [(remark.subject, remark.rule) for remark in check_style(archive)]


MISSPELT = [
    "同社のサーバが暗号されたという。",
    "件による影響はないという。",
    "漏えいの可能性のおそれがあるという。",
    "公表したことを公表した。",
    "対象をを調べているという。",
    "約100名程度に影響したという。",
    "最大1,000名以上に影響したという。",
    "影響はないとのことという。",
]


@pytest.mark.parametrize("text", MISSPELT)
def test_a_misspelling_of_the_house_list_is_told(text):
    entry = make_entry(body=(text,))

    assert told(entry) == [(entry.id, "misspelling")]


@pytest.mark.parametrize(
    "text",
    ["データが暗号化されたという。", "正午までで、影響はないものの、調査を続けるという。", "約100名に影響したという。"],
)
def test_right_words_are_left_alone(text):
    assert told(make_entry(body=(text,))) == []


def test_the_rarer_of_two_spellings_is_told_once_an_entry():
    usual = [make_entry(id=f"2026-10-1{n}-aaaa", body=(f"{n}台のサーバーを止めたという。",)) for n in range(2)]
    rare = make_entry(body=("サーバを止めた。", "そのサーバは古かったという。"))

    assert told(*usual, rare) == [(rare.id, "two-spellings")]


def test_names_and_quotations_are_spelt_as_they_are():
    organization = make_organization(name="水無瀬データセンター株式会社")
    entry = make_entry(body=("水無瀬データセンター株式会社は、データセンタの「サーバー室」とサーバを調べたという。",))

    assert told(entry, organizations=(organization,)) == []


def test_a_sentence_stands_once_in_an_entry_and_in_one_entry_only():
    text = "同社は再発防止のために全ての従業員を対象とする研修を行うという。"
    first = make_entry(id="2026-10-18-aaaa", body=(text, "同社は調べている。", "同社は調べている。"))
    second = make_entry(body=(text,))

    assert told(first, second) == [(first.id, "sentence-twice"), (second.id, "sentence-of-another")]


def test_no_misspelling_is_corrected_into_another():
    rows = read_table("misspellings.tsv", "generator.review")

    for row in rows:
        assert not re.search(row["pattern"], row["right"]) or row["right"] in {"、", "。", "この件による"}
