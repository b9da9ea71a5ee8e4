"""What stands for a name, and how the sentence around it comes out."""

import unicodedata

import pytest

from builders import make_organization
from generator.model import OrganizationKind
from tests.publish.anonymize.cast import EVERYONE, HOKUSEI, printed, sentence

CLOUD = "某クラウドサービス提供会社"


@pytest.mark.parametrize(
    "name",
    [
        "北星クラウド株式会社",
        "北星クラウド",
        "北星",
        "株式会社北星クラウド",
        "(株)北星クラウド",
        "㈱北星クラウド",
        "北星クラウド㈱",
        "北星クラウド(株)",
        "北星クラウド 株式会社",
        "北星 クラウド",
        "北星クラウド社",
        "ホクセイクラウド",
        "ﾎｸｾｲｸﾗｳﾄﾞ",
        "ホクセイ・クラウド",
        "Hokusei Cloud",
        "Hokusei Cloud Inc.",
        "Hokusei Cloud, Inc.",
        "HOKUSEI CLOUD",
        "Ｈｏｋｕｓｅｉ　Ｃｌｏｕｄ",
        "Hokusei Cloud Corporation",
        "「北星クラウド」",
        "『北星クラウド』",
        "北星クラウド(以下「北星」という。)",
        "北星クラウド株式会社(以下、北星)",
        "北星クラウド株式会社(本社: 架空町)",
        "北星クラウド株式会社(法人番号0110001000000)",
        "クラウドサービス提供会社の北星クラウド",
        "大手クラウドサービス提供会社の北星クラウド",
        "某クラウドサービス提供会社",
    ],
)
def test_however_the_name_is_written_the_alias_stands_there(name):
    assert sentence(f"{name}は、10月19日に公表した。", hokusei="victim") == f"{CLOUD}は、10月19日に公表した。"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("北星クラウドは公表した。北星クラウドは調査中。", f"{CLOUD}は公表した。同社は調査中。"),
        ("北星クラウドは公表した。同社は調査中。", f"{CLOUD}は公表した。同社は調査中。"),
        ("元北星社員が逮捕された。", f"元{CLOUD}社員が逮捕された。"),
        ("北星クラウドグループのサーバ。", f"{CLOUD}グループのサーバ。"),
        ("北星銀行と北星クラウドは別。", f"北星銀行と{CLOUD}は別。"),
        ("某北星クラウドが公表。", f"{CLOUD}が公表。"),
        ("北星クラウドのホクセイドライブで障害。", f"{CLOUD}のサービスで障害。"),
        ("ホクセイドライブで障害。北星クラウドが公表。", f"{CLOUD}のサービスで障害。同社が公表。"),
        ("北星クラウドは、ホクセイドライブを停止。", f"{CLOUD}は、同社サービスを停止。"),
        ("北星クラウドが運営する「ホクセイドライブ」を停止。", f"{CLOUD}が運営するサービスを停止。"),
        ("北星クラウドの会員サービス「ホクセイドライブ」を停止。", f"{CLOUD}の会員サービスを停止。"),
        ("北星クラウドの会員サービスであるホクセイドライブを停止。", f"{CLOUD}の会員サービスを停止。"),
        ("北星クラウドのサービス(ホクセイドライブ)を停止。", f"{CLOUD}のサービスを停止。"),
        ("北星クラウドは通販サイト北星ショップを停止。", f"{CLOUD}は通販サイトを停止。"),
        ("北星クラウドの架空太郎社長は謝罪。", f"{CLOUD}の社長は謝罪。"),
        ("北星クラウドの架空社長は謝罪。", f"{CLOUD}の社長は謝罪。"),
        ("代表取締役社長の架空 太郎氏は謝罪。", "代表取締役社長は謝罪。"),
        ("架空太郎容疑者(35)を逮捕。", "容疑者を逮捕。"),
        ("架空太郎氏によると、北星クラウドは無事。", f"関係者によると、{CLOUD}は無事。"),
        ("北星クラウドは公式サイトhttps://www.hokusei-cloud.example/news?id=1で公表。", f"{CLOUD}は公式サイトで公表。"),
        ("北星クラウドは、info@hokusei-cloud.exampleで受け付ける。", f"{CLOUD}は、同社のメールアドレスで受け付ける。"),
        ("北星クラウドに電話(000-0000-0000)で尋ねる。", f"{CLOUD}に電話で尋ねる。"),
        ("北星クラウドは架空県架空町1丁目2-3に移転。", f"{CLOUD}は架空県内に移転。"),
        ("北星クラウドの架空町工場が停止。", f"{CLOUD}の国内工場が停止。"),
        ("北星クラウドの架空町のデータセンターが停止。", f"{CLOUD}の国内のデータセンターが停止。"),
        ("北星クラウドの架空県架空町のデータセンターが停止。", f"{CLOUD}の架空県内のデータセンターが停止。"),
        ("北星クラウドは架空町に協力。", f"{CLOUD}は町に協力。"),
        ("「北星クラウド」をかたるメール。", f"{CLOUD}をかたるメール。"),
        ("北星クラウドは、ホクセイドライブ社を装うメールに注意。", f"{CLOUD}は、同社サービスを装うメールに注意。"),
        ("漏えいを公表(北星クラウド)", f"漏えいを公表({CLOUD})"),
        ("北星クラウド 障害を公表", f"{CLOUD} 障害を公表"),
        ("障害を公表 北星クラウド", f"障害を公表 {CLOUD}"),
    ],
)
def test_the_sentence_stays_whole(written, told):
    assert sentence(written, hokusei="victim") == told


