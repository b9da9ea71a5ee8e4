from builders import make_organization
from generator.language.analyze import analyze_item
from generator.language.learn import Decision, hints_of, learn
from generator.language.sections import propose_section
from generator.model import Learned, LearnedFeed, LearnedWord

# A word that the rules do not know: editors put it under countermeasures.
TITLES = [f"葦笛見守り便り 第{number}号" for number in ("一", "二", "三", "四")]


def decisions(chosen, titles=TITLES, **others):
    return [Decision(title=title, chosen=chosen, **others) for title in titles]


def test_a_word_that_editors_always_put_elsewhere_is_learned():
    lesson = learn(decisions("countermeasures"))

    (word,) = lesson.learned.words
    assert (word.section, word.right, word.of) == ("countermeasures", 4, 4)
    assert word.word in TITLES[0]
    assert (lesson.right_before, lesson.right_after) == (0, 4)


def test_the_lesson_shows_every_past_decision_that_it_would_have_changed():
    changed = learn(decisions("countermeasures")).changed

    assert [one.decision.title for one in changed] == TITLES
    assert all(one.is_better for one in changed)


def test_two_decisions_teach_nothing():
    assert learn(decisions("countermeasures", TITLES[:2])).learned == Learned()


def test_what_the_rules_had_right_teaches_nothing():
    titles = [f"葦笛{name}に不正アクセス、個人情報が流出" for name in ("運送", "食品", "銀行", "商店")]

    assert learn(decisions("incidents", titles)).learned == Learned()


def test_a_word_on_which_editors_disagree_teaches_nothing():
    mixed = [*decisions("countermeasures", TITLES[:2]), *decisions("policy", TITLES[2:])]

    assert learn(mixed).learned == Learned()


def test_a_word_that_would_break_as_much_as_it_mends_is_not_learned():
    right = decisions("irrelevant", [f"葦笛見守り便り 増刊{letter}" for letter in "ABCD"])

    assert learn([*decisions("countermeasures"), *right]).learned.words == ()


def test_breaking_a_right_proposal_weighs_twice():
    had_right = decisions("countermeasures", [f"葦笛見守りの手引きを公開 {letter}" for letter in "ABCDEF"])
    mended = decisions("countermeasures", [f"葦笛見守り便り {letter}" for letter in "GH"])
    broken = decisions("irrelevant", [f"葦笛見守り便り {letter}" for letter in "IJ"])

    assert "葦笛見守" not in {word.word for word in learn([*had_right, *mended, *broken]).learned.words}


def test_refusals_teach_what_is_not_for_the_newsletter():
    titles = [f"葦笛の情報防護白書{letter}" for letter in "ABCD"]
    lesson = learn(decisions("irrelevant", titles))

    assert lesson.right_after == 4
    assert all(word.section == "irrelevant" for word in lesson.learned.words)


def test_a_feed_that_brings_another_section_than_its_usual_one_is_learned():
    titles = [f"葦笛のおしらせ{letter}" for letter in "ABCDEFGH"]
    lesson = learn(decisions("other", titles, feed="ashibue", usual="policy"))

    (feed,) = lesson.learned.feeds
    assert (feed.feed, feed.section, feed.right, feed.of) == ("ashibue", "other", 8, 8)


def test_the_order_of_decisions_does_not_matter():
    assert learn(decisions("policy")).learned == learn(list(reversed(decisions("policy")))).learned


def test_what_was_learned_changes_a_proposal_and_says_so():
    learned = learn(decisions("countermeasures")).learned
    title = "葦笛見守り便り 第五号"

    before, after = propose_section(title), propose_section(title, hints=hints_of(learned))
    assert (before.section, after.section) == ("irrelevant", "countermeasures")
    assert any("編集者のこれまでの判断" in reason for reason in after.reasons)
    assert analyze_item(title, hints=hints_of(learned)).section == "countermeasures"


def test_what_a_feed_taught_holds_for_that_feed_only():
    learned = Learned(
        words=(LearnedWord(word="便り", section="policy", strength=2, right=3, of=3),),
        feeds=(LearnedFeed(feed="ashibue", section="other", strength=1, right=8, of=8),),
    )

    assert [hint.section for hint in hints_of(learned, "ashibue")] == ["policy", "other"]
    assert [hint.section for hint in hints_of(learned, "tsutsuji")] == ["policy"]


def test_ends_of_registered_names_tell_a_business():
    names = ("葦笛急送株式会社", "株式会社露草急送", "水無瀬テレコム株式会社")
    industries = ("運送会社", "運送会社", "通信会社")
    organizations = [
        make_organization(id=f"o{number}", name=name, industry=industry)
        for number, (name, industry) in enumerate(zip(names, industries, strict=True))
    ]

    assert [(one.part, one.industry, one.of) for one in learn([], organizations).learned.industries] == [
        ("急送", "運送会社", 2)
    ]
