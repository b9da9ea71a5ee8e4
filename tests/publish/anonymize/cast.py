"""An invented cast for the tests of anonymization, and the shortest way to a printed entry."""

from builders import make_archive, make_entry, make_issue
from generator.model import Organization, OrganizationKind, Party, Role
from generator.publish.anonymize import anonymize

K = OrganizationKind

HOKUSEI = Organization(
    id="hokusei",
    name="北星クラウド株式会社",
    kind=K.COMPANY,
    other_names=("北星クラウド", "北星"),
    kana=("ホクセイクラウド",),
    english=("Hokusei Cloud Inc.",),
    brands=("ホクセイドライブ", "北星ショップ"),
    domains=("hokusei-cloud.example",),
    people=("架空 太郎",),
    identifiers=("000-0000-0000", "0110001000000"),
    industry="クラウドサービス提供会社",
    places=("架空町",),
)
MINASE = Organization(
    id="minase",
    name="株式会社ミナセ",
    kind=K.COMPANY,
    other_names=("ミナセ", "ミナセ電算"),
    english=("Minase Co., Ltd.",),
    brands=("ミナセ窓口",),
    domains=("minase.example",),
    industry="情報処理会社",
)
MINASE_AMERICA = Organization(
    id="minase-america", name="ミナセ・アメリカ社", kind=K.COMPANY, industry="情報処理会社", group=("minase",)
)
HARUKAZE = Organization(
    id="harukaze", name="春風通信株式会社", kind=K.COMPANY, other_names=("春風通信",), industry="通信会社"
)
NAGISA = Organization(
    id="nagisa", name="渚ネットワークス株式会社", kind=K.COMPANY, other_names=("渚ネットワークス",), industry="通信会社"
)
ISOBE = Organization(
    id="isobe",
    name="磯辺モバイル株式会社",
    kind=K.COMPANY,
    other_names=("磯辺モバイル",),
    industry="携帯電話販売会社",
    alias="某通信会社",
)
KYOSAI = Organization(id="kyosai", name="架空県職員共済組合", kind=K.COOPERATIVE, other_names=("架空共済",))
GAKUEN = Organization(
    id="gakuen", name="学校法人若葉台学園", kind=K.SCHOOL_PRIVATE, other_names=("若葉台学園",), brands=("若葉台大学",)
)
IRYO = Organization(id="iryo", name="医療法人社団あおば会", kind=K.MEDICAL_PRIVATE, other_names=("あおば会",))
GAKKAI = Organization(id="gakkai", name="日本架空文化学会", kind=K.ASSOCIATION, other_names=("架空文化学会",))
CHOSAKAI = Organization(
    id="chosakai",
    name="一般財団法人架空調査会",
    kind=K.FOUNDATION,
    other_names=("架空調査会",),
    domains=("chosakai.example",),
)
YUMEMI = Organization(
    id="yumemi", name="架空県夢見市", kind=K.MUNICIPALITY, other_names=("夢見市",), domains=("city-yumemi.example",)
)
KAKUU_KEN = Organization(id="kakuu-ken", name="架空県", kind=K.MUNICIPALITY)
IINKAI = Organization(
    id="iinkai",
    name="架空情報委員会",
    kind=K.MINISTRY,
    domains=("iinkai.example",),
    people=("委員 花子",),
)
SHIMBUN = Organization(id="shimbun", name="架空新聞社", kind=K.MEDIA, other_names=("架空新聞",))
VANTEIL = Organization(
    id="vanteil",
    name="ヴァンテイル株式会社",
    kind=K.COMPANY,
    other_names=("ヴァンテイル",),
    brands=("Vanteil Gate",),
    industry="ソフトウェア開発会社",
)

EVERYONE = (
    HOKUSEI,
    MINASE,
    MINASE_AMERICA,
    HARUKAZE,
    NAGISA,
    ISOBE,
    KYOSAI,
    GAKUEN,
    IRYO,
    GAKKAI,
    CHOSAKAI,
    YUMEMI,
    KAKUU_KEN,
    IINKAI,
    SHIMBUN,
    VANTEIL,
)


def parties(**roles):
    """parties(hokusei="victim", minase="vendor"); an underscore is a hyphen."""
    return tuple(Party(organization=name.replace("_", "-"), role=Role(role)) for name, role in roles.items())


def printed_archive(*entries, organizations=EVERYONE, **changes):
    return anonymize(make_archive(organizations=organizations, issues=(make_issue(*entries),), **changes))


def printed(*body, headline="不正アクセスについて公表", organizations=EVERYONE, changes=None, **roles):
    """Give the one entry as it is printed, with these sentences and these parties."""
    entry = make_entry(headline=headline, body=body, parties=parties(**roles), **(changes or {}))
    return printed_archive(entry, organizations=organizations).issues[0].entries[0]


def sentence(text, organizations=EVERYONE, **roles):
    """Give one sentence as it is printed."""
    return printed(text, organizations=organizations, **roles).body[0]
