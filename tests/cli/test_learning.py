import json
from datetime import UTC, datetime

import pytest

from builders import make_row
from generator import storage
from generator.model import Outcome


@pytest.fixture
def decided(small):
    rows = [
        make_row(
            key=f"k{number}",
            title=f"葦笛の情報防護白書{number}",
            outcome=Outcome.REFUSED,
            note=note,
            entry=f"e{number}",
        )
        for number, note in enumerate(["宣伝"] * 4 + ["既に載せた話と同じ"])
    ]
    storage.save_collected(small, rows)
    return small


def learn(kawaraban, content, *arguments):
    return kawaraban("learn", "--content", content, "--feeds", content / "none.yml", *arguments)


def test_past_decisions_are_shown_and_nothing_is_changed(kawaraban, decided):
    output = learn(kawaraban, decided).output

    assert "4件の判断" in output
    assert "○ " in output
    assert "--apply" in output
    assert not (decided / "learned.yml").exists()


def test_what_was_learned_is_kept_when_it_is_asked_for(kawaraban, decided):
    learn(kawaraban, decided, "--apply")

    assert {word.section for word in storage.load_learned(decided).words} == {"irrelevant"}


def test_the_answer_may_be_json(kawaraban, decided):
    lesson = json.loads(learn(kawaraban, decided, "--json").output)

    assert lesson["right_after"] == 4
    assert lesson["changed"][0]["before"] != "irrelevant"


def test_without_decisions_it_says_so(kawaraban, small):
    assert "まだありません" in learn(kawaraban, small).output


def test_an_accepted_entry_teaches_its_section(kawaraban, small):
    from builders import make_entry
    from generator.model import Section

    for number in range(3):
        entry = make_entry(
            id=f"2026-10-1{number}-aaaa", section=Section.COUNTERMEASURES, headline=f"葦笛見守り便り{number}"
        )
        (path,) = storage.save_candidates(small, [entry])
        storage.save_collected(
            small, [make_row(key=f"k{number}", title=f"葦笛見守り便り 第{number}号", entry=entry.id)]
        )
        storage.save_issue(small, _issue())
        storage.accept(small, path, month="2026-11", now=datetime(2026, 11, 1, tzinfo=UTC))

    learn(kawaraban, small, "--apply")

    assert {word.section for word in storage.load_learned(small).words} == {"countermeasures"}


def _issue():
    from builders import make_issue

    return make_issue()


def test_the_rules_of_check_are_printed_with_examples(kawaraban):
    output = kawaraban("check", "--rules").output

    assert "unit-differs" in output
    assert "例: 見出し「1万件」、本文「約1万名」" in output
    rules = json.loads(kawaraban("check", "--rules", "--json").output)
    assert {"id", "group", "severity", "sentence", "example"} == set(rules[0])


SAID = (
    "当社が運営する会員向けサイトにおいて、保守用に設けていた旧い管理画面が公開されたままとなっており、"
    "何者かがこれを足がかりとして内部の台帳に到達したことが社外の専門家による点検の中で明らかになりました。"
)


def test_a_body_copied_from_the_feed_stops_the_check_even_after_it_was_accepted(kawaraban, small):
    from builders import make_entry
    from generator.model import Source, Suggestion

    entry = make_entry(sources=(Source(title="お知らせ"),), suggestion=Suggestion(summary=SAID), body=(SAID,))
    storage.save_candidates(small, [entry])
    kawaraban("accept", entry.id, "--content", small, "--issue", "2026-11", "--now", "2026-11-01T09:00")

    findings = json.loads(kawaraban("check", "--content", small, "--json", code=1).output)

    assert "copied" in {finding["rule"] for finding in findings}
