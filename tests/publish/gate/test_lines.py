"""Done line by line, a text is the same as done at once."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from generator.publish.gate import lines
from generator.publish.gate.folding import Folding

_LETTERS = "あゔ゙゛ー一々アｶﾞＡa shkk-。,?\r\u2028\x1c\x85é"
_FOLDING = Folding()


def _folded(text: str) -> tuple[str | bytes, ...]:
    light, heavy = _FOLDING.light(text), _FOLDING.heavy(text)
    return light, heavy, _FOLDING.cased(text), _FOLDING.romaji(heavy), _FOLDING.romaji_words(light)


@given(st.lists(st.text(alphabet=_LETTERS, max_size=40), max_size=8))
def test_every_folding_of_many_lines_is_the_folding_of_the_whole(drawn: list[str]) -> None:
    text = "\n".join(drawn * 6)  # long enough to be taken by lines, which come again
    with patch.object(lines, "_SHORT", 1_000_000):
        whole = _folded(text)
    assert _folded(text) == whole


def test_a_line_that_comes_again_is_not_done_again() -> None:
    done: list[str] = []

    def shout(line: str) -> str:
        done.append(line)
        return line.upper()

    text = "\n".join(["the same line of a page"] * 20)
    assert lines.ByLine(shout)(text) == text.upper()
    assert done.count("the same line of a page") == 1


def test_lines_are_forgotten_before_they_fill_the_memory() -> None:
    done: list[str] = []

    def count(line: str) -> str:
        done.append(line)
        return line

    work = lines.ByLine(count)
    first = f"{0:0500}\n"
    for text in (first, first, *(f"{number:0500}\n" for number in range(1, 20_000)), first):
        work(text)
    assert done.count(first.rstrip("\n")) == 2
