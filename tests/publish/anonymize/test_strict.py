"""Strict mode in everything that leaves the house: the day of announcement stands nowhere, and addresses stay."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_archive, make_entry, make_issue, make_newsletter
from generator.model import Correction, Highlight, Privacy, Removal
from generator.model.rough_day import RoughDay
from generator.publish.anonymize.ids import public_ids
from generator.publish.pages import site_pages
from generator.publish.pipeline import gate_needs, publish
from generator.text import digest_date, japanese_date
from tests.publish.anonymize.cast import EVERYONE, parties

FIRST = make_entry(
    id="2026-12-04-q7mk",
    announced=date(2026, 12, 4),
    headline="ミナセ 4,321名の漏えい",
    body=("ミナセは12月4日、四千三百二十一名の漏えいを12/3に確認したと公表した。",),
    parties=parties(minase="victim"),
    corrections=(Correction(day=date(2026, 12, 20), text="ミナセの件数は1,376名でした。"),),
)
SECOND = make_entry(
    id="2026-12-05-aaaa",
    announced=date(2026, 12, 5),
    headline="ミナセ 続報",
    body=("ミナセは12月5日、公表した。",),
    parties=parties(minase="victim"),
    thread=FIRST.id,
)
NAMED = make_entry(
    id="2026-12-08-bbbb",
    announced=date(2026, 12, 8),
    body=("夢見市は12月8日に公表した。",),
    parties=parties(yumemi="victim"),
)
_DAY = re.compile(r"2026-12-0[45]|2026/12/[45]\b|12月[45]日|2026120[45]")


def december(*, entry_pages=False):
    issue = make_issue(
        FIRST,
        SECOND,
        NAMED,
        month="2026-12",
        published=date(2026, 12, 15),
        highlights=(Highlight(text="ミナセの漏えい", entry=FIRST.id),),
    )
    newsletter = make_newsletter(privacy=Privacy.STRICT, entry_pages=entry_pages)
    return make_archive(organizations=EVERYONE, newsletter=newsletter, issues=(issue,))


def all_files(published):
    pages = {f"{page.path}index.html": page.html.encode() for page in site_pages(published.archive)}
    mails = {name: data for name, data in published.mail_files().items() if not name.endswith(".eml")}
    return {**pages, **published.site_files(), **mails}


@pytest.mark.parametrize("entry_pages", [True, False])
def test_the_day_of_a_strict_entry_stands_in_no_page_feed_data_or_mail(entry_pages):
    archive = december(entry_pages=entry_pages)
    published = publish(archive)
    files = all_files(published)

    assert [(name, found.group()) for name, data in files.items() for found in _DAY.finditer(data.decode())] == []
    assert gate_needs(archive, public=published.archive).gate().scan_files(files) == ()


def test_the_head_says_the_third_of_the_month_and_a_named_body_keeps_its_day():
    text = publish(december()).mails["2026-12"].text

    assert "2026/12上旬 某情報処理会社 約4,000名の漏えい" in text
    assert "2026/12/8 " in text
    assert "夢見市は12月8日に公表した。" in text


def test_the_gate_finds_the_day_that_a_page_says_nevertheless():
    archive = december()
    gate = gate_needs(archive).gate()

    assert [leak.form for leak in gate.scan_bytes("index.html", "<p>12月4日に公表した。</p>".encode())]
    assert not gate.scan_bytes("index.html", "<p>12月8日に公表した。</p>".encode())


def test_days_of_the_preface_speak_of_no_entry():
    archive = december()
    (issue,) = archive.issues
    archive = replace(archive, issues=(replace(issue, preface=("12月4日からの3件です。",)),))

    assert "12月4日" not in {one.text for one in gate_needs(archive).exact_values}


def test_ids_threads_and_highlights_speak_of_the_same_entry():
    public = publish(december()).archive
    first, second, named = public.issues[0].entries

    assert (first.id, second.id, named.id) == ("2026-12-01-q7mk", "2026-12-01-aaaa", "2026-12-08-bbbb")
    assert first.thread == second.thread == first.id
    assert public.issues[0].highlights[0].entry == first.id
    assert [thread.id for thread in public.threads] == [first.id]


def test_what_was_removed_leads_to_the_entry_under_its_printed_id():
    removal = Removal(issue="2026-12", entry="2026-12-03-zzzz", day=date(2026, 12, 30), reason="重複", see=FIRST.id)
    archive = replace(december(), removals=(removal,))

    assert publish(archive).archive.removals[0].see == "2026-12-01-q7mk"


def test_an_editor_finds_the_correction_mail_under_the_id_that_he_knows():
    assert list(publish(december()).corrections["2026-12"]) == [FIRST.id]


def test_two_entries_never_share_an_id():
    strict = ("2026-12-04-aaaa", "2026-12-05-aaaa", "anders")

    ids = public_ids(strict, ("2026-12-01-aaaa",))

    assert ids == {"2026-12-04-aaaa": "2026-12-02-aaaa", "2026-12-05-aaaa": "2026-12-03-aaaa"}


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_rough_day_is_near_its_day_and_never_tells_it(day):
    rough = RoughDay.around(day)

    assert timedelta(0) <= day - rough < timedelta(days=11)
    assert rough.isoformat() == str(rough) == f"{day:%Y-%m}"
    assert digest_date(rough) == f"{day.year}/{day.month}{rough.third}"
    assert japanese_date(rough) == f"{day.year}年{day.month}月{rough.third}"
