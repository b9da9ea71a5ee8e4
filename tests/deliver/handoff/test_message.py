from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from generator.deliver.handoff.message import for_list
from generator.publish.mail import render_mail
from tests.publish.mail.golden import golden_month

LIST = "monthly@lists.kakuu.example"


@pytest.fixture(scope="module")
def approved():
    newsletter, issue = golden_month()
    return render_mail(issue, replace(newsletter, one_click=True)).message


def test_the_list_gets_the_approved_body_and_none_of_our_list_headers(approved):
    message = for_list(approved, LIST)

    head = message_from_bytes(message, policy=policy.default)
    assert head["To"] == LIST
    assert [name for name in head if name.lower().startswith("list-")] == []
    assert head["Precedence"] is None
    assert message.partition(b"\r\n\r\n")[2] == approved.partition(b"\r\n\r\n")[2]


def test_what_is_no_engine_s_business_stays_as_it_is(approved):
    before, after = (message_from_bytes(one) for one in (approved, for_list(approved, LIST)))

    for name in ("From", "Reply-To", "Subject", "Date", "Message-ID", "Content-Type", "Auto-Submitted"):
        assert after[name] == before[name]


def test_a_list_address_that_is_none_is_refused(approved):
    with pytest.raises(ValueError, match="no mail address"):
        for_list(approved, "a@b.example\r\nBcc: c@d.example")
