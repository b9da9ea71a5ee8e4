"""The HTML part: one column of table cells that looks right even where a client drops every <style>.

The rules behind the template are measured facts about mail clients (MAIL.md A2, A3). Links lead to the page of the
issue, never into the mail itself: anchors inside a mail are dead in half of the clients.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import UsageError
from ...model import Newsletter, PublicEntry, PublicIssue, PublicSource, Section
from ...text import sentences
from ..addresses import entry_anchor, section_anchor
from ..templating import environment
from . import wording
from .inline import inline_styles

# Gmail clips a mail at about 102 kB of HTML and then drops <style> too (MAIL.md A3); we stay well below.
SUMMARY_FROM = 80_000  # bytes: from here on, entries are printed as headline, first sentence and link
LIMIT = 90_000  # bytes: no mail at all is better than one that ends in the middle
_PREHEADER = 90  # characters: more is not shown beside the subject
_TEMPLATES = environment("generator.publish.mail")


@dataclass(frozen=True, kw_only=True, slots=True)
class HtmlPart:
    """The HTML part, and whether it had to be shortened to summaries."""

    document: str
    is_summary: bool

    @property
    def size(self) -> int:
        """Its size in bytes, as mail clients count it."""
        return len(self.document.encode())


@dataclass(frozen=True, kw_only=True, slots=True)
class _Linked:
    text: str
    link: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _EntryView:
    heading: str
    paragraphs: tuple[str, ...]
    corrections: tuple[str, ...]
    more: str | None
    sources: tuple[_Linked, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _SectionView:
    heading: str
    link: str
    entries: tuple[_EntryView, ...]


def render_html(issue: PublicIssue, newsletter: Newsletter, *, link_title: bool = False) -> HtmlPart:
    """Give the HTML part in full, or as summaries where it would reach 80 kB.

    With ``link_title`` the title leads to the issue's page, too (see ``build``).
    Raises UsageError where even the summaries are over 90 kB.
    """
    full = HtmlPart(document=_document(issue, newsletter, link_title=link_title, summary=False), is_summary=False)
    if full.size < SUMMARY_FROM:
        return full
    short = HtmlPart(document=_document(issue, newsletter, link_title=link_title, summary=True), is_summary=True)
    if short.size > LIMIT:
        raise UsageError(
            f"{issue.month}: メールのHTML版が要約にしても{short.size / 1000:.0f}KBあり、上限の{LIMIT // 1000}KBを"
            "超えています(Gmailは約102KBで表示を打ち切ります)。記事を減らすか、号を分けてください。"
        )
    return short


def _document(issue: PublicIssue, newsletter: Newsletter, *, link_title: bool, summary: bool) -> str:
    address = wording.issue_address(issue, newsletter)
    markup = _TEMPLATES.get_template("mail.html").render(
        title=wording.subject(issue, newsletter),
        link_title=link_title,
        preheader=_preheader(issue, newsletter),
        updated=wording.updated(issue),
        address=address,
        opening=wording.opening(issue, newsletter),
        highlights_heading=wording.highlights_heading(issue),
        highlights=_highlights(issue, address),
        contents=wording.CONTENTS,
        sections=tuple(_section(section, issue, address, summary=summary) for section in Section),
        empty_section=wording.EMPTY_SECTION,
        footer=tuple(wording.line(text) for text in newsletter.footer),
        notices=wording.notices(issue, newsletter),
        sample=wording.SAMPLE_NOTICE if newsletter.sample else "",
        read_on_web=wording.READ_ON_WEB,
        read_more=wording.READ_MORE,
    )
    return inline_styles(markup)


def _preheader(issue: PublicIssue, newsletter: Newsletter) -> str:
    """Give the words that a client shows beside the subject: a sentence, since text browsers print it."""
    offered = [highlight.text for highlight in issue.highlights] or [entry.headline for entry in issue.entries]
    named = ""
    for text in offered:
        longer = f"{named}「{wording.line(text)}」"
        if named and len(longer) > _PREHEADER:
            break
        named = longer
    title = wording.line(wording.issue_title(issue, newsletter))
    return f"{title}は、{named}などをお届けします。" if named else f"{title}をお届けします。"


def _highlights(issue: PublicIssue, address: str) -> tuple[_Linked, ...]:
    return tuple(
        _Linked(
            text=wording.line(highlight.text), link=_entry_link(address, highlight.entry) if highlight.entry else None
        )
        for highlight in issue.highlights
    )


def _section(section: Section, issue: PublicIssue, address: str, *, summary: bool) -> _SectionView:
    return _SectionView(
        heading=wording.section_heading(section),
        link=f"{address}#{section_anchor(section)}",
        entries=tuple(_entry(entry, address, summary=summary) for entry in issue.in_section(section)),
    )


def _entry(entry: PublicEntry, address: str, *, summary: bool) -> _EntryView:
    paragraphs = tuple(wording.line(paragraph) for paragraph in entry.body)
    return _EntryView(
        heading=wording.entry_heading(entry),
        paragraphs=tuple(sentences(paragraphs[0])[:1]) if summary and paragraphs else paragraphs,
        corrections=tuple(wording.correction_line(correction) for correction in entry.corrections),
        more=_entry_link(address, entry.id) if summary else None,
        sources=() if summary else tuple(_source(source) for source in entry.sources),
    )


def _entry_link(address: str, entry: str) -> str:
    return f"{address}#{entry_anchor(entry)}"


def _source(source: PublicSource) -> _Linked:
    return _Linked(text=wording.source_line(source), link=wording.web_address(source.url))
