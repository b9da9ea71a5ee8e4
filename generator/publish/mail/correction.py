"""The mail that puts one entry right: what was wrong and since when it is known, for those who got the wrong one."""

from __future__ import annotations

from ...errors import UsageError
from ...model import Newsletter, PublicEntry, PublicIssue
from ..addresses import entry_anchor
from ..templating import environment
from . import wording
from .build import Mail, has_odd_links, refuse_without_notices
from .inline import inline_styles
from .message import build_message
from .text import RULE, notice_lines

_TEMPLATES = environment("generator.publish.mail")


def render_correction(issue: PublicIssue, newsletter: Newsletter, entry: PublicEntry) -> Mail:
    """Give the correction mail of an entry of an issue, with all of its corrections.

    Raises UsageError where the entry has none, or where the law's notices cannot be displayed.
    """
    refuse_without_notices(newsletter)
    if not entry.corrections:
        raise UsageError(f"{entry.id} には訂正がありません。")
    link = f"{wording.issue_address(issue, newsletter)}#{entry_anchor(entry.id)}"
    html, text = _html(issue, newsletter, entry, link), _text(issue, newsletter, entry, link)
    if has_odd_links(html, text):
        html = _html(issue, newsletter, entry, link, link_title=True)
    subject, day = wording.correction_subject(issue, newsletter), entry.corrections[-1].day
    return Mail(html=html, text=text, message=build_message(issue, newsletter, html, text, subject=subject, day=day))


def _html(
    issue: PublicIssue, newsletter: Newsletter, entry: PublicEntry, link: str, *, link_title: bool = False
) -> str:
    opening = wording.correction_opening(issue, newsletter)
    markup = _TEMPLATES.get_template("correction.html").render(
        title=wording.correction_subject(issue, newsletter),
        link_title=link_title,
        preheader=opening,
        address=wording.issue_address(issue, newsletter),
        opening=opening,
        heading=wording.entry_heading(entry),
        corrections=tuple(wording.correction_line(one) for one in entry.corrections),
        link=link,
        read_corrected=wording.READ_CORRECTED,
        footer=tuple(wording.line(text) for text in newsletter.footer),
        notices=wording.notices(issue, newsletter),
        sample=wording.SAMPLE_NOTICE if newsletter.sample else "",
        read_on_web=wording.READ_ON_WEB,
    )
    return inline_styles(markup)


def _text(issue: PublicIssue, newsletter: Newsletter, entry: PublicEntry, link: str) -> str:
    sample = [wording.SAMPLE_NOTICE] if newsletter.sample else []
    lines = [
        *sample,
        wording.correction_subject(issue, newsletter),
        wording.correction_opening(issue, newsletter),
        f"◇{wording.entry_heading(entry)}",
        *(wording.correction_line(one) for one in entry.corrections),
        f"{wording.READ_CORRECTED}: {link}",
        RULE,
        *(wording.line(text) for text in newsletter.footer),
        RULE,
        *notice_lines(issue, newsletter),
        *sample,
    ]
    return "\n".join(lines)
