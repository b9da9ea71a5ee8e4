"""Figures on labelled headlines."""

import json

import pytest

from builders import SHARED
from generator.language.evaluate import evaluate

LABELLED = SHARED / "data" / "headlines-labelled.jsonl"


def row(**changes):
    values = {
        "id": "1",
        "title": "ミナカミに不正アクセス、約1万件流出",
        "date": "2026-10-01",
        "section": "incident",
        "alt_section": None,
        "orgs": [{"surface": "ミナカミ", "anonymize": True, "start": 0, "end": 4}],
        "counts": [{"value": 10_000, "unit": "件", "surface": "約1万件"}],
        "cause": "unauthorized_access",
        "cause_evident": True,
        "followup": None,
        "followup_explicit": None,
        "event": None,
    }
    return values | changes


def figures(rows):
    return {figure.name: figure for figure in evaluate(rows)}


def test_right_answers_count_one():
    found = figures([row()])
    assert found["区分: 一致"].value == 1
    assert found["名称: 見つかった割合"].value == 1
    assert found["件数: 値と単位の一致"].value == 1
    assert found["原因: 題名から分かるもの"].value == 1


def test_wrong_answers_count_nothing():
    label = {"value": 9, "unit": "件", "surface": "9件"}
    found = figures([row(section="policy", cause="insider", counts=[label])])
    assert found["区分: 一致"].value == 0
    assert found["原因: 題名から分かるもの"].value == 0
    assert found["件数: 値と単位の一致"].value == 0
    assert found["件数: 出力のうち正しいもの"].value == 0


def test_a_second_defensible_section_counts_apart():
    found = figures([row(section="other", alt_section="incident")])
    assert (found["区分: 一致"].value, found["区分: 別解を含む一致"].value) == (0, 1)


def test_a_missed_name_makes_the_item_incomplete():
    missed = {"surface": "流出", "anonymize": True, "start": 16, "end": 18}
    found = figures([row(orgs=[*row()["orgs"], missed])])
    assert found["名称: 見つかった割合"].value == 0.5
    assert found["名称: すべて見つかった見出し"].value == 0


def test_partners_are_looked_for_among_earlier_items():
    later = row(id="2", title="ミナカミ、不正アクセスの続報", date="2026-10-05", event="e")
    figure = figures([later, row(event="e")])["関連: 上位3件に同じ事案"]
    assert (figure.right, figure.total) == (1, 1)


def test_the_interval_holds_the_value_and_narrows_with_more_rows():
    few, many = (figures([row(id=str(index)) for index in range(size)])["区分: 一致"] for size in (4, 64))
    assert few.low <= few.value <= few.high
    assert many.high - many.low < few.high - few.low


def test_no_rows_give_no_crash():
    assert all(figure.total == 0 for figure in evaluate([]))


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled headlines of others lie beside the checkout, not in it")
def test_the_labelled_headlines_are_read_as_well_as_before():
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    found = figures(rows)
    floors = {
        "区分: 一致": 0.90,
        "区分: 確信度0.8以上の割合": 0.66,
        "区分: 確信度0.8以上での一致": 0.96,
        "名称: 見つかった割合": 0.97,
        "名称: すべて見つかった見出し": 0.96,
        "件数: 値と単位の一致": 0.96,
        "件数: 文字列の一致": 0.96,
        "件数: 出力のうち正しいもの": 0.96,
        "原因: 題名から分かるもの": 0.91,
        "原因: 全件(原因なしを含む)": 0.86,
        "続報: 明示されたもの": 0.85,
        "続報: 誤って付けなかったもの": 0.98,
        "関連: 上位3件に同じ事案": 0.86,
    }
    below = {name: found[name].value for name, floor in floors.items() if found[name].value < floor}
    assert below == {}
    assert found["名称: インシデントの見出し1件あたりの候補"].value <= 1.2
