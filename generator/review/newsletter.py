"""newsletter.yml: what a mail to members must name, and what would not work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..model import Archive, Newsletter, Remark

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z")
_LAST_CUT_OFF = 28  # every month has it


def check_newsletter(archive: Archive) -> Iterator[Remark]:
    """Look at the settings that are the same in every issue."""
    newsletter = archive.newsletter
    yield from _placeholders(newsletter)
    if not _is_web(newsletter.site_url):
        yield _remark(
            "site_url", "サイトのアドレスではありません。", "https:// で始まり / で終わるアドレスを書いてください。"
        )
    if not (_is_web(newsletter.opt_out) or newsletter.opt_out.startswith("mailto:")):
        yield _remark(
            "opt_out",
            "配信停止の宛先ではありません。",
            "https:// のアドレスか、mailto: とメールアドレスを書いてください。",
        )
    if newsletter.subscribe and not (_is_web(newsletter.subscribe) or newsletter.subscribe.startswith("mailto:")):
        yield _remark(
            "subscribe",
            "申し込みの宛先ではありません。",
            "https:// のアドレスか、mailto: とメールアドレスを書いてください。なければ行を消します。",
        )
    if not _MAIL.match(newsletter.mail_from):
        yield _remark("mail_from", "メールアドレスではありません。", "差出人のメールアドレスだけを書いてください。")
    if not _MAIL.match(newsletter.contact.email):
        yield _remark(
            "contact", "「email」がメールアドレスではありません。", "会員が問い合わせるメールアドレスを書いてください。"
        )
    if not 1 <= newsletter.cut_off <= _LAST_CUT_OFF:
        yield _remark("cut_off", "締切日がどの月にもある日ではありません。", "1 から 28 までの日にしてください。")


# What `kawaraban init` writes where it got no answer: the law wants the real ones before a mail goes out.
_PLACEHOLDERS = {"publisher": "発行者の名前", "postal_address": "発行者の住所"}


def _placeholders(newsletter: Newsletter) -> Iterator[Remark]:
    if newsletter.sample:
        return
    for key, words in _PLACEHOLDERS.items():
        if words in getattr(newsletter, key):
            yield _remark(
                key, "仮の値のままです。", "会員に示す本当の値を書くか、それまでは「sample: true」を付けてください。"
            )


def _is_web(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None


def _remark(key: str, message: str, advice: str) -> Remark:
    return Remark(
        subject="newsletter", path=(key,), rule=f"newsletter-{key.replace('_', '-')}", message=message, advice=advice
    )
