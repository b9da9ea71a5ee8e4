"""The layout of a digest: what stands where, by the marks that readers know.

更新:2023/09/10 · greeting · ■今月の3点 · box of the 目次 · 1.… ◇ … 4.… ◇ … · ____ · footer · ____ · notices
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...model import Finding, Section, Severity
from ...text import title_key
from .lines import Line, Notes, read_day, read_lines
from .story import STORY_MARKS, Story, read_story

_SAMPLE = "【見本】"
_EMPTY_SECTION = "今月の該当情報はありません。"
_UPDATED = re.compile(r"更新(?:日)?\s*[:\uff1a]\s*(.+)")
_RULE = re.compile(r"[__―─-]{20,}")
_BOX_TOP, _BOX_BOTTOM = re.compile(r"┌.*目次.*"), re.compile(r"└.*")
_HIGHLIGHTS = re.compile(r"■今月の\d+点")
_HEADING = re.compile(r"([1-4\uff11-\uff14])[.\uff0e、]\s*(.+)")
_LABELS = {title_key(section.label): section for section in Section}


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """A digest as it was printed."""

    published: date
    opening: tuple[str, ...]
    highlights: tuple[str, ...]
    stories: tuple[Story, ...]
    footer: tuple[str, ...]


def read_digest(text: str, *, file: str, published: date | None = None) -> tuple[Digest | None, tuple[Finding, ...]]:
    """Read the text of a digest; None, and every error with its line, where it cannot be used.

    `published` stands in for a first line that does not say when it was mailed.
    """
    notes = Notes(file)
    lines = read_lines(text, notes)
    if lines and lines[0].text.startswith(_SAMPLE):
        lines = lines[1:]
    top, middle, bottom = _parts(lines, notes)
    day, top = _published(top, published, notes)
    opening, highlights = _opening(top)
    stories = tuple(_stories(middle, notes))
    if not stories and not notes.findings:
        notes.error(
            0, "import-no-story", "「◇」で始まる記事が1つもありません。", "このレイアウトの号かを確かめてください。"
        )
    _look_at_days(stories, day, notes)
    findings = tuple(sorted(notes.findings, key=lambda finding: finding.line))
    if day is None or any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    return Digest(
        published=day, opening=opening, highlights=highlights, stories=stories, footer=tuple(bottom)
    ), findings


def _parts(lines: Sequence[Line], notes: Notes) -> tuple[list[Line], list[Line], list[str]]:
    """Cut at the box and at the rules: what stands over the sections, the sections, the footer's lines."""
    rules = [at for at, line in enumerate(lines) if _RULE.fullmatch(line.text)]
    end = rules[0] if rules else len(lines)
    if not rules:
        notes.warning(
            lines[-1].number if lines else 0,
            "import-no-rule",
            "末尾の注意書きを区切る線がありません。",
            "注意書きが最後の記事の本文に入っていないかを確かめてください。",
        )
    close = rules[1] if len(rules) > 1 else len(lines)
    _tell_rest(lines[close + 1 :], notes)
    footer = [line.text for line in lines[end + 1 : close] if line.text]
    top = [at for at, line in enumerate(lines[:end]) if _BOX_TOP.fullmatch(line.text)]
    if top:
        after = next((at for at in range(top[0], end) if _BOX_BOTTOM.fullmatch(lines[at].text)), top[0])
        return list(lines[: top[0]]), list(lines[after + 1 : end]), footer
    first = next((at for at in range(end) if _section(lines, at, end) or _is_story(lines[at])), end)
    notes.warning(
        0, "import-no-contents", "目次の囲みがありません。", "あいさつ文と最初の記事の境目を確かめてください。"
    )
    return list(lines[:first]), list(lines[first:end]), footer