def test_headline_and_body_each_begin_with_the_alias():
    entry = printed(
        "北星クラウドは公表した。", "北星クラウドは調査する。", headline="北星クラウド 漏えい", hokusei="victim"
    )

    assert entry.headline == f"{CLOUD} 漏えい"
    assert entry.body == (f"{CLOUD}は公表した。", "同社は調査する。")


@pytest.mark.parametrize("word", ["東北星空市民会", "オホクセイドライブス", "Hokusei Clouds", "北星銀行", "共北星"])
def test_a_name_inside_a_longer_word_is_left_to_the_gate(word):
    assert sentence(f"{word}は無関係。", hokusei="victim") == f"{word}は無関係。"


def test_a_short_name_is_not_seen_in_an_ordinary_word():
    korona = make_organization(id="korona", name="株式会社コロナ", other_names=("コロナ",), industry="小売会社")

    told = sentence("コロナ禍でもコロナは営業し、新型コロナウイルスへの対策をした。", (korona,), korona="victim")

    assert told == "コロナ禍でも某小売会社は営業し、新型コロナウイルスへの対策をした。"


def test_a_name_in_hiragana_is_seen_between_particles():
    hitsuji = make_organization(
        id="hitsuji", name="株式会社ひつじぐも", other_names=("ひつじぐも",), industry="小売会社"
    )

    told = sentence("これはひつじぐもの発表だ。ひつじぐもさんより、ひつじぐもめの話。", (hitsuji,), hitsuji="victim")

    assert told == "これは某小売会社の発表だ。同社さんより、ひつじぐもめの話。"


def test_family_names_and_places_speak_only_of_a_party():
    text = "架空社長によると、架空町の会社という。"

    assert sentence(text, hokusei="victim") == "社長によると、町の会社という。"
    assert sentence(text, minase="victim") == text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("みなと商事のヴェーベル氏は謝罪。", "某商社の関係者は謝罪。"),
        ("アルノルト・ヴェーベル社長は謝罪。", "社長は謝罪。"),
        ("みなと商事の日沼前社長は謝罪。", "某商社の前社長は謝罪。"),
        ("元社長の日沼が謝罪。", "元社長が謝罪。"),
        ("社長の日沼鉄之介氏は謝罪。", "社長は謝罪。"),
        ("Weber CEOは謝罪。", "CEOは謝罪。"),
        ("社長の日沼津市への出張、日沼市、クヴェーベル氏。", "社長の日沼津市への出張、日沼市、クヴェーベル氏。"),
    ],
)
def test_a_family_name_is_a_persons_where_a_title_stands_beside(written, told):
    people = ("アルノルト・ヴェーベル", "日沼 鉄之介", "Arnold Weber")
    trader = make_organization(
        id="x", name="みなと商事株式会社", other_names=("みなと商事",), industry="商社", people=people
    )

    assert sentence(written, (trader,), x="victim") == told


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["みちづれ工房", "ミチヅレ工房", "ﾐﾁﾂﾞﾚ工房"])
def test_a_name_in_hiragana_is_seen_in_katakana_of_any_width(name, form):
    shop = make_organization(id="x", name="みちづれ工房", industry="小売会社")

    assert sentence(unicodedata.normalize(form, f"{name}は公表。"), (shop,), x="victim") == "某小売会社は公表。"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("コロニネットスーパーで漏えい。", "某小売会社ネットスーパーで漏えい。"),
        ("三恵東京支店が公表。", "某通信会社東京支店が公表。"),
        ("三恵漏えい調査委員会が公表。", "某通信会社漏えい調査委員会が公表。"),
        ("コロニー、三恵銀行本店、三恵東京寺が公表。", "コロニー、三恵銀行本店、三恵東京寺が公表。"),
    ],
)
def test_a_short_name_is_seen_before_what_belongs_to_a_company(written, told):
    shop = make_organization(id="k", name="株式会社コロニ", other_names=("コロニ",), industry="小売会社")
    carrier = make_organization(id="s", name="三恵株式会社", other_names=("三恵",), industry="通信会社")

    assert sentence(written, (shop, carrier), k="victim", s="victim") == told


