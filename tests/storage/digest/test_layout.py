from datetime import date

import pytest

from generator.model import Section
from generator.storage.digest import read_digest

RULE = "_" * 82
TOP = "更新:2026/11/10"
BOX = ["┌―――目次――――――――――――――┐", "1:インシデント・脆弱性情報等", "└―――――――――――――――――――┘"]
STORY = ["1.インシデント・脆弱性情報等", "◇2026/10/19 某通信会社に不正アクセス", "某通信会社は公表した。"]
END = [RULE, "▼お問い合わせは事務局まで。", RULE]


def read(*lines, **options):
    return read_digest("\n".join(lines), file="digest.txt", **options)


def digest_of(*lines, **options):
    digest, findings = read(*lines, **options)
    assert digest is not None, findings
    return digest


def rules_of(*lines):
    _, findings = read(*lines)
    return [(finding.line, finding.rule) for finding in findings]


def test_each_part_is_found_by_its_mark():
    digest = digest_of(TOP, "いつもありがとうございます。", "■今月の2点", "・一つめ", "・二つめ", *BOX, *STORY, *END)

    assert digest.published == date(2026, 11, 10)
    assert digest.opening == ("いつもありがとうございます。",)
    assert digest.highlights == ("一つめ", "二つめ")
    assert digest.footer == ("▼お問い合わせは事務局まで。",)
    (story,) = digest.stories
    assert (story.section, story.announced) == (Section.INCIDENTS, date(2026, 10, 19))
    assert (story.headline, story.body) == ("某通信会社に不正アクセス", ("某通信会社は公表した。",))


def test_a_story_ends_where_the_next_one_or_a_section_begins():
    more = ["◇2026/10/20 二つめ", "本文2。", "3.対策", "◇2026/10/21 三つめ", "本文3。"]

    digest = digest_of(TOP, *BOX, *STORY, *more, *END)

    assert [(story.section.number, story.body) for story in digest.stories] == [
        (1, ("某通信会社は公表した。",)),
        (1, ("本文2。",)),
        (3, ("本文3。",)),
    ]


def test_sources_at_the_end_of_a_story_are_no_paragraphs():
    sources = ["「点検の手引き」 某団体", "「統計」 架空省", "https://www.kakuu.example/a"]

    (story,) = digest_of(TOP, *BOX, *STORY, *sources, *END).stories

    assert story.body == ("某通信会社は公表した。",)
    assert [(one.title, one.publisher, one.url, one.printed) for one in story.sources] == [
        ("点検の手引き", "某団体", None, True),
        ("統計", "架空省", "https://www.kakuu.example/a", True),
    ]


def test_a_sentence_that_begins_with_a_title_is_a_paragraph():
    (story,) = digest_of(TOP, *BOX, *STORY, "「点検の手引き」 を某団体が公表した。", *END).stories

    assert story.sources == ()
    assert len(story.body) == 2


def test_a_correction_is_taken_with_its_day():
    (story,) = digest_of(TOP, *BOX, *STORY, "【訂正 2026/11/12】76名は67名の誤り。", *END).stories

    (correction,) = story.corrections
    assert (correction.day, correction.text) == (date(2026, 11, 12), "76名は67名の誤り。")


def test_full_width_marks_and_days_in_words_are_read():
    lines = [
        "更新\uff1a２０２６年１１月１０日",
        *BOX,
        "１．インシデント・脆弱性情報等",
        "◆2026年10月9日 題",
        "本文。",
        *END,
    ]

    digest = digest_of(*lines)

    assert (digest.published, digest.stories[0].announced) == (date(2026, 11, 10), date(2026, 10, 9))


def test_a_heading_in_other_words_is_read_by_its_number_and_told():
    lines = [TOP, *BOX, "2.法令の動き", "◇2026/10/20 題", "本文。", *END]

    assert digest_of(*lines).stories[0].section is Section.POLICY
    assert rules_of(*lines) == [(5, "import-section-words")]


