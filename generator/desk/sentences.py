"""What a check says to somebody who sees fields, not a file: the same findings, with the desk's own advice."""

from __future__ import annotations

import dataclasses

from ..model import Remark

# Rule -> field beside which it stands ("" keeps its own), advice. The message stays, but for the words below.
_ADVICE = {
    "entry-without-text": ("body", "本文に、1行に1文ずつ書いてください。"),
    "entry-without-source": ("sources", "もとにした文書の題・発行者・アドレスを書いてください。"),
    "incident-without-party": (
        "parties",
        "当事者を組織に登録して選んでください。特定の組織の話でなければ、理由を添えて「確認済みの指摘」に入れてください。",
    ),
    "organization-not-a-party": (
        "",
        "この記事の組織なら「名前」の欄で登場する組織に加え、関係のない語なら言い換えてください。",
    ),
    "organization-not-registered": (
        "",
        "「名前」の欄の「登録する」を押すか、名前の分からない言い方にしてください。",
    ),
    "name-not-registered": ("", "「名前」の欄の「登録する」を押すか、名前の分からない言い方にしてください。"),
    "party-not-registered": ("parties", "「組織」で登録するか、別の組織を選んでください。"),
    "address-in-text": ("", "「同社サイト」のような言い方にしてください。アドレスは出典に書きます。"),
    "company-without-industry": ("industry", "業種に「通信会社」「小売会社」のような語を書いてください。"),
    "printed-without-reason": ("reason", "なぜそう扱うのかを一言書いてください。"),
    "thread-unknown": ("thread", "最初の記事のIDを候補から選んでください。"),
}
_WORDS = (
    ("parties にありません", "登場する組織に入っていません"),
    ("登場する組織(parties)", "登場する組織"),
    ("(printed)", ""),
)


def for_the_desk(remark: Remark) -> Remark:
    """Give a remark in the words of the form."""
    name, advice = _ADVICE.get(remark.rule, ("", remark.advice))
    message = remark.message
    for word, other in _WORDS:
        message = message.replace(word, other)
    path = (name, *remark.path[1:]) if name else remark.path
    return dataclasses.replace(remark, path=path, message=message, advice=advice)
