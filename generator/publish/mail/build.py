"""One issue's mail: both parts and the message, from the same values, the same bytes on every call."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from ...errors import UsageError
from ...model import Newsletter, PublicIssue
from .html import LIMIT, SUMMARY_FROM, HtmlPart, render_html
from .law import requirements
from .message import build_message
from .text import render_text

_ADDRESS = re.compile(r"https?://[!-~]+")
_LINK = re.compile(r'href="(https?://[^"]*)"')
_SHOWN = re.compile(r"<a [^>]*>https?://")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """One issue's mail as it leaves the house."""

    html: str
    text: str
    message: bytes
    warnings: tuple[str, ...] = ()  # for the editors, in Japanese


def render_mail(issue: PublicIssue, newsletter: Newsletter) -> Mail:
    """Give the mail of an issue; refuses with UsageError where the law's notices cannot be displayed."""
    refuse_without_notices(newsletter)
    text = render_text(issue, newsletter)
    html = render_html(issue, newsletter)
    if has_odd_links(html.document, text):
        html = render_html(issue, newsletter, link_title=True)
    return Mail(
        html=html.document,
        text=text,
        message=build_message(issue, newsletter, html.document, text),
        warnings=_warnings(issue, html),
    )


def refuse_without_notices(newsletter: Newsletter) -> None:
    """Raise UsageError with everything that newsletter.yml lacks for a mail."""
    missing = requirements(newsletter)
    if missing:
        raise UsageError("\n".join(f"newsletter.yml: {remark.message} {remark.advice}" for remark in missing))


def has_odd_links(html: str, text: str) -> bool:
    """Whether the addresses of the text part stand in both parts together an odd number of times.

    rspamd takes that for a part that was tampered with (URI_COUNT_ODD: one of the four points at which it begins to
    doubt a mail). A link more, from the title to the page, makes it even. Its way of counting was found by trying
    (version 3.4): links that only the HTML part has do not count, and neither does the address that a link shows.
    """
    addresses = _ADDRESS.findall(text)
    known = frozenset(addresses)
    linked = sum(unescape(address) in known for address in _LINK.findall(html))
    in_prose = len(_ADDRESS.findall(html)) - len(_LINK.findall(html)) - len(_SHOWN.findall(html))
    return (len(addresses) + linked + in_prose) % 2 == 1


def _warnings(issue: PublicIssue, html: HtmlPart) -> tuple[str, ...]:
    if not html.is_summary:
        return ()
    warning = (
        f"{issue.month}: 全文では{SUMMARY_FROM // 1000}KB以上になるため、メールのHTML版を見出しと冒頭の一文だけに"
        f"しました(現在{html.size / 1000:.0f}KB、上限{LIMIT // 1000}KB)。全文はテキスト版とWeb版で読めます。"
    )
    return (warning,)
