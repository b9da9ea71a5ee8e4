"""Related items: a ranked list."""

from datetime import date

from generator.language import Index, Item, rank_related
from generator.model import Cause

DAY = date(2026, 10, 1)
STRANGERS = (
    Item(id="s1", title="灯台書房に不正アクセス、個人情報が漏えいした可能性", day=DAY, names=("灯台書房",)),
    Item(id="s2", title="汐見学園に不正アクセス、個人情報が漏えいした可能性", day=DAY, names=("汐見学園",)),
    Item(id="s3", title="メール誤送信でアドレス流出 - 汐見市", day=DAY),
)


def ids(matches):
    return [match.id for match in matches]


def test_a_shared_name_outweighs_a_shared_template():
    earlier = (*STRANGERS, Item(id="own", title="ミナカミ、会員1万人に影響か", day=DAY, names=("ミナカミ",)))
    item = Item(id="x", title="ミナカミに不正アクセス、個人情報が漏えいした可能性", day=DAY, names=("ミナカミ",))
    assert ids(rank_related(item, earlier))[0] == "own"


def test_a_figure_that_differs_by_rounding_outweighs_one_that_looks_alike():
    earlier = (
        Item(id="alike", title="会員情報1,234件が流出", day=DAY, counts=(1_234,)),
        Item(id="rounded", title="会員情報1220万件が流出", day=DAY, counts=(12_200_000,)),
    )
    item = Item(id="x", title="会員情報1,234万5,678件が流出", day=DAY, counts=(12_345_678,))
    assert ids(rank_related(item, earlier))[0] == "rounded"


def test_half_a_year_later_it_is_another_matter():
    earlier = (Item(id="old", title="ミナカミに不正アクセス", day=date(2026, 1, 1), names=("ミナカミ",)),)
    item = Item(id="x", title="ミナカミに不正アクセス", day=date(2026, 9, 1), names=("ミナカミ",))
    assert rank_related(item, earlier) == []


def test_laws_take_longer_than_half_a_year():
    bill = Item(id="bill", title="能動的サイバー防御法案を閣議決定", day=date(2025, 2, 7), is_policy=True)
    item = Item(id="x", title="能動的サイバー防御の関連法が施行", day=date(2026, 10, 1), is_policy=True)
    assert ids(rank_related(item, (bill, *STRANGERS))) == ["bill"]


def test_strangers_are_not_listed():
    item = Item(id="x", title="暗号移行の手引きを公開", day=DAY)
    assert rank_related(item, STRANGERS) == []


def test_a_part_of_a_name_tells_a_little():
    earlier = (*STRANGERS, Item(id="own", title="障害が発生", day=DAY, names=("KITAフロンティア",)))
    item = Item(id="x", title="影響は最大206万件", day=DAY, names=("KITAクラウド",))
    assert ids(rank_related(item, earlier)) == ["own"]


def test_scores_are_between_nothing_and_one_and_fall():
    same = Item(id="a", title="ミナカミに不正アクセス", day=DAY, names=("ミナカミ",), cause=Cause.UNAUTHORIZED_ACCESS)
    matches = Index((*STRANGERS, same)).rank(same)
    scores = [match.score for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= scores[0] <= 1


def test_the_list_is_no_longer_than_asked():
    assert len(Index(STRANGERS).rank(STRANGERS[0], limit=1)) == 1
