"""A text that is being written, as `check` and `build` would see it now: findings by field, names, page and mail."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import GeneratorError
from ..model import Archive, Entry, Issue, PublicArchive, PublicEntry, PublicIssue, Remark, Severity
from ..publish.addresses import entry_anchor
from ..publish.anonymize import anonymize
from ..publish.mail import render_mail, wording
from ..publish.pages import site_pages
from ..review.pipeline import check
from .form import field_of
from .labels import label_of
from .names import NamesSeen, see_names
from .sentences import for_the_desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A finding as the form shows it."""

    field: str  # the field beside which it stands; empty for the whole entry
    place: str  # 「本文 2文目」
    message: str
    advice: str
    rule: str
    is_error: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """An entry as members read it: a part of the page (HTML, escaped by the pages' own templates) and of the mail."""

    html: str = ""
    text: str = ""
    trouble: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """All that is shown beside the form."""

    findings: tuple[Said, ...]
    names: NamesSeen
    preview: Preview


def look_at(entry: Entry, archive: Archive, month: str, sources: Mapping[str, frozenset[int]] | None = None) -> Look:
    """Look at an entry as if it stood, as it is now, in the issue of `month`; `sources` as `check` takes them."""
    near = neighbourhood(entry, archive, month)
    findings = tuple(say(remark) for remark in check(near, sources=sources) if remark.subject == entry.id)
    return Look(findings=findings, names=see_names(entry, archive), preview=_preview(near, month))


def say(remark: Remark) -> Said:
    """Turn a remark into what stands beside its field."""
    remark = for_the_desk(remark)
    name = field_of(remark.path)
    position = next((step for step in remark.path if isinstance(step, int)), None)
    unit = "文目" if name in {"body", "preface"} else "行目"
    place = (label_of(name) if name else "記事") + ("" if position is None else f" {position + 1}{unit}")
    return Said(
        field=name,
        place=place,
        message=remark.message,
        advice=remark.advice,
        rule=remark.rule,
        is_error=remark.severity is Severity.ERROR,
    )


def neighbourhood(entry: Entry, archive: Archive, month: str) -> Archive:
    """Give the part of the archive that can have to do with an entry: its issue, its thread, its organizations.

    What a check says about the entry is the same as in the whole archive, at a cost that does not grow with the years.
    """
    parties = {party.organization for party in entry.parties}
    threads = {entry.id, entry.thread} - {None}

    def is_near(other: Entry) -> bool:
        return (
            other.id in threads
            or other.thread in threads
            or any(party.organization in parties for party in other.parties)
        )

    issues = [
        issue if issue.month == month else dataclasses.replace(issue, entries=tuple(filter(is_near, issue.entries)))
        for issue in archive.issues
    ]
    issues = [_without(issue, entry) for issue in issues if issue.month == month or issue.entries]
    issues = [_with(issue, entry) if issue.month == month else issue for issue in issues]
    if all(issue.month != month for issue in issues):
        issues.append(Issue(month=month, published=entry.announced, entries=(entry,)))
    return dataclasses.replace(archive, issues=tuple(sorted(issues, key=lambda one: one.month)), candidates=())


def _without(issue: Issue, entry: Entry) -> Issue:
    kept = tuple(other for other in issue.entries if other.id != entry.id)
    return issue if len(kept) == len(issue.entries) else dataclasses.replace(issue, entries=kept)


def _with(issue: Issue, entry: Entry) -> Issue:
    return dataclasses.replace(issue, entries=(*issue.entries, entry))


def _preview(near: Archive, month: str) -> Preview:
    """Make the whole pages and mail by the real renderers, and cut the part of its last entry out of them."""
    try:
        public = anonymize(near)
        issue = public.issue(month)
        printed = issue.entries[-1]  # `_with` put it there; a strict one bears another id than the entry
        alone = dataclasses.replace(issue, entries=(printed,), highlights=(), preface=())
        return Preview(html=_article(public, issue, printed), text=_mail_part(alone, public))
    except GeneratorError as error:
        return Preview(trouble=str(error))


def _article(public: PublicArchive, issue: PublicIssue, entry: PublicEntry) -> str:
    month = next(page for page in site_pages(public) if page.path == f"{issue.month}/")
    start = month.html.find(f'<article class="kw-item" id="{entry_anchor(entry.id)}"')
    end = month.html.find("</article>", start)
    return month.html[start : end + len("</article>")] if 0 <= start < end else ""


def _mail_part(alone: PublicIssue, public: PublicArchive) -> str:
    """Give the lines between the heading of the entry's section and the next rule."""
    lines = render_mail(alone, public.newsletter).text.split("\n")
    heading = wording.section_heading(alone.entries[0].section)
    part = _after(lines, heading)
    others = {wording.section_heading(section) for section in type(alone.entries[0].section)}
    end = next((n for n, line in enumerate(part) if line in others or line.startswith("____")), len(part))
    return "\n".join(part[:end]).strip("\n")


def _after(lines: list[str], heading: str) -> list[str]:
    return lines[lines.index(heading) + 1 :] if heading in lines else lines
