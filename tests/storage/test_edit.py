from datetime import date

import pytest

from generator.errors import ContentError
from generator.model import Correction
from generator.storage.edit import append_item, remove_field, set_field

TEXT = """# 担当: 編集部
section: incidents   # 仮
announced: 2026-10-19
headline: '題: 名'  # 要確認
body:
- 一文。

# 出典はあとで
sources:
- {title: 題}
suggestion:
  section: policy
  reasons:
  - 「意見募集」→政策
"""


def changed_lines(old, new):
    return [(a, b) for a, b in zip(old.split("\n"), new.split("\n"), strict=False) if a != b]


def test_one_edited_field_changes_one_line_and_keeps_its_comment():
    new = set_field(TEXT, "section", "policy")

    assert changed_lines(TEXT, new) == [("section: incidents   # 仮", "section: policy   # 仮")]


def test_a_new_field_gets_its_usual_place():
    lines = set_field(TEXT, "thread", "2026-08-03-q7mk").split("\n")

    assert lines[lines.index("thread: 2026-08-03-q7mk") - 1] == "- 一文。"


def test_a_removed_block_takes_its_lines_and_no_others():
    assert remove_field(TEXT, "suggestion") == TEXT[: TEXT.index("suggestion:")]


def test_a_comment_behind_a_removed_field_stays():
    assert "# 出典はあとで" in remove_field(TEXT, "body")


def test_removing_what_is_not_there_changes_nothing():
    assert remove_field(TEXT, "thread") == TEXT


def test_a_text_that_yaml_would_change_is_quoted():
    assert "headline: 'a: b'  # 要確認" in set_field(TEXT, "headline", "a: b")


def test_a_file_that_cannot_be_read_is_not_edited():
    with pytest.raises(ContentError):
        set_field("headline: 'x", "section", "policy", file="a.yml")


CORRECTION = Correction(day=date(2026, 11, 12), text="誤りでした。")
ITEM = "- {date: 2026-11-12, text: 誤りでした。}"


def test_the_first_item_makes_the_list_at_its_usual_place():
    text = "section: other\nheadline: x\nbody:\n- 文。\n# 出典\nsources:\n- {title: t}\n"

    assert append_item(text, "corrections", CORRECTION) == f"{text}corrections:\n{ITEM}\n"


def test_a_further_item_stands_behind_the_last_with_its_indent():
    text = "corrections:\n  - {date: 2026-11-11, text: 初め}  # 一つめ\nsuggestion: {}\n"

    after = append_item(text, "corrections", CORRECTION)

    assert after == (f"corrections:\n  - {{date: 2026-11-11, text: 初め}}  # 一つめ\n  {ITEM}\nsuggestion: {{}}\n")


def test_an_empty_list_gets_its_first_item():
    assert append_item("corrections: []\n", "corrections", CORRECTION) == f"corrections:\n{ITEM}\n"
