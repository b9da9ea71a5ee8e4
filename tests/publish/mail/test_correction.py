from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy

import pytest

from generator.errors import UsageError
from generator.model import PublicCorrection
from generator.publish.mail import render_correction, render_mail
from tests.publish.mail.golden import golden_month

NEWSLETTER, ISSUE = golden_month()
TEXT = "「10件」とあるのは<11件>の誤りでした。"
ENTRY = replace(
    ISSUE.entries[0],
    corrections=(
        PublicCorrection(day=date(2026, 11, 12), text=TEXT),
        PublicCorrection(day=date(2026, 11, 20), text="もう一つの訂正です。"),
    ),
)


@pytest.fixture(scope="module")
def mail():
    return render_correction(ISSUE, NEWSLETTER, ENTRY)


def parts(mail):
    message = message_from_bytes(mail.message, policy=policy.default)
    return [message.get_body((kind,)).get_content() for kind in ("plain", "html")]


def test_both_parts_say_what_was_wrong_and_when_it_was_put_right(mail):
    plain, html = parts(mail)

    assert f"【訂正 2026/11/12】{TEXT}" in plain
    assert "【訂正 2026/11/20】もう一つの訂正です。" in plain
    assert "【訂正 2026/11/12】「10件」とあるのは&lt;11件&gt;の誤りでした。" in html
    for part in (plain, html):
        assert f"2026-11/#i-{ENTRY.id}" in part.replace("&amp;", "&") or f"#i-{ENTRY.id}" in part


def test_the_notices_of_the_law_stand_in_a_correction_as_in_every_mail(mail):
    for part in parts(mail):
        for told in (NEWSLETTER.publisher, NEWSLETTER.postal_address, NEWSLETTER.contact.email, NEWSLETTER.opt_out):
            assert told in part


def test_the_subject_says_what_it_is_and_the_date_is_that_of_the_last_correction(mail):
    message = message_from_bytes(mail.message, policy=policy.default)

    assert "【訂正】" in message["Subject"]
    assert message["Date"].datetime.date() == date(2026, 11, 20)


def test_a_correction_is_another_message_than_the_issue(mail):
    issue = message_from_bytes(render_mail(ISSUE, NEWSLETTER).message)
    correction = message_from_bytes(mail.message)

    assert issue["Message-ID"] != correction["Message-ID"]
    assert issue["List-Unsubscribe"] == correction["List-Unsubscribe"]


def test_an_entry_without_a_correction_has_no_mail():
    with pytest.raises(UsageError, match="訂正がありません"):
        render_correction(ISSUE, NEWSLETTER, ISSUE.entries[0])


def test_a_correction_needs_the_law_s_notices_too():
    with pytest.raises(UsageError, match="特定電子メール法"):
        render_correction(ISSUE, replace(NEWSLETTER, postal_address=" "), ENTRY)


def test_a_mail_without_corrections_is_what_it_was():
    issue = replace(ISSUE, entries=(ENTRY, *ISSUE.entries[1:]))

    before, after = (render_mail(one, NEWSLETTER).text.splitlines() for one in (ISSUE, issue))
    assert [line for line in after if not line.startswith("【訂正")] == before
