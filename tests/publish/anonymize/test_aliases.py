"""One alias an organization and issue, never one for two, and the same one through a thread."""

from datetime import date

from builders import make_archive, make_entry, make_issue, make_organization
from generator.model import Highlight, Section
from generator.publish.anonymize import anonymize
from tests.publish.anonymize.cast import EVERYONE, HARUKAZE, ISOBE, NAGISA, parties


def entry_of(organization, name, **changes):
    return make_entry(
        id=name,
        headline=f"{organization.name} 障害",
        body=("公表した。",),
        parties=parties(**{organization.id: "victim"}),
        **changes,
    )


def headlines(*issues, organizations=EVERYONE):
    """Give the headlines of issues, each a list of entries."""
    months = [
        make_issue(*entries, month=f"2026-{number:02}", published=date(2026, number, 10))
        for number, entries in enumerate(issues, start=6)
    ]
    public = anonymize(make_archive(organizations=organizations, issues=tuple(months)))
    return [[entry.headline.removesuffix(" 障害") for entry in issue.entries] for issue in public.issues]


def test_two_organizations_of_one_industry_get_letters_in_order_of_appearance():
    issue = [
        entry_of(NAGISA, "2026-06-01-aaaa"),
        entry_of(HARUKAZE, "2026-06-02-aaaa"),
        entry_of(NAGISA, "2026-06-03-aaaa"),
    ]

    assert headlines(issue) == [["某通信会社A", "某通信会社B", "某通信会社A"]]


def test_the_finer_word_is_taken_before_letters():
    issue = [entry_of(HARUKAZE, "2026-06-01-aaaa"), entry_of(ISOBE, "2026-06-02-aaaa")]

    assert headlines(issue) == [["某通信会社", "某携帯電話販売会社"]]
    assert headlines(issue[::-1]) == [["某携帯電話販売会社", "某通信会社"]]


def test_of_two_with_a_finer_word_the_first_keeps_the_usual_one():
    cable = make_organization(
        id="cable", name="架空ケーブル株式会社", industry="ケーブルテレビ会社", alias="某通信会社"
    )
    issue = [entry_of(ISOBE, "2026-06-01-aaaa"), entry_of(cable, "2026-06-02-aaaa")]

    assert headlines(issue, organizations=(ISOBE, cable)) == [["某通信会社", "某ケーブルテレビ会社"]]


def test_the_preface_hides_who_is_hidden_in_one_of_its_entries():
    report = make_entry(id="2026-06-01-aaaa", section=Section.OTHER, parties=parties(chosakai="author"))
    incident = make_entry(id="2026-06-02-aaaa", parties=parties(chosakai="victim"))
    preface = ("架空調査会の話題です。",)

    named = make_issue(report, preface=preface)
    both = make_issue(report, incident, preface=preface)

    def printed(issue):
        return anonymize(make_archive(organizations=EVERYONE, issues=(issue,))).issues[0].preface

    assert printed(named) == preface
    assert printed(both) == ("某財団法人の話題です。",)


def test_in_another_issue_the_alias_is_free_again():
    june, july = [entry_of(HARUKAZE, "2026-06-01-aaaa")], [entry_of(NAGISA, "2026-07-01-aaaa")]

    assert headlines(june, july) == [["某通信会社"], ["某通信会社"]]


def test_a_thread_keeps_its_letter_when_it_is_alone():
    june = [entry_of(HARUKAZE, "2026-06-01-aaaa"), entry_of(NAGISA, "2026-06-02-aaaa")]
    july = [entry_of(NAGISA, "2026-07-02-aaaa", thread="2026-06-02-aaaa")]

    assert headlines(june, july)[1] == ["某通信会社B"]


def test_a_thread_keeps_its_bare_alias_when_another_comes_later():
    june = [entry_of(HARUKAZE, "2026-06-01-aaaa")]
    july = [entry_of(NAGISA, "2026-07-01-aaaa"), entry_of(HARUKAZE, "2026-07-02-aaaa", thread="2026-06-01-aaaa")]
    august = [entry_of(NAGISA, "2026-08-01-aaaa", thread="2026-07-01-aaaa")]

    assert headlines(june, july, august) == [["某通信会社"], ["某通信会社B", "某通信会社"], ["某通信会社B"]]


def test_two_threads_that_meet_later_do_not_share_one_alias():
    june, july = [entry_of(HARUKAZE, "2026-06-01-aaaa")], [entry_of(NAGISA, "2026-07-01-aaaa")]
    august = [
        entry_of(HARUKAZE, "2026-08-01-aaaa", thread="2026-06-01-aaaa"),
        entry_of(NAGISA, "2026-08-02-aaaa", thread="2026-07-01-aaaa"),
    ]

    assert headlines(june, july, august)[2] == ["某通信会社", "某通信会社B"]


def test_many_of_one_industry_never_share():
    shops = [make_organization(id=f"s{n}", name=f"架空商店{n}号株式会社", industry="小売会社") for n in range(60)]
    issue = [entry_of(shop, f"2026-06-01-{n:04}") for n, shop in enumerate(shops)]

    assert len(set(headlines(issue, organizations=tuple(shops))[0])) == 60


def test_preface_and_highlights_bear_the_aliases_of_their_issue():
    entries = (entry_of(HARUKAZE, "2026-06-01-aaaa"), entry_of(NAGISA, "2026-06-02-aaaa"))
    issue = make_issue(
        *entries,
        preface=("今月は渚ネットワークスの件を紹介します。", "渚ネットワークスと春風通信は別の会社です。"),
        highlights=(
            Highlight(text="渚ネットワークスの障害。渚ネットワークスが公表", entry="2026-06-02-aaaa"),
            Highlight(text="某通信会社の障害", entry="2026-06-01-aaaa"),
            Highlight(text="夢見市と磯辺モバイル"),
        ),
    )

    public = anonymize(make_archive(organizations=EVERYONE, issues=(issue,))).issues[0]

    assert public.preface == ("今月は某通信会社Bの件を紹介します。", "同社と某通信会社Aは別の会社です。")
    assert [highlight.text for highlight in public.highlights] == [
        "某通信会社Bの障害。同社が公表",
        "某通信会社Aの障害",
        "夢見市と某携帯電話販売会社",
    ]


def test_an_alias_that_the_editor_wrote_with_its_letter_is_left():
    issue = [
        make_entry(body=("某通信会社Aと某通信会社は別。",), headline="障害", parties=parties(harukaze="victim")),
        entry_of(NAGISA, "2026-06-02-aaaa"),
    ]
    public = anonymize(make_archive(organizations=EVERYONE, issues=(make_issue(*issue),)))

    assert public.issues[0].entries[0].body == ("某通信会社Aと某通信会社Aは別。",)
