"""The oldest Python that is promised can install what is pinned, and reads our patterns as newer ones do."""

import pkgutil
import re
import re._parser as parser
import sys
import tomllib
from importlib import import_module
from importlib.metadata import metadata

import pytest
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet

import generator
from builders import ROOT

OLDEST = "3.11.0"
PIN = re.compile(r"^([\w.-]+)==\S+(?: *; *(.+?))? *\\$", re.MULTILINE)


def test_it_is_the_one_that_is_promised():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert OLDEST in SpecifierSet(project["requires-python"])
    assert "3.10.99" not in SpecifierSet(project["requires-python"])


def pins(name):
    text = (ROOT / name).read_text("utf-8")
    found = [package for package, marker in PIN.findall(text) if not marker or Marker(marker).evaluate()]
    assert len(found) > 10, f"{name}: only {found} read as pins"
    return found


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_no_pin_asks_for_a_newer_one(name):
    asked = {package: metadata(package).get("Requires-Python", "") for package in pins(name)}

    assert {package: wanted for package, wanted in asked.items() if OLDEST not in SpecifierSet(wanted)} == {}


def patterns(value, depth=0):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict) and depth < 3:
        yield from (found for pair in value.items() for one in pair for found in patterns(one, depth + 1))
    elif isinstance(value, tuple | list | set | frozenset) and depth < 3:
        yield from (found for one in value for found in patterns(one, depth + 1))


def repeats_a_group_possessively(nodes):
    """Whether a group has a possessive quantifier: before 3.11.5 such a one matches what it must not (python/cpython
    issue 106052); an atomic group around a greedy one, (?>(?:...)*), is the same and right."""
    for name, value in nodes:
        if str(name) == "POSSESSIVE_REPEAT" and not is_one_character(value[2]):
            return True
        parts = value if isinstance(value, tuple | list) else (value,)
        for part in parts:
            for inner in part if isinstance(part, list) else (part,):
                if isinstance(inner, parser.SubPattern) and repeats_a_group_possessively(inner):
                    return True
    return False


def is_one_character(nodes):
    return len(nodes) == 1 and str(nodes[0][0]) in {"IN", "LITERAL", "NOT_LITERAL", "ANY", "CATEGORY"}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:ab?c)*+", True),
        ("x(?:a|(?:ab)++)", True),
        (r"(?=(?:\s\s|/)*+)", True),
        ("[ab]*+c++.?+", False),
        ("(?>(?:ab?c)*)", False),
    ],
)
def test_a_possessive_group_is_seen_wherever_it_stands(pattern, expected):
    assert repeats_a_group_possessively(parser.parse(pattern)) is expected


def test_no_pattern_repeats_a_group_possessively():
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "generator"]
    found = {pattern for module in modules for value in vars(module).values() for pattern in patterns(value)}

    assert len(found) > 300
    assert [one.pattern for one in found if repeats_a_group_possessively(parser.parse(one.pattern, one.flags))] == []
