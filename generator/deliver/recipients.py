"""The list of recipients: a strict CSV in which every address comes with the record of its consent.

特定電子メール法 第3条第2項 asks the sender to keep proof of consent, until one month after the last mail (施行規則
第4条); so an address without date, source and method of its consent is refused. Every mistake is found, not only the
first, and a list with one mistake is not used at all: who is left out, and why, is a question before the sending.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..errors import ContentError
from ..model import Finding
from ..text import is_mail_address, one_line

REQUIRED = ("email", "consent_at", "consent_source", "consent_method")
OPTIONAL = ("name", "note")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EARLIEST = date(2000, 1, 1)  # no consent to mail is older: it is a year of an era, or a spreadsheet's zero
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SAVE_AS = "表計算ソフトでは「CSV UTF-8」の形式で保存してください。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """Someone who gets the mail, and how we know that they want it."""

    email: str
    consent_at: date
    consent_source: str  # where: 入会申込書, 会員サイトの設定画面 …
    consent_method: str  # how: 書面, Webフォーム, 名刺交換 …
    name: str = ""

    @property
    def key(self) -> str:
        """What tells recipients apart: nobody gets two mails for writing an address in capitals."""
        return self.email.casefold()


def read_recipients(data: bytes, *, file: str, today: date) -> tuple[Recipient, ...]:
    """Read the list (UTF-8, with or without BOM) in its order; ContentError with every mistake in it.

    ``file`` is the name that findings give; a consent dated after ``today`` is a mistake.
    """
    rows, findings = _rows(data, file)
    recipients = []
    seen: dict[str, int] = {}
    for line, row in rows:
        mistakes = [*_mistakes(row, today), *_repeated(row, line, seen)]
        findings += [_finding(file, line, *mistake) for mistake in mistakes]
        if not mistakes:
            recipients.append(_recipient(row))
    if not findings and not recipients:
        findings = [
            _finding(file, 0, "recipients-empty", "宛先が1件もありません。", "宛先を1行に1件ずつ書いてください。")
        ]
    if findings:
        raise ContentError(findings)
    return tuple(recipients)


def _rows(data: bytes, file: str) -> tuple[list[tuple[int, dict[str, str]]], list[Finding]]:
    """Give (line, row) of every row that has the right number of fields, and what is wrong with the others."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [_finding(file, 0, "recipients-encoding", "UTF-8で書かれていません。", _SAVE_AS)]
    if _CONTROLS.search(text):  # ISO-2022-JP is made of such, and reads as UTF-8
        return [], [_finding(file, 0, "recipients-encoding", "文字ではない符号が入っています。", _SAVE_AS)]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        wrong = [_finding(file, 1, *mistake) for mistake in _header_mistakes(header)]
        return ([], wrong) if wrong else _split(reader, header, file)
    except csv.Error:
        advice = '引用符(")の閉じ忘れがないか確かめてください。'
        return [], [_finding(file, reader.line_num, "recipients-csv", "CSVとして読めません。", advice)]


def _header_mistakes(header: list[str]) -> Iterator[tuple[str, str, str]]:
    known = "1行目に列の名前を書いてください。使えるのは " + ", ".join((*REQUIRED, *OPTIONAL)) + " です。"
    for name in REQUIRED:
        if name not in header:
            yield "recipients-column-missing", f"列「{name}」がありません。", known
    for name in dict.fromkeys(header):
        if name not in REQUIRED and name not in OPTIONAL:
            yield "recipients-column-unknown", f"列「{name}」は知らない名前です。", known
        if header.count(name) > 1:
            yield "recipients-column-twice", f"列「{name}」が{header.count(name)}回あります。", known


def _split(
    reader: Iterator[list[str]], header: list[str], file: str
) -> tuple[list[tuple[int, dict[str, str]]], list[Finding]]:
    rows, wrong = [], []
    for line, fields in _numbered(reader):
        if not any(field.strip() for field in fields):
            continue
        if len(fields) == len(header):
            rows.append((line, {name: field.strip() for name, field in zip(header, fields, strict=True)}))
        else:
            message = f"列の数が{len(fields)}で、1行目の{len(header)}と合いません。"
            advice = '値にコンマがあるときは引用符(")で囲んでください。'
            wrong.append(_finding(file, line, "recipients-fields", message, advice))
    return rows, wrong


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line that it begins on (a quoted field may go over several)."""
    end = 1
    for fields in reader:
        yield end + 1, fields
        end = getattr(reader, "line_num", end + 1)


def _mistakes(row: dict[str, str], today: date) -> Iterator[tuple[str, str, str]]:
    if not is_mail_address(row["email"]):
        advice = "name@host の形で、半角で、1件だけ書いてください。"
        yield "recipients-address", f"メールアドレスではありません: 「{one_line(row['email'])}」", advice
    yield from _consent_mistakes(row["consent_at"], today)
    for name, what in (("consent_source", "どこで"), ("consent_method", "どのように")):
        if not row[name]:
            message = f"{what}同意を得たか({name})が書かれていません。"
            yield "recipients-consent", message, "同意の記録がない宛先には送れません(特定電子メール法第3条)。"


def _consent_mistakes(written: str, today: date) -> Iterator[tuple[str, str, str]]:
    day = _day(written)
    if day is None:
        advice = "同意を得た日を 2026-04-01 の形で書いてください。記録がない宛先には送れません(特定電子メール法第3条)。"
        yield "recipients-consent", f"同意の日(consent_at)が読めません: 「{one_line(written)}」", advice
    elif day < _EARLIEST:
        yield "recipients-consent", f"同意の日(consent_at)が古すぎます: {day}", "西暦の年を確かめてください。"
    elif day > today:
        yield "recipients-consent", f"同意の日(consent_at)が今日より後です: {day}", "日付を確かめてください。"


def _day(written: str) -> date | None:
    """Give the day of 2026-04-01; other ways of writing it (20260401, 2026-W14-3) are slips more often than days."""
    try:
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None


def _repeated(row: dict[str, str], line: int, seen: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    first = seen.setdefault(row["email"].casefold(), line)
    if first != line and row["email"]:
        yield (
            "recipients-twice",
            f"{first}行目と同じ宛先です: {one_line(row['email'])}",
            "どちらかの行を消してください。",
        )


def _recipient(row: dict[str, str]) -> Recipient:
    return Recipient(
        email=row["email"],
        consent_at=date.fromisoformat(row["consent_at"]),
        consent_source=row["consent_source"],
        consent_method=row["consent_method"],
        name=row.get("name", ""),
    )


def _finding(file: str, line: int, rule: str, message: str, advice: str) -> Finding:
    return Finding(file=file, line=line, column=0, rule=rule, message=message, advice=advice)
