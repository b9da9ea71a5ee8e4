"""Causes by the words of the text."""

import pytest

from generator.language import find_cause
from generator.model import Cause


@pytest.mark.parametrize(
    ("headline", "cause"),
    [
        ("ミナカミ電装にランサムウェア攻撃、出荷停止", Cause.RANSOMWARE),
        ("サーバ内のファイルが暗号化される被害", Cause.RANSOMWARE),
        ("灯台書房のサーバに不正アクセス", Cause.UNAUTHORIZED_ACCESS),
        ("会員サイトに不正ログイン", Cause.UNAUTHORIZED_ACCESS),
        ("予約サイトの脆弱性を悪用され会員情報流出", Cause.VULNERABILITY),
        ("業務用ルータに深刻な脆弱性", Cause.VULNERABILITY),
        ("オンラインショップが改ざん、クレジットカード情報が流出", Cause.WEB_SKIMMING),
        ("教員がフィッシング被害、メールを閲覧される", Cause.PHISHING),
        ("サポート詐欺で職員の端末を遠隔操作", Cause.PHISHING),
        ("クラウドの設定ミスで個人情報が閲覧可能に", Cause.MISCONFIGURATION),
        ("アンケート回答者の情報を誤って公開", Cause.MISCONFIGURATION),
        ("資料のマスキング不備、個人情報が判読可能に", Cause.MISCONFIGURATION),
        ("メール誤送信でアドレス流出 - 汐見市", Cause.MISDELIVERY),
        ("書類を誤交付、別人の情報を記載", Cause.MISDELIVERY),
        ("個人情報入りのUSBメモリを紛失", Cause.LOSS_THEFT),
        ("調査票の所在わからず", Cause.LOSS_THEFT),
        ("元社員が顧客名簿を持ち出し", Cause.INSIDER),
        ("職員が住民情報を業務外閲覧", Cause.INSIDER),
        ("決済システムで障害、全国で利用できず", Cause.OUTAGE),
        ("公式サイトにDDoS攻撃、閲覧しづらい状態", Cause.OTHER),
        ("旧ドメインを第三者が取得、注意を呼びかけ", Cause.OTHER),
    ],
)
def test_the_words_of_a_headline_tell_the_cause(headline, cause):
    found = find_cause(headline)
    assert found is not None
    assert found.cause is cause
    assert headline[found.start : found.start + len(found.text)] == found.text


def test_a_denied_cause_is_not_the_cause():
    found = find_cause("北都フィナンシャルのシステム障害「サイバー攻撃ではない」")
    assert found is not None
    assert found.cause is Cause.OUTAGE


@pytest.mark.parametrize("text", ["不正アクセスによるものではない", "ランサムウェアの痕跡は確認されていない"])
def test_where_all_is_denied_there_is_no_cause(text):
    assert find_cause(text) is None


def test_a_headline_without_a_cause_has_none():
    assert find_cause("関係者の個人情報が流出した可能性 - 汐見学園") is None


def test_what_came_first_tells_taking_over_from_being_lured():
    taken_over = find_cause("メールアカウントに不正アクセス、フィッシングメールを送信される")
    lured = find_cause("フィッシングで認証情報を盗まれ、不正アクセス")
    assert taken_over is not None
    assert taken_over.cause is Cause.UNAUTHORIZED_ACCESS
    assert lured is not None
    assert lured.cause is Cause.PHISHING
