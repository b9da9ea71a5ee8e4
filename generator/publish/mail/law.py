"""What newsletter.yml has to say before a mail may be built: the law's display duties, and what receivers ask for.

特定電子メールの送信の適正化等に関する法律 第4条 and its 施行規則 第9条 ask the sender of advertising mail to display
name, opt-out, address and complaints contact. Whether a given newsletter is advertising is a question for a lawyer;
ours displays all of it always (MAIL.md B4). This is no legal advice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...model import Newsletter, Remark
from ...text import is_mail_address
from .headers import split_address
from .wording import web_address

_ACT = "特定電子メール法"
_SUBJECT = "newsletter"


def requirements(newsletter: Newsletter) -> tuple[Remark, ...]:
    """Give everything that newsletter.yml lacks or says wrongly for a mail; empty where a mail may be built."""
    return tuple(remark for rule in _RULES for remark in rule(newsletter))


def _sender(newsletter: Newsletter) -> Iterator[Remark]:
    if not newsletter.publisher.strip():
        yield _remark(
            ("publisher",),
            "mail-law-sender",
            f"送信者の名称がありません。{_ACT}第4条第1号により、メールに表示しなければなりません。",
            "publisher に配信する団体の正式な名称を書いてください。",
        )


def _opt_out(newsletter: Newsletter) -> Iterator[Remark]:
    if not _is_opt_out(newsletter.opt_out):
        yield _remark(
            ("opt_out",),
            "mail-law-opt-out",
            f"配信停止の宛先がないか、使えない形です。{_ACT}第4条第2号と施行規則第9条第1号により、"
            "配信を断れることとその宛先をメールに表示しなければなりません。",
            "opt_out に https:// で始まるページか、mailto: で始まる宛先を書いてください。",
        )


def _postal_address(newsletter: Newsletter) -> Iterator[Remark]:
    if not newsletter.postal_address.strip():
        yield _remark(
            ("postal_address",),
            "mail-law-address",
            f"送信者の住所がありません。{_ACT}施行規則第9条第2号により、メールに表示しなければなりません。",
            "postal_address に団体の住所を書いてください。",
        )


def _contact(newsletter: Newsletter) -> Iterator[Remark]:
    contact = newsletter.contact
    if not contact.name.strip() or not is_mail_address(contact.email):
        yield _remark(
            ("contact",),
            "mail-law-contact",
            f"苦情・問い合わせを受け付ける宛先が足りません。{_ACT}施行規則第9条第3号により、"
            "電話番号・メールアドレス・URLのいずれかをメールに表示しなければなりません。",
            "contact に name(担当者または部署)と email を書いてください。",
        )


def _one_click(newsletter: Newsletter) -> Iterator[Remark]:
    if newsletter.one_click and not newsletter.opt_out.startswith("https://"):
        yield _remark(
            ("one_click",),
            "mail-one-click-https",
            "one_click が有効ですが、opt_out が https:// で始まっていません。ワンクリックの配信停止は"
            "HTTPSの宛先だけに許されています(RFC 8058 第3章)。",
            "opt_out を配信停止プログラムの https:// の宛先にするか、one_click を false にしてください。",
        )


def _mail_from(newsletter: Newsletter) -> Iterator[Remark]:
    if not is_mail_address(split_address(newsletter.mail_from)[1]):
        yield _remark(
            ("mail_from",),
            "mail-from",
            f"差出人のメールアドレスとして使えません: 「{newsletter.mail_from}」",
            "mail_from に「名称 <news@example.jp>」か「news@example.jp」の形で書いてください。",
        )


def _site(newsletter: Newsletter) -> Iterator[Remark]:
    if web_address(newsletter.site_url) is None:
        yield _remark(
            ("site_url",),
            "mail-site-url",
            f"Web版へのリンクに使えないアドレスです: 「{newsletter.site_url}」",
            "site_url に https:// で始まるサイトのアドレスを書いてください。",
        )


_RULES: tuple[Callable[[Newsletter], Iterator[Remark]], ...] = (
    _sender,
    _opt_out,
    _postal_address,
    _contact,
    _one_click,
    _mail_from,
    _site,
)


def _is_opt_out(address: str) -> bool:
    if address.startswith("mailto:"):
        return address.isascii() and is_mail_address(address.removeprefix("mailto:").partition("?")[0])
    return address.startswith("https://") and address.isascii() and web_address(address) is not None


def _remark(path: tuple[str | int, ...], rule: str, message: str, advice: str) -> Remark:
    return Remark(subject=_SUBJECT, path=path, rule=rule, message=message, advice=advice)
