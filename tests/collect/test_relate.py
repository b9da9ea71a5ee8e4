import dataclasses
from datetime import date, timedelta

from builders import make_archive, make_entry, make_organization
from generator.collect.relate import Relations, searched_text
from generator.model import Affected, Facts, Party, Role, Suggestion

DAY = date(2026, 10, 19)
HARMED = (Party(organization="minase", role=Role.VICTIM),)


def archive(*entries, candidates=()):
    return make_archive(*entries, organizations=(make_organization(),), candidates=candidates)


def old(identity="2026-10-01-aaaa", day=DAY - timedelta(days=18), **fields):
    return make_entry(id=identity, announced=day, **fields)


def candidate(**fields):
    return make_entry(**{"id": "2026-10-19-cccc", "suggestion": Suggestion(), "body": ()} | fields)


def completed(relations, entry):
    (organizations,) = relations.organizations([searched_text(entry)])
    return relations.complete(entry, organizations).suggestion


def figure(count):
    return Facts(affected=(Affected(count=count, unit="名"),))


def test_a_registered_organization_is_found_under_a_short_form_of_its_name():
    found = Relations(archive()).organizations(["ミナセ通信で障害", "北星クラウドで障害", "みなせ通信販売"])

    assert found == [("minase",), (), ()]


def test_an_organization_may_stand_in_the_summary_only():
    entry = candidate(headline="通信大手で障害", suggestion=Suggestion(summary="株式会社ミナセ通信は19日…"))

    assert completed(Relations(archive()), entry).organizations == ("minase",)


def test_an_earlier_entry_on_the_same_organization_is_related_and_the_reason_is_said():
    suggestion = completed(Relations(archive(old(parties=HARMED))), candidate(headline="ミナセ通信に不正アクセス"))

    assert suggestion.related == ("2026-10-01-aaaa",)
    assert suggestion.evidence == ("related: 2026-10-01-aaaa と組織「株式会社ミナセ通信」が同じ",)


def test_the_same_body_alone_is_no_thread():
    assert (
        completed(Relations(archive(old(parties=HARMED))), candidate(headline="ミナセ通信に不正アクセス")).thread
        is None
    )


def test_the_same_body_and_the_same_figure_or_a_numbered_report_suggest_a_thread():
    entry = old(parties=HARMED, facts=figure(1375), thread="2026-08-03-q7mk")
    headline = "ミナセ通信に不正アクセス"

    by_figure = completed(Relations(archive(entry)), candidate(headline=headline, facts=figure(1375)))
    by_report = completed(Relations(archive(entry)), candidate(headline=headline, report=2))

    assert (by_figure.thread, by_report.thread) == ("2026-08-03-q7mk", "2026-08-03-q7mk")


def test_a_small_figure_is_no_tie():
    assert completed(Relations(archive(old(facts=figure(3)))), candidate(facts=figure(3))).related == ()


def test_what_many_share_is_no_tie():
    many = [old(f"2026-10-01-aa{n:02}", facts=figure(500)) for n in range(13)]

    assert completed(Relations(archive(*many)), candidate(facts=figure(500))).related == ()
    assert len(completed(Relations(archive(*many[:12])), candidate(facts=figure(500))).related) == 5


def test_what_is_older_than_half_a_year_is_not_related():
    entry = old(day=DAY - timedelta(days=181), facts=figure(1375))

    assert completed(Relations(archive(entry)), candidate(facts=figure(1375))).related == ()


def test_a_candidate_is_related_to_one_of_the_same_run():
    relations = Relations(archive())
    first = candidate(facts=figure(1375))
    completed(relations, first)

    second = completed(relations, dataclasses.replace(first, id="2026-10-19-dddd"))

    assert second.related == (first.id,)


def test_an_entry_is_suggested_before_a_candidate():
    waiting = candidate(id="2026-10-18-bbbb", facts=figure(1375))
    relations = Relations(archive(old(facts=figure(1375)), candidates=(waiting,)))

    assert completed(relations, candidate(facts=figure(1375))).related == ("2026-10-01-aaaa", "2026-10-18-bbbb")
