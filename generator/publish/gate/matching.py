"""Where a form of a name stands in a text.

heavy    forms of some weight, as substrings of the heavily folded text
romaji   the same in Latin letters, with the spellings made one
light    short or ordinary names, in the lightly folded text, at borders of script or word
numbers  between digit borders, with hyphens and spaces between their groups
raw      in the bytes themselves, as other encodings and base64 or hex would write the declared spelling
"""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from .data import words
from .folding import Folding
from .forms import Form, Found, Mode
from .numbers import Numbers
from .places import LatinPlaces, Places
from .search import Patterns
from .short import ShortNames, put

_HEAVY_ENOUGH = 5.0  # NAMES.md (b) 4: below, ordinary text is full of hits
_KANJI_WEIGHT, _KANA_WEIGHT, _OTHER_WEIGHT = 1.7, 1.0, 0.8
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp932", "euc_jp")
_SON = "郎".encode()  # at the end of a given name, and at no beginning of a word that follows one
_MIN_CODED = 6  # bytes of a pattern in base64 or hex
_IS_LATIN = re.compile(r"[\x00-\x7f]+")


def weight(text: str) -> float:
    """How unlikely it is that these letters stand together by chance."""
    total = 0.0
    for char in text:
        if "㐀" <= char <= "鿿" or char == "々" or ord(char) >= 0x20000:  # noqa: PLR2004 - kanji of plane 2
            total += _KANJI_WEIGHT
        elif "ぁ" <= char <= "ヺ":
            total += _KANA_WEIGHT
        elif char.isalnum() and char != "ー":
            total += _OTHER_WEIGHT
    return total


class Matcher:
    """All forms of all secrets, ready to be asked for."""

    def __init__(self, forms: Iterable[Form], folding: Folding | None = None) -> None:
        self._folding = folding or Folding()
        self._heavy_forms: dict[bytes, list[Form]] = defaultdict(list)
        self._romaji_forms: dict[bytes, list[Form]] = defaultdict(list)
        self._raw_forms: dict[bytes, list[Form]] = defaultdict(list)
        numbers: list[Form] = []
        short: list[Form] = []
        heavy: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            if form.mode is Mode.NUMBER:
                numbers.append(form)
            elif self._is_short(form):
                short.append(form)
            else:
                self._add(form)
                heavy[form.organization].append(form)
        for own in heavy.values():
            self._add_coded(own)
        self._numbers = Numbers(numbers)
        self._short = ShortNames(short, self._folding)
        self._heavy = Patterns(self._heavy_forms)
        self._romaji = Patterns(self._romaji_forms)
        self._raw = Patterns(self._raw_forms)

    def find(self, text: str, *, borders: bool = True, substrings: bool = True, every: bool = False) -> Iterator[Found]:
        """Find forms in a text; `borders` asks for light ones and numbers, `substrings` for heavy ones.

        Each form is given once, at its first place; with `every`, at all its places.
        """
        light = self._folding.light(text)
        if substrings:
            yield from self._find_heavy(text, light, every=every)
        if borders:
            yield from self._find_light(text, light, every=every)

    def find_raw(self, data: bytes, *, every: bool = False) -> Iterator[Found]:
        """Find heavy forms in bytes, as declared, whatever the encoding, at any alignment."""
        for pattern, start in _first(self._raw.find(data), every=every):
            for form in self._raw_forms[pattern]:
                yield Found(form=form, offset=start, length=len(pattern))

    def _is_short(self, form: Form) -> bool:
        """Tell whether ordinary text is full of hits, so that a form is asked for at borders."""
        light = self._folding.light(form.text)
        bordered = form.mode in (Mode.BORDERED, Mode.SURNAME)
        return bordered or weight(light) < _HEAVY_ENOUGH or light in words("ordinary_words")

    def _add(self, form: Form) -> None:
        """Take a heavy form."""
        heavy = self._folding.heavy(form.text)
        if _IS_LATIN.fullmatch(heavy):
            put(self._romaji_forms, self._folding.romaji(heavy), form)
            put(self._romaji_forms, self._folding.romaji_words(self._folding.light(form.text)), form)
        else:
            put(self._heavy_forms, heavy.encode(), form)

    def _add_coded(self, forms: Iterable[Form]) -> None:
        """Take heavy forms of one organization as other encodings write them; of those that hold another, only that."""
        spellings = {spelling: form for form in forms for spelling in ("".join(form.text.split()), form.text)}
        kept: list[str] = []
        for spelling in sorted(spellings, key=len):
            if not any(short in spelling for short in kept):
                kept.append(spelling)
                for pattern in _coded(spelling):
                    put(self._raw_forms, pattern, spellings[spelling])

    def _find_heavy(self, text: str, light: str, *, every: bool) -> Iterator[Found]:
        heavy = self._folding.heavy(text)
        data = heavy.encode("utf-8", "surrogatepass")
        places = Places(text, self._folding.heavy)
        hits = (hit for hit in self._heavy.find(data) if not self._is_another(data, *hit))
        for pattern, start in _first(hits, every=every):
            offset = places.of(len(data[:start].decode("utf-8", "ignore")))
            for form in self._heavy_forms[pattern]:
                yield Found(form=form, offset=offset, length=len(form.text))
        latin = LatinPlaces(text, self._folding)
        for pattern in self._latin_patterns(heavy, light):
            for place in islice(latin.of(pattern), None if every else 1):
                for form in self._romaji_forms[pattern]:
                    yield Found(form=form, offset=place, length=len(form.text))

    def _is_another(self, data: bytes, pattern: bytes, start: int) -> bool:
        """Tell whether the name of a person goes on: 一郎 is not 一."""
        goes_on = data.startswith(_SON, start + len(pattern))
        return goes_on and all(form.mode is Mode.PERSON for form in self._heavy_forms[pattern])

    def _latin_patterns(self, heavy: str, light: str) -> Iterator[bytes]:
        """Give each spelling in Latin letters that the text holds, once."""
        streams = (self._folding.romaji(heavy), self._folding.romaji_words(light))
        yield from dict.fromkeys(pattern for stream in streams for pattern, _ in self._romaji.find(stream))

    def _find_light(self, text: str, light: str, *, every: bool) -> Iterator[Found]:
        data = light.encode("utf-8", "surrogatepass")
        yield from self._numbers.find(light, data)
        yield from self._short.find(text, light, every=every)


def _first(hits: Iterable[tuple[bytes, int]], *, every: bool) -> Iterator[tuple[bytes, int]]:
    """Keep the first place of each pattern: more of the same in one view say nothing more, but where one is waived."""
    seen: set[bytes] = set()
    for pattern, start in hits:
        if every or pattern not in seen:
            seen.add(pattern)
            yield pattern, start


def _coded(spelling: str) -> Iterator[bytes]:
    """The bytes of a spelling in other encodings, and as base64 or hex has them at any alignment."""
    for encoding in _ENCODINGS:
        try:
            data = spelling.encode(encoding)
        except UnicodeEncodeError:
            continue
        if encoding != "utf-8":  # which is read as a text
            yield data
        elif len(data) >= _MIN_CODED:
            yield from _armoured(data)


def _armoured(data: bytes) -> Iterator[bytes]:
    """Hex, and the characters of base64 that the data alone decide, for each of its three alignments."""
    yield from (data.hex().encode(), data.hex().upper().encode())
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + data)
        inner = coded[(0, 2, 3)[shift] : (shift + len(data)) * 8 // 6]
        yield from {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
