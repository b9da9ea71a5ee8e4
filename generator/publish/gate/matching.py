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
from functools import cache
from itertools import islice, product

from .borders import stands_alone
from .data import rows, table, words
from .folding import Folding
from .forms import Form, Found, Mode
from .numbers import Numbers
from .places import LatinPlaces, Places
from .search import Patterns

_HEAVY_ENOUGH = 5.0  # NAMES.md (b) 4: below, ordinary text is full of hits
_KANJI_WEIGHT, _KANA_WEIGHT, _OTHER_WEIGHT = 1.7, 1.0, 0.8
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp932", "euc_jp")
_LOOKALIKE_LIMIT = 32  # spellings of one short name with look-alikes
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
        self._light_forms: dict[bytes, list[Form]] = defaultdict(list)
        self._cased_forms: dict[bytes, list[Form]] = defaultdict(list)
        self._raw_forms: dict[bytes, list[Form]] = defaultdict(list)
        numbers: list[Form] = []
        heavy: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            if form.mode is Mode.NUMBER:
                numbers.append(form)
            elif self._add(form):
                heavy[form.organization].append(form)
        for own in heavy.values():
            self._add_coded(own)
        self._numbers = Numbers(numbers)
        self._heavy = Patterns(self._heavy_forms)
        self._romaji = Patterns(self._romaji_forms)
        self._light = Patterns(self._light_forms)
        self._cased = Patterns(self._cased_forms)
        self._raw = Patterns(self._raw_forms)

    def find(self, text: str, *, borders: bool = True, substrings: bool = True) -> Iterator[Found]:
        """Find forms in a text; `borders` asks for light ones and numbers, `substrings` for heavy ones."""
        light = self._folding.light(text)
        if substrings:
            yield from self._find_heavy(text, light)
        if borders:
            yield from self._find_light(text, light)

    def find_raw(self, data: bytes) -> Iterator[Found]:
        """Find heavy forms in bytes, as declared, whatever the encoding, at any alignment."""
        for pattern, start in _first(self._raw.find(data)):
            for form in self._raw_forms[pattern]:
                yield Found(form=form, offset=start, length=len(pattern))

    def _add(self, form: Form) -> bool:
        """Take a form; tell whether it is a heavy one."""
        light = self._folding.light(form.text)
        heavy = self._folding.heavy(form.text)
        if light in words("ordinary_words") and _IS_LATIN.fullmatch(light):
            _put(self._cased_forms, self._folding.cased(form.text).encode(), form)
            return False
        if form.mode is Mode.BORDERED or weight(light) < _HEAVY_ENOUGH or light in words("ordinary_words"):
            for spelling in self._spellings(light):
                _put(self._light_forms, spelling.encode(), form)
            return False
        if _IS_LATIN.fullmatch(heavy):
            _put(self._romaji_forms, self._folding.romaji(heavy), form)
            _put(self._romaji_forms, self._folding.romaji_words(light), form)
        else:
            _put(self._heavy_forms, heavy.encode(), form)
        return True

    def _add_coded(self, forms: Iterable[Form]) -> None:
        """Take heavy forms of one organization as other encodings write them; of those that hold another, only that."""
        spellings = {spelling: form for form in forms for spelling in ("".join(form.text.split()), form.text)}
        kept: list[str] = []
        for spelling in sorted(spellings, key=len):
            if not any(short in spelling for short in kept):
                kept.append(spelling)
                for pattern in _coded(spelling):
                    _put(self._raw_forms, pattern, spellings[spelling])

    def _spellings(self, light: str) -> Iterator[str]:
        """A short name with kanji for kana and kana for kanji that look alike (folding would take its borders away)."""
        if not light:
            return
        choices = [_lookalikes().get(char, (char,)) for char in light]
        yield from ("".join(letters) for letters in islice(product(*choices), _LOOKALIKE_LIMIT))

    def _find_heavy(self, text: str, light: str) -> Iterator[Found]:
        heavy = self._folding.heavy(text)
        data = heavy.encode("utf-8", "surrogatepass")
        places = Places(text, self._folding.heavy)
        for pattern, start in _first(self._heavy.find(data)):
            offset = places.of(len(data[:start].decode("utf-8", "ignore")))
            for form in self._heavy_forms[pattern]:
                yield Found(form=form, offset=offset, length=len(form.text))
        latin = LatinPlaces(text, self._folding)
        for pattern in self._latin_patterns(heavy, light):
            place = latin.of(pattern)
            if place is not None:
                for form in self._romaji_forms[pattern]:
                    yield Found(form=form, offset=place, length=len(form.text))

    def _latin_patterns(self, heavy: str, light: str) -> Iterator[bytes]:
        """Give each spelling in Latin letters that the text holds, once."""
        streams = (self._folding.romaji(heavy), self._folding.romaji_words(light))
        yield from dict.fromkeys(pattern for stream in streams for pattern, _ in self._romaji.find(stream))

    def _find_light(self, text: str, light: str) -> Iterator[Found]:
        data = light.encode("utf-8", "surrogatepass")
        yield from self._numbers.find(light, data)
        yield from _bordered(data, self._light, self._light_forms)
        if (joined := self._folding.joined(light)) != light:
            yield from _bordered(joined.encode("utf-8", "surrogatepass"), self._light, self._light_forms)
        if self._cased_forms:
            cased = self._folding.cased(text).encode("utf-8", "surrogatepass")
            yield from _bordered(cased, self._cased, self._cased_forms)


def _first(hits: list[tuple[bytes, int]]) -> Iterator[tuple[bytes, int]]:
    """Keep the first place of each pattern: more of the same in one view say nothing more."""
    seen: set[bytes] = set()
    for pattern, start in hits:
        if pattern not in seen:
            seen.add(pattern)
            yield pattern, start


def _bordered(data: bytes, patterns: Patterns, forms: dict[bytes, list[Form]]) -> Iterator[Found]:
    seen: set[bytes] = set()
    for pattern, start in patterns.find(data):
        end = start + len(pattern)
        if pattern not in seen and stands_alone(data, start, end) and not _is_innocent(data, start, end):
            seen.add(pattern)
            offset = len(data[:start].decode("utf-8", "ignore"))
            for form in forms[pattern]:
                yield Found(form=form, offset=offset, length=len(form.text))


def _put(forms: dict[bytes, list[Form]], key: bytes, form: Form) -> None:
    if key and all(known.organization != form.organization or known.label != form.label for known in forms[key]):
        forms[key].append(form)


@cache
def _lookalikes() -> dict[str, tuple[str, ...]]:
    """For each character, itself and what looks like it, katakana among them."""
    alike: dict[str, tuple[str, ...]] = {"ー": ("ー", "一")}
    for kanji, hiragana in table("kana_lookalikes").items():
        if not "ぁ" <= hiragana <= "ん":
            continue
        katakana = chr(ord(hiragana) + 0x60)
        alike[kanji] = (kanji, katakana)
        alike[katakana] = (*alike.get(katakana, (katakana,)), kanji)
    return alike


def _is_innocent(data: bytes, start: int, end: int) -> bool:
    name = data[start:end].decode("utf-8", "replace")
    around = data[max(0, start - 30) : end + 30].decode("utf-8", "ignore")
    return any(form == name and phrase in around for form, phrase, *_ in rows("innocent"))


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
