import pytest

from generator.language.names import find_names

NAMED = {
    "wholly in hiragana": ("まるたや、サイト改ざんで顧客情報漏えい", "まるたや"),
    "with a particle inside": ("日の出運輸の子会社で荷主情報が流出", "日の出運輸"),
    "ordinary words": ("暮らしのデパートで個人情報流出", "暮らしのデパート"),
    "after a legal form": ("医療法人社団あおば会、電子カルテが暗号化", "医療法人社団あおば会"),
    "before おける": ("株式会社そよかぜにおける不正アクセスについて", "株式会社そよかぜ"),
    "one word that is grammar elsewhere": ("むすぶ、元従業員が顧客名簿を持ち出し", "むすぶ"),
    "at the head of a second clause": ("サーバに侵入された痕跡 きりん建設が公表", "きりん建設"),
    "in brackets at the end": ("サイバー攻撃で休業（まつり寿司）", "まつり寿司"),
    "after the last space": ("DDoS攻撃で閲覧できず さつき損保", "さつき損保"),
    "in brackets of quotation": ("「よりみち市」会員の情報が漏えい", "よりみち市"),
}


@pytest.mark.parametrize(("headline", "name"), NAMED.values(), ids=NAMED)
def test_who_stands_where_the_one_that_was_hit_stands_is_suggested(headline, name):
    assert name in [found.surface for found in find_names(headline)]


NOBODY = [
    "海外子会社のサーバに不正アクセス、情報が流出",
    "委託先から個人情報が漏えい",
    "また個人情報が流出、どう防ぐか",
    "会員管理システムに不正アクセス",
    "復旧費用は約2億円 ランサムウェア被害",
    "フランスやドイツの空港で障害",
]


@pytest.mark.parametrize("headline", NOBODY)
def test_everybodys_words_and_clauses_are_nobody(headline):
    assert [found.surface for found in find_names(headline)] == []


def test_where_nothing_happened_a_head_is_nobody_hit():
    assert find_names("くらしの知恵、秋の号を発行") == ()


def test_a_short_parent_takes_its_relation_along():
    assert "葦笛銀の子会社" in [
        found.surface for found in find_names("葦笛銀の子会社サイトで侵害、個人情報流出の可能性")
    ]
