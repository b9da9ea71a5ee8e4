"""Strict mode: nothing exact is left, and the sentence is still one."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_archive, make_entry, make_issue, make_newsletter, make_organization
from generator.language.exact import exact_forms
from generator.model import Affected, Correction, Facts, Period, Privacy
from generator.publish.anonymize import anonymize
from generator.publish.generalize import generalize, rounded, written
from generator.publish.strictness import strict_secrets
from tests.publish.anonymize.cast import EVERYONE, parties, printed


@pytest.mark.parametrize(
    ("exact", "general"),
    [
        ("取引先76名の氏名", "取引先数十名の氏名"),
        ("関係者1,375名", "関係者約1,000名"),
        ("23,508件の情報", "約2万件の情報"),
        ("約186万件について", "約200万件について"),
        ("最大8,914名", "最大約9,000名"),
        ("約21万4千件のうち", "約20万件のうち"),
        ("15件", "十数件"),
        ("3名", "数名"),
        ("別の1社に", "別の1社に"),
        ("10件を超える", "10件を超える"),
        ("72時間以内に適用", "72時間以内に適用"),
        ("約35分間操作", "数十分間操作"),
        ("特別損失125,934千円を計上", "特別損失約1億円を計上"),
        ("被害は計214,600円相当", "被害は計約20万円相当"),
        ("約3億1,200万円相当", "約3億円相当"),
        ("全体の26.8%", "全体の約3割"),
        ("全体の2%", "全体の1割未満"),
        ("7月19日、公表", "7月中旬、公表"),
        ("2020年12月1日から2023年7月31日の期間", "2020年12月上旬から2023年7月下旬の期間"),
        ("5月16日から19日にかけて発生", "5月中旬に発生"),
        ("5月24日から30日までの間、転送", "5月下旬の間、転送"),
        ("6月5日未明に暗号化", "6月上旬の未明に暗号化"),
        ("5月22日未明の午前2時40分ごろ、停止", "5月下旬の未明、停止"),
        ("翌19日には依頼し", "翌日には依頼し"),
        ("15日に停止したが、16日に再開し、17日には戻った", "中旬に停止したが、その後、再開し、その後は戻った"),
        ("最大7日の遅延", "最大7日の遅延"),
        ("3日間の調査", "数日間の調査"),
        ("5月25日に第一報を公表していた攻撃", "すでに公表していた攻撃"),
        ("5月25日の第一報、6月26日の第二報に続く第三報を公表", "これまでの報告に続く続報を公表"),
        ("最終報となる第四報を公表", "続報を公表"),
        ("サービスを停止(第一報)", "サービスを停止"),
        ("流出を確認(第二報)", "流出を確認(続報)"),
        ("第一報を公表した", "最初の報告を公表した"),
        ("タイの子会社", "海外の子会社"),
        ("米国子会社とカナダ子会社", "海外子会社と海外子会社"),
        ("タイミングとタイプ、中国地方", "タイミングとタイプ、中国地方"),
        ("契約者の氏名・住所・電話番号・メールアドレスが漏えい", "契約者の基本情報・連絡先が漏えい"),
        ("受験生・在学生の氏名・住所・成績とのこと", "受験生・在学生の基本情報・連絡先・学籍情報とのこと"),
        ("調査・復旧・再発防止を行う", "調査・復旧・再発防止を行う"),
        ("2024年3月期第1四半期", "2024年3月期第1四半期"),
        ("CVE-2026-90001とJVN#99417026", "CVE-2026-90001とJVN#99417026"),
        ("某通信会社は公表した。", "某通信会社は公表した。"),
        # spellings
        ("四千三百二十一名が", "約4,000名が"),
        ("４，３２１名の情報", "約4,000名の情報"),
        ("4,321 名の情報", "約4,000名の情報"),
        ("12/3に公表", "12月上旬に公表"),
        ("2026-12-03に公表", "2026年12月上旬に公表"),
        ("2026/12/13、公表", "2026年12月中旬、公表"),
        ("十二月三日、公表", "12月上旬、公表"),
        ("二〇二六年十二月二十三日", "2026年12月下旬"),
        ("計1,234が漏えい", "計約1,000が漏えい"),
        ("¥1,234,567の被害", "約100万円の被害"),
        ("$12,345を支払った", "約1万ドルを支払った"),
        ("15:20に停止", "午後に停止"),
        ("午後3:20から4:40まで", "午後から夕方まで"),
        ("12月3日15:20、検知", "12月上旬の午後、検知"),
        ("37.4％が開いた", "約4割が開いた"),
        ("136日後に判明", "約100日後に判明"),
        ("45日にわたり停止", "数十日にわたり停止"),
        ("12月3、4日に停止", "12月上旬に停止"),
        ("12月9、11日に停止", "12月上旬・中旬に停止"),
        ("12月3～5日に停止", "12月上旬に停止"),
        ("3日(木)に公表", "上旬に公表"),
        ("12月3日(木・祝)に公表", "12月上旬に公表"),
        # what only looks like it
        ("全体の2/3が、約1/3に", "全体の2/3が、約1/3に"),
        ("2～3日で復旧", "2～3日で復旧"),
        ("二人三脚で、百貨店と千人町、一件", "二人三脚で、百貨店と千人町、一件"),
        ("24時間体制で監視", "24時間体制で監視"),
        ("10:20:30:40:50:60、192.0.2.1、ver1.2.3", "10:20:30:40:50:60、192.0.2.1、ver1.2.3"),
        # countries
        ("独自の対策で独立し、独占禁止法を", "独自の対策で独立し、独占禁止法を"),
        ("英数字と英会話、仏教と米子市", "英数字と英会話、仏教と米子市"),
        ("中国銀行と中国新聞、中国語", "中国銀行と中国新聞、中国語"),
        ("米国会社法、インド洋、お米で、米の消費", "米国会社法、インド洋、お米で、米の消費"),
        ("米国当局と英当局、中国の工場", "海外当局と海外当局、海外の工場"),
        ("米で公表し、米、英、独の当局が", "海外で公表し、海外の当局が"),
        # lists
        (
            "会員の氏名、住所、電話番号、メールアドレス、生年月日、性別、職業、購入履歴、カード番号、有効期限、パスワード、IDの12項目",
            "会員の基本情報、連絡先、所属情報、取引情報、クレジットカード情報、認証情報、会員情報の十数項目",
        ),
        ("氏名、住所、電話番号が漏えいし、調査している", "基本情報、連絡先が漏えいし、調査している"),
        ("届け先の氏名・住所・電話番号・メールアドレスについても", "届け先の基本情報・連絡先についても"),
        ("氏名・住所・電話番号も、漏えいした", "基本情報・連絡先も、漏えいした"),
        ("氏名・旅程・旅行代金が他の利用者の画面に", "基本情報・その他の情報が他の利用者の画面に"),
        ("基本情報、連絡先、取引情報が漏えい", "基本情報、連絡先、取引情報が漏えい"),
        ("調査を行い、氏名を確認し、住所も確認した", "調査を行い、氏名を確認し、住所も確認した"),
        ("サービスの利用、契約、商品の購入を", "サービスの利用、契約、商品の購入を"),
        # names of things in quotes
        ("会員システム「ソラノミチ」に侵入", "会員システムに侵入"),
        ("「ソラノミチ」のサーバが停止", "システムのサーバが停止"),
        ("「みちくさ」というアプリの会員", "アプリの会員"),
        ("「ソラノミチ」の会員と「みちくさ通販」の会員", "サービスの会員と通販サイトの会員"),
        ("「サイバー白書」と「不正アクセス」を", "「サイバー白書」と「不正アクセス」を"),
    ],
)
def test_what_is_exact_becomes_general(exact, general):
    assert generalize(exact) == general


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("四千三百二十一名", {"四千三百二十一名", "4,321名"}),
        ("４，３２１名", {"４，３２１名", "4,321名"}),
        ("12/3に公表", {"12月3日"}),
        ("2026-12-03", {"2026-12-03", "2026年12月3日"}),
        ("十二月三日", {"十二月三日", "12月3日"}),
        ("計1,234", {"1,234"}),
        ("¥1,234,567", {"¥1,234,567", "1,234,567円"}),
        ("15:20", {"15:20", "15時20分"}),
        ("37.4％", {"37.4％", "37.4%"}),
        ("136日後", {"136日後"}),
        ("約1,000名、10月、15時、30%、第三者", set()),
    ],
)
def test_the_gate_is_told_of_every_spelling_of_what_is_exact(text, forms):
    assert {form for _, form in exact_forms(text)} == forms
    assert not [form for _, form in exact_forms(generalize(text))]


@given(st.integers(min_value=10, max_value=10**9), st.sampled_from(["名", "件", "社", "円", "アカウント"]))
def test_a_figure_with_more_than_one_digit_that_counts_never_survives(value, unit):
    figure = f"{value:,}{unit}"

    assert value == rounded(value) or figure not in generalize(f"漏えいは{figure}分とのこと。")


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31)))
def test_a_day_never_survives(day):
    text = generalize(f"{day.year}年{day.month}月{day.day}日に公表し、{day.day}日から停止した。")

    assert not re.search(r"\d日", text)


@given(st.integers(min_value=1, max_value=10**13))
def test_rounding_keeps_one_digit_and_stays_near(value):
    assert len(str(rounded(value)).rstrip("0")) == 1
    assert abs(rounded(value) - value) <= value / 2
    assert re.fullmatch(r"[\d,]+[万億兆]?", written(rounded(value)))


@given(st.text(alphabet="0123456789,.万千億約計年月日時分名件円%第一報・氏住所電話が、。のにから", max_size=60))
def test_generalizing_twice_is_generalizing_once_for_figures_and_days(text):
    once = generalize(text)

    assert not [form for label, form in exact_forms(once) if label == "数値" and form in text]


STRICT = {"privacy": Privacy.STRICT}


def test_a_strict_entry_is_general_in_every_part():
    facts = Facts(
        affected=(Affected(count=1375, unit="名", who="従業員"),),
        data=("氏名", "住所", "電話番号"),
        incident=Period(start=date(2026, 10, 1)),
    )
    entry = printed(
        "ミナセは10月19日、1,375名の漏えいを公表した。",
        headline="ミナセ 1,375名の漏えい(第二報)",
        changes={**STRICT, "facts": facts, "report": 2},
        minase="victim",
    )

    assert entry.headline == "某情報処理会社 約1,000名の漏えい(続報)"
    assert entry.body == ("某情報処理会社は10月中旬、約1,000名の漏えいを公表した。",)
    assert entry.facts == Facts(
        affected=(Affected(count=1000, unit="名", qualifier="約", who="従業員"),), data=("基本情報", "連絡先")
    )
    assert entry.report is None


def test_a_correction_is_general_too_and_its_figures_are_looked_for():
    corrections = (Correction(day=date(2026, 11, 12), text="ミナセの件数は1,376名でした。"),)
    entry = make_entry(body=("公表した。",), corrections=corrections, parties=parties(minase="victim"))

    archive, public = strict_month(entry)

    assert public.issues[0].entries[0].corrections[0].text == "某情報処理会社の件数は約1,000名でした。"
    assert [one.form for one in strict_secrets(archive, public)] == ["1,376名"]


def test_an_entry_about_a_named_body_stays_exact_in_strict_mode():
    assert "1,375名" in printed("夢見市は1,375名の漏えいを公表した。", changes=STRICT, yumemi="victim").body[0]


def test_a_business_of_few_companies_is_generalized_in_strict_mode_only():
    airline = make_organization(id="air", name="架空空輸株式会社", industry="航空会社")

    strict = printed("架空空輸は公表した。架空空輸株式会社が。", organizations=(airline,), changes=STRICT, air="victim")
    normal = printed("架空空輸株式会社は公表した。", organizations=(airline,), air="victim")

    assert strict.body == ("某運輸会社は公表した。同社が。",)
    assert strict.industry == "運輸会社"
    assert normal.body == ("某航空会社は公表した。",)


def strict_month(*entries):
    archive = make_archive(organizations=EVERYONE, newsletter=make_newsletter(**STRICT), issues=(make_issue(*entries),))
    return archive, anonymize(archive)


def test_the_exact_values_are_given_to_the_gate_and_stand_nowhere():
    entry = make_entry(
        headline="ミナセ 23,508件",
        body=("ミナセは10月19日、9月1日に23,508件と301名、125,934千円の被害に遭ったことを公表した。",),
        parties=parties(minase="victim"),
    )

    found = strict_secrets(*strict_month(entry))

    assert {(one.label, one.form) for one in found} == {
        ("数値", "23,508件"),
        ("数値", "301名"),
        ("金額", "125,934千円"),
        ("日付", "10月19日"),
        ("日付", "9月1日"),
    }
    texts = "".join(strict_month(entry)[1].issues[0].entries[0].body)
    assert not [one for one in found if one.form in texts]


def test_a_value_that_another_entry_prints_by_right_is_no_string_for_the_gate():
    entry = make_entry(body=("ミナセで9月1日に23,508件。",), parties=parties(minase="victim"))
    city = make_entry(id="2026-10-20-aaaa", body=("夢見市で9月1日に事故。",), parties=parties(yumemi="victim"))

    assert [one.form for one in strict_secrets(*strict_month(entry, city))] == ["23,508件"]


def test_without_strict_mode_there_are_no_exact_values_to_look_for():
    entry = make_entry(body=("ミナセで9月1日に23,508件。",), parties=parties(minase="victim"))
    archive = make_archive(entry, organizations=EVERYONE)

    assert strict_secrets(archive, anonymize(archive)) == ()
