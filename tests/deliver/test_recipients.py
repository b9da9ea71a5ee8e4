from datetime import date

import pytest

from generator.deliver.recipients import Recipient, read_recipients
from generator.errors import ContentError

HEAD = "email,consent_at,consent_source,consent_method\n"
GOOD = "hanako@kakuu.example,2026-04-01,入会申込書,書面\n"
TODAY = date(2026, 11, 10)


def read(text):
    data = text if isinstance(text, bytes) else text.encode()
    return read_recipients(data, file="members.csv", today=TODAY)


def findings_of(text):
    with pytest.raises(ContentError) as refusal:
        read(text)
    return [(finding.line, finding.rule) for finding in refusal.value.findings]


def test_a_recipient_comes_with_the_record_of_their_consent():
    assert read(HEAD + GOOD) == (
        Recipient(
            email="hanako@kakuu.example",
            consent_at=date(2026, 4, 1),
            consent_source="入会申込書",
            consent_method="書面",
        ),
    )


def with_byte_order_mark(text):
    return b"\xef\xbb\xbf" + text.encode()


def with_windows_line_ends(text):
    return text.replace("\n", "\r\n").encode()


def with_blank_lines(text):
    return f"{text}\n,,,\n".encode()


def with_blanks_around_values(text):
    return text.replace(",", " , ").encode()


def without_a_last_line_end(text):
    return text.rstrip("\n").encode()


@pytest.mark.parametrize(
    "write",
    [
        with_byte_order_mark,
        with_windows_line_ends,
        with_blank_lines,
        with_blanks_around_values,
        without_a_last_line_end,
    ],
)
def test_a_list_is_read_as_spreadsheets_save_it(write):
    assert read(write(HEAD + GOOD)) == read(HEAD + GOOD)


def test_columns_may_stand_in_any_order_and_names_may_be_given():
    (one,) = read(
        "name,consent_method,consent_source,consent_at,email\n架空花子,書面,申込書,2026-04-01,h@kakuu.example\n"
    )

    assert (one.name, one.email, one.consent_method) == ("架空花子", "h@kakuu.example", "書面")


@pytest.mark.parametrize("missing", range(4))
def test_an_address_without_its_whole_consent_record_is_refused(missing):
    fields = GOOD.strip().split(",")
    fields[missing] = ""

    assert [line for line, _ in findings_of(HEAD + ",".join(fields))] == [2]


@pytest.mark.parametrize(
    "day", ["2026/4/1", "2026-13-01", "4月1日", "2026-11-11", "20260401", "2026-W14-3", "1999-12-31", "0008-04-01"]
)
def test_a_consent_without_a_real_day_that_has_come_is_refused(day):
    assert findings_of(HEAD + GOOD.replace("2026-04-01", day)) == [(2, "recipients-consent")]


@pytest.mark.parametrize(
    "address",
    ["hanako", "a@b", "花子@kakuu.example", "架空花子 <a@kakuu.example>", '"a@kakuu.example, b@kakuu.example"'],
)
def test_what_is_no_plain_address_is_refused(address):
    assert findings_of(HEAD + GOOD.replace("hanako@kakuu.example", address)) == [(2, "recipients-address")]


@pytest.mark.parametrize(
    "address",
    [
        '"a@kakuu.example\nBcc: b@kakuu.example"',
        '"a@kakuu.example\r\n\r\nbody"',
        "a@kakuu.example\0",
        "a\u200b@kakuu.example",
        "a@kakuu\uff0eexample",
        "a\uff20kakuu.example",
        "a@例え.example",
        "a@[192.0.2.1]",
        "a@" + "k" * 300 + ".example",
        "=a@kakuu.example,",
        "<a@kakuu.example>",
        "mailto:a@kakuu.example",
    ],
)
def test_an_address_that_could_do_more_than_be_one_is_refused(address):
    assert findings_of(HEAD + GOOD + GOOD.replace("hanako@kakuu.example", address))


def test_names_may_hold_any_character():
    (one,) = read(f"name,{HEAD}𠮷野 髙﨑・😀,{GOOD}")

    assert one.name == "𠮷野 髙﨑・😀"


@pytest.mark.parametrize("encoding", ["utf-16", "cp932", "euc-jp", "iso-2022-jp"])
def test_a_list_in_another_encoding_is_refused_and_not_guessed_at(encoding):
    assert findings_of((HEAD + GOOD).encode(encoding))


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_a_list_with_other_marks_between_its_columns_is_refused(mark):
    assert (1, "recipients-column-missing") in findings_of((HEAD + GOOD).replace(",", mark))


def test_an_address_that_differs_in_blanks_alone_is_the_same():
    again = GOOD.replace("hanako@kakuu.example", '" hanako@KAKUU.example\n"')

    assert findings_of(HEAD + GOOD + again) == [(3, "recipients-twice")]


def test_a_field_without_end_takes_no_memory():
    assert findings_of(HEAD + GOOD + "x" * 3_000_000)


def test_the_same_address_twice_is_refused_whatever_its_case():
    again = GOOD.replace("hanako", "HANAKO")

    assert findings_of(HEAD + GOOD + again) == [(3, "recipients-twice")]


def test_every_mistake_is_said_at_once_with_its_line():
    text = HEAD + GOOD + "x,2026-04-01,申込書,書面\n" + "b@kakuu.example,,,\n" + "c@kakuu.example,2026-04-01\n"

    assert sorted(findings_of(text)) == [
        (3, "recipients-address"),
        (4, "recipients-consent"),
        (4, "recipients-consent"),
        (4, "recipients-consent"),
        (5, "recipients-fields"),
    ]


def test_a_line_is_counted_right_behind_a_field_of_two_lines():
    two_lines = GOOD.replace("入会申込書", '"入会\n申込書"')

    assert findings_of(HEAD + two_lines + "x,2026-04-01,申込書,書面\n") == [(4, "recipients-address")]


def test_a_missing_and_an_unknown_column_are_both_named():
    assert findings_of("email,consent_at,consent_source,telephone\n") == [
        (1, "recipients-column-missing"),
        (1, "recipients-column-unknown"),
    ]


def test_a_list_in_shift_jis_is_refused_with_advice():
    with pytest.raises(ContentError, match="CSV UTF-8"):
        read((HEAD + GOOD).encode("cp932"))


@pytest.mark.parametrize("text", ["", HEAD])
def test_an_empty_list_is_refused(text):
    assert findings_of(text)


def test_a_quote_that_is_never_closed_is_a_finding():
    assert findings_of(HEAD + 'a@kakuu.example,2026-04-01,"申込書,書面\n')[0][1] == "recipients-csv"