def test_the_places_of_a_named_body_stay():
    city = make_organization(
        id="x", name="架空市", kind=OrganizationKind.MUNICIPALITY, industry=None, places=("架空町",)
    )

    assert sentence("架空市架空町で紛失した。", (city,), x="victim") == "架空市架空町で紛失した。"


def test_the_longest_name_wins_over_a_public_body_inside_it():
    assert sentence("架空県職員共済組合は、架空県に報告。", kyosai="victim") == "某共済組合は、架空県に報告。"


def test_latin_names_of_few_letters_keep_their_case():
    port = make_organization(id="port", name="PORT株式会社", other_names=("PORT",), industry="小売会社")

    told = sentence("PORTは443番port(port 443)を閉じた。", (port,), port="victim")

    assert told == "某小売会社は443番port(port 443)を閉じた。"


def test_a_short_code_is_only_one_where_the_text_says_so():
    organization = make_organization(identifiers=("2026",), other_names=("ミナセ通信",))

    told = sentence("ミナセ通信(証券コード:2026)は2026年に公表。", (organization,), minase="victim")

    assert told == "某通信会社は2026年に公表。"


@pytest.mark.parametrize(
    ("kind", "name", "alias", "later"),
    [
        (OrganizationKind.COMPANY, "架空商店", "某企業", "同社"),
        (OrganizationKind.COOPERATIVE, "架空生活協同組合", "某生活協同組合", "同組合"),
        (OrganizationKind.ASSOCIATION, "架空友の会", "某団体", "同団体"),
        (OrganizationKind.ASSOCIATION, "架空商工会議所", "某商工会議所", "同会議所"),
        (OrganizationKind.FOUNDATION, "公益財団法人架空会", "某財団法人", "同法人"),
        (OrganizationKind.SCHOOL_PRIVATE, "架空大学", "某私立大学", "同大学"),
        (OrganizationKind.SCHOOL_PRIVATE, "架空高等学校", "某私立学校", "同校"),
        (OrganizationKind.SCHOOL_PRIVATE, "学校法人架空学園", "某学校法人", "同法人"),
        (OrganizationKind.MEDICAL_PRIVATE, "医療法人架空会", "某医療法人", "同法人"),
        (OrganizationKind.MEDICAL_PRIVATE, "架空クリニック", "某医療機関", "同院"),
        (OrganizationKind.MEDIA, "架空放送", "某報道機関", "同社"),
    ],
)
def test_each_kind_has_its_alias_and_its_word_for_the_second_time(kind, name, alias, later):
    organization = make_organization(id="x", name=name, kind=kind, industry=None)

    entry = printed(f"{name}は公表した。", f"{name}は調査する。", organizations=(organization,), x="victim")

    assert entry.body == (f"{alias}は公表した。", f"{later}は調査する。")


def test_two_aliases_in_one_entry_are_not_both_called_the_same_company():
    entry = printed(
        "春風通信は公表した。", "ヴァンテイルも公表した。", "春風通信は調査する。", harukaze="victim", vanteil="victim"
    )

    assert entry.body == ("某通信会社は公表した。", "某ソフトウェア開発会社も公表した。", "某通信会社は調査する。")


def test_unknown_addresses_are_dropped_but_not_those_of_public_bodies():
    told = sentence(
        "詳細はhttps://shop.example/a、https://www.soumu.go.jp/b、info@shop.exampleを参照。", hokusei="victim"
    )

    assert told == "詳細はWebサイト、https://www.soumu.go.jp/b、メールアドレスを参照。"


def test_every_name_of_every_registered_organization_goes_from_every_text():
    for organization in EVERYONE:
        names = (organization.name, *organization.other_names, *organization.english, *organization.brands)
        for name in names:
            told = sentence(f"調査では、{name}が関係していた。", hokusei="victim")
            is_named = organization.id in {"kakuu-ken", "iinkai"}
            assert (name in told) is is_named, (name, told)


def test_a_text_without_a_name_is_left_as_it_is():
    text = "調査会社の解析では、持ち出しの跡は見当たらなかったという。「製品」の 更新は(未定)。"

    assert sentence(text, hokusei="victim") == text


def test_masking_what_is_masked_changes_nothing():
    first = printed("北星クラウドは公表した。", "北星のホクセイドライブは無事。", hokusei="victim", minase="vendor")
    again = printed(*first.body, headline=first.headline, hokusei="victim", minase="vendor")

    assert (again.headline, again.body) == (first.headline, first.body)
    assert HOKUSEI.name not in "".join(first.body)
