import dataclasses
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_entry
from generator.model import Affected, Certainty, Entry, Facts, Party, Period, Role, Source, Suggestion
from generator.storage import quoting
from generator.storage.decode import decode_as
from generator.storage.emit import emit, emit_and_read_back
from generator.storage.strict import Report, compose
from generator.text import one_line


def test_an_entry_is_written_as_a_person_would():
    entry = make_entry(
        parties=(Party(organization="hokusei-cloud", role=Role.VICTIM),),
        facts=Facts(
            affected=(Affected(count=1375, unit="名", qualifier="約", certainty=Certainty.POSSIBLE),),
            data=("氏名", "電話番号"),
            incident=Period(start=date(2026, 7, 1), end=date(2026, 7, 3)),
        ),
        sources=(Source(url="https://a.example/?b=1#c", title="お知らせ: 第一報", publisher="架空会社"),),
    )

    assert emit(entry) == (
        "section: incidents\n"
        "announced: 2026-10-19\n"
        "headline: 某通信会社に不正アクセス\n"
        "body:\n"
        "- 某通信会社は10月19日、不正アクセスについて公表した。\n"
        "parties:\n"
        "- {organization: hokusei-cloud, role: victim}\n"
        "facts:\n"
        "  affected:\n"
        "  - {count: 1375, unit: 名, qualifier: 約, certainty: possible}\n"
        "  data: [氏名, 電話番号]\n"
        "  incident: {from: 2026-07-01, to: 2026-07-03}\n"
        "sources:\n"
        "- {url: https://a.example/?b=1#c, title: 'お知らせ: 第一報', publisher: 架空会社}\n"
    )


TRICKY = [
    "# 題",
    "null",
    "- 題",
    "題: 名",
    "'題'",
    "[題]",
    "*題",
    "12:30",
    "@題",
    "題 #1",
    "true",
    "%題",
    "0:?",
    "url：題",
]


@pytest.mark.parametrize("text", TRICKY)
def test_a_text_that_yaml_would_change_comes_back_unchanged(text):
    entry = make_entry(headline=text, body=(text,), facts=Facts(data=(text,)))
    report = Report("new")

    assert dataclasses.replace(decode_as(Entry, compose(emit(entry), report), report), id=entry.id) == entry


@given(st.text(min_size=1).map(one_line).filter(lambda text: text.strip()))
def test_any_line_of_text_can_be_stored(text):
    entry = make_entry(headline=text, body=(text,), sources=(Source(title=text),), facts=Facts(data=(text,)))
    report = Report("new")

    again = decode_as(type(entry), compose(emit(entry), report), report)

    assert dataclasses.replace(again, id=entry.id) == entry


def outcome(write, entry):
    try:
        return write(entry)
    except ValueError:
        return ValueError


# What hurts a YAML file, more of it than chance would bring.
_PIECES = st.sampled_from(
    [*" \t\n:#,[]{}?-&*!|>'\"%@`~=.：　", "null", "true", "1", "あ", "a", "\u2028", "\x85", "\ufeff"]
)
_NASTY = st.one_of(st.lists(_PIECES, max_size=6).map("".join), st.text(max_size=20), st.sampled_from(TRICKY))


@given(text=_NASTY, other=_NASTY, count=st.integers(-2, 10**16))
def test_what_is_read_back_text_by_text_is_what_the_whole_file_says(text, other, count):
    entry = make_entry(
        headline=text,
        body=(other, text),
        parties=(Party(organization=other, role=Role.VICTIM),),
        facts=Facts(affected=(Affected(count=count, unit=text, certainty=Certainty.POSSIBLE),), data=(text, other)),
        sources=(Source(url=text, title=other), Source(title=text)),
        suggestion=Suggestion(summary=other, reasons=(text, other), names=(text,)),
    )

    assert outcome(emit, entry) == outcome(emit_and_read_back, entry)


@pytest.mark.parametrize("text", ["a\nb", " a", "a ", "\x85", "", "\u2028a", "a\x00b"])
def test_a_text_that_no_file_gives_back_is_refused(text):
    with pytest.raises(ValueError, match="cannot be written"):
        emit(make_entry(headline=text))


@pytest.mark.parametrize("length", [99, 100, 101, 3000])
@pytest.mark.parametrize("end", ["", ":", " #", ": a", "'"])
def test_long_texts_are_read_back_as_short_ones_are(length, end):
    text = "あ" * (length - len(end)) + end
    report = Report("new")
    again = decode_as(Entry, compose(emit(make_entry(headline=text)), report), report)

    assert again.headline == text


def test_a_text_is_read_back_although_the_rule_for_quotes_is_wrong(monkeypatch):
    monkeypatch.setattr(quoting, "_BAD_INSIDE", re.compile("(?!)"))

    with pytest.raises(ValueError, match="cannot be written"):
        emit(make_entry(headline="見出し: 名前、検査のため"))
