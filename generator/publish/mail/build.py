"""One issue's mail: both parts and the message, from the same values, the same bytes on every call."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import UsageError
from ...model import Newsletter, PublicIssue
from .html import LIMIT, SUMMARY_FROM, HtmlPart, render_html
from .law import requirements
from .message import build_message
from .text import render_text


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
    html = render_html(issue, newsletter)
    text = render_text(issue, newsletter)
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


def _warnings(issue: PublicIssue, html: HtmlPart) -> tuple[str, ...]:
    if not html.is_summary:
        return ()
    warning = (
        f"{issue.month}: 全文では{SUMMARY_FROM // 1000}KB以上になるため、メールのHTML版を見出しと冒頭の一文だけに"
        f"しました(現在{html.size / 1000:.0f}KB、上限{LIMIT // 1000}KB)。全文はテキスト版とWeb版で読めます。"
    )
    return (warning,)
