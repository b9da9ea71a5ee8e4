"""Every name, written in every way, in every place: each combination is asserted by itself."""

from __future__ import annotations

import random

import pytest

from generator.model import Organization, OrganizationKind
from generator.publish.gate import Gate, Limits
from tests.publish.gate.attacks import ENCODINGS, PLACES, TRANSFORMS, fits, makes_sense, names, pdf, pdf_with_glyphs

NAMES = names()
_APART = "\n、。\n"  # no name reaches from one to the next


@pytest.fixture(scope="module")
def gate():
    return Gate((name.organization for name in NAMES), limits=Limits(findings=100_000))


def _combinations(transform):
    return [name for name in NAMES if makes_sense(transform, name)]


def _found(gate, file, data):
    return {leak.organization for leak in gate.scan_bytes(file, data)}


def test_there_are_enough_names_transforms_and_places():
    assert len(NAMES) >= 60
    assert len(TRANSFORMS) >= 60
    assert len(PLACES) >= 30
    count = sum(
        len(_combinations(transform)) * sum(fits(transform, place) for place in PLACES) for transform in TRANSFORMS
    )
    assert count >= 170_000, count


def _missed(gate, transform, places):
    """Names that are not found: for each place, each name is asked for by itself."""
    chosen = _combinations(transform)
    assert chosen
    text = _APART.join(TRANSFORMS[transform](name.text) for name in chosen)
    missed = {}
    for place in places:
        if fits(transform, place):
            found = _found(gate, *PLACES[place](text))
            missed[place] = [name.text for name in chosen if name.id not in found]
    return {place: texts for place, texts in missed.items() if texts}


def _share(transform):
    """A quarter of the places, another one for each transform: the quick part of the product."""
    return list(PLACES)[list(TRANSFORMS).index(transform) % 4 :: 4]


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_a_name_is_found_however_it_is_written(gate, transform):
    assert _missed(gate, transform, _share(transform)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("transform", TRANSFORMS)
def test_a_name_is_found_however_it_is_written_wherever_it_stands(gate, transform):
    assert _missed(gate, transform, [place for place in PLACES if place not in _share(transform)]) == {}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("transform", ["plain", "tags", "spaces", "decimal entities", "unicode escapes"])
def test_a_name_is_found_in_every_encoding_of_the_file(gate, encoding, transform):
    chosen = [name for name in _combinations(transform) if _survives(encoding, name.text)]
    text = "某通信会社はこのたび、次のとおり公表した。" + _APART.join(
        TRANSFORMS[transform](name.text) for name in chosen
    )
    found = _found(gate, "a.txt", ENCODINGS[encoding](text))
    assert [name.text for name in chosen if name.id not in found] == []


def _survives(encoding, text):
    codec = next(
        (c for mark, c in (("cp932", "cp932"), ("EUC", "euc_jp"), ("2022", "iso2022_jp")) if mark in encoding), "utf-8"
    )
    return text.encode(codec, "ignore").decode(codec) == text


_IN_FILE_NAMES = (
    *(
        "plain",
        "full width",
        "half-width kana",
        "decomposed",
        "zero-width spaces",
        "hyphens",
        "underscores",
        "old kanji",
        "hiragana",
    ),
    *("percent", "percent twice", "percent of cp932", "unicode escapes", "lower case", "base64url", "hex", "punycode"),
)


@pytest.mark.parametrize("transform", _IN_FILE_NAMES)
def test_a_name_is_found_in_the_name_of_a_file(gate, transform):
    missed = []
    for name in _combinations(transform):
        written = TRANSFORMS[transform](name.text).replace("/", "_")
        if name.id not in _found(gate, f"entries/x-{written}.html", b"") | _found(gate, f"{written}/index.html", b""):
            missed.append(name.text)
    assert missed == []


def test_a_name_is_found_by_itself_as_well_as_among_others(gate):
    draw = random.Random(1)  # noqa: S311 - a sample of cases
    missed = []
    for _ in range(600):
        name, transform, place = draw.choice(NAMES), draw.choice(list(TRANSFORMS)), draw.choice(list(PLACES))
        if makes_sense(transform, name) and fits(transform, place):
            file, data = PLACES[place](f"某社の件、{TRANSFORMS[transform](name.text)}、と公表した。")
            if name.id not in _found(gate, file, data):
                missed.append((name.text, transform, place))
    assert missed == []


_ROMAJI = {
    "コウノシンジョウ": ["kounoshinjou", "kōno shinjō", "Kono-Shinjo", "KOUNOSINZYOU", "kohno-shinjoh"],
    "ツジムラテンポ": ["tsujimuratempo", "tuzimuratenpo", "Tsujimura Tempo", "tujimura_tenpo"],
    "マッチャモンジャ": ["matchamonja", "mattyamonzya", "maccha monja"],
    "シュンコウシャ": ["shunkousha", "Syunkōsya", "shunkosha"],
    "フジワラヒョウシキ": ["fujiwarahyoushiki", "huziwara hyosiki", "Fujiwara Hyoshiki"],
    "リンロウリョクチ": ["rinrouryokuchi", "linloulyokuchi", "rinrōryokuti"],
    "ジンヨウ": ["jin'you", "jinyo", "Jinyou"],
}


@pytest.mark.parametrize(("kana", "spelling"), [(kana, s) for kana, spellings in _ROMAJI.items() for s in spellings])
def test_a_reading_is_found_in_latin_letters(kana, spelling):
    organization = Organization(id="o", name="株式会社番外甲", kind=OrganizationKind.COMPANY, kana=(kana,))
    for file, data in (
        ("a.html", f"<h2 id='{spelling}-3'>x</h2>"),
        (f"2026/{spelling}.html", ""),
        ("a.txt", f"( {spelling} )"),
    ):
        assert Gate([organization]).scan_bytes(file, data.encode()), file


def test_glyph_numbers_of_a_pdf_are_read_by_its_own_map(gate):
    shown = (name for name in NAMES if not name.is_number)
    missed = [n.text for n in shown if n.id not in _found(gate, "a.pdf", pdf_with_glyphs(f"某社（{n.text}）"))]
    assert missed == []


def test_strings_of_a_pdf_are_read(gate):
    for name in NAMES:
        wide = ("\ufeff" + name.text).encode("utf-16-be")
        literal = b"".join(b"\\%03o" % byte for byte in wide)
        for content in (b"BT <" + wide.hex().encode() + b"> Tj ET", b"BT (" + literal + b") Tj ET"):
            assert name.id in _found(gate, "a.pdf", pdf(content)), name.text
