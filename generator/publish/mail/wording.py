"""The words of the mail: every line that both the text and the HTML part print is made here, once.

A fact can only stand in one part and not in the other if it was not made in this module (see the parity test).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from ...model import Newsletter, PublicCorrection, PublicEntry, PublicIssue, PublicSource, Section
from ...text import digest_date, month_title
from ..addresses import issue_path

EMPTY_SECTION = "今月の該当情報はありません。"
CONTENTS = "目次"
SAMPLE_NOTICE = (
    "【見本】この配信は見本です。登場する組織・人物・出来事はすべて架空のもので、実在のものとは関係ありません。"
)
READ_ON_WEB = "Webで読む"
READ_MORE = "続きをWebで読む"
READ_CORRECTED = "訂正を反映した記事をWebで読む"

# What would end a line, or is not text at all. Tabs stay: they break no layout.
_LINE_BREAKS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """One line of the notices that the law asks for: what it is, its value, and where the value leads."""

    label: str
    value: str
    link: str | None = None


def line(text: str) -> str:
    """Keep a text on its line: a line break inside a paragraph becomes a space, controls go."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub(" ", text))


def subject(issue: PublicIssue, newsletter: Newsletter) -> str:
    """Give the mail's subject: 【見本】月報 2023年9月号."""
    mark = "【見本】" if newsletter.sample else ""
    return f"{mark}{issue_title(issue, newsletter)}"


def issue_title(issue: PublicIssue, newsletter: Newsletter) -> str:
    """Give the issue's title: 月報 2023年9月号."""
    return f"{newsletter.title} {month_title(issue.month)}"


def updated(issue: PublicIssue) -> str:
    """Give the first line: 更新:2023/09/10 (two digits, unlike the days of the entries)."""
    return f"更新:{issue.published:%Y/%m/%d}"


def opening(issue: PublicIssue, newsletter: Newsletter) -> tuple[str, ...]:
    """Give the greeting, which is the same every month, and the preface of this one."""
    return tuple(line(text) for text in (*newsletter.greeting, *issue.preface))


def highlights_heading(issue: PublicIssue) -> str:
    """Give the heading over the highlights: 今月の3点."""
    return f"今月の{len(issue.highlights)}点"


def section_heading(section: Section) -> str:
    """Give a section's heading: 1.インシデント・脆弱性情報等."""
    return f"{section.number}.{section.label}"


def entry_heading(entry: PublicEntry) -> str:
    """Give an entry's heading: 2023/7/19 某通信会社 …."""
    return f"{digest_date(entry.announced)} {line(entry.headline)}"


def correction_subject(issue: PublicIssue, newsletter: Newsletter) -> str:
    """Give the subject of a correction mail: 【訂正】月報 2023年9月号."""
    mark = "【見本】" if newsletter.sample else ""
    return f"{mark}【訂正】{issue_title(issue, newsletter)}"


def correction_opening(issue: PublicIssue, newsletter: Newsletter) -> str:
    """Give the sentence that a correction mail begins with."""
    title = line(issue_title(issue, newsletter))
    return f"{title}でお届けした次の記事に誤りがありました。おわびして訂正いたします。"


def correction_line(correction: PublicCorrection) -> str:
    """Give a correction as it is printed under its entry: 【訂正 2026/11/12】…."""
    return f"【訂正 {digest_date(correction.day)}】{line(correction.text)}"


def source_line(source: PublicSource) -> str:
    """Give a source as the digest prints it: 「標題」 発行者."""
    return f"{_quoted(line(source.title))} {line(source.publisher)}".rstrip()


def _quoted(title: str) -> str:
    """Put a title into 「」, unless its own stand around all of it; 「」 inside become 『』 as usual in print."""
    inner = title[1:-1]
    if title.startswith("「") and title.endswith("」") and "」" not in inner:
        return title
    return "「" + title.translate({ord("「"): "『", ord("」"): "』"}) + "」"


def notices(issue: PublicIssue, newsletter: Newsletter) -> tuple[Notice, ...]:
    """Give what the law asks a mail to display, and the address of the issue's page.

    特定電子メール法 第4条, 同施行規則 第9条: the sender's name, that one may refuse and where (directly beside the
    name), the sender's address, where complaints are taken.
    """
    contact = newsletter.contact
    web = web_address(contact.url)
    return (
        Notice(label="送信者", value=line(newsletter.publisher)),
        _opt_out(newsletter.opt_out),
        Notice(label="送信者の住所", value=line(newsletter.postal_address)),
        Notice(
            label=f"苦情・お問い合わせの受付({line(contact.name)})", value=contact.email, link=f"mailto:{contact.email}"
        ),
        *([Notice(label="お問い合わせのページ", value=web, link=web)] if web else []),
        Notice(
            label=f"{line(issue_title(issue, newsletter))}のWeb版",
            value=issue_address(issue, newsletter),
            link=issue_address(issue, newsletter),
        ),
    )


def _opt_out(address: str) -> Notice:
    if address.startswith("mailto:"):
        mailbox = address.removeprefix("mailto:").partition("?")[0]
        return Notice(
            label="今後の配信を希望されない方は、次の宛先へメールでお知らせください", value=mailbox, link=address
        )
    label = "今後の配信を希望されない方は、次のページから配信停止をお申し出ください"
    return Notice(label=label, value=address, link=address)


def issue_address(issue: PublicIssue, newsletter: Newsletter) -> str:
    """Give the address of the issue's page on the site."""
    return f"{newsletter.site_url.rstrip('/')}/{issue_path(issue.month)}"


def web_address(address: str | None) -> str | None:
    """Give an address that may become a link: http or https with a host, nothing else (no javascript:, no data:)."""
    if not address or address != line(address).strip():
        return None
    parts = urlsplit(address)
    return address if parts.scheme in ("http", "https") and parts.netloc else None
