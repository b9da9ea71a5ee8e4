from email import message_from_bytes, policy

import pytest

from generator.deliver.personal import message_id, personalize
from generator.errors import UsageError
from generator.publish.mail import render_mail
from tests.publish.mail.golden import golden_month

TO = {"to": "hanako@kakuu.example", "message_id": "<2026-11.r1.abc@kawaraban.example>"}
PERSONAL = "https://kawaraban.example/stop?t=AAAAAAAAAAAAAAAAAAAAAAAA"


def approved(**changes):
    from dataclasses import replace

    newsletter, issue = golden_month()
    return render_mail(issue, replace(newsletter, **changes)).message


def read(raw):
    return message_from_bytes(raw, policy=policy.default)


def test_the_body_is_the_approved_one_byte_for_byte():
    message = approved(one_click=True)

    copy = personalize(message, **TO, unsubscribe=PERSONAL)

    assert copy.partition(b"\r\n\r\n")[2] == message.partition(b"\r\n\r\n")[2]


def test_only_three_header_fields_differ():
    message = approved(one_click=True)
    before, after = read(message), read(personalize(message, **TO, unsubscribe=PERSONAL))

    changed = {name for name in after.keys() if after.get_all(name) != before.get_all(name)}  # noqa: SIM118 - a message has no items of a dict

    assert changed == {"To", "Message-ID", "List-Unsubscribe"}
    assert set(before.keys()) <= set(after.keys())
    assert [part.defects for part in after.walk()] == [[], [], []]


def test_a_copy_names_one_recipient_and_their_own_way_out():
    copy = read(personalize(approved(one_click=True), **TO, unsubscribe=PERSONAL))

    assert copy.get_all("To") == ["hanako@kakuu.example"]
    assert copy["Message-ID"] == "<2026-11.r1.abc@kawaraban.example>"
    assert copy["List-Unsubscribe"] == f"<{PERSONAL}>, <mailto:contact@kawaraban.example?subject=unsubscribe>"


def test_without_one_click_the_common_way_out_stays():
    message = approved()

    assert read(personalize(message, **TO))["List-Unsubscribe"] == read(message)["List-Unsubscribe"]


def test_one_click_without_a_personal_address_is_refused():
    with pytest.raises(ValueError, match="RFC 8058"):
        personalize(approved(one_click=True), **TO)


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "a@kakuu.example\r\nBcc: b@kakuu.example"},
        {"to": "a@kakuu.example, b@kakuu.example"},
        {"message_id": "<1@kakuu.example>\r\nBcc: b@kakuu.example"},
        {"unsubscribe": "https://kakuu.example/\r\n\r\nbody"},
        {"unsubscribe": "https://kakuu.example/\r\n Bcc"},
    ],
)
def test_nothing_can_be_smuggled_into_the_headers(changes):
    message = approved(one_click=True)

    with pytest.raises(UsageError):
        personalize(message, **{**TO, "unsubscribe": PERSONAL, **changes})


@pytest.mark.parametrize("raw", [b"", b"From: a@b.example\n\nx", b"not a header\r\n\r\nx"])
def test_what_is_no_message_of_ours_is_refused(raw):
    with pytest.raises(ValueError, match="message"):
        personalize(raw, **TO)


def test_a_message_that_is_addressed_already_is_refused():
    once = personalize(approved(), **TO)

    with pytest.raises(ValueError, match="addressed"):
        personalize(once, **TO)


def test_a_message_id_differs_by_run_and_recipient_and_hides_the_address():
    first = message_id("r1", "2026-11", "hanako@kakuu.example", "kakuu.example", key=b"k" * 32)

    assert first == message_id("r1", "2026-11", "HANAKO@kakuu.example", "kakuu.example", key=b"k" * 32)
    assert first != message_id("r2", "2026-11", "hanako@kakuu.example", "kakuu.example", key=b"k" * 32)
    assert first != message_id("r1", "2026-11", "taro@kakuu.example", "kakuu.example", key=b"k" * 32)
    assert "hanako" not in first
