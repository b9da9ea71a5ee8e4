import pytest

from generator.storage.strict import Report, compose, walk


def findings_of(text):
    report = Report("a.yml")
    compose(text, report)
    return report.findings


TRAPS = {
    "a full-width colon": ("section：incidents\n", "yaml-full-width-colon", 1, 8),
    "a second colon in a headline": ("headline: 第三報: 漏えい\n", "yaml-syntax", 1, 14),
    "a tab as indentation": ("facts:\n\tcause: other\n", "yaml-indent", 2, 1),
    "a full-width space as indentation": ("body:\n\u3000- 文\n", "yaml-indent", 2, 1),
    "an unclosed quote": ("headline: '題\nbody: []\n", "yaml-syntax", 1, 11),
    "a line separator that nobody sees": ("headline: 題\u2028名\n", "yaml-control-character", 1, 12),
    "a bell": ("headline: 題\x07\n", "yaml-control-character", 1, 12),
    "an anchor": ("headline: &a 題\n", "yaml-anchor", 1, 11),
    "an alias": ("headline: &a 題\nbody: *a\n", "yaml-anchor", 1, 11),
    "a tag": ("headline: !!python/object/apply:os.system [ls]\n", "yaml-tag", 1, 11),
    "a second document": ("a: 1\n---\nb: 2\n", "yaml-syntax", 2, 1),
    "an open bracket": ("data: [氏名\nunit: 名\n", "yaml-syntax", 2, 5),
}


@pytest.mark.parametrize(("text", "rule", "line", "column"), TRAPS.values(), ids=TRAPS)
def test_a_trap_is_told_with_its_place_and_what_to_do(text, rule, line, column):
    first = findings_of(text)[0]

    assert (first.rule, first.line, first.column) == (rule, line, column)
    assert first.advice.endswith("。")


def test_every_full_width_colon_of_a_file_is_told_at_once():
    found = findings_of("section：incidents\nannounced：2026-10-19\n")

    assert [(f.line, f.rule) for f in found] == [(1, "yaml-full-width-colon"), (2, "yaml-full-width-colon")]


def test_a_full_width_colon_inside_a_text_is_text():
    assert findings_of("headline: 第三報：漏えい\n") == []


def test_an_alias_bomb_is_refused_without_being_unfolded():
    levels = "".join(f"k{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]\n" for n in range(1, 10))

    assert findings_of("k0: &a0 [x]\n" + levels)[0].rule == "yaml-anchor"


def test_strings_stay_strings():
    report = Report("a.yml")

    node = compose("a: no\nb: 012\nc: 1:30\nd: 2026-10-19\n", report)

    assert [value.value for _, value in node.value] == ["no", "012", "1:30", "2026-10-19"]


def test_a_path_leads_to_the_place_of_a_value():
    node = compose("body:\n- 一\n- 二\n", Report("a.yml"))

    assert walk(node, ("body", 1)).start_mark.line == 2
