from datetime import UTC, datetime

from generator.collect.identity import MAX_REVISIONS, fingerprint, identify
from generator.model import FeedKey
from tests.collect.make import make_feed, make_item, make_row


def rows_of(feed, *items, before=()):
    """What a run would store of these items."""
    return (
        *before,
        *(
            make_row(
                key=one.key,
                link=one.item.link,
                title=one.item.title,
                published=one.item.published,
                fingerprint=one.fingerprint,
                revision=one.known[-1].revision + 1 if one.known else 0,
            )
            for one in identify(feed, items, before)
            if one.is_new or one.is_revised
        ),
    )


def new(feed, items, rows):
    return [one.item.title for one in identify(feed, items, rows) if one.is_new]


def revised(feed, items, rows):
    return [one.item.title for one in identify(feed, items, rows) if one.is_revised]


def test_what_was_seen_is_known():
    feed, item = make_feed(), make_item(guid="a")

    assert new(feed, [item], rows_of(feed, item)) == []
    assert revised(feed, [item], rows_of(feed, item)) == []


def test_another_title_on_the_same_guid_and_link_is_a_revision():
    feed, item = make_feed(), make_item(guid="a", title="第一報")
    changed = make_item(guid="a", title="第一報(訂正)")

    assert new(feed, [changed], rows_of(feed, item)) == []
    assert revised(feed, [changed], rows_of(feed, item)) == ["第一報(訂正)"]


def test_another_date_alone_is_a_revision():
    feed, item = make_feed(), make_item()
    later = make_item(published=datetime(2026, 10, 20, 5, 0, tzinfo=UTC))

    assert revised(feed, [later], rows_of(feed, item)) == [item.title]


def test_going_back_to_an_earlier_title_is_no_further_revision():
    feed, one, two = make_feed(), make_item(title="甲の話題です"), make_item(title="乙の話題です")
    rows = rows_of(feed, two, before=rows_of(feed, one))

    assert len(rows) == 2
    assert revised(feed, [one], rows) == []


def test_a_feed_that_never_stops_changing_is_listened_to_so_often():
    feed = make_feed()
    rows = ()
    for count in range(MAX_REVISIONS + 10):
        rows = rows_of(feed, make_item(title=f"残り{count}日です"), before=rows)

    assert len(rows) == MAX_REVISIONS + 1


def test_items_that_share_a_guid_stay_apart():
    feed = make_feed()
    items = [make_item(guid="same", link=f"https://feed.example/{n}", title=f"題名その{n}") for n in range(3)]
    rows = rows_of(feed, *items)

    assert len({row.key for row in rows}) == 3
    assert new(feed, items[::-1], rows) == []


def test_a_new_item_on_a_shared_guid_is_new():
    feed = make_feed()
    old = make_item(guid="same", link="https://feed.example/1", title="古い題名")
    fresh = make_item(guid="same", link="https://feed.example/2", title="新しい題名")

    assert new(feed, [fresh, old], rows_of(feed, old)) == ["新しい題名"]


def test_a_new_item_shifts_positional_guids_and_nothing_else():
    feed = make_feed()
    old = [make_item(guid=f"item_{n}", link=f"https://feed.example/{n}", title=f"話題その{n}") for n in range(1, 5)]
    fresh = make_item(guid="item_1", link="https://feed.example/new", title="新しい話題")
    shifted = [fresh] + [
        make_item(guid=f"item_{n + 1}", link=item.link, title=item.title) for n, item in enumerate(old, 1)
    ]

    assert new(feed, shifted, rows_of(feed, *old)) == ["新しい話題"]
    assert revised(feed, shifted, rows_of(feed, *old)) == []


def test_an_item_without_a_link_keeps_its_identity_when_guids_shift():
    feed = make_feed()
    old = make_item(guid="item_1", link="", title="リンクのない話題")
    moved = make_item(guid="item_2", link="", title="リンクのない話題")

    assert new(feed, [make_item(guid="item_1"), moved], rows_of(feed, old)) == [make_item().title]


def test_two_items_on_one_link_stay_two():
    feed = make_feed()
    items = [make_item(title="調達の公告"), make_item(title="会議の開催")]
    rows = rows_of(feed, *items)

    assert len({row.key for row in rows}) == 2
    assert new(feed, items[::-1], rows) == []
    assert new(feed, [make_item(title="三つ目の話題"), *items], rows) == ["三つ目の話題"]


def test_a_repeated_headline_on_another_day_is_another_item():
    feed = make_feed(key=FeedKey.TITLE_DATE)
    first = make_item(title="大臣記者会見", link="https://feed.example/1")
    second = make_item(
        title="大臣記者会見", link="https://feed.example/2", published=datetime(2026, 10, 26, 5, 0, tzinfo=UTC)
    )

    assert new(feed, [second], rows_of(feed, first)) == ["大臣記者会見"]


def test_a_moved_site_brings_its_items_with_it():
    feed = make_feed()
    old = make_item(guid="7", link="https://feed.example/news/articles/7.html")
    moved = make_item(guid="7", link="https://feed.example/news/article/2610/7/")

    assert new(feed, [moved], rows_of(feed, old)) == []


def test_a_trusted_guid_is_believed_when_all_else_changes():
    feed = make_feed(key=FeedKey.GUID)
    old = make_item(guid="7", title="題名未定の話題", link="https://feed.example/1")
    changed = make_item(guid="7", title="決まった題名", link="https://feed.example/2")

    assert revised(feed, [changed], rows_of(feed, old)) == ["決まった題名"]


def test_http_and_https_are_one_item():
    feed = make_feed(key=FeedKey.LINK)

    assert new(feed, [make_item()], rows_of(feed, make_item(link="http://feed.example/1"))) == []


def test_an_exact_repetition_is_one_item():
    assert len(identify(make_feed(), [make_item()] * 3, ())) == 1


def test_another_text_under_the_same_title_and_link_is_another_item():
    items = [make_item(title="更新情報", summary=text) for text in ("甲の話題", "乙の話題")]
    rows = rows_of(make_feed(), *items)

    assert len(rows) == 2
    assert new(make_feed(), items, rows) == revised(make_feed(), items, rows) == []


def test_a_decision_that_came_before_its_item_s_row_is_the_item_s_and_no_revision():
    for undated in (make_item(link="", date_guessed=True), make_item(), make_item(link="")):
        row = make_row(key="2026-10-19-q7mk|0", link=undated.link, title=undated.title, fingerprint="")

        assert new(make_feed(), [undated], [row]) == revised(make_feed(), [undated], [row]) == []


def test_a_guessed_date_does_not_make_a_revision():
    one = make_item(date_guessed=True)
    two = make_item(date_guessed=True, published=datetime(2026, 10, 21, tzinfo=UTC))

    assert fingerprint(one) == fingerprint(two)


def test_width_and_spaces_do_not_make_a_revision():
    assert fingerprint(make_item(title="ＡＢＣ　社")) == fingerprint(make_item(title="ABC 社"))


def test_a_key_has_an_end():
    (one,) = identify(make_feed(), [make_item(guid="g" * 5000)], ())

    assert len(one.key) <= 300
