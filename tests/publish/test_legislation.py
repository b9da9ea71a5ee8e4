from datetime import date

import pytest

from generator.model import Facts, Section
from generator.publish.legislation import Stage, days, rules
from tests.publish.pages.sample import archive, entry, issue

AS_OF = date(2026, 10, 28)
FIRST = "2026-10-01-aaaa"


def policy(entry_id, headline, thread=None, **facts):
    return entry(entry_id, section=Section.POLICY, headline=headline, thread=thread, facts=Facts(**facts))


def stage(*entries, as_of=AS_OF):
    found = rules(archive(issue(entries=entries)), as_of)
    return found[0].stage if found else None


@pytest.mark.parametrize(
    ("headline", "facts", "expected"),
    [
        ("見本省 報告制度検討会の初会合を開催", {}, Stage.DELIBERATION),
        ("見本省 報告省令案への意見募集を開始", {}, Stage.COMMENTS),
        ("見本省 報告省令案の意見募集結果を公表", {}, Stage.DELIBERATION),
        ("見本省 報告省令を公布", {}, Stage.PROMULGATED),
        ("見本省 指針の改定を決定", {"effective": date(2027, 1, 1)}, Stage.PROMULGATED),
        ("見本省 指針の改定を決定", {"effective": date(2026, 10, 1)}, Stage.IN_FORCE),
        ("見本県 安全条例を施行", {}, Stage.IN_FORCE),
        ("見本省 指針案", {"comments_until": date(2026, 11, 30)}, Stage.COMMENTS),
        ("見本省 指針案", {"comments_until": date(2026, 10, 5)}, Stage.DELIBERATION),
        ("見本庁 白書を公表", {}, None),
        ("見本県警察 フィッシングで男2人を逮捕", {}, None),
    ],
)
def test_the_stage_is_read_from_dates_and_words(headline, facts, expected):
    assert stage(policy(FIRST, headline, **facts)) is expected


def test_a_rule_goes_on_with_its_thread():
    first = policy(FIRST, "見本省 省令案への意見募集を開始", comments_until=date(2026, 10, 10))
    then = policy("2026-10-20-bbbb", "見本省 省令を公布", FIRST, effective=date(2027, 4, 1))
    found = rules(archive(issue(entries=[first, then])), AS_OF)
    assert [len(rule.steps) for rule in found] == [2]
    assert found[0].stage is Stage.PROMULGATED
    assert [(day.kind, day.day) for day in days(found)] == [
        ("comments", date(2026, 10, 10)),
        ("effective", date(2027, 4, 1)),
    ]


def test_what_is_in_force_comes_last():
    old = policy("2026-10-20-bbbb", "見本県 条例を施行")
    open_one = policy(FIRST, "見本省 省令案への意見募集を開始")
    assert [rule.id for rule in rules(archive(issue(entries=[old, open_one])), AS_OF)] == [FIRST, "2026-10-20-bbbb"]


def test_incidents_are_no_rules():
    assert rules(archive(issue(entries=[entry(headline="某社 意見募集を開始")])), AS_OF) == ()
