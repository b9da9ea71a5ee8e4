import json
import re

import pytest

from builders import ROOT, SHARED
from generator.language import exempt, patterns, reports
from generator.language.alternatives import Taken, all_matches, split
from generator.language.lexicon import groups
from generator.language.sieve import Needed, Sieve, necessary
from generator.language.tables import read_table
from generator.language.width import same_width

NECESSARY = {
    "不正アクセス": ({"不正アクセス"}, set()),
    "(?:漏えい|流出)した": ({"漏えい", "流出"}, set()),
    "流出?": ({"流"}, set()),
    "(?:流出)?": (set(), set()),
    "漏[え洩]い": ({"漏"}, set()),
    r"\d+件": ({"件"}, set()),
    "(?=.*対策)セミナー": ({"セミナー"}, {"対策"}),
    "新たに.{0,9}(?:判明|発覚)": ({"新たに"}, {"判明", "発覚"}),
    "(?<!非)公開(?!鍵)": ({"公開"}, set()),
    "a|b": ({"a", "b"}, set()),
    "(?i:ab)": (set(), set()),
    "[^あ]": (set(), set()),
    "(?:案|)": (set(), set()),
}


@pytest.mark.parametrize(("pattern", "strings"), NECESSARY.items())
def test_what_every_match_holds_is_read_off_the_pattern(pattern, strings):
    assert necessary(pattern) == strings


def test_case_is_ignored_where_a_pattern_ignores_it():
    sieve = Sieve(["DDoS", "Kiosk"], re.IGNORECASE)

    assert sieve.possible("ddos攻撃") == [0]
    assert sieve.possible("\N{KELVIN SIGN}ıo\N{LATIN SMALL LETTER LONG S}k") == [1]


def test_a_pattern_that_needs_two_words_is_not_tried_on_a_text_that_holds_one():
    sieve = Sieve(["新たに.{0,9}判明"])

    assert sieve.possible("被害が判明") == []
    assert sieve.possible("新たに被害が判明") == [0]


def test_a_text_that_was_looked_through_before_others_were_added_is_looked_through_again():
    text = "鳥が飛んだ"
    Sieve(["魚が"]).possible(text)

    assert Sieve(["鳥が"]).possible(text) == [0]


def test_a_search_is_worth_its_time_only_where_the_text_holds_one_of_its_strings():
    needed = Needed(("CVE", "円"))

    assert [needed.is_in(text) for text in ("約3円", "cve-2026-1", "3ドル", "")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("流出", ["流出"]),
        ("流出|漏(?:えい|洩)|x", ["流出", "漏(?:えい|洩)", "x"]),
        (r"[|a]\||[]|]|[^]|](?!b|c)", [r"[|a]\|", "[]|]", "[^]|](?!b|c)"]),
        (r"\(|[\]|]", [r"\(", r"[\]|]"]),
    ],
)
def test_a_pattern_is_taken_apart_at_its_outer_bars_only(pattern, parts):
    assert split(pattern) == parts


@pytest.mark.parametrize("pattern", ["ab|abc|c", "c|abc|ab", "b.|ab", r"(?<=a)b|^c|a(?!b)"])
@pytest.mark.parametrize("text", ["abcabc", "cab", "aab", ""])
def test_alternatives_match_where_the_whole_pattern_does(pattern, text):
    assert _spans(Taken([pattern]), text) == [(0, one.span()) for one in re.finditer(pattern, text)]


def test_an_empty_pattern_keeps_its_place_and_is_never_found():
    assert list(Taken(["", "流出"]).possible("流出か")) == [1]


def _texts():
    lines = (ROOT / "tests/language/data/headlines-invented.jsonl").read_text("utf-8").splitlines()
    shared = SHARED / "data/headlines-labelled.jsonl"
    if shared.exists():
        lines += shared.read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        same_width(text) for row in rows for text in (row["title"], row.get("summary") or "", row.get("source") or "")
    ]


def _tables():
    topics = read_table("section_topics.tsv")
    yield "sections", [row["pattern"] for row in read_table("section_rules.tsv")], 0
    yield "topics", [row["pattern"] for row in topics], 0
    yield "causes", [row["pattern"] for row in read_table("cause_rules.tsv")], re.IGNORECASE
    yield "reports", [pattern for _, pattern in reports._KINDS], 0
    yield "exempt", [one.pattern for kind in exempt._KINDS for one in patterns.patterns(kind)], 0
    yield "legal forms", [one.pattern for one in patterns.patterns("legal_form")], 0
    yield "public bodies", [one.pattern for one in exempt._known_bodies()[0]], 0


@pytest.mark.parametrize(("sources", "flags"), [pytest.param(*one[1:], id=one[0]) for one in _tables()])
def test_the_alternatives_of_our_rules_match_what_the_rules_match(sources, flags):
    taken, whole = Taken(sources, flags), [re.compile(source, flags) for source in sources]
    different = [
        text
        for text in _texts()
        if _spans(taken, text)
        != [(place, one.span()) for place, rule in enumerate(whole) for one in rule.finditer(text)]
    ]

    assert different == []


def test_listed_bodies_are_found_as_one_pattern_of_all_of_them_would():
    lists = groups("public_bodies")
    known = {*lists["ministries"], *lists["agencies"], *lists["universities"]}
    anywhere = sorted((word for word in known if not word.isascii() and not word.endswith("大")), key=len, reverse=True)
    parts = r"(?:医学部|附属病院|病院|大学院|[一-龥々〆ヶ﨑髙]{1,6}学部)*"
    whole = re.compile("|".join(word + (parts if word.endswith("大学") else "") for word in anywhere))
    some = anywhere[::7]
    texts = [f"{one}{part}{other}の件" for one in some for part in ("", "附属病院", "経済学部") for other in some[:9]]
    few = {word for word in known if word.isascii() or word.endswith("大")}

    for text in (*texts, *_texts()):
        found = {span for span in exempt._known(text) if text[slice(*span)] not in few}
        assert found == {match.span() for match in whole.finditer(text)}, text


def _spans(taken, text):
    return [(place, one.span()) for place, its in taken.possible(text).items() for one in all_matches(its, text)]
