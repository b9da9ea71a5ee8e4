"""What an issue's page shows of it: entries with their findings, what is missing for the cut-off, how the feeds are."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .. import storage
from ..model import Archive, Entry, Issue, Remark, Section, Severity
from ..review.entries import MAX_HIGHLIGHTS
from ..review.pipeline import check
from ..text import japan_day, japanese_date, month_title
from .look import Said, say
from .standing import Standing
from .state import Desk


@dataclasses.dataclass(frozen=True, kw_only=True)
class Line:
    """An entry as the issue's page lists it."""

    entry: Entry
    errors: int
    warnings: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that is to be done before the issue goes out."""

    done: bool
    text: str
    href: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class FeedRow:
    """How a feed was at the last run."""

    feed: str
    status: str
    is_well: bool
    new: int
    newest: str
    troubles: tuple[str, ...]


def issue_findings(desk: Desk, archive: Archive, issue: Issue) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    """Give what a check says of the issue, and the errors elsewhere: they stop every build all the same."""
    remarks = check(archive, sources=desk.sources())
    here = {issue.month} | {entry.id for entry in issue.entries}
    is_newest = issue.month == archive.issues[-1].month
    own = tuple(one for one in remarks if one.subject in here or (is_newest and one.rule == "follow-up-due"))
    return own, tuple(one for one in remarks if one.severity is Severity.ERROR and one not in own)


def lines(issue: Issue, section: Section, found: Iterable[Remark]) -> list[Line]:
    found = tuple(found)
    return [
        Line(
            entry=entry,
            errors=sum(one.subject == entry.id and one.severity is Severity.ERROR for one in found),
            warnings=sum(one.subject == entry.id and one.severity is Severity.WARNING for one in found),
        )
        for entry in issue.entries
        if entry.section is section
    ]


def grouped(found: Iterable[Remark], issue: Issue, archive: Archive) -> list[tuple[str, str, list[Said]]]:
    """Give the findings by what they speak of: title, address on the desk, findings; errors first."""
    titles = {entry.id: (entry.headline, f"/entries/{entry.id}") for entry in (*archive.entries, *archive.candidates)}
    titles |= {one.id: (f"組織「{one.name}」", f"/organizations/{one.id}") for one in archive.organizations}
    groups: dict[str, list[Said]] = {}
    for remark in sorted(found, key=lambda one: one.severity is not Severity.ERROR):
        groups.setdefault(remark.subject, []).append(say(remark))
    months = {one.month: (month_title(one.month), f"/issues/{one.month}") for one in archive.issues}
    known = (
        {"newsletter": ("誌面の設定", "/newsletter")} | titles | months | {issue.month: (month_title(issue.month), "")}
    )
    return [(*known.get(subject, (subject, "")), its) for subject, its in groups.items()]


def steps(
    desk: Desk, archive: Archive, issue: Issue, found: tuple[Remark, ...], elsewhere: tuple[Remark, ...]
) -> Iterator[Step]:
    """Say what is missing for the cut-off."""
    cut_off = desk.closes(issue.month, archive.newsletter.cut_off)
    left = (cut_off - japan_day(desk.now())).days
    when = f"あと{left}日" if left > 0 else "今日" if left == 0 else f"{-left}日過ぎています"
    yield Step(done=left > 0, text=f"締切は{japanese_date(cut_off)}({when})、発行は{japanese_date(issue.published)}")
    waiting = [
        entry
        for entry in archive.candidates
        if desk.month_of(entry.announced, archive.newsletter.cut_off) <= issue.month
    ]
    yield Step(done=not waiting, text=f"決めていない候補 {len(waiting)}件", href="/candidates" if waiting else "")
    empty = [entry for entry in issue.entries if not entry.body]
    href = f"/entries/{empty[0].id}" if empty else ""
    yield Step(done=not empty and bool(issue.entries), text=f"本文のない記事 {len(empty)}件", href=href)
    errors = sum(one.severity is Severity.ERROR for one in found)
    yield Step(done=not errors, text=f"直すべき誤り {errors}件", href="#findings" if errors else "")
    names = sum(one.rule == "organization-unconfirmed" for one in elsewhere)
    yield Step(done=not names, text=f"確かめていない名前 {names}件", href="#finish" if names else "")
    if others := len(elsewhere) - names:
        yield Step(done=False, text=f"号の外にある誤り {others}件(直すまで、どの号も作れません)", href="#findings")
    points = len(issue.highlights)
    yield Step(done=points == MAX_HIGHLIGHTS, text=f"今月の3点 {points}点", href="#whole")
    bare = [section.label for section in Section if not any(entry.section is section for entry in issue.entries)]
    yield Step(done=not bare, text=f"記事のない分野: {'、'.join(bare)}" if bare else "4つの分野に記事がある")


def approval_step(standing: Standing) -> Step:
    """Say whether somebody has approved what would be sent."""
    is_done = standing.is_approved or standing.sent is not None
    return Step(done=is_done, text=standing.sentence, href="" if is_done else "#out")


def feeds(desk: Desk) -> list[FeedRow]:
    rows = [
        _feed(row) for row in storage.load_state(desk.content, "last-run").get("feeds", []) if isinstance(row, dict)
    ]
    return sorted(rows, key=lambda row: row.is_well)


def _feed(row: Mapping[str, Any]) -> FeedRow:
    status = str(row.get("status", ""))
    newest = row.get("newest")
    troubles = row.get("troubles") or ()
    return FeedRow(
        feed=str(row.get("feed", "")),
        status={"read": "取得", "unchanged": "変化なし", "waiting": "見送り", "failed": "失敗"}.get(status, status),
        is_well=status != "failed" and not troubles,
        new=int(row.get("candidates") or 0),
        newest=str(newest)[:10] if newest else "",
        troubles=tuple(str(trouble) for trouble in troubles),
    )
