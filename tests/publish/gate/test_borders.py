"""Short names: where they stand by themselves in Japanese, and where their letters are other words."""

from __future__ import annotations

import pytest

from generator.model import Organization, OrganizationKind
from generator.publish.gate import Gate


def found(name, text, **declared):
    secret = Organization(id="o", name=name, kind=OrganizationKind.COMPANY, **declared)
    return {leak.form for leak in Gate([secret]).scan_bytes("a.txt", text.encode()) if leak.organization}


_BEHIND = (
    """
にて|でも、|にも|である。|などの|において|においては、|だけ、|のみ|ほか、|および霧島|によれば、|はまだ|からの|などにより|についても|のお客|へ
だが|のような企業|のうち3店|がある|によるもの|がおこなった|といえば|をはじめ|か。|なんて、
""".strip()
    .replace("\n", "|")
    .split("|")
)
_AHEAD = (
    "また",
    "なお",
    "さらに",
    "しかし",
    "霧島および",
    "公表した",
    "公表された",
    "発注していた",
    "同日には",
    "この",
)


@pytest.mark.parametrize("after", _BEHIND)
def test_a_name_in_hiragana_is_found_before_particles(after):
    assert found("つゆくさ", f"委託先のつゆくさ{after}")


@pytest.mark.parametrize("before", _AHEAD)
def test_a_name_in_hiragana_is_found_behind_grammar(before):
    assert found("つゆくさ", f"{before}つゆくさは、")


@pytest.mark.parametrize("text", ["つゆくさきは", "いつゆくさま", "つゆくさびた", "みつゆくさ", "やつゆくさのは"])
def test_letters_of_a_name_in_hiragana_inside_of_words_are_no_name(text):
    assert found("つゆくさ", text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "コロニグループ",
        "コロニカードの会員",
        "コロニネットスーパーで",
        "コロニオンラインストア",
        "コロニクラウドサービス",
        "コロニシステムズは",
        "ホテルコロニの予約",
        "ドラッグストアコロニで",
    ],
)
def test_a_name_in_katakana_is_found_beside_words_of_business(text):
    assert found("株式会社コロニ", text)


@pytest.mark.parametrize(
    "text", ["コロニアル様式", "コロニーの形成", "コロニストアカデミア", "プロコロニ", "コロニカルな"]
)
def test_letters_of_a_name_in_katakana_inside_of_words_are_no_name(text):
    assert found("株式会社コロニ", text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "三恵東京支店",
        "三恵東京本社",
        "三恵第一工場",
        "三恵委託先",
        "三恵横浜市工場",
        "三恵大阪営業所で",
        "三恵漏えい調査委員会",
        "三恵御中",
        "三恵不正アクセス事件",
        "三恵利用者の皆様",
        "三恵各店",
        "三恵全店舗で",
        "三恵問題",
        "某三恵",
        "三恵みらい",
    ],
)
def test_a_name_in_kanji_is_found_beside_words_that_go_with_it(text):
    assert found("株式会社三恵", text)


@pytest.mark.parametrize("text", ["三恵比寿", "第三恵方", "三恵東京湾", "三恵み", "三恵みの"])
def test_letters_of_a_name_in_kanji_inside_of_words_are_no_name(text):
    assert found("株式会社三恵", text) == set()


_GRAMMAR = {
    "スルナド": ["手続きをするなどの対応", "対応するなど。"],
    "ドコデモ": ["どこでも利用できる。", "しかし、どこでも、同じ問題が起きた。", "社員はどこでもよい"],
    "アルノデ": ["おそれがあるので、", "可能性があるので被害を調べた。", "例外はあるので"],
    "トナルガ": ["必要となるが、", "明らかとなるが"],
    "シタガ": ["調査したが、", "対応を検討したが結果は"],
    "サラニハ": ["さらには、顧客の情報も", "また、さらには"],
    "ジルコト": ["支障が生じることはない。", "応じることとした。"],
    "イタママ": ["用いたままの", "届いたまま放置した"],
    "トシテ": ["「不正な操作」として処理した", "(訂正)として"],
    "コチラ": ["こちらのページ", "こちらから申請できる。"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in _GRAMMAR.items() for text in texts])
