import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_entry
from generator.model import Affected, Certainty, Entry, Facts, Party, Period, Role, Source
from generator.storage.decode import decode_as
from generator.storage.emit import emit
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
