"""What an organization's wish not to be named would change, before anything is changed."""

import pytest

from builders import make_archive, make_entry, make_issue
from generator.errors import UsageError
from generator.model import Highlight, Section, Source
from generator.publish.takedown import takedown
from tests.publish.anonymize.cast import EVERYONE, parties


def archive():
    report = make_entry(
        section=Section.OTHER,
        headline="架空調査会 白書を公表",
        body=("一般財団法人架空調査会は白書を公表した。", "事故は減ったという。"),
        parties=parties(chosakai="author"),
        sources=(Source(title="白書", publisher="架空調査会", url="https://chosakai.example/1", printed=True),),
    )
    other = make_entry(
        id="2026-10-20-aaaa", headline="北星クラウド 障害", body=("公表した。",), parties=parties(hokusei="victim")
    )
    issue = make_issue(report, other, highlights=(Highlight(text="架空調査会の白書", entry=report.id),))
    return make_archive(organizations=EVERYONE, issues=(issue,)), report


def test_every_text_that_would_change_is_given_with_its_place():
    before, report = archive()

    changes = takedown(before, "chosakai")

    assert [(one.entry, one.place, one.before, one.after) for one in changes] == [
        ("", ("highlights", 0), "架空調査会の白書", "某財団法人の白書"),
        (report.id, ("headline",), "架空調査会 白書を公表", "某財団法人 白書を公表"),
        (report.id, ("body", 0), "一般財団法人架空調査会は白書を公表した。", "某財団法人は白書を公表した。"),
        (report.id, ("sources", 0, "publisher"), "架空調査会", "某財団法人"),
        (report.id, ("sources", 0, "url"), "https://chosakai.example/1", ""),
    ]


def test_hiding_who_is_hidden_changes_nothing():
    assert takedown(archive()[0], "hokusei") == ()


def test_an_unknown_organization_is_told():
    with pytest.raises(UsageError, match="nobody"):
        takedown(archive()[0], "nobody")