def _tell_rest(lines: Sequence[Line], notes: Notes) -> None:
    """Say that what stands after the footer (notices that the law asks for, a sample's last line) is not taken."""
    rest = [line for line in lines if line.text and not _RULE.fullmatch(line.text)]
    if rest:
        notes.warning(
            rest[0].number,
            "import-rest",
            f"末尾の注意書きのあとの{len(rest)}行は取り込みません。",
            "送信者などの表示は、newsletter.yml から毎回作られます。",
        )


def _published(top: list[Line], given: date | None, notes: Notes) -> tuple[date | None, list[Line]]:
    lines = [line for line in top if line.text]
    found = _UPDATED.fullmatch(lines[0].text) if lines else None
    if found is None:
        if given is None:
            notes.error(
                lines[0].number if lines else 1,
                "import-no-date",
                "「更新:2023/09/10」の行がありません。",
                "最初の行に発行日を書き足すか、--published で指定してください。",
            )
        return given, lines
    day, _ = read_day(found[1])
    if day is None and given is None:
        notes.error(
            lines[0].number, "import-bad-date", "発行日が読めません。", "「更新:2023/09/10」の形に直してください。"
        )
    return given or day, lines[1:]


def _opening(top: Sequence[Line]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the greeting and the highlights."""
    at = next((at for at, line in enumerate(top) if _HIGHLIGHTS.fullmatch(line.text)), len(top))
    highlights = tuple(line.text.removeprefix("・").strip() for line in top[at + 1 :])
    return tuple(line.text for line in top[:at]), highlights


def _is_story(line: Line) -> bool:
    return line.text[:1] in STORY_MARKS and bool(line.text)


def _section(lines: Sequence[Line], at: int, end: int | None = None) -> Section | None:
    """Give the section that a line is the heading of: a known one, or a number that a ◇ follows."""
    found = _HEADING.fullmatch(lines[at].text)
    if found is None:
        return None
    known = _LABELS.get(title_key(found[2]))
    if known is not None:
        return known
    follows = next((line for line in lines[at + 1 : end] if line.text), None)
    return list(Section)[int(found[1]) - 1] if follows and _is_story(follows) else None


def _stories(lines: Sequence[Line], notes: Notes) -> Iterator[Story]:
    section: Section | None = None
    block: list[Line] = []
    for at, line in enumerate(lines):
        heading = _section(lines, at)
        if heading is None and not _is_story(line):
            if block:
                block.append(line)
            elif line.text and line.text != _EMPTY_SECTION:
                _stray(line, notes)
            continue
        yield from _finished(section, block, notes)
        block = [] if heading else [line]
        if heading:
            _other_words(line, heading, notes)
        section = heading or section
    yield from _finished(section, block, notes)


def _finished(section: Section | None, block: Sequence[Line], notes: Notes) -> Iterator[Story]:
    if not block:
        return
    if section is None:
        notes.error(
            block[0].number,
            "import-no-section",
            "どの分野の記事か分かりません。",
            "この記事より前に「1.インシデント・脆弱性情報等」のような分野の見出しを書いてください。",
        )
        return
    story = read_story(section, block, notes)
    if story is not None:
        yield story


def _stray(line: Line, notes: Notes) -> None:
    notes.error(
        line.number,
        "import-stray-line",
        f"どの記事のものか分からない行です:「{line.text[:30]}」",
        "記事であれば「◇公表日 見出し」の行を足し、そうでなければ消してください。",
    )


def _other_words(line: Line, section: Section, notes: Notes) -> None:
    found = _HEADING.fullmatch(line.text)
    if found and title_key(found[2]) != title_key(section.label):
        notes.warning(
            line.number,
            "import-section-words",
            f"「{line.text}」を「{section.number}.{section.label}」として読みました。",
            "分野が違うときは、取り込んだ記事の「section」を直してください。",
        )


def _look_at_days(stories: Sequence[Story], published: date | None, notes: Notes) -> None:
    for story in stories:
        if published is not None and story.announced > published:
            notes.error(
                story.line,
                "import-day-after-issue",
                f"公表日({story.announced})が号の発行日({published})より後です。",
                "公表日か発行日を直してください。",
            )
