"""Kana in Latin letters: our own Hepburn table (the libraries for it are GPL).

Other spellings (kunrei, macrons, long vowels, l/r) are made one by `Folding.romaji`, on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping

_ROWS = (
    ("あいうえお", "a i u e o"),
    ("かきくけこ", "ka ki ku ke ko"),
    ("さしすせそ", "sa shi su se so"),
    ("たちつてと", "ta chi tsu te to"),
    ("なにぬねの", "na ni nu ne no"),
    ("はひふへほ", "ha hi fu he ho"),
    ("まみむめも", "ma mi mu me mo"),
    ("やゆよ", "ya yu yo"),
    ("らりるれろ", "ra ri ru re ro"),
    ("わゐゑをん", "wa i e o n"),
    ("がぎぐげご", "ga gi gu ge go"),
    ("ざじずぜぞ", "za ji zu ze zo"),
    ("だぢづでど", "da ji zu de do"),
    ("ばびぶべぼ", "ba bi bu be bo"),
    ("ぱぴぷぺぽ", "pa pi pu pe po"),
    ("ぁぃぅぇぉ", "a i u e o"),
    ("ゃゅょゎゔ", "ya yu yo wa vu"),
)
_SOUNDS = {kana: sound for row, sounds in _ROWS for kana, sound in zip(row, sounds.split(), strict=True)}
_AFTER_I = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ぇ": "e"}  # きゃ kya, しゃ sha
_NO_Y = ("sh", "ch", "j")
_SMALL_VOWELS = "ぁぃぅぇぉ"
_FIRST_KATAKANA, _LAST_KATAKANA, _TO_HIRAGANA = "ァ", "ヶ", 0x60
# As they are typed: づ and ぢ are z in Hepburn, を is o.
_TYPED = {"づ": "du", "ぢ": "di", "を": "wo"}


def romaji_spellings(kana: str) -> tuple[str, ...]:
    """Write kana in Hepburn, and as they are typed; nothing where it is not all kana."""
    return tuple(dict.fromkeys(text for text in (to_romaji(kana), _romaji(kana, _TYPED)) if text))


def to_romaji(kana: str) -> str | None:
    """Write kana in Hepburn, long vowels as they stand (ou, oo; ー is left out); None where it is not all kana."""
    return _romaji(kana, {})


def _romaji(kana: str, typed: Mapping[str, str]) -> str | None:
    letters = ""
    doubled = False
    for char in map(_hiragana, kana):
        if char in " 　・ー-":
            letters += " " if char in " 　・" else ""
        elif char == "っ":
            doubled = True
        elif char in _AFTER_I and letters.endswith("i"):
            letters = _contract(letters, _AFTER_I[char])
        elif char in _SMALL_VOWELS and letters[-1:] in ("u", "e", "o", "i"):
            letters = letters[:-1] + _glide(letters) + _SOUNDS[char]
        elif char in _SOUNDS:
            sound = typed.get(char, _SOUNDS[char])
            letters += (sound[0] if doubled else "") + sound
            doubled = False
        else:
            return None
    return letters.strip() or None


def _hiragana(char: str) -> str:
    return chr(ord(char) - _TO_HIRAGANA) if _FIRST_KATAKANA <= char <= _LAST_KATAKANA and char not in "ヵヶ" else char


def _glide(letters: str) -> str:
    """ウィ wi and クォ kwo, but ファ fa."""
    return "w" if letters.endswith("u") and letters[-2:-1] in ("", " ", "k", "g", *"aiueon") else ""


def _contract(letters: str, vowel: str) -> str:
    stem = letters[:-1]
    return stem + ("" if stem.endswith(_NO_Y) else "y") + vowel
