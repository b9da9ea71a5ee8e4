"""What a new newsletter has to know of its publisher: asked on a terminal, given by flags, or a placeholder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ...model import Contact, Newsletter


class Question(NamedTuple):
    """One question: what is asked, and what stands there until somebody answers."""

    text: str
    default: str
    is_fact: bool  # without it a mail may not be sent: as long as it is not given, the newsletter is a sample


QUESTIONS: Mapping[str, Question] = {
    "title": Question("誌名", "月刊サイバーリスクだより", is_fact=False),
    "publisher": Question("発行者(法律で表示が必要)", "発行者の名前", is_fact=True),
    "postal_address": Question("発行者の住所(法律で表示が必要)", "〒000-0000 発行者の住所", is_fact=True),
    "contact_name": Question("問い合わせの窓口", "事務局", is_fact=False),
    "contact_email": Question("問い合わせのメールアドレス", "info@newsletter.example", is_fact=True),
    "mail_from": Question("差出人のメールアドレス", "news@newsletter.example", is_fact=True),
    "site_url": Question("サイトのアドレス", "https://newsletter.example/", is_fact=True),
    "opt_out": Question("配信停止の宛先(https のアドレスか mailto:)", "mailto:stop@newsletter.example", is_fact=True),
    "description": Question("サイトの短い説明", "サイバーリスクの月刊ダイジェスト", is_fact=False),
}
_GREETING = "いつも{title}をご覧いただき、ありがとうございます。"
_FOOTER = "▼内容についてのお問い合わせは、{contact_name}({contact_email})までお寄せください。"


def answered(given: Mapping[str, str | None], ask: Callable[[str, str], str] | None) -> dict[str, str]:
    """Give an answer to every question: as given, else by asking (question, default), else the default."""
    answers = {}
    for key, question in QUESTIONS.items():
        answer = given.get(key)
        if answer is None:
            answer = ask(question.text, question.default) if ask else question.default
        answers[key] = answer.strip() or question.default
    return answers


def newsletter_of(answers: Mapping[str, str], *, cut_off: int) -> Newsletter:
    """Make the settings; a sample as long as one of the facts is a placeholder."""
    return Newsletter(
        title=answers["title"],
        publisher=answers["publisher"],
        postal_address=answers["postal_address"],
        contact=Contact(name=answers["contact_name"], email=answers["contact_email"]),
        opt_out=answers["opt_out"],
        site_url=answers["site_url"],
        mail_from=answers["mail_from"],
        greeting=(_GREETING.format(**answers),),
        footer=(_FOOTER.format(**answers),),
        description=answers["description"],
        cut_off=cut_off,
        sample=bool(placeholders(answers)),
    )


def placeholders(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Give the questions whose facts are still missing."""
    return tuple(
        question.text for key, question in QUESTIONS.items() if question.is_fact and answers[key] == question.default
    )
