"""The rules that are data: they compile, name what exists, and say why."""

import re

import pytest

from generator.language.lexicon import groups, words
from generator.language.patterns import patterns
from generator.language.tables import read_table
from generator.model import Cause, Section

SECTION_RULES = read_table("section_rules.tsv")
TOPICS = {row["topic"] for row in read_table("section_topics.tsv")}


def test_every_section_rule_names_a_section_known_topics_and_a_reason():
    sections = {*(section.value for section in Section), "irrelevant"}
    for row in SECTION_RULES:
        assert row["section"] in sections
        assert {need.lstrip("!") for need in row["needs"].split()} <= TOPICS, row
        assert row["reason"], row
        assert float(row["weight"]) != 0


def test_every_section_has_rules_that_speak_for_it():
    for section in (*(section.value for section in Section), "irrelevant"):
        assert sum(row["section"] == section and float(row["weight"]) > 0 for row in SECTION_RULES) >= 10


def test_no_section_rule_stands_twice():
    keys = [(row["section"], row["pattern"], row["needs"]) for row in SECTION_RULES]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", ["section_rules", "section_topics", "cause_rules"])
def test_every_pattern_compiles_and_does_not_match_nothing(name):
    for row in read_table(f"{name}.tsv"):
        assert not re.compile(row["pattern"]).fullmatch(""), row


def test_every_kind_of_name_pattern_compiles():
    for kind in {row["kind"] for row in read_table("name_patterns.tsv")}:
        assert patterns(kind)


def test_every_cause_but_none_beside_it_has_a_rule():
    assert {row["cause"] for row in read_table("cause_rules.tsv")} == {cause.value for cause in Cause}


def test_generic_words_hold_no_white_space_and_no_public_body():
    lists = groups("public_bodies")
    named = {*lists["ministries"], *lists["universities"]}
    assert not {word for word in words("generic_words") if word in named and len(word) > 3}
