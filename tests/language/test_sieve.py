import json
import re

import pytest

from builders import ROOT, SHARED
from generator.language import causes, exempt, patterns, reports, sections
from generator.language.sieve import Sieve, necessary
from generator.language.width import same_width

NECESSARY = {
    "不正アクセス": {"不正アクセス"},
    "(?:漏えい|流出)した": {"漏えい", "流出"},
    "流出?": {"流"},
    "(?:流出)?": set(),
    "漏[え洩]い": {"漏"},
    r"\d+件": {"件"},
    "(?=.*対策)セミナー": {"セミナー"},
    "(?<!非)公開(?!鍵)": {"公開"},
    "a|b": {"a", "b"},
    "(?i:ab)": set(),
    "[^あ]": set(),
    "(?:案|)": set(),
}


@pytest.mark.parametrize(("pattern", "strings"), NECESSARY.items())
def test_what_every_match_holds_is_read_off_the_pattern(pattern, strings):
    assert necessary(re.compile(pattern)) == strings


def test_case_is_ignored_where_a_pattern_ignores_it():
    sieve = Sieve([re.compile("DDoS", re.IGNORECASE), re.compile("Kiosk", re.IGNORECASE)])

    assert sieve.possible("ddos攻撃") == [0]
    assert sieve.possible("\N{KELVIN SIGN}ıo\N{LATIN SMALL LETTER LONG S}k") == [1]


def _texts():
    lines = (ROOT / "tests/language/data/headlines-invented.jsonl").read_text("utf-8").splitlines()
    shared = SHARED / "data/headlines-labelled.jsonl"
    if shared.exists():
        lines += shared.read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        same_width(text) for row in rows for text in (row["title"], row.get("summary") or "", row.get("source") or "")
    ]


def _sieves():
    rules, sieve = sections._rules()
    yield "sections", [rule.pattern for rule in rules], sieve
    for place, (_, topics, sieve) in enumerate(sections._topic_patterns()):
        yield f"topics {place}", topics, sieve
    rules, sieve = causes._rules()
    yield "causes", [rule.pattern for rule in rules], sieve
    yield "reports", [re.compile(pattern) for _, pattern in reports._KINDS], reports._sieve()
    yield "exempt", *patterns._sieved(exempt._KINDS)
    yield "legal forms", *patterns._sieved(("legal_form",))
    yield "public bodies", *exempt._known_bodies()


@pytest.mark.parametrize(("rules", "sieve"), [pytest.param(*one[1:], id=one[0]) for one in _sieves()])
def test_no_pattern_that_matches_is_left_out(rules, sieve):
    left_out = [
        (rule.pattern, text)
        for text in _texts()
        for place, rule in enumerate(rules)
        if rule.search(text) and place not in sieve.possible(text)
    ]

    assert left_out == []
