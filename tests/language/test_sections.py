"""Sections with their reasons; all headlines are invented."""

import pytest

from generator.language import propose_section


@pytest.mark.parametrize(
    ("headline", "source", "section"),
    [
        ("ミナカミに不正アクセス、顧客情報が流出", "", "incidents"),
        ("名簿を含む書類を誤配布 - 汐見市", "", "incidents"),
        ("児童名簿を紛失 - 汐見市", "", "incidents"),
        ("北辰電機にランサムウェア攻撃、出荷を停止", "", "incidents"),
        ("会員情報が閲覧可能に、設定不備で", "", "incidents"),
        ("「NAGISA-CMS」に複数の脆弱性 - 修正版を公開", "", "incidents"),
        ("NAGISA製ルータにおけるOSコマンドインジェクションの脆弱性", "JVN", "incidents"),
        ("注意喚起: NAGISA製ルータの脆弱性（CVE-2026-99999）に関する注意喚起", "JPCERT/CC", "incidents"),
        ("NAGISA 製品の脆弱性対策について(2026年3月)", "IPA 緊急対策情報・注意喚起", "incidents"),
        ("「個人情報の保護に関する法律施行令」の一部を改正する政令案に対する意見募集", "総務省", "policy"),
        ("「保険会社向けの監督指針」の一部改正(案)を取りまとめました", "金融庁", "policy"),
        ("能動的サイバー防御の関連法案を閣議決定", "", "policy"),
        ("政府、重要インフラ事業者に報告を義務づける方針", "", "policy"),
        ("直近の不正アクセスの増加に関する注意喚起", "JPCERT/CC", "countermeasures"),
        ("ランサムウェア対策の手引きを公開", "", "countermeasures"),
        ("長期休暇における情報セキュリティ対策のポイント", "IPA", "countermeasures"),
        ("なぜパスワードの使い回しは危険なのか 企業がやるべき対策とは", "", "countermeasures"),
        ("テレワークのセキュリティ設計とは？｜導入のポイントを解説", "ソラノ ブログ", "countermeasures"),
        ("フィッシング報告件数が前年比2倍に、四半期の統計を公表", "", "other"),
        ("情報漏えいで行政指導、再発防止を求める", "", "other"),
        ("顧客情報を持ち出した疑いで元社員を逮捕", "", "other"),
        ("2026年上半期のランサムウェア被害は過去最多、調査で明らかに", "", "other"),
        ("ソラノ、新しい脆弱性診断サービスの提供を開始", "", "irrelevant"),
        ("ウェビナー「基礎から学ぶ認証」を開催", "", "irrelevant"),
        ("ソラノ、代表取締役の人事を発表", "", "irrelevant"),
        ("電波の利用状況に関する会合の開催案内", "総務省", "irrelevant"),
        ("その他,金融機関の所在地一覧を更新しました。", "金融庁", "irrelevant"),
        ("採用,職員を募集しています。", "金融庁", "irrelevant"),
        ("入札不正で職員を免職", "", "irrelevant"),
    ],
)
def test_a_headline_goes_to_its_section(headline, source, section):
    assert propose_section(headline, source=source).section == section


def test_a_clear_headline_is_surer_than_a_vague_one():
    clear = propose_section("ミナカミに不正アクセス、顧客情報1万件が流出")
    vague = propose_section("認証と暗号")
    assert clear.confidence >= 0.9
    assert vague.confidence < 0.6


def test_the_usual_section_of_a_feed_decides_where_words_are_few():
    title = "認証と暗号"
    assert propose_section(title, usual="policy").section == "policy"
    assert propose_section(title, usual="other").section == "other"


def test_clear_words_outweigh_the_usual_section():
    assert propose_section("ミナカミに不正アクセス、顧客情報が流出", usual="policy").section == "incidents"


def test_a_reason_quotes_the_word_and_names_the_section():
    (reason, *_) = propose_section("個人情報の保護に関する政令案に対する意見募集", source="総務省").reasons
    assert reason.startswith("「")
    assert reason.endswith("→ 政策・立法関連")


def test_where_nothing_speaks_the_reason_says_so():
    assert "手がかり" in propose_section("認証と暗号").reasons[0]


def test_an_empty_title_is_no_crash_and_not_sure():
    assert propose_section("").confidence < 0.6
