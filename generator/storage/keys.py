"""What every key of every YAML file means, in Japanese: the one source for schemas, forms and the editors' handbook.

A key has a title (a field's label) and a sentence of what to write. `content/README.md` prints the same sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from ..model import (
    Affected,
    Approval,
    Cause,
    Certainty,
    Contact,
    Correction,
    Entry,
    Facts,
    Feed,
    FeedFormat,
    FeedKey,
    Highlight,
    Issue,
    IssueDigest,
    ListPage,
    Newsletter,
    Organization,
    OrganizationKind,
    PartDigest,
    Party,
    Period,
    Printed,
    Privacy,
    Relevance,
    Removal,
    Role,
    Section,
    Sent,
    Source,
    Suggestion,
    Tally,
    Waiver,
)
from .waivers import GateWaiver


class Key(NamedTuple):
    """A key's title, and what to write there."""

    title: str
    text: str


# By type and field of the model, in the order of the model; a test sees to it that none is missing and none too many.
KEYS: Mapping[type, Mapping[str, Key]] = {
    Entry: {
        "section": Key("分野", "号のどこに載るか"),
        "announced": Key("公表日", "公表された日(日本の日付)。`2026-10-19` の形"),
        "headline": Key("見出し", "組織の通称で始めます。「: 」(コロンと空白)が入るときは全体を `'…'` で囲みます"),
        "body": Key(
            "本文",
            "1行に1文ずつ「- 」を付けます。聞いた話であることを「という。」「とのこと。」「としている。」で示します",
        ),
        "thread": Key("続きもの", "続きものの、最初の記事のID(最初の記事自身には書きません)"),
        "report": Key("第N報", "第N報の N"),
        "parties": Key("登場する組織", "話に出る組織を、役割とともに"),
        "facts": Key("数字で分かっていること", "影響・原因・日付など"),
        "sources": Key("出典", "もとにした文書"),
        "privacy": Key("匿名化の強さ", "この記事だけ変えるとき。書かなければ newsletter.yml のとおり"),
        "waivers": Key("確認済みの指摘", "指摘を見送るときに、その理由とともに"),
        "corrections": Key("訂正", "配信したあとの訂正(`kawaraban correct` が書きます)"),
        "suggestion": Key("機械の提案", "候補にだけある、機械の提案。`accept` で消えます"),
    },
    Party: {
        "organization": Key("組織", "`organizations/` のファイル名(.yml を除く)"),
        "role": Key("役割", "この記事での立場"),
    },
    Facts: {
        "cause": Key("原因", "起きた原因"),
        "affected": Key("影響", "影響を受けた人や記録の数"),
        "data": Key("情報の種類", "漏えいした(おそれのある)情報の種類"),
        "incident": Key("起きた期間", "起きた期間"),
        "effective": Key("施行日", "施行日(政策)"),
        "comments_until": Key("意見募集の締切", "意見募集の締切(政策)"),
        "vulnerabilities": Key("脆弱性の番号", "CVE や JVN の番号"),
    },
    Affected: {
        "count": Key("数", "半角の数字。カンマは入れません"),
        "unit": Key("単位", "名・件・社など"),
        "qualifier": Key("約・最大など", "約・最大・超など"),
        "certainty": Key("確かさ", "公表した側が、どこまで確かめたか"),
        "who": Key("だれの", "従業員・顧客など"),
    },
    Period: {
        "start": Key("はじめ", "始まった日"),
        "end": Key("おわり", "終わった日"),
    },
    Source: {
        "url": Key("アドレス", "文書のアドレス"),
        "title": Key("題", "文書の題"),
        "publisher": Key("発行者", "文書の発行者"),
        "feed": Key("情報源", "`feeds.yml` のID"),
        "printed": Key("載せるか", "`true` なら題と発行者を載せます"),
    },
    Waiver: {
        "rule": Key("指摘の名前", "`check` が示す指摘の名前"),
        "reason": Key("理由", "見送ってよい理由"),
    },
    Correction: {
        "day": Key("訂正した日", "訂正した日"),
        "text": Key("訂正の文", "何がどう誤りで、正しくは何か"),
    },
    Suggestion: {
        "section": Key("分野の案", "機械が考えた分野。`irrelevant` は関係なし"),
        "confidence": Key("確かさ", "0.00 から 1.00"),
        "reasons": Key("理由", "そう考えた理由"),
        "headline": Key(
            "見出しの案", "紙面の形にした見出し。`accept` で見出しになります(見出しを直してあれば、そのまま)"
        ),
        "alias": Key("紙面での呼び名の案", "話の中心にいる組織の、某…の形の呼び名"),
        "names": Key("伏せる名前の案", "見出しのうち、伏せる必要がありそうな部分"),
        "organizations": Key("登録された組織", "話に出る、登録済みの組織"),
        "thread": Key("続きものの案", "続きと思われる記事のID"),
        "related": Key("関連", "似ている記事と候補のID"),
        "evidence": Key("根拠", "提案のもとになった語と位置"),
        "summary": Key("要約", "情報源にあった要約(編集者だけが見ます)"),
        "notes": Key("発行者による改訂", "発行者があとから変えたところ"),
    },
    Organization: {
        "name": Key("正式名称", "法人の種類まで書いた正式名称"),
        "other_names": Key("ほかの呼び名", "略称・旧称・報道での呼び名"),
        "kana": Key("読み", "かなの読み"),
        "english": Key("英語名", "英語名とローマ字の名"),
        "brands": Key("店・サービスなど", "店・アプリ・サービス・自社システムの名前"),
        "domains": Key("ドメイン", "サイトとメールのドメイン"),
        "people": Key("人", "名前の出る人(姓と名の間に空白)"),
        "identifiers": Key("番号など", "証券コード・法人番号・電話番号など"),
        "kind": Key("種類", "組織の種類。名前を載せるかどうかが、これで決まります"),
        "industry": Key("業種", "紙面での言い方で(通信会社 など)"),
        "alias": Key("紙面での呼び名", "某通信会社 など。なければ「某」+業種"),
        "printed": Key("載せ方", "種類ごとの決まりと違う扱いにするとき"),
        "reason": Key("理由", "載せ方を変える理由"),
        "group": Key("グループ", "親会社・グループ会社のファイル名"),
        "places": Key("場所", "書くと誰か分かってしまう、市町村より細かい地名"),
        "unconfirmed": Key("確認待ち", "見出しから自動で登録され、まだ人が確かめていないとき true(公開できません)"),
    },
    Issue: {
        "published": Key("発行日", "発行日"),
        "preface": Key("前書き", "この号だけの前書き(任意)"),
        "highlights": Key("今月の3点", "号のはじめに掲げる3点まで"),
        "order": Key("並び順", "日付順と違う順に載せるとき、記事のIDの一覧"),
        "written_by": Key("書いた人", "git の記録のほかに書いた人の名前。書いた人はこの号を承認できません"),
    },
    Highlight: {
        "text": Key("文", "1点を1文で"),
        "entry": Key("記事", "その記事のID(任意)"),
    },
    Newsletter: {
        "title": Key("誌名", "メールの題とサイトの題になります"),
        "publisher": Key("発行者", "送信者として表示されます(特定電子メール法第4条第1号で必要)"),
        "postal_address": Key("住所", "発行者の住所(特定電子メール法施行規則第9条で必要)"),
        "contact": Key("問い合わせ先", "苦情と問い合わせを受ける先(特定電子メール法施行規則第9条で必要)"),
        "opt_out": Key(
            "配信停止の宛先",
            "会員が配信を断る先(特定電子メール法第4条第2号で必要)。https のアドレスか、mailto: とメールアドレス",
        ),
        "site_url": Key("サイト", "公開するサイトのアドレス。/ で終えます"),
        "mail_from": Key("差出人", "差出人のメールアドレス"),
        "greeting": Key("あいさつ", "毎号の最初に載る文"),
        "footer": Key("末尾の注意書き", "毎号の最後に載る文"),
        "description": Key("説明", "サイトの短い説明"),
        "cut_off": Key("締切日", "号を締め切る日(1〜28)"),
        "sample": Key("見本か", "`true` なら、すべてのページとメールに見本と書きます"),
        "privacy": Key("匿名化の強さ", "名前以外も丸めるか"),
        "noindex": Key("検索に載せないか", "`true` なら、検索エンジンに載せないよう頼みます"),
        "subscribe": Key("申し込み先", "配信を申し込む先(https のアドレスか mailto:)。書かなければ問い合わせ先"),
        "entry_pages": Key(
            "記事ごとのページ",
            "`true` なら、記事ごとのページも作り、一覧・検索・フィードからはそこへつなぎます。"
            "いちど公開したら戻さないでください(配ったアドレスが消えます)",
        ),
        "one_click": Key("ワンクリックの配信停止", "配信停止の宛先がワンクリック(RFC 8058)を受け付けるか"),
    },
    Removal: {
        "issue": Key("号", "載っていた号(年-月)"),
        "entry": Key("記事", "取り下げた記事のID。号の全体なら書きません"),
        "day": Key("取り下げた日", "取り下げた日"),
        "reason": Key("理由", "もとのアドレスに、そのまま載ります。名前を書かないでください"),
        "see": Key("代わりの記事", "代わりに読んでもらう記事のID(任意)"),
    },
    Contact: {
        "name": Key("窓口の名前", "担当の部署や人"),
        "email": Key("メールアドレス", "会員が問い合わせるメールアドレス"),
        "url": Key("ページ", "問い合わせのページ(任意)"),
    },
    Feed: {
        "id": Key("ID", "半角の英小文字・数字・ハイフン。収集の記録の鍵になるため、後から変えません"),
        "title": Key("名前", "情報源の名前"),
        "url": Key("アドレス", "フィードのアドレス"),
        "format": Key("形式", "書かなければ、中身から見分けます"),
        "section": Key("ふだんの分野", "この情報源の項目の、ふだんの分野"),
        "default": Key("候補にするか", "どの規則にも当たらない項目の扱い"),
        "keep": Key("残す語", "この語のある項目は、関係ありとします"),
        "key": Key("見分ける鍵", "項目を見分けるもの。書かなければ guid、なければ link"),
        "max_age_days": Key("古さの限度", "最新の項目がこの日数より古いままなら、知らせます"),
        "enabled": Key("使うか", "`false` のものは取得しません"),
        "checked": Key("確かめた日", "最後に確かめた日"),
        "note": Key("覚え書き", "この情報源について知っておくこと"),
        "list": Key("一覧の読み方", "`format: html` のとき、一覧のページの読み方"),
    },
    ListPage: {
        "item": Key("項目", "項目1つを囲む要素(CSSセレクター)"),
        "title": Key("題", "項目の中の題"),
        "link": Key("リンク", "項目の中のリンク"),
        "date": Key("日付", "項目の中の日付"),
        "encoding": Key("文字コード", "宣言と違うとき"),
    },
    GateWaiver: {
        "organization": Key("組織", "指摘された組織のファイル名。構造の指摘では書きません"),
        "file": Key("ファイル", "指摘されたファイル"),
        "context_hash": Key("前後の指紋", "指摘の前後の文字の指紋(検査の結果にあります)"),
        "reason": Key("理由", "残してよい理由"),
        "editor": Key("決めた人", "決めた編集者の名前"),
    },
    Approval: {
        "by": Key("承認した人", "送る内容を読んで確かめた人"),
        "at": Key("日時", "承認した日時"),
        "writers": Key("書いた人", "承認できない人として扱った、書いた人"),
        "approved": Key("承認した内容", "承認した内容の指紋"),
    },
    IssueDigest: {
        "digest": Key("全体", "以下すべての指紋"),
        "text": Key("テキスト", "メールのテキストの指紋"),
        "html": Key("HTML", "メールのHTMLの指紋"),
        "message": Key("メール", "メール全体の指紋"),
        "frame": Key("記事のほか", "前書きや発行日など、記事のほかの指紋"),
        "entries": Key("記事", "記事ごとの指紋"),
        "corrections": Key("訂正のメール", "訂正のメールごとの指紋"),
    },
    PartDigest: {
        "id": Key("記事", "記事のID"),
        "digest": Key("指紋", "会員が読む内容の指紋(SHA-256)"),
    },
    Sent: {
        "run": Key("配信の番号", "この配信を指す番号"),
        "message": Key("メール", "送ったメールの指紋"),
        "approved_by": Key("承認した人", "承認した人"),
        "via": Key("送り方", "smtp、または引き渡した先"),
        "recipients": Key("宛先の数", "名簿にあった数。引き渡した先が持つときは 0"),
        "begun": Key("始めた日時", "始めた日時"),
        "finished": Key("終えた日時", "終えた日時"),
        "tally": Key("内訳", "宛先の状態ごとの数"),
        "engine": Key("引き渡し先での名前", "引き渡した先での、この配信の名前"),
    },
    Tally: {
        "sent": Key("送った", "送った数"),
        "failed": Key("失敗", "失敗した数"),
        "suppressed": Key("送らない", "配信停止などで送らない数"),
        "unknown": Key("不明", "届いたか分からない数"),
        "waiting": Key("待ち", "まだ送っていない数"),
    },
}

