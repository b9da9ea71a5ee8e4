"""From editors' decisions to the next day's suggestions: shown first, then kept, then told as a reason."""

import dataclasses
from datetime import UTC, datetime

from builders import make_row
from generator import storage
from generator.collect.pipeline import collect
from generator.model import Learned, Outcome
from tests.collect.make import make_feed, make_rss, serve

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TITLE = "葦笛の情報防護白書{}"


def collected(content, learned):
    feed = make_feed()
    found = collect(
        [feed],
        storage.load_archive(content),
        (),
        now=NOW,
        fetch=serve({feed.url: make_rss(TITLE.format("新版"))}),
        learned=learned,
    )
    return found.candidates[0].suggestion


def test_what_was_learned_changes_the_next_suggestion_and_says_why(kawaraban, small):
    rows = [
        make_row(key=f"k{number}", title=TITLE.format(number), outcome=Outcome.REFUSED, note="宣伝", entry=f"e{number}")
        for number in range(4)
    ]
    storage.save_collected(small, rows)
    before = collected(small, storage.load_learned(small))

    kawaraban("learn", "--content", small, "--feeds", small / "none.yml", "--apply")
    after = collected(small, storage.load_learned(small))

    assert before.section != "irrelevant"
    assert after.section == "irrelevant"
    assert any("編集者のこれまでの判断" in reason for reason in after.reasons)


def test_what_an_editor_struck_out_is_not_used(kawaraban, small):
    rows = [
        make_row(key=f"k{number}", title=TITLE.format(number), outcome=Outcome.REFUSED, note="宣伝", entry=f"e{number}")
        for number in range(4)
    ]
    storage.save_collected(small, rows)
    kawaraban("learn", "--content", small, "--feeds", small / "none.yml", "--apply")
    learned = storage.load_learned(small)
    storage.save_learned(small, dataclasses.replace(learned, words=()))

    assert collected(small, storage.load_learned(small)) == collected(small, Learned())
