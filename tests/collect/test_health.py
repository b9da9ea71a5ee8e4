from datetime import timedelta

import pytest

from generator.collect.health import Ailment, Look, complaints, habit
from tests.collect.make import NOW, make_feed

DAY = timedelta(days=1)


def found(look, before=(), **feed):
    return complaints(make_feed(**feed), before, look)


def ailments(look, before=(), **feed):
    return [one.ailment for one in found(look, before, **feed)]


def test_a_feed_with_a_fresh_item_is_well():
    assert ailments(Look(now=NOW, newest=NOW - DAY, fresh=NOW, count=20, usual=(20,) * 5), max_age_days=7) == []


def test_a_feed_whose_newest_item_is_older_than_it_may_be_is_silent():
    assert ailments(Look(now=NOW, newest=NOW - 8 * DAY, fresh=NOW), max_age_days=7) == [Ailment.SILENT]


def test_a_feed_whose_dates_are_fresh_but_whose_items_never_change_is_frozen():
    assert ailments(Look(now=NOW, newest=NOW, fresh=NOW - 8 * DAY), max_age_days=7) == [Ailment.FROZEN]


@pytest.mark.parametrize(("days", "ill"), [(60, []), (61, [Ailment.FROZEN])])
def test_without_a_word_in_feeds_yml_two_months_are_too_long(days, ill):
    assert ailments(Look(now=NOW, fresh=NOW - days * DAY)) == ill
    assert ailments(Look(now=NOW, newest=NOW - days * DAY, fresh=NOW)) == [Ailment.SILENT for _ in ill]


@pytest.mark.parametrize(
    ("usual", "count", "ill"),
    [
        ((20, 20, 20), 6, True),
        ((20, 20, 20), 7, False),
        ((), 1, False),  # never seen before
        ((20,), 6, True),
        ((5, 5, 5, 5), 1, False),  # a short list has its ups and downs
        ((20, 20, 20, 2), 2, True),
    ],
)
def test_far_fewer_items_than_usual_is_shrinking(usual, count, ill):
    assert ailments(Look(now=NOW, count=count, usual=usual)) == ([Ailment.SHRINKING] if ill else [])


def test_a_page_instead_of_a_feed_is_told_at_once_and_another_failure_the_second_time():
    assert ailments(Look(now=NOW, failures=1, is_page=True, is_read=False)) == [Ailment.PAGE]
    assert ailments(Look(now=NOW, failures=1, is_read=False)) == []
    assert ailments(Look(now=NOW, failures=2, is_read=False)) == [Ailment.FAILING]


def test_a_finding_keeps_its_day_while_it_stands():
    first = found(Look(now=NOW, newest=NOW - 8 * DAY), max_age_days=7)

    second = found(Look(now=NOW + DAY, newest=NOW - 8 * DAY), first, max_age_days=7)

    assert second[0].since == NOW
    assert "9日前" in second[0].message


def test_a_failed_look_mends_nothing():
    before = found(Look(now=NOW, newest=NOW - 8 * DAY, count=1, usual=(20,) * 3), max_age_days=7)

    assert ailments(Look(now=NOW + DAY, failures=1, is_read=False), before) == [Ailment.SILENT, Ailment.SHRINKING]


def test_unchanged_does_not_mend_a_list_that_shrank():
    before = found(Look(now=NOW, count=1, usual=(20,) * 3))

    assert ailments(Look(now=NOW + DAY), before) == [Ailment.SHRINKING]
    assert ailments(Look(now=NOW + DAY, count=20, usual=(20,) * 3), before) == []


def test_what_is_complained_of_does_not_become_usual():
    shrunk = found(Look(now=NOW, count=1, usual=(20,) * 3))

    assert habit((20, 20, 20), 1, shrunk) == (20, 20, 20)
    assert habit((20,) * 14, 21, ()) == (*(20,) * 13, 21)
