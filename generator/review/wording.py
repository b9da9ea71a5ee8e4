"""Letters and brackets: what a reader's screen or a mail program would spoil."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..model import Archive, Remark
from .rules import remark
from .texts import entry_texts

# 機種依存文字: shown differently, or not at all, by old mail programs (circled and Roman digits, ㈱, ㎜ …).
_MACHINE_DEPENDENT = re.compile("[\u2160-\u217f\u2460-\u24ff\u2780-\u2793\u3200-\u33ff\ue000-\uf8ff]")
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_PAIRS = {"」": "「", "』": "『", "）": "（", ")": "(", "】": "【", "]": "["}


def check_wording(archive: Archive) -> Iterator[Remark]:
    """Look at the letters of every accepted entry."""
    for entry in archive.entries:
        for path, text in entry_texts(entry):
            yield from _letters(entry.id, path, text)
            if not _is_balanced(text):
                yield remark(
                    "brackets-unbalanced",
                    entry.id,
                    path,
                    "括弧の始まりと終わりが合っていません。",
                    "「」『』()などを見比べてください。",
                )


def _letters(subject: str, path: tuple[str | int, ...], text: str) -> Iterator[Remark]:
    found = _MACHINE_DEPENDENT.search(text)
    if found:
        plain = unicodedata.normalize("NFKC", found[0])
        yield remark(
            "letter-machine-dependent",
            subject,
            path,
            f"機種依存文字「{found[0]}」があります。",
            f"「{plain}」と書いてください。" if plain != found[0] else "別の文字にしてください。",
        )
    found = _FULL_WIDTH.search(text)
    if found:
        yield remark(
            "letter-full-width",
            subject,
            path,
            f"全角の英数字「{found[0]}」があります。",
            f"半角で「{unicodedata.normalize('NFKC', found[0])}」と書いてください。",
        )


def _is_balanced(text: str) -> bool:
    stack: list[str] = []
    for letter in text:
        if letter in _PAIRS.values():
            stack.append(letter)
        elif letter in _PAIRS and (not stack or stack.pop() != _PAIRS[letter]):
            return False
    return not stack
