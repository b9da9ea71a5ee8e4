"""One edited field changes one line: comments, order and spelling of all else stay."""

import dataclasses
import random
from datetime import date

import pytest

from builders import ROOT
from generator.errors import ContentError
from generator.model import Cause, Entry, Facts, Issue, Organization, Party, Privacy, Role, Source, Waiver
from generator.storage import decode_text
from generator.storage.revise import revise

TEXT = """# 担当: 編集部
section: incidents   # 仮
announced: 2026-10-19
headline: '題: 名'  # 要確認
body:
- 一文。 # 甲
# 間
- 二文。
- 三文。

parties:
- {organization: a, role: victim}  # 丙
- organization: b
  role: vendor   # 丁
facts:
  affected:
  - {count: 1, unit: 名}   # x
  data: [氏名, 住所]
  incident: {from: 2026-01-01}
# 出典はあとで
sources:
- {title: 題}
"""
OLD = decode_text(TEXT, Entry)


def changed(new, text=TEXT):
    """Give the lines that went and those that came, in their order."""
    before, after = text.split("\n"), revise(text, new).split("\n")
    return [line for line in before if line not in after], [line for line in after if line not in before]


def having(**changes):
    return dataclasses.replace(OLD, **changes)


def facts(**changes):
    return having(facts=dataclasses.replace(OLD.facts, **changes))


def test_the_same_value_changes_nothing():
    assert revise(TEXT, OLD) == TEXT


@pytest.mark.parametrize(
    ("new", "gone", "come"),
    [
        (having(headline="a: b"), ["headline: '題: 名'  # 要確認"], ["headline: 'a: b'  # 要確認"]),
        (having(body=("先。", *OLD.body)), [], ["- 先。"]),
        (having(body=(*OLD.body, "後。")), [], ["- 後。"]),
        (having(body=(OLD.body[0], "間。", *OLD.body[1:])), [], ["- 間。"]),
        (having(body=OLD.body[1:]), ["- 一文。 # 甲"], []),
        (having(body=("一文!", *OLD.body[1:])), ["- 一文。 # 甲"], ["- 一文! # 甲"]),
        (having(thread="2026-01-01-aaaa"), [], ["thread: 2026-01-01-aaaa"]),
        (having(privacy=Privacy.STRICT), [], ["privacy: strict"]),
        (having(parties=OLD.parties[:1]), ["- organization: b", "  role: vendor   # 丁"], []),
        (
            having(parties=(OLD.parties[0], Party(organization="b", role=Role.CLIENT))),
            ["  role: vendor   # 丁"],
            ["  role: client   # 丁"],
        ),
        (
            having(parties=(Party(organization="c", role=Role.VICTIM), OLD.parties[1])),
            ["- {organization: a, role: victim}  # 丙"],
            ["- {organization: c, role: victim}  # 丙"],
        ),
        (facts(data=("氏名", "口座, 番号", "住所")), ["  data: [氏名, 住所]"], ["  data: [氏名, '口座, 番号', 住所]"]),
        (facts(data=("住所",)), ["  data: [氏名, 住所]"], ["  data: [住所]"]),
        (facts(data=()), ["  data: [氏名, 住所]"], []),
        (facts(cause=Cause.OUTAGE), [], ["  cause: outage"]),
        (facts(effective=date(2027, 4, 1)), [], ["  effective: 2027-04-01"]),
        (
            facts(incident=dataclasses.replace(OLD.facts.incident, end=date(2026, 1, 2))),
            ["  incident: {from: 2026-01-01}"],
            ["  incident: {from: 2026-01-01, to: 2026-01-02}"],
        ),
        (
            facts(affected=(dataclasses.replace(OLD.facts.affected[0], qualifier="約", count=2),)),
            ["  - {count: 1, unit: 名}   # x"],
            ["  - {count: 2, unit: 名, qualifier: 約}   # x"],
        ),
        (
            having(sources=(*OLD.sources, Source(url="https://news.example/", title="題: 甲"))),
            [],
            ["- {url: https://news.example/, title: '題: 甲'}"],
        ),
        (
            having(waivers=(Waiver(rule="r", reason="理由"),)),
            [],
            ["waivers:", "- {rule: r, reason: 理由}"],
        ),
    ],
)
def test_a_change_touches_its_own_lines_alone(new, gone, come):
    assert changed(new) == (gone, come)


def test_a_list_that_ends_takes_its_key_and_no_comment_of_others():
    gone, come = changed(having(facts=Facts()))

    assert come == []
    assert "# 出典はあとで" not in gone
    assert gone[0] == "facts:"


def test_one_text_instead_of_a_list_stays_one_text():
    text = "name: ミナセ\nkana: ミナセ  # 読み\nkind: company\n"
    old = decode_text(text, Organization)

    assert revise(text, dataclasses.replace(old, kana=("ミナセツウシン",))) == text.replace(
        "kana: ミナセ", "kana: ミナセツウシン"
    )
    assert "kana: [ミナセ, ミナセツウシン]  # 読み" in revise(
        text, dataclasses.replace(old, kana=("ミナセ", "ミナセツウシン"))
    )


def test_an_empty_list_becomes_one_below_its_key():
    for empty in ("", " []", " ~"):
        text = f"published: 2026-11-10\npreface:{empty}  # あとで\norder: [a]\n"
        new = dataclasses.replace(decode_text(text, Issue), preface=("一文。", "二文。"))

        assert revise(text, new) == "published: 2026-11-10\npreface:  # あとで\n- 一文。\n- 二文。\norder: [a]\n"


def test_the_first_field_of_an_item_may_go_and_come():
    text = "published: 2026-11-10\nhighlights:\n- text: 甲\n  entry: 2026-10-01-aaaa\n"
    old = decode_text(text, Issue)
    new = dataclasses.replace(old, highlights=(dataclasses.replace(old.highlights[0], entry=None),))

    assert revise(text, new) == "published: 2026-11-10\nhighlights:\n- text: 甲\n"
    assert revise(revise(text, new), old) == text


def test_a_file_without_a_last_line_end_is_changed_all_the_same():
    text = "name: a\nkind: company"
    new = dataclasses.replace(decode_text(text, Organization), industry="通信会社")

    assert revise(text, new) == "name: a\nkind: company\nindustry: 通信会社"


def test_a_file_that_cannot_be_read_is_not_touched():
    with pytest.raises(ContentError):
        revise("headline: 'x", OLD)


def test_any_entry_of_the_sample_can_become_any_other():
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "content" / "issues").glob("*/entries/*.yml"))]
    values = [decode_text(text, Entry) for text in texts]
    names = [field.name for field in dataclasses.fields(Entry) if field.name not in {"id", "suggestion"}]
    chance = random.Random(1)  # noqa: S311 -- to choose, not to hide
    for _ in range(150):
        place, other = chance.randrange(len(texts)), chance.choice(values)
        fields = chance.sample(names, chance.choice([1, 1, 2, 5, len(names)]))
        new = dataclasses.replace(values[place], **{name: getattr(other, name) for name in fields})
        assert decode_text(revise(texts[place], new), Entry) == new


def test_one_field_changes_one_line_in_every_file_of_the_sample():
    for path in sorted((ROOT / "content" / "issues").glob("*/entries/*.yml")):
        text = path.read_text("utf-8")
        new = dataclasses.replace(decode_text(text, Entry), headline="題")
        lines = zip(text.split("\n"), revise(text, new).split("\n"), strict=True)
        assert sum(before != after for before, after in lines) == 1
