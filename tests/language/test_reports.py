"""Later reports on a matter, and 報 that is none."""

import pytest

from generator.language import find_report


@pytest.mark.parametrize(
    ("headline", "value"),
    [
        ("不正アクセスに関するお知らせ(第三報)", 3),
        ("ランサムウェアの件、第二報を公表", 2),
        ("第１２報 情報漏えいの件", 12),
        ("サーバへの攻撃について（第 4 報・最終報）", 4),
        ("サーバ侵入の最終報を公開、影響範囲を確定", "最終報"),
        ("漏えいは 3,045 件と最終確認", "最終報"),
        ("委託先の被害で続報、対象を拡大", "続報"),
        ("追加の再発防止策を発表、灯台書房への不正アクセス", "続報"),
        ("5月公表の事案、調査で判明", "続報"),
        ("更新：ルータ製品の脆弱性について", "更新"),
        ("脆弱性のアドバイザリ更新、対象を拡大", "更新"),
    ],
)
def test_a_later_report_is_recognized(headline, value):
    report = find_report(headline)
    assert report is not None
    assert report.value == value
    assert headline[report.start : report.start + len(report.text)] == report.text


@pytest.mark.parametrize(
    "headline",
    [
        "【速報】会員情報が流出",
        "中小企業の動向調査（速報）",
        "地震の被害状況（第37報）",
        "脆弱性の週報 連載 第21回",
        "個人情報の判例 第5回",
        "新たに参画した企業のお知らせ",
        "第三者への報告義務",
        "セキュリティ更新プログラムを公開",
    ],
)
def test_other_reports_and_numbers_are_none(headline):
    assert find_report(headline) is None
