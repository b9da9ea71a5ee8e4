"""The whole analysis, and the lines of `kawaraban analyze` (DESIGN.md 6)."""

import json
import time
from datetime import date

import pytest

from generator.language import analyze_item, analyze_lines
from generator.model import Cause

FIRST = {"id": "a", "title": "ミナカミに不正アクセス、顧客情報約1万件が流出", "date": "2026-10-01", "source": "例"}
SECOND = {"id": "b", "title": "ミナカミへの不正アクセス（第二報）", "date": "2026-10-09", "summary": ""}
THIRD = {"id": "c", "title": "暗号移行の手引きを公開", "date": "2026-10-10"}


def test_an_item_is_read_whole():
    analysis = analyze_item(FIRST["title"], published=date(2026, 10, 1))
    assert analysis.section == "incidents"
    assert [name.surface for name in analysis.names] == ["ミナカミ"]
    assert [(count.value, count.unit) for count in analysis.counts] == [(10_000, "件")]
    assert analysis.cause is Cause.UNAUTHORIZED_ACCESS
    assert analysis.report is None


def test_a_line_has_the_shape_of_the_design():
    (line,) = analyze_lines([FIRST])
    assert list(line) == ["id", "section", "confidence", "reasons", "names", "counts", "cause", "report", "related"]
    assert line["names"] == [{"surface": "ミナカミ", "start": 0, "end": 4, "reason": "カタカナの固有名らしい語"}]
    assert line["counts"] == [{"value": 10_000, "unit": "件", "surface": "約1万件"}]
    assert line["cause"] == "unauthorized_access"
    assert line["report"] is None
    assert line["related"] == []
    assert json.loads(json.dumps(line, ensure_ascii=False)) == line


def test_related_lines_are_earlier_ones_best_first():
    first, second, third = analyze_lines([FIRST, SECOND, THIRD])
    assert [match["id"] for match in second["related"]] == ["a"]
    assert second["report"] == 2
    assert first["related"] == third["related"] == []


def test_an_id_comes_back_as_it_was_given():
    lines = list(analyze_lines([FIRST | {"id": 1}, SECOND | {"id": 2}]))
    assert [line["id"] for line in lines] == [1, 2]
    assert lines[1]["related"][0]["id"] == 1


def test_lines_without_date_or_title_are_answered():
    lines = list(analyze_lines([{"id": "x"}, {"id": "y", "title": None, "date": "unknown"}]))
    assert [line["names"] for line in lines] == [[], []]


def test_makers_keep_their_names_in_news_of_flaws():
    assert analyze_item("「NAGISA-CMS」に深刻な脆弱性 - ホクセイクラウドが修正版を公開").names == ()
    assert analyze_item("「カモメ公式アプリ」に脆弱性、アップデートで対応", source="JVN").names == ()


def test_the_same_maker_is_hidden_as_a_victim():
    names = analyze_item("クラウドに障害、ランサムウェア攻撃 - ホクセイクラウド").names
    assert [name.surface for name in names] == ["ホクセイクラウド"]


def test_a_victim_of_an_exploited_flaw_is_hidden():
    names = analyze_item("ミナカミに不正アクセス、予約サイトの脆弱性を悪用").names
    assert [name.surface for name in names] == ["ミナカミ"]


def test_an_advertisement_has_no_cause():
    assert analyze_item("ソラノ、ランサムウェア対策製品を新発売").cause is None


def test_the_same_lines_give_the_same_answers():
    rows = [FIRST, SECOND, THIRD]
    assert list(analyze_lines(rows)) == list(analyze_lines(rows))


def test_every_finding_keeps_its_words_for_the_editor():
    title = "ミナカミ、7月3日のサーバ侵入で氏名など1万件流出（第二報） CVE-2026-99999を悪用、損失は3億円"
    analysis = analyze_item(title, published=date(2026, 10, 1))
    assert analysis.evidence == (
        f"原因(脆弱性): CVE-2026-99999 ({title.index('CVE')})",
        f"影響: 1万件 ({title.index('1万件')})",
        f"続報: 第二報 ({title.index('第二報')})",
        "日付(発生): 7月3日 (5)",
        f"金額: 3億円 ({title.index('3億円')})",
        f"情報の種類(氏名): 氏名 ({title.index('氏名')})",
        f"脆弱性: CVE-2026-99999 ({title.index('CVE')})",
    )


@pytest.mark.timed
def test_a_headline_is_read_in_a_few_milliseconds():
    title = "ミナカミ、不正アクセスで会員情報約1万件が流出の可能性 - 灯台書房の委託先にも影響"
    analyze_item(title)  # compiles the rules
    began = time.perf_counter()
    for _ in range(200):
        analyze_item(title)
    assert (time.perf_counter() - began) / 200 < 0.005  # 0.5 ms alone; the machine may be busy
