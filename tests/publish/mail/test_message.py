import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from email import message_from_bytes, policy

import pytest

from generator.errors import UsageError
from generator.publish.mail.html import render_html
from generator.publish.mail.message import build_message
from generator.publish.mail.text import render_text
from tests.publish.mail.golden import FOLDER, golden_month

LONG_STOP = "https://kawaraban.example/" + "very/" * 20 + "stop"


def message_of(newsletter, issue):
    return build_message(issue, newsletter, render_html(issue, newsletter).document, render_text(issue, newsletter))


def golden_with(**changes):
    newsletter, issue = golden_month()
    return message_of(replace(newsletter, **changes), issue)


def header_block(raw):
    return raw.partition(b"\r\n\r\n")[0].decode("ascii")


def field(raw, name):
    """Give a header's raw text, unfolded: the lines as they travel, not as a parser understands them."""
    unfolded = header_block(raw).replace("\r\n ", " ")
    return next((line.partition(": ")[2] for line in unfolded.split("\r\n") if line.startswith(f"{name}: ")), None)


def test_the_golden_month_has_these_headers_byte_for_byte():
    assert header_block(golden_with()) + "\r\n" == (FOLDER / "expected-headers.txt").read_bytes().decode()


def test_lines_end_in_crlf_and_are_short():
    raw = golden_with(opt_out=LONG_STOP)

    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert all(line.isascii() for line in raw.split(b"\r\n"))


def test_a_header_line_is_at_most_78_characters_where_a_blank_allows():
    for line in header_block(golden_with(opt_out=LONG_STOP)).split("\r\n"):
        assert len(line) <= 78 or " " not in re.sub(r"^[\w-]+: ", "", line).strip()


def test_no_machine_read_header_is_encoded_even_when_it_is_long():
    raw = golden_with(opt_out=LONG_STOP, one_click=True)

    for name in ("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "List-Help", "Message-ID", "Feedback-ID"):
        assert "=?" not in field(raw, name)
    assert field(raw, "List-Unsubscribe").startswith(f"<{LONG_STOP}>, <mailto:")


def test_one_click_is_offered_only_where_the_newsletter_says_that_it_works():
    assert field(golden_with(one_click=True), "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert field(golden_with(one_click=False), "List-Unsubscribe-Post") is None


def test_a_way_out_by_mail_stands_alone():
    assert field(golden_with(opt_out="mailto:stop@kawaraban.example"), "List-Unsubscribe") == (
        "<mailto:stop@kawaraban.example>"
    )


def test_a_second_parser_finds_no_defect_and_the_same_parts():
    newsletter, issue = golden_month()
    message = message_from_bytes(message_of(newsletter, issue), policy=policy.default)

    assert [part.defects for part in message.walk()] == [[], [], []]
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain, html = (part.get_content().replace("\r\n", "\n") for part in message.iter_parts())
    assert plain == render_text(issue, newsletter)
    assert html == render_html(issue, newsletter).document


def test_both_parts_are_utf_8_in_base64():
    for part in message_from_bytes(golden_with(), policy=policy.default).iter_parts():
        assert part.get_content_charset() == "utf-8"
        assert part["Content-Transfer-Encoding"] == "base64"


def test_lines_of_a_part_end_in_crlf_before_they_are_encoded():
    for part in message_from_bytes(golden_with(), policy=policy.default).iter_parts():
        assert not re.search(rb"(?<!\r)\n", part.get_payload(decode=True))


def test_the_date_is_nine_in_the_morning_in_japan_on_the_day_of_publication():
    newsletter, issue = golden_month()
    message = message_from_bytes(message_of(newsletter, issue), policy=policy.default)

    assert message["Date"].datetime == datetime(2026, 11, 10, 9, tzinfo=timezone(timedelta(hours=9)))
    assert field(message_of(newsletter, issue), "Date").endswith("+0900")


def test_the_message_id_and_the_boundary_follow_the_content_and_nothing_else():
    newsletter, issue = golden_month()
    other = replace(issue, preface=("別のまえがき。",))

    first, again, changed = (message_of(newsletter, month) for month in (issue, issue, other))

    assert first == again
    assert field(first, "Message-ID") != field(changed, "Message-ID")
    assert field(first, "Content-Type") != field(changed, "Content-Type")
    assert field(first, "Message-ID").startswith("<2026-11.")


def test_the_boundary_stands_nowhere_but_between_the_parts():
    raw = golden_with()
    boundary = re.search(r'boundary="([^"]+)"', field(raw, "Content-Type"))[1].encode()

    assert raw.count(boundary) == 4
    assert raw.endswith(b"\r\n--" + boundary + b"--\r\n")


def test_no_word_of_an_entry_stands_in_a_header():
    newsletter, issue = golden_month()
    marked = replace(issue, entries=tuple(replace(entry, headline="XHEADLINEX") for entry in issue.entries),
                     highlights=(), preface=("XPREFACEX",))  # fmt: skip
    message = message_from_bytes(message_of(newsletter, marked), policy=policy.default)

    assert not [value for value in message.values() if "XHEADLINEX" in value or "XPREFACEX" in value]


def test_a_sample_says_so_in_its_subject():
    message = message_from_bytes(golden_with(sample=True), policy=policy.default)

    assert message["Subject"] == "【見本】かわら版サイバー月報 2026年11月号"


def test_the_publisher_is_the_name_where_the_sender_has_none():
    message = message_from_bytes(golden_with(mail_from="news@kawaraban.example"), policy=policy.default)

    assert message["From"] == "架空予防法務協会 <news@kawaraban.example>"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "月報\r\nBcc: all@kawaraban.example"},
        {"title": "月報\0"},
        {"publisher": "協会\nX-Evil: 1", "mail_from": "news@kawaraban.example"},
        {"mail_from": "編集部 <news@kawaraban.example\r\nBcc: b@kawaraban.example>"},
        {"mail_from": "news@kawaraban.example, b@kawaraban.example"},
        {"opt_out": "https://kawaraban.example/\r\nX-Evil: 1"},
        {"opt_out": "mailto:stop@kawaraban.example\nX-Evil: 1"},
    ],
)
def test_a_setting_that_would_make_another_header_is_refused(changes):
    newsletter, issue = golden_month()
    html, text = render_html(issue, newsletter).document, render_text(issue, newsletter)

    with pytest.raises(UsageError):
        build_message(issue, replace(newsletter, **changes), html, text)


def test_the_day_of_the_date_header_has_its_english_name():
    newsletter, issue = golden_month()

    raw = message_of(newsletter, replace(issue, published=date(2026, 3, 1)))

    assert field(raw, "Date") == "Sun, 01 Mar 2026 09:00:00 +0900"
