"""The record of decisions as a table for a spreadsheet and as a page for print: texts stay texts in both."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from html import escape

from ..storage.audit import Act, Audit
from ..text import japanese_date, month_title, one_line, to_jst

_COLUMNS = ("日時", "名前", "メール", "したこと", "号", "記事・ファイル", "見出し", "詳細", "保存の番号")
# A spreadsheet takes a text that begins so for a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PAGE = """\
<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
@page {{ size: A4 landscape; margin: 12mm }}
body {{ font: 9pt/1.5 sans-serif; color: #000; background: #fff; margin: 0 auto; max-width: 273mm; padding: 4mm }}
h1 {{ font-size: 14pt; margin: 0 0 2mm }}
p {{ margin: 0 0 2mm }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed }}
thead {{ display: table-header-group }}
tr {{ break-inside: avoid }}
th, td {{ border: 0.2mm solid #666; padding: 1mm 1.5mm; text-align: left; vertical-align: top }}
th, td {{ overflow-wrap: anywhere }}
th {{ background: #eee }}
col.at, col.deed {{ width: 30mm }} col.who {{ width: 40mm }} col.what {{ width: 45mm }} col.no {{ width: 18mm }}
</style>
</head>
<body>
<h1>{title}</h1>
{notes}
<table>
<colgroup><col class="at"><col class="who"><col class="deed"><col class="what"><col><col class="no"></colgroup>
<thead><tr><th scope="col">日時(日本時間)</th><th scope="col">名前</th><th scope="col">したこと</th>
<th scope="col">号・記事</th><th scope="col">見出し・詳細</th><th scope="col">番号</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def as_csv(audit: Audit) -> str:
    """Write a table with a head; a byte-order mark lets spreadsheets know that it is UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for act in audit.acts:
        writer.writerow(_plain(text) for text in _cells(act))
    return "\ufeff" + file.getvalue()


def _cells(act: Act) -> tuple[str, ...]:
    moment = f"{act.at:%Y-%m-%d %H:%M:%S}"
    return moment, act.name, act.email, act.deed.label, act.month, act.subject, act.headline, act.detail, act.commit


def _plain(text: str) -> str:
    text = one_line(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_page(audit: Audit, *, newsletter: str, month: str | None, now: datetime) -> str:
    """Write a page of its own for print on A4: no script, no address, nothing from outside."""
    about = month_title(month) if month else "すべての号"
    notes = [f"{japanese_date(to_jst(now).date())}に、git の記録から作成。{len(audit.acts)}件。", *caveats(audit)]
    return _PAGE.format(
        title=escape(f"{newsletter} 決定の記録({about})"),
        notes="\n".join(f"<p>{escape(note)}</p>" for note in notes),
        rows="\n".join(_row(act) for act in audit.acts),
    )


def _row(act: Act) -> str:
    cells = (
        f"{act.at:%Y-%m-%d %H:%M}",
        f"{act.name} {act.email}".strip(),
        act.deed.label,
        f"{act.month} {act.subject}".strip(),
        " ― ".join(text for text in (act.headline, act.detail) if text),
        act.commit[:8],
    )
    return "<tr>" + "".join(f"<td>{escape(one_line(cell))}</td>" for cell in cells) + "</tr>"


def caveats(audit: Audit) -> Iterator[str]:
    """Say what the record cannot tell."""
    if audit.is_partial:
        yield "この控えには履歴の一部しかありません(浅い複製)。git fetch --unshallow のあとで、もう一度作ってください。"
    if audit.unsaved:
        yield f"まだ保存(コミット)されていない変更が{audit.unsaved}ファイルあり、この記録には含まれません。"
