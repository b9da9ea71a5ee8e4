from dataclasses import replace
from datetime import date

import pytest

from builders import make_archive, make_entry
from generator.model import Correction, Facts
from generator.publish.pipeline import publish

FIRST = make_entry()
SECOND = make_entry(id="2026-10-21-b3fd", headline="別の記事")


def digest(*entries, **newsletter):
    archive = make_archive(*entries)
    archive = replace(archive, newsletter=replace(archive.newsletter, **newsletter))
    return publish(archive).digest("2026-11")


BEFORE = digest(FIRST, SECOND)


def entries_of(found):
    return {part.id: part.digest for part in found.entries}


def test_the_same_archive_gives_the_same_hashes():
    assert digest(FIRST, SECOND) == BEFORE


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "別の見出し"},
        {"body": ("別の文。",)},
        {"announced": date(2026, 10, 18)},
        {"facts": Facts(data=("氏名",))},
        {"corrections": (Correction(day=date(2026, 11, 12), text="訂正。"),)},
    ],
    ids=str,
)
def test_whatever_members_read_of_an_entry_changes_its_hash_and_no_other(change):
    after = digest(replace(FIRST, **change), SECOND)

    assert after.digest != BEFORE.digest
    assert entries_of(after)[FIRST.id] != entries_of(BEFORE)[FIRST.id]
    assert entries_of(after)[SECOND.id] == entries_of(BEFORE)[SECOND.id]


def test_what_stands_around_the_entries_has_a_hash_of_its_own():
    after = digest(FIRST, SECOND, greeting=("別の挨拶。",))

    assert after.frame != BEFORE.frame
    assert after.entries == BEFORE.entries
    assert after.digest != BEFORE.digest


def test_what_members_never_see_changes_nothing():
    assert digest(replace(FIRST, suggestion=None, waivers=()), SECOND) == BEFORE
