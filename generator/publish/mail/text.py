"""The text part: character for character the layout that members have known for years.

The box of the 目次 is drawn in U+250C, U+2015 … and lines up in a Japanese monospaced font; it is not to be repaired.
Lines are not wrapped: base64 carries any length, and telephones wrap by themselves (MAIL.md A4).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Newsletter, PublicEntry, PublicIssue, Section
from . import wording

_BOX_TOP = "┌" + "―" * 3 + wording.CONTENTS + "―" * 14 + "┐"
_BOX_BOTTOM = "└" + "―" * 19 + "┘"
RULE = "_" * 82


def render_text(issue: PublicIssue, newsletter: Newsletter) -> str:
    """Give the text part of an issue's mail: the digest, and after its last rule the notices the law asks for.

    A sample says so in its first and its last line. Lines end in LF; the last one has no end.
    """
    sample = [wording.SAMPLE_NOTICE] if newsletter.sample else []
    return "\n".join([*sample, render_digest(issue, newsletter), *notice_lines(issue, newsletter), *sample])


def render_digest(issue: PublicIssue, newsletter: Newsletter) -> str:
    """Give the digest alone, from 更新 to the rule under the footer."""
    return "\n".join(
        [
            wording.updated(issue),
            *wording.opening(issue, newsletter),
            *_highlight_lines(issue),
            _BOX_TOP,
            *(f"{section.number}:{section.label}" for section in Section),
            _BOX_BOTTOM,
            *(text for section in Section for text in _section_lines(section, issue)),
            RULE,
            *(wording.line(text) for text in newsletter.footer),
            RULE,
        ]
    )


def _highlight_lines(issue: PublicIssue) -> Iterator[str]:
    if issue.highlights:
        yield f"■{wording.highlights_heading(issue)}"
        yield from (f"・{wording.line(highlight.text)}" for highlight in issue.highlights)


def _section_lines(section: Section, issue: PublicIssue) -> Iterator[str]:
    yield wording.section_heading(section)
    entries = issue.in_section(section)
    if not entries:
        yield wording.EMPTY_SECTION
    for entry in entries:
        yield from _entry_lines(entry)


def _entry_lines(entry: PublicEntry) -> Iterator[str]:
    yield f"◇{wording.entry_heading(entry)}"
    yield from (wording.line(paragraph) for paragraph in entry.body)
    yield from (wording.correction_line(correction) for correction in entry.corrections)
    for source in entry.sources:
        yield wording.source_line(source)
        address = wording.web_address(source.url)
        if address:
            yield address


def notice_lines(issue: PublicIssue, newsletter: Newsletter) -> Iterator[str]:
    """Give the notices that the law asks for, and the rule under them."""
    for notice in wording.notices(issue, newsletter):
        yield f"▼{notice.label}: {notice.value}"
    yield RULE