def test_grammar_is_no_name_of_which_it_would_be_the_hiragana(name, text):
    assert found(f"株式会社{name}", f"<p>{text}</p>") == set()


@pytest.mark.parametrize(
    "text",
    ["「どこでも」", "(どこでも)", "どこでも", "<b>ドコデモ</b>", "株式会社どこでも", "ドコデモの", "| どこでも |"],
)
def test_a_name_whose_hiragana_is_grammar_is_found_where_it_stands_apart(text):
    assert found("株式会社ドコデモ", text)


@pytest.mark.parametrize("text", ["「ぬくも」", "また、ぬくもは", "(ぬくも)が", "ぬくも", "某社「ぬくもの"])
def test_the_hiragana_of_a_name_in_katakana_is_found_apart_from_other_words(text):
    assert found("株式会社ヌクモ", text)


@pytest.mark.parametrize("text", ["大手ぬくもり", "人のぬくもは", "布ぬくも。"])
def test_the_hiragana_of_a_name_in_katakana_is_not_looked_for_inside_of_texts(text):
    assert found("株式会社ヌクモ", text) == set()


@pytest.mark.parametrize("text", ["委託先のぬくもは", "運営するぬくもが"])
def test_hiragana_that_was_declared_is_found_inside_of_texts(text):
    assert found("株式会社ぬくも", text)


def test_a_declared_name_that_is_grammar_has_to_stand_apart():
    assert found("株式会社したのが", "調査したのが、被害を公表したのが") == set()
    for text in ("株式会社したのが", "また、したのがは", "「したのが」", "委託先(したのが"):
        assert found("株式会社したのが", text), text


def test_a_reading_that_is_an_ordinary_word_in_latin_letters_is_a_name_with_a_capital_only():
    assert found("株式会社メディア", '<body data-md-color-media="x"> @media print {}') == set()
    assert found("株式会社メディア", "Media announced")


_TEXTS = (
    "この部門の担当者は、必要に応じて対応するが、原因はまだ明らかになっていない。",
    "どこも同じような被害が出ており、いずれもさらに調査するとしている。",
    "同社は、あらかじめ定めた手順に沿ってサービスを停止し、あわせて利用者に知らせた。",
    "問題が生じることのないよう、あらためて点検すると述べた。",
    "また、ほかの委託先でも、すでに同じ設定が使われていたとみられる。",
    "なお、これまでのところ、情報が悪用されたという報告はない。",
    "クラウドサービスやオンラインストア、ポイントカードの利用者に影響はない。",
    "代表者の氏名、部署の名称、担当者の連絡先が含まれていた。",
    "全国の支店と営業所、東京支店、大阪工場でも、いったん接続を断った。",
)
_ORDINARY_KANA = """
シタガ|アルノ|スルガワ|イレルノ|トシタ|ニヨル|コレマデ|サレタ|シテイ|ヨウニ|ソノタ|トモニ|ナドノ|ジルコト|ドコデモ|ホカノ|アワセテ
|イズレモ|マタハ|オモニ|タメニハ|コトハ|トコロ|ダケデ|ワカル|アタル|モノト|ウチノ|デアル|シテオリ
""".replace("\n", "").split("|")


def test_ordinary_sentences_do_not_fire_for_names_whose_hiragana_is_grammar():
    secrets = [
        Organization(id=f"o{k}", name=f"株式会社{name}", kind=OrganizationKind.COMPANY)
        for k, name in enumerate(_ORDINARY_KANA)
    ]
    leaks = [leak for leak in Gate(secrets).scan_bytes("a.txt", "\n".join(_TEXTS * 3).encode()) if leak.organization]
    assert leaks == []


@pytest.mark.parametrize(
    "text", ["安全管理の徹底", "安全利用の手引き", "通信障害", "情報保有量", "技術調査", "総合対応"]
)
def test_an_ordinary_word_is_no_name_before_words_of_every_text(text):
    assert [found(f"株式会社{name}", text) for name in ("安全", "通信", "情報", "技術", "総合")] == [set()] * 5
