"""Ordinary texts do not fire: a gate that cries wolf is switched off."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator.model import Organization, OrganizationKind
from generator.publish.gate import Gate
from tests.publish.gate.attacks import names

SHARED = Path(__file__).parents[3].parent / "shared"
_KANJI = "霧峰燁凪灯沢渡原薄荷坂柱夜砂辺境圏発条硝子里鉱泉玄岩武佐々鍛冶東雲蔵谷帆遊蓮久我譲悠斗玲音昴椛楓樺"
_KATAKANA = "".join(chr(code) for code in range(ord("ア"), ord("ン")) if chr(code) not in "ァィゥェォッャュョヮヰヱヲ")
_LATIN = [consonant + vowel for consonant in "kstnhmyr" for vowel in "aiueo"]

# A name, and texts in which its letters stand without being the name. All names are declared by invented organizations.
_CONTROLS = {
    "安心": ["安心できる仕組みを作る。", "安心して利用するために、不安心理を煽らない。"],
    "コロナ": ["新型コロナウイルス感染症の影響により", "コロナ禍での在宅勤務が広がった。"],
    "ひかり": ["サーバのひかりケーブルではなく", "停電により、ひかりかがやく画面は消えた。"],
    "燁": ["燁燁たる光", "燁めく"],
    "さざなみ": ["さざなみのように広がった影響", "小さざなみ"],
    "チャーム": ["スノーチャームポイント", "ワンチャームアップ"],
    "PORT": ["port 443 was open", "import os; export default viewport", "an important report"],
    "アクセス": ["不正アクセスにより", "アクセスログを確認した。アクセスキーが"],
    "ノモラ": ["リノモラトリアム", "アノモラル"],
    "三恵": ["第三恵方", "三恵比寿"],
    "いろは": ["その色はいろはにほへと", "暗いろはん"],
    "QVX": ["aQVXb", "QVX9", "9QVX"],
    "霧峰": ["朝霧峰山", "霧峰岳"],
    "有限": ["有限責任監査制度", "有限会社法"],
    "トニカ": ["エレクトロトニカル", "トニカク急ぐ"],
    "ヌクモ": ["ヌクモリティ", "サヌクモン"],
    "林": ["森林法の改正", "農林水産省", "山林火災"],
    "泉": ["温泉法", "和泉国の記録"],
    "みずうみ": ["みずうみずから", "いみずうみべ"],
    "1234": ["1,234名の個人情報", "2026年の1234名", "width:1234px", "12345678"],
}
_NUMBER_OWNERS = {"1234"}
_FREE = {  # those in which the ordinary word stands by itself: no border can tell it from the name
    ("さざなみ", "さざなみのように広がった影響"),
    ("PORT", "port 443 was open"),
    ("アクセス", "アクセスログを確認した。アクセスキーが"),
    ("ひかり", "停電により、ひかりかがやく画面は消えた。"),
    ("ひかり", "サーバのひかりケーブルではなく"),
    ("さざなみ", "小さざなみ"),
}
_ORDINARY_TEXTS = (
    "個人情報保護委員会は、個人情報の保護に関する法律に基づく報告の状況を公表した。",
    "株式会社における内部統制について、会社法の一部を改正する法律案が国会に提出された。",
    "有限会社法は廃止され、特例有限会社については経過措置が設けられている。",
    "学校法人等における情報セキュリティ対策、医療法人向けのガイドライン、社会福祉法人会計基準。",
    "一般社団法人及び一般財団法人に関する法律、宗教法人法、株式会社商工組合中央金庫法。",
    "上場株式会社の取締役会は、監査法人の報告を受けた。某株式会社と合同会社の設立。",
    "某通信会社は7月19日、サーバへの不正アクセスにより約1,375名の個人情報が漏えいした可能性があると公表した。",
    "同社は委託先の担当者に対する教育を徹底するとしている。なお、同組合では二次被害は確認されていない。",
    "脆弱性対策情報データベース、CVE-2026-12345、JVN#12345678、深刻度は9.8とされる。",
    "総務省、国土交通省、防衛省、経済産業省、警察庁サイバー警察局、内閣サイバーセキュリティセンター。",
)


def _organization(name, number=0):
    if name in _NUMBER_OWNERS:
        return Organization(id="o", name="株式会社番外甲", kind=OrganizationKind.COMPANY, identifiers=(name,))
    return Organization(id=f"o{number}", name=name, kind=OrganizationKind.COMPANY)


def test_words_that_only_contain_a_short_name_do_not_fire():
    cases = [(name, text) for name, texts in _CONTROLS.items() for text in texts if (name, text) not in _FREE]
    fired = [(name, text) for name, text in cases if Gate([_organization(name)]).scan_bytes("a.txt", text.encode())]
    assert len(cases) >= 38
    assert len(fired) <= 0.05 * len(cases), fired


def test_ordinary_sentences_do_not_fire_with_all_names_of_the_attack_suite():
    gate = Gate(name.organization for name in names())
    fired = [(text, leak) for text in _ORDINARY_TEXTS for leak in gate.scan_bytes("a.html", f"<p>{text}</p>".encode())]
    real = [(text, leak) for text, leak in fired if leak.form != "アクセス"]  # an ordinary word of every incident
    assert real == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("アクセス", "<h2>アクセス 不正アクセスで2万件漏えい</h2>"),
        ("アクセス", "不正アクセスを受けたアクセスは"),
        ("コロナ", "コロナは、コロナ禍でも営業した。"),
        ("サポート", "サポート、サポート終了を公表"),
        ("サポート", "サポート終了を公表したサポートは"),
    ],
)
def test_an_innocent_phrase_excuses_only_the_name_inside_of_it(name, text):
    assert Gate([_organization(name)]).scan_bytes("a.html", text.encode())


@pytest.mark.parametrize("text", ["不正アクセスで2万件", "アクセスログと不正アクセス", "標的型の不正アクセス"])
def test_an_innocent_phrase_is_no_finding(text):
    assert Gate([_organization("アクセス")]).scan_bytes("a.txt", text.encode()) == ()


def _invented(count):
    draw = random.Random(7)  # noqa: S311 - invented names
    for number in range(count):
        kanji = "".join(draw.choices(_KANJI, k=draw.randint(2, 4)))
        katakana = "".join(draw.choices(_KATAKANA, k=draw.randint(3, 6)))
        latin = "".join(draw.choices(_LATIN, k=4))
        yield Organization(
            id=f"o{number}",
            name=f"株式会社{kanji}{katakana}",
            kind=OrganizationKind.COMPANY,
            other_names=(kanji, katakana),
            kana=(katakana,),
            english=(f"{latin.title()} Co., Ltd.",),
            domains=(f"{latin}.example",),
            people=(f"{kanji[:2]} 太郎",),
            identifiers=(f"03-{draw.randint(1000, 9999)}-{draw.randint(1000, 9999)}",),
        )


@pytest.mark.slow
def test_a_real_digest_does_not_fire_with_hundreds_of_invented_names():
    seeds = sorted((SHARED / "seeds").glob("002*.txt"))
    if not seeds:
        pytest.skip("no seed 002 beside the checkout")
    gate = Gate(_invented(300))
    structural = {"unregistered-company", "outbound-link", "mail-address"}
    leaks = [leak for leak in gate.scan_bytes("a.txt", seeds[0].read_bytes()) if leak.view not in structural]
    assert leaks == []
