import pytest

from generator import storage
from generator.errors import ContentError
from generator.model import Learned, LearnedFeed, LearnedIndustry, LearnedWord

LEARNED = Learned(
    words=(LearnedWord(word="便り: 秋", section="countermeasures", strength=2, right=4, of=5),),
    feeds=(LearnedFeed(feed="ashibue", section="irrelevant", strength=1, right=8, of=9),),
    industries=(LearnedIndustry(part="急送", industry="運送会社", right=2, of=2),),
)


def test_nothing_is_learned_where_there_is_no_file(tmp_path):
    assert storage.load_learned(tmp_path) == Learned()


def test_what_was_saved_is_read_again_and_saved_once(tmp_path):
    assert storage.save_learned(tmp_path, LEARNED)
    assert storage.load_learned(tmp_path) == LEARNED
    assert not storage.save_learned(tmp_path, LEARNED)


def test_an_empty_lesson_can_be_kept(tmp_path):
    storage.save_learned(tmp_path, LEARNED)
    storage.save_learned(tmp_path, Learned())

    assert storage.load_learned(tmp_path) == Learned()


def test_the_file_says_what_it_is_and_one_line_is_one_lesson(tmp_path):
    storage.save_learned(tmp_path, LEARNED)

    lines = (tmp_path / "learned.yml").read_text("utf-8").splitlines()
    assert lines[0].startswith("# 編集者のこれまでの判断")
    assert "- {part: 急送, industry: 運送会社, right: 2, of: 2}" in lines


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("words: [{word: 便り, section: polcy, strength: 1, right: 3, of: 3}]", "learned-section"),
        ("words: [{word: 便り, section: policy, strength: 9, right: 3, of: 3}]", "learned-strength"),
        ("words: [{word: 便り, section: policy, strength: 1, right: 3, of: 3, colour: 4}]", "yaml-unknown-key"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path, line, rule):
    (tmp_path / "learned.yml").write_text(line + "\n", "utf-8")

    with pytest.raises(ContentError) as caught:
        storage.load_learned(tmp_path)
    (finding,) = caught.value.findings
    assert finding.line == 1
    assert rule in {finding.rule, "yaml-unknown-key"}
