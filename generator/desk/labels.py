"""What things are called on the desk: the fields, roles, kinds and treatments, in the editors' words."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..model import Cause, Certainty, OrganizationKind, Printed, Role

_FIELDS = {
    "section": "分類",
    "announced": "公表日",
    "headline": "見出し",
    "body": "本文",
    "thread": "続きもの",
    "report": "第N報",
    "parties": "登場する組織",
    "organization": "組織",
    "role": "役割",
    "facts": "分かっている数字",
    "cause": "原因",
    "affected": "影響",
    "count": "件数",
    "unit": "単位",
    "data": "情報の種類",
    "incident": "起きた期間",
    "effective": "施行日",
    "comments_until": "意見募集の締切",
    "vulnerabilities": "脆弱性の番号",
    "sources": "出典",
    "title": "出典の題",
    "privacy": "伏せ方",
    "waivers": "確認済みの指摘",
    "rule": "指摘の名前",
    "reason": "理由",
    "corrections": "訂正",
    "name": "正式名称",
    "other_names": "ほかの呼び名",
    "kana": "読み",
    "english": "英語名",
    "brands": "店・サービス・製品の名前",
    "domains": "ドメイン",
    "people": "名前の出る人",
    "identifiers": "番号・所在地",
    "kind": "種類",
    "industry": "業種",
    "alias": "紙面での呼び名",
    "printed": "載せ方",
    "group": "グループの組織",
    "places": "分かってしまう地名",
    "published": "発行日",
    "preface": "前書き",
    "highlights": "今月の3点",
    "order": "並び順",
    "text": "今月の3点の文",
    "suggestion": "機械の提案",
    "certainty": "確かさ",
    "qualifier": "約など",
    "who": "だれの・何の",
    "from": "いつから",
    "to": "いつまで",
    "url": "アドレス",
    "publisher": "発行者",
    "feed": "情報源",
}
ROLES = {
    Role.VICTIM: "当事者",
    Role.VENDOR: "委託先・開発元",
    Role.CLIENT: "委託元",
    Role.SUBSIDIARY: "グループ会社",
    Role.AUTHORITY: "当局",
    Role.AUTHOR: "文書の発行者",
}
KINDS = {
    OrganizationKind.COMPANY: "会社",
    OrganizationKind.COOPERATIVE: "組合",
    OrganizationKind.ASSOCIATION: "協会・学会・NPO",
    OrganizationKind.FOUNDATION: "一般・公益法人",
    OrganizationKind.SCHOOL_PRIVATE: "私立学校",
    OrganizationKind.MEDICAL_PRIVATE: "医療法人",
    OrganizationKind.UNIVERSITY_PUBLIC: "国公立大学",
    OrganizationKind.SCHOOL_PUBLIC: "公立学校",
    OrganizationKind.HOSPITAL_PUBLIC: "公立病院",
    OrganizationKind.MUNICIPALITY: "自治体",
    OrganizationKind.MINISTRY: "府省庁・委員会",
    OrganizationKind.AGENCY: "独立行政法人など",
    OrganizationKind.POLICE: "警察",
    OrganizationKind.FOREIGN: "外国の機関",
    OrganizationKind.MEDIA: "報道機関",
    OrganizationKind.PERSON: "個人",
}
TREATMENTS = {Printed.YES: "実名で載せる", Printed.ALIAS: "某…で載せる", Printed.ROLE: "役割(委託先など)で載せる"}
_EVIDENCE = re.compile(r"(?P<field>[a-z_]+(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)*): (?P<rest>.+)", re.DOTALL)
CAUSES = {cause: cause.label for cause in Cause}
CERTAINTIES = {certainty: certainty.label for certainty in Certainty}


def evidence_in_words(text: str, title_of: Callable[[str], str]) -> str:
    """Give a suggestion's evidence (facts.cause: 「…」) with the field's name, and headlines in place of ids."""
    found = _EVIDENCE.match(text)
    if found is None:
        return text
    rest = found["rest"]
    name, _, more = rest.partition(" ")
    if found["field"] == "thread" and (title := title_of(name)):
        rest = f"「{title}」{more}"
    return f"{label_of(found['field'].rpartition('.')[2].partition('[')[0])}: {rest}"


def label_of(key: str) -> str:
    """Give the name of a field as the desk shows it."""
    return _FIELDS.get(key, f"「{key}」")
