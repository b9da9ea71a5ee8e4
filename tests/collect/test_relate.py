import dataclasses
from datetime import date, timedelta

from builders import make_archive, make_entry, make_organization
from generator.collect.relate import Relations
from generator.language.names import find_names
from generator.language.prefill import read_item
from generator.model import Affected, Cause, Facts, Party, Role, Suggestion

DAY = date(2026, 10, 19)
HARMED = (Party(organization="minase", role=Role.VICTIM),)


def archive(*entries, candidates=()):
    return make_archive(*entries, organizations=(make_organization(),), candidates=candidates)


def old(identity="2026-10-01-aaaa", day=DAY - timedelta(days=18), **fields):
    return make_entry(id=identity, announced=day, **fields)


def candidate(**fields):
    return make_entry(**{"id": "2026-10-19-cccc", "suggestion": Suggestion(), "body": ()} | fields)


def completed(relations, entry, summary=""):
    (mentions,) = relations.mentions([entry])
    reading = read_item(
        entry.headline, summary, names=find_names(entry.headline), section=entry.section, published=entry.announced
    )
    return relations.complete(entry, mentions, reading)


def suggested(relations, entry):
    return completed(relations, entry).suggestion


def figure(count):
    return Facts(affected=(Affected(count=count, unit="名"),))


def test_a_registered_organization_is_a_party_under_a_short_form_of_its_name():
    relations = Relations(archive())
    headlines = ("ミナセ通信で障害", "北星クラウドで障害", "みなせ通信販売")
    found = [completed(relations, candidate(headline=headline)).parties for headline in headlines]

    assert found == [HARMED, (), ()]


def test_an_organization_may_stand_in_the_summary_only():
    entry = candidate(headline="通信大手で障害", suggestion=Suggestion(summary="株式会社ミナセ通信は19日…"))

    assert suggested(Relations(archive()), entry).organizations == ("minase",)


def test_a_short_name_counts_only_where_the_headline_has_it_as_a_name():
    short = make_organization(name="コト株式会社", other_names=("コト",))
    relations = Relations(make_archive(organizations=(short,)))

    as_name = candidate(headline="コトに不正アクセス", suggestion=Suggestion(names=("コト",)))
    as_word = candidate(headline="困ったコトの相談窓口")

    assert [bool(completed(relations, entry).parties) for entry in (as_name, as_word)] == [True, False]


def test_an_earlier_entry_on_the_same_organization_is_related_and_the_reason_is_said():
    relations = Relations(archive(old(parties=HARMED)))
    suggestion = suggested(relations, candidate(headline="ミナセ通信に不正アクセス"))

    assert suggestion.related == ("2026-10-01-aaaa",)
    assert suggestion.evidence[-1] == "related: 2026-10-01-aaaa と組織「株式会社ミナセ通信」が同じ"


def test_the_same_body_alone_is_no_thread():
    entry = old(parties=HARMED, headline="ミナセ通信 誤送信")

    assert suggested(Relations(archive(entry)), candidate(headline="ミナセ通信に不正アクセス")).thread is None


def test_the_same_body_and_the_same_figure_or_a_numbered_report_suggest_a_thread_and_say_why():
    entry = old(
        parties=HARMED,
        facts=dataclasses.replace(figure(1375), cause=Cause.UNAUTHORIZED_ACCESS),
        thread="2026-08-03-q7mk",
    )
    relations = Relations(archive(entry))

    by_figure = suggested(relations, candidate(headline="ミナセ通信に不正アクセス、会員1,375名の情報が流出か"))
    by_report = suggested(relations, candidate(headline="ミナセ通信への不正アクセス(第2報)"))

    assert (by_figure.thread, by_report.thread) == ("2026-08-03-q7mk", "2026-08-03-q7mk")
    assert "thread: 2026-10-01-aaaa と同じ組織が当事者・近い数字(1,375 と 1,375)" in by_figure.evidence


def test_entries_that_are_too_old_for_threads_are_not_read_for_them():
    entry = old(parties=HARMED, facts=figure(1375))
    later = candidate(headline="ミナセ通信への不正アクセス(第2報)")

    assert suggested(Relations(archive(entry), today=DAY), later).thread == entry.id
    assert suggested(Relations(archive(entry), today=DAY + timedelta(days=500)), later).thread is None


def test_a_small_figure_is_no_tie():
    assert suggested(Relations(archive(old(facts=figure(3)))), candidate(facts=figure(3))).related == ()


def test_what_many_share_is_no_tie():
    many = [old(f"2026-10-01-aa{n:02}", facts=figure(500)) for n in range(13)]

    assert suggested(Relations(archive(*many)), candidate(facts=figure(500))).related == ()
    assert len(suggested(Relations(archive(*many[:12])), candidate(facts=figure(500))).related) == 5


def test_what_is_older_than_half_a_year_is_not_related():
    entry = old(day=DAY - timedelta(days=181), facts=figure(1375))

    assert suggested(Relations(archive(entry)), candidate(facts=figure(1375))).related == ()


def test_a_candidate_is_related_to_one_of_the_same_run():
    relations = Relations(archive())
    first = candidate(facts=figure(1375))
    suggested(relations, first)

    second = suggested(relations, dataclasses.replace(first, id="2026-10-19-dddd"))

    assert second.related == (first.id,)


def test_an_entry_is_suggested_before_a_candidate():
    waiting = candidate(id="2026-10-18-bbbb", facts=figure(1375))
    relations = Relations(archive(old(facts=figure(1375)), candidates=(waiting,)))

    assert suggested(relations, candidate(facts=figure(1375))).related == ("2026-10-01-aaaa", "2026-10-18-bbbb")
