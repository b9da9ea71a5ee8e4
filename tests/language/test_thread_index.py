import random
from datetime import date, timedelta

from generator.language.thread_index import Threads
from generator.language.threads import story_of_text, suggest_threads

WHO = ("アサギ建機", "アサギ", "北星クラウド", "北星", "ひなた信金", "ひなた信用金庫", "葦笛市", "葦笛市立病院", "")
WHAT = (
    "{}にサイバー攻撃、{}人の情報流出か",
    "{}、ランサムウェア被害の調査結果（第2報）",
    "{}でメール誤送信、{}人分",
    "「個人情報保護法」改正案に意見 {}",
    "{}製ルータにCVE-2026-1234{}の脆弱性",
)


def stories(count, seed):
    chance = random.Random(seed)  # noqa: S311 (the same stories in every run)
    for number in range(count):
        title = chance.choice(WHAT).format(chance.choice(WHO), chance.randrange(1, 9) * 100)
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
        bodies = chance.sample(["asagi", "hokusei", "hinata"], chance.randrange(3))
        yield story_of_text(f"s{number}", title, "", day, organizations=bodies)


def test_looking_stories_up_gives_what_comparing_with_each_gives():
    earlier = list(stories(120, seed=1))
    index = Threads(earlier)
    new = list(stories(80, seed=2))

    found = [index.suggest(story) for story in new]

    assert found == [suggest_threads(story, earlier) for story in new]
    assert sum(bool(one) for one in found) > 20


def test_a_story_that_is_added_can_be_continued():
    index = Threads()
    index.add(story_of_text("first", "アサギ建機にサイバー攻撃", "", date(2026, 8, 3)))

    (suggestion,) = index.suggest(story_of_text("new", "アサギ建機へのサイバー攻撃（第2報）", "", date(2026, 9, 1)))

    assert suggestion.thread == "first"
