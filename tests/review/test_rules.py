import re

from builders import ROOT, make_archive, make_entry, make_issue
from generator import storage
from generator.model import Severity, Waiver
from generator.review.pipeline import check
from generator.review.rules import rules

_RULE = re.compile(r'(?:rule=|remark\(\s*)f?"([a-z]+(?:-[a-z]+)+)"')


def test_every_rule_has_a_sentence_and_an_example():
    assert all(rule.sentence.endswith("。") and rule.example and rule.group for rule in rules().values())


def test_every_rule_that_the_code_names_stands_in_the_table():
    sources = [path.read_text("utf-8") for path in (ROOT / "generator" / "review").glob("*.py")]
    named = {rule for source in sources for rule in _RULE.findall(source)}

    assert named
    assert named <= set(rules())


def test_the_severity_that_is_told_is_the_tables():
    remarks = check(make_archive(make_entry(body=("原因は暗号されたためである。",))))

    assert remarks
    assert all(remark.severity is rules()[remark.rule].severity for remark in remarks)


def test_the_sample_archive_has_no_errors():
    content = ROOT / "content"
    archive = storage.load_archive(content)

    assert [remark for remark in check(archive) if remark.severity is Severity.ERROR] == []


def waived(*waivers):
    entry = make_entry(body=(), waivers=tuple(Waiver(rule=rule, reason="確かめた") for rule in waivers))
    archive = make_archive(issues=(make_issue(entry),))
    return {remark.rule for remark in check(archive)}


def test_a_waived_rule_is_silent_in_its_entry():
    assert "entry-without-text" in waived()
    assert "entry-without-text" not in waived("entry-without-text")


def test_a_waiver_that_is_needed_is_not_told():
    assert "waiver-unused" not in waived("entry-without-text")


def test_waivers_that_name_no_rule_or_excuse_nothing_are_told():
    assert "waiver-unknown" in waived("entry-without-txt")
    assert "waiver-unused" in waived("brackets-unbalanced")
