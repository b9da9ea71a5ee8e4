"""What YAML's own parser complains of, in words that tell an editor what to do."""

from __future__ import annotations

import yaml

_SENTENCES: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "値の中に「: 」(コロンと空白)があります。",
        "値の全体を '…' で囲むか、コロンを全角「：」にしてください。",
    ),
    (
        "found unexpected end of stream",
        "引用符 ' または \" が閉じられていません。",
        "値の終わりに同じ引用符を書いてください。",
    ),
    (
        "found character that cannot start any token",
        "この記号では値を始められません。",
        "値の全体を '…' で囲んでください。",
    ),
    (
        "could not find expected ':'",
        "「項目名: 値」の形になっていません。",
        "項目名のあとに半角のコロンと空白を書いてください。",
    ),
    (
        "did not find expected key",
        "字下げか引用符がそろっていません。",
        "前の行と字下げ・引用符・括弧を見比べてください。",
    ),
    (
        "did not find expected '-' indicator",
        "「- 」の位置がそろっていません。",
        "上の行の「- 」と同じ字下げにしてください。",
    ),
    (
        "did not find expected ',' or",
        "[ ] または { } が閉じられていないか、「,」が足りません。",
        "括弧と「,」を確かめてください。",
    ),
    (
        "expected a single document",
        "「---」で区切られた2つめの文書があります。",
        "1つのファイルには1つの文書だけを書いてください。",
    ),
    (
        "found undefined alias",
        "「*」で始まる値は使えません。",
        "文字として書きたいときは、全体を '…' で囲んでください。",
    ),
)


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str, str]:
    """Give line and column (counted from 1, 0 where they are not known), what is wrong, and what to do."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    column = mark.column + 1 if mark else 0
    last = text.count("\n") + 1
    problem = " ".join(part for part in (error.context, error.problem) if part)
    for words, message, advice in _SENTENCES:
        if words in problem:
            if words == "found unexpected end of stream" and error.context_mark:
                line, column = error.context_mark.line + 1, error.context_mark.column + 1
            return min(line, last), column, message, advice
    advice = "この行の記号と字下げを確かめてください。"
    return min(line, last), column, f"YAMLとして読めません({problem})。", advice
