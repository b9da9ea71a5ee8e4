"""Each reader and each rule of folding is needed: without it, names of the attack suite get through."""

from __future__ import annotations

import pytest

from generator.publish.gate import Gate, Limits
from generator.publish.gate.folding import ALL_RULES, Folding, Rule
from generator.publish.gate.views import BYTE_READERS, TEXT_READERS, escapes
from tests.publish.gate.attacks import ENCODINGS, PLACES, TRANSFORMS, fits, makes_sense, names, pdf_with_glyphs

NAMES = names()
_APART = "\n、。\n"
_LIMITS = Limits(findings=100_000)
_READERS = (
    *(name for name in BYTE_READERS if name != "unreadable"),
    *TEXT_READERS,
    *escapes.DECODERS,
    "charsets",
    "raw",
)


def _documents():
    """One place for each transform, and the plain text in each place and encoding."""

    def text(transform):
        return _APART.join(TRANSFORMS[transform](name.text) for name in NAMES if makes_sense(transform, name))

    for transform in TRANSFORMS:
        for place in ("page text", "plain mail"):
            if fits(transform, place):
                yield (transform, place, *PLACES[place](text(transform)))
    for place in PLACES:
        yield ("plain", place, *PLACES[place](text("plain")))
    for encoding, encode in ENCODINGS.items():
        yield "plain", encoding, "a.txt", encode(text("plain"))
    yield "plain", "glyphs", "a.pdf", pdf_with_glyphs("。".join(name.text for name in NAMES))


DOCUMENTS = tuple(_documents())


def _found(gate, file, data):
    return {leak.organization for leak in gate.scan_bytes(file, data) if leak.organization}


def _gate(**options):
    return Gate((name.organization for name in NAMES), limits=_LIMITS, **options)


@pytest.fixture(scope="module")
def everything():
    whole = _gate()
    return [(file, data, _found(whole, file, data)) for _, _, file, data in DOCUMENTS]


def _loses(gate, everything):
    return any(found - _found(gate, file, data) for file, data, found in everything)


@pytest.mark.slow
@pytest.mark.parametrize("rule", Rule)
def test_without_a_rule_of_folding_names_get_through(everything, rule):
    assert _loses(_gate(folding=Folding(rules=ALL_RULES - {rule})), everything)


@pytest.mark.slow
@pytest.mark.parametrize("reader", _READERS)
def test_without_a_reader_names_get_through(everything, reader):
    assert _loses(_gate(without=frozenset({reader})), everything)
