"""Who says so: the newsletter reports what was published, it asserts nothing itself.

Only sentences that somebody could be blamed for are looked at: what leaked, how, and why. What a body did afterwards
(遮断した, 届け出た) is told without という as often as with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Archive, Entry, Remark, Section
from .phrases import phrase
from .rules import remark
from .texts import body_sentences


def check_attribution(archive: Archive) -> Iterator[Remark]:
    """Look for blame without a source in the incidents."""
    for entry in archive.entries:
        if entry.section is Section.INCIDENTS:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[Remark]:
    for sentence in body_sentences(entry):
        blame = phrase("blame").search(sentence.text)
        if blame and not phrase("source").search(sentence.text) and not phrase("response").search(sentence.text):
            yield remark(
                "statement-without-source",
                entry.id,
                sentence.place,
                f"「{blame[0]}」と述べていますが、誰の発表かが分かりません。",
                "文の終わりを「…という。」「…とのこと。」「…としている。」などにしてください。",
            )