# What the words of a closed list mean, where the words do not say it in Japanese.
VALUES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Section: {section: f"{section.number}.{section.label}" for section in Section},
    Cause: {cause: cause.label for cause in Cause},
    Certainty: {certainty: certainty.label for certainty in Certainty},
    Privacy: {Privacy.NORMAL: "名前だけを伏せる", Privacy.STRICT: "件数や日付も丸める"},
    Role: {
        Role.VICTIM: "当事者",
        Role.VENDOR: "委託先・開発元",
        Role.CLIENT: "委託元",
        Role.SUBSIDIARY: "グループ会社",
        Role.AUTHORITY: "当局",
        Role.AUTHOR: "文書の発行者",
    },
    OrganizationKind: {
        OrganizationKind.COMPANY: "会社",
        OrganizationKind.COOPERATIVE: "組合・共済組合",
        OrganizationKind.ASSOCIATION: "協会・学会・商工会議所・NPO",
        OrganizationKind.FOUNDATION: "一般・公益の財団と社団",
        OrganizationKind.SCHOOL_PRIVATE: "私立学校",
        OrganizationKind.MEDICAL_PRIVATE: "医療法人・社会福祉法人",
        OrganizationKind.UNIVERSITY_PUBLIC: "国公立大学",
        OrganizationKind.SCHOOL_PUBLIC: "公立学校",
        OrganizationKind.HOSPITAL_PUBLIC: "公立病院",
        OrganizationKind.MUNICIPALITY: "自治体",
        OrganizationKind.MINISTRY: "府省庁・委員会",
        OrganizationKind.AGENCY: "独立行政法人・特殊法人",
        OrganizationKind.POLICE: "警察",
        OrganizationKind.FOREIGN: "外国の政府と機関",
        OrganizationKind.MEDIA: "報道機関",
        OrganizationKind.PERSON: "個人",
    },
    Printed: {Printed.YES: "名前を載せる", Printed.ALIAS: "某…と書く", Printed.ROLE: "委託先など、役割で書く"},
    FeedFormat: {
        FeedFormat.AUTO: "RSS・Atom・JVNRSS・JSON Feed",
        FeedFormat.KEV: "KEV カタログ(JSON)",
        FeedFormat.NVD: "NVD 2.0(JSON)",
        FeedFormat.MYJVN: "MyJVN API",
        FeedFormat.HTML: "一覧のページ",
    },
    FeedKey: {FeedKey.GUID: "guid・Atom の id", FeedKey.LINK: "リンク", FeedKey.TITLE_DATE: "題と日付"},
    Relevance: {Relevance.CANDIDATE: "候補にする", Relevance.IRRELEVANT: "関係ありとされたものだけを候補にする"},
}
