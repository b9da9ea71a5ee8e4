"""What an entry and an issue must have, beyond what the file format can say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from ..model import Archive, Entry, Issue, Remark, Section
from ..text import japanese_date, title_key
from .rules import remark

MAX_HIGHLIGHTS = 3  # 今月の3点
_USUAL_WINDOW = timedelta(days=62)  # an issue looks back over two months at most (seed issue: 7/12 to 9/10)


def check_entries(archive: Archive) -> Iterator[Remark]:
    """Look at each accepted entry by itself and within its issue and thread."""
    known = {entry.id for entry in archive.entries}
    threads = {entry.thread for entry in archive.entries if entry.thread}
    for issue in archive.issues:
        for entry in issue.entries:
            yield from _basics(entry)
            yield from _thread(entry, known)
            yield from _window(entry, issue)
    yield from _repeated_reports(archive, threads)


def check_candidates(archive: Archive) -> Iterator[Remark]:
    """Look at candidates: a thread that does not exist is told before it is accepted."""
    known = {entry.id for entry in archive.entries}
    for entry in archive.candidates:
        yield from _thread(entry, known)


def _basics(entry: Entry) -> Iterator[Remark]:
    if not entry.body:
        yield remark(
            "entry-without-text",
            entry.id,
            (),
            "本文がありません。",
            "「body:」の下に、1行に1文ずつ「- 」を付けて書いてください。",
        )
    if not entry.sources:
        yield remark(
            "entry-without-source",
            entry.id,
            (),
            "出典がありません。",
            "「sources:」に、もとにした文書の題・発行者・アドレスを書いてください。",
        )
    if entry.suggestion is not None:
        yield remark(
            "entry-with-suggestion",
            entry.id,
            ("suggestion",),
            "候補のときの提案が残っています。",
            "「suggestion:」から下を消してください。",
        )


def _thread(entry: Entry, known: set[str]) -> Iterator[Remark]:
    if entry.thread is not None and entry.thread not in known:
        yield remark(
            "thread-unknown",
            entry.id,
            ("thread",),
            f"続きものの最初の記事「{entry.thread}」がありません。",
            "最初の記事のID(ファイル名)を書いてください。",
        )
    elif entry.thread is not None and entry.thread[:10] > entry.id[:10]:
        yield remark(
            "thread-later",
            entry.id,
            ("thread",),
            f"「{entry.thread}」はこの記事より後の記事です。",
            "続きものには、いちばん早い記事のIDを書いてください。",
        )


def _window(entry: Entry, issue: Issue) -> Iterator[Remark]:
    if entry.announced > issue.published:
        yield remark(
            "announced-after-issue",
            entry.id,
            ("announced",),
            f"公表日が号の発行日({japanese_date(issue.published)})より後です。",
            "公表日を直すか、次の号へ移してください。",
        )
    elif entry.announced < issue.published - _USUAL_WINDOW:
        yield remark(
            "announced-long-ago",
            entry.id,
            ("announced",),
            f"公表日が号の発行日({japanese_date(issue.published)})の2か月以上前です。",
            "公表日と、載せる号を確かめてください。",
        )


def _repeated_reports(archive: Archive, threads: set[str]) -> Iterator[Remark]:
    numbers: Counter[tuple[str, int]] = Counter()
    for entry in archive.entries:
        thread = entry.thread or (entry.id if entry.id in threads else None)
        if thread is None or entry.report is None:
            continue
        numbers[thread, entry.report] += 1
        if numbers[thread, entry.report] > 1:
            yield remark(
                "report-twice",
                entry.id,
                ("report",),
                f"同じ続きものに第{entry.report}報が2つあります。",
                "何番目の報告かを確かめてください。",
            )


def check_issues(archive: Archive) -> Iterator[Remark]:
    """Look at each issue as a whole."""
    for issue in archive.issues:
        ids = {entry.id for entry in issue.entries}
        yield from _issue_references(issue, ids)
        yield from _same_headlines(issue)
        if len(issue.highlights) > MAX_HIGHLIGHTS:
            yield remark(
                "highlights-too-many",
                issue.month,
                ("highlights",),
                f"今月の3点に{len(issue.highlights)}点あります。",
                "3点までにしてください。",
            )
        if issue.published < date.fromisoformat(f"{issue.month}-01"):
            yield remark(
                "published-before-month",
                issue.month,
                ("published",),
                f"発行日が{issue.month}より前です。",
                "発行日か、号のフォルダの名前を直してください。",
            )


def _issue_references(issue: Issue, ids: set[str]) -> Iterator[Remark]:
    for position, highlight in enumerate(issue.highlights):
        if highlight.entry is not None and highlight.entry not in ids:
            yield remark(
                "highlight-unknown",
                issue.month,
                ("highlights", position, "entry"),
                f"この号に「{highlight.entry}」という記事はありません。",
                "この号の記事のIDを書くか、「entry」を消してください。",
            )
    for position, entry_id in enumerate(issue.order):
        if entry_id not in ids:
            yield remark(
                "order-unknown",
                issue.month,
                ("order", position),
                f"この号に「{entry_id}」という記事はありません。",
                "この号の記事のIDを書いてください。",
            )


def _same_headlines(issue: Issue) -> Iterator[Remark]:
    first: dict[tuple[Section, str], str] = {}
    for entry in issue.entries:
        key = entry.section, title_key(entry.headline)
        if key in first:
            yield remark(
                "headline-twice",
                entry.id,
                ("headline",),
                f"記事「{first[key]}」と見出しが同じです。",
                "同じ話であれば1つにまとめ、別の話であれば違いが分かる見出しにしてください。",
            )
        first.setdefault(key, entry.id)
