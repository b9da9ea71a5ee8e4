"""Names that are short or ordinary words: found in the lightly folded text, at borders of script or word.

light    as declared, at borders
apart    hiragana that nobody wrote so, apart from other words
cased    an ordinary word in Latin letters, only as it is declared
people   a surname with a title, or in a cell beside its given name
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice, product

from .borders import script, stands_alone, stands_apart
from .data import rows, table, words
from .folding import Folding
from .forms import Form, Found, Mode
from .people import People
from .search import Hit, Patterns

_LOOKALIKE_LIMIT = 32  # spellings of one short name with look-alikes
_IS_LATIN = re.compile(r"[\x00-\x7f]+")

FormsOf = dict[bytes, list[Form]]
Border = Callable[[bytes, int, int], bool]


class ShortNames:
    """The forms that are asked for at borders."""

    def __init__(self, forms: Iterable[Form], folding: Folding) -> None:
        self._folding = folding
        light: FormsOf = defaultdict(list)
        apart: FormsOf = defaultdict(list)
        cased: FormsOf = defaultdict(list)
        people: list[Form] = []
        for form in forms:
            text = folding.light(form.text)
            if form.mode is Mode.SURNAME:
                people.append(form)
            elif text in words("ordinary_words") and _IS_LATIN.fullmatch(text):
                put(cased, folding.cased(form.text).encode(), form)
            else:
                for spelling in _spellings(text):
                    put(apart if _is_only_read(form, text) else light, spelling.encode(), form)
        self._people = People(people, folding.light)
        self._forms = ((light, stands_alone), (apart, stands_apart))
        self._patterns = Patterns((*light, *apart, *self._people.surnames))
        self._cased_forms = cased
        self._cased = Patterns(cased)

    def find(self, text: str, light: str, *, every: bool) -> Iterator[Found]:
        """Find them in a text, given lightly folded besides; each at its first place, or at all."""
        for folded in dict.fromkeys((light, self._folding.joined(light))):
            data = folded.encode("utf-8", "surrogatepass")
            hits = self._patterns.find(data)
            for forms, is_bordered in self._forms:
                yield from _bordered(hits, data, forms, is_bordered, every=every)
            yield from self._people.find(hits, data, every=every)
        if self._cased_forms:
            data = self._folding.cased(text).encode("utf-8", "surrogatepass")
            yield from _bordered(self._cased.find(data), data, self._cased_forms, stands_alone, every=every)


def _bordered(hits: list[Hit], data: bytes, forms: FormsOf, is_bordered: Border, *, every: bool) -> Iterator[Found]:
    seen: set[bytes] = set()
    for pattern, start in hits:
        if pattern not in forms or (pattern in seen and not every):
            continue
        end = start + len(pattern)
        if is_bordered(data, start, end) and not is_innocent(data, start, end):
            seen.add(pattern)
            offset = len(data[:start].decode("utf-8", "ignore"))
            for form in forms[pattern]:
                yield Found(form=form, offset=offset, length=len(form.text))


def put(forms: FormsOf, key: bytes, form: Form) -> None:
    """Keep a form by its bytes, one for each organization and label."""
    if key and all(known.organization != form.organization or known.label != form.label for known in forms[key]):
        forms[key].append(form)


def is_innocent(data: bytes, start: int, end: int) -> bool:
    """Tell whether the name is at this very place a part of an ordinary phrase."""
    return any(
        start >= ahead and data.startswith(phrase, start - ahead)
        for phrase, ahead in _innocent().get(data[start:end], ())
    )


@cache
def _innocent() -> dict[bytes, tuple[tuple[bytes, int], ...]]:
    """For each name, the phrases that hold it, and how many bytes of them stand before it."""
    found: dict[bytes, list[tuple[bytes, int]]] = defaultdict(list)
    for form, phrase, *_ in rows("innocent"):
        name, whole = form.encode(), phrase.encode()
        places = (k for k in range(len(whole)) if whole.startswith(name, k))
        found[name] += ((whole, place) for place in places)
    return {name: tuple(phrases) for name, phrases in found.items()}


def _is_only_read(form: Form, light: str) -> bool:
    """Tell whether a form is hiragana that we made of other letters."""
    return form.mode is Mode.READING and all(script(char) in ("hiragana", "") or char == "ー" for char in light)


def _spellings(light: str) -> Iterator[str]:
    """A short name with kanji for kana and kana for kanji that look alike (folding would take its borders away)."""
    if light:
        choices = [_lookalikes().get(char, (char,)) for char in light]
        yield from ("".join(letters) for letters in islice(product(*choices), _LOOKALIKE_LIMIT))


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