def test_a_numbered_line_inside_a_story_stays_in_it():
    (story,) = digest_of(TOP, *BOX, *STORY, "1.原因", "調査中という。", *END).stories

    assert story.body[-2:] == ("1.原因", "調査中という。")


def test_a_digest_without_a_date_takes_the_given_one():
    digest = digest_of("こんにちは。", *BOX, *STORY, *END, published=date(2026, 11, 9))

    assert (digest.published, digest.opening) == (date(2026, 11, 9), ("こんにちは。",))


def test_empty_sections_and_empty_lines_are_nothing():
    digest = digest_of(TOP, "", *BOX, "", *STORY, "", "3.対策", "今月の該当情報はありません。", *END)

    assert len(digest.stories) == 1
    assert digest.stories[0].body == ("某通信会社は公表した。",)


BAD = {
    "no date": ([*BOX, *STORY, *END], [(1, "import-no-date")]),
    "a date that is none": (["更新:2026/13/40", *BOX, *STORY, *END], [(1, "import-bad-date")]),
    "no story": ([TOP, *BOX, *END], [(0, "import-no-story")]),
    "a story without a day": (
        [TOP, *BOX, *STORY, "◇某商社が公表", "本文。", *END],
        [(8, "import-story-day")],
    ),
    "a day that does not exist": (
        [TOP, *BOX, *STORY, "◇2026/2/30 題", "本文。", *END],
        [(8, "import-story-day")],
    ),
    "no headline": ([TOP, *BOX, *STORY, "◇2026/10/20", "本文。", *END], [(8, "import-story-headline")]),
    "no text": ([TOP, *BOX, *STORY, "◇2026/10/20 題", *END], [(8, "import-story-text")]),
    "a story before any section": ([TOP, *BOX, "◇2026/10/20 題", "本文。", *END], [(5, "import-no-section")]),
    "a line that belongs to no story": (
        [TOP, *BOX, "1.インシデント・脆弱性情報等", "お知らせ", *STORY[1:], *END],
        [(6, "import-stray-line")],
    ),
    "a story as long as a book": (
        [TOP, *BOX, *STORY, "◇2026/10/20 題", *["長い段落。" * 100] * 30, *END],
        [(8, "import-story-long")],
    ),
    "a story of the future": (
        [TOP, *BOX, *STORY, "◇2026/11/11 題", "本文。", *END],
        [(8, "import-day-after-issue")],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), BAD.values(), ids=BAD)
def test_a_digest_that_cannot_be_used_is_refused_by_line(lines, expected):
    digest, findings = read(*lines)

    assert digest is None
    assert [(finding.line, finding.rule) for finding in findings] == expected
    assert all(finding.message and finding.advice for finding in findings)


def test_all_errors_are_told_at_once():
    lines = [TOP, *BOX, *STORY, "◇某商社が公表", "◇2026/10/20", "◇2026/10/21 題", *END]

    assert len(rules_of(*lines)) == 3


ODD = {
    "no rule": ([TOP, *BOX, *STORY], "import-no-rule"),
    "no box": ([TOP, "こんにちは。", *STORY, *END], "import-no-contents"),
    "text after the footer": ([TOP, *BOX, *STORY, *END, "▼送信者: 架空協会"], "import-rest"),
    "a changed line": ([TOP, *BOX, *STORY, "\u3000字下げの段落。", *END], "import-line-changed"),
}


@pytest.mark.parametrize(("lines", "rule"), ODD.values(), ids=ODD)
def test_what_is_unusual_is_told_and_read_all_the_same(lines, rule):
    digest, findings = read(*lines)

    assert digest is not None
    assert rule in {finding.rule for finding in findings}


def test_without_a_box_the_greeting_ends_at_the_first_section():
    assert digest_of(TOP, "こんにちは。", *STORY, *END).opening == ("こんにちは。",)
