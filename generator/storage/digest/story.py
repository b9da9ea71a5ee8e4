"""One block of a digest, from ◇ to the next mark, to a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...model import Correction, Section, Source
from ..strict import MAX_BYTES
from .lines import Line, Notes, read_day

STORY_MARKS = "◇◆"
# 「標題」 発行者 at the end of a story; a sentence has a 。 somewhere.
_SOURCE = re.compile(r"「([^「」]+)」[ 　]+([^\s「][^。]*)")
_ADDRESS = re.compile(r"https?://[!-~]+")
_LONGEST = MAX_BYTES // 2  # a file of ours has keys and quotes besides
_CORRECTION = re.compile(r"【訂正 ([^】]+)】(.+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A story as it was printed."""

    section: Section
    announced: date
    headline: str
    body: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    sources: tuple[Source, ...] = ()
    line: int  # of its ◇


def read_story(section: Section, block: Sequence[Line], notes: Notes) -> Story | None:
    """Read a block; None, and a finding, where its first line is no heading with a day."""
    head, *rest = block
    text = head.text[1:].strip()
    announced, end = read_day(text)
    if announced is None:
        what = "公表日が暦にない日です。" if end else "「◇」のあとに公表日がありません。"
        notes.error(head.number, "import-story-day", what, "「◇2023/7/19 見出し」の形に直してください。")
        return None
    headline = text[end:].strip()
    if not headline:
        notes.error(
            head.number, "import-story-headline", "見出しがありません。", "公表日のあとに見出しを書いてください。"
        )
        return None
    lines = [line for line in rest if line.text]
    if sum(len(line.text.encode()) for line in lines) > _LONGEST:
        notes.error(
            head.number,
            "import-story-long",
            f"記事が長すぎます({_LONGEST // 1024}KBまで)。",
            "次の記事の「◇」や末尾の線が抜けていないかを確かめてください。",
        )
        return None
    sources = _take_sources(lines)
    corrections = _take_corrections(lines)
    if not lines:
        notes.error(head.number, "import-story-text", "本文がありません。", "見出しの下に本文を書いてください。")
        return None
    return Story(
        section=section,
        announced=announced,
        headline=headline,
        body=tuple(line.text for line in lines),
        corrections=corrections,
        sources=sources,
        line=head.number,
    )


def _take_sources(lines: list[Line]) -> tuple[Source, ...]:
    """Take the printed sources, each with the address under it, off the end of a story."""
    sources: list[Source] = []
    while lines:
        address = lines[-1].text if len(lines) > 1 and _ADDRESS.fullmatch(lines[-1].text) else None
        found = _SOURCE.fullmatch(lines[-2 if address else -1].text)
        if found is None:
            break
        sources.insert(0, Source(url=address, title=found[1], publisher=found[2].strip(), printed=True))
        del lines[-2 if address else -1 :]
    return tuple(sources)


def _take_corrections(lines: list[Line]) -> tuple[Correction, ...]:
    """Take the corrections, which stand under the text, off the end of a story."""
    corrections: list[Correction] = []
    while lines and (found := _CORRECTION.fullmatch(lines[-1].text)):
        day, _ = read_day(found[1])
        if day is None:
            break
        corrections.insert(0, Correction(day=day, text=found[2].strip()))
        lines.pop()
    return tuple(corrections)
