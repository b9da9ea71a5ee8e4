import pytest

from generator.model import Certainty, Entry, Newsletter, Organization, Printed
from generator.storage.decode import decode_as
from generator.storage.strict import Report, compose

ENTRY = """section: incidents
announced: 2026-10-19
headline: 題
body:
- 一文。
"""


def decode(kind, text):
    report = Report("a.yml")
    return decode_as(kind, compose(text, report), report), report.findings


def test_an_entry_is_read_with_all_its_facts():
    entry, findings = decode(
        Entry,
        ENTRY
        + "facts:\n  cause: ransomware\n  affected:\n  - {count: 1375, unit: 名, certainty: possible}\n"
        + "  incident: {from: 2026-07-01, to: null}\n  effective: null\n",
    )

    assert findings == []
    assert entry.facts.affected[0].count == 1375
    assert entry.facts.affected[0].certainty is Certainty.POSSIBLE
    assert entry.facts.incident.start.isoformat() == "2026-07-01"
    assert entry.facts.incident.end is None


BAD = {
    "an unknown key": ("sektion: other\n", "key-unknown", "section"),
    "a date that is none": ("announced: 2026/10/19\n", "value-not-date", "2026-10-19"),
    "a day that is not in the calendar": ("announced: 2026-02-30\n", "value-no-such-day", "暦"),
    "a word that is not in the list": ("section: incident\n", "value-not-in-list", "incidents"),
    "a number with a comma": ("facts:\n  affected:\n  - {count: '1,375', unit: 名}\n", "value-not-number", "1375"),
    "a full-width number": ("facts:\n  affected:\n  - {count: １３７５, unit: 名}\n", "value-not-number", "1375"),
    "a list where one text stands": ("headline: [題]\n", "value-not-text", "1行"),
    "a text on two lines": ("headline: 題\n  名\n", "value-many-lines", "1行"),
    "an empty headline": ("headline:\n", "value-empty", "値"),
    "a truth that is none": ("sources:\n- {title: 題, printed: yes}\n", "value-not-boolean", "true"),
}


@pytest.mark.parametrize(("text", "rule", "advice"), BAD.values(), ids=BAD)
def test_a_bad_value_is_told_with_advice(text, rule, advice):
    entry, findings = decode(Entry, text)

    assert entry is None
    (finding,) = [finding for finding in findings if finding.rule == rule]
    assert advice in finding.advice


def test_everything_wrong_in_a_file_is_told_at_once():
    _, findings = decode(Entry, "section: x\nannounced: y\nzzz: 1\n")

    assert [f.rule for f in findings] == ["value-not-in-list", "value-not-date", "key-unknown", "key-missing"]


def test_a_key_that_stands_twice_is_told_with_its_first_line():
    _, findings = decode(Entry, ENTRY + "headline: 別の題\n")

    assert (findings[0].rule, findings[0].line) == ("yaml-duplicate-key", 6)
    assert "3行目" in findings[0].message


def test_yes_stays_a_word_where_a_word_is_meant():
    organization, _ = decode(
        Organization, "name: 架空省\nkana: カクウショウ\nkind: ministry\nprinted: yes\nreason: 公的機関\n"
    )

    assert organization.printed is Printed.YES
    assert organization.kana == ("カクウショウ",)


def test_a_newsletter_without_a_postal_address_is_refused():
    _, findings = decode(Newsletter, "title: 題\npublisher: 会\n")

    assert "「postal_address」がありません。" in [f.message for f in findings]


@pytest.mark.parametrize(
    ("key", "source"),
    [
        ("publisher", "特定電子メール法第4条第1号"),
        ("postal_address", "施行規則第9条"),
        ("contact", "施行規則第9条"),
        ("opt_out", "第4条第2号"),
    ],
)
def test_what_the_law_on_mail_asks_for_is_told_with_its_source(key, source):
    _, findings = decode(Newsletter, "title: 題\n")

    (advice,) = [finding.advice for finding in findings if f"「{key}」" in finding.message]
    assert source in advice
