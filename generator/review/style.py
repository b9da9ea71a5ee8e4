"""Slips of the pen: misspellings of the house list, words written in two ways, sentences that stand twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ..language.tables import read_table
from ..model import Archive, Issue, Organization, Remark
from ..text import title_key
from .rules import remark
from .texts import Place, body_sentences, entry_texts

_SHORT = 20  # letters: shorter sentences repeat by chance (「原因は調査中とのこと。」)
_QUOTED = re.compile(r"[「『][^」』]*[」』]")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Use:
    subject: str
    place: Place


def check_style(archive: Archive) -> Iterator[Remark]:
    """Look at the wording of each entry, and at each issue as one text."""
    names = _names(archive.organizations)
    for issue in archive.issues:
        yield from _misspellings(issue)
        yield from _two_spellings(issue, names)
        yield from _repetitions(issue)


def _misspellings(issue: Issue) -> Iterator[Remark]:
    for entry in issue.entries:
        for place, text in entry_texts(entry):
            for row, pattern in _typos():
                if found := pattern.search(text):
                    yield remark(
                        "misspelling",
                        entry.id,
                        place,
                        f"「{found[0]}」は{row['what']}",
                        f"「{row['right']}」と書いてください。" if row["right"] else "文を見直してください。",
                    )


def _two_spellings(issue: Issue, names: re.Pattern[str] | None) -> Iterator[Remark]:
    """Tell the rarer spelling, where both stand in one issue; names and quotations are as they are."""
    uses: dict[str, dict[str, list[_Use]]] = defaultdict(lambda: defaultdict(list))
    for entry in issue.entries:
        for place, text in entry_texts(entry):
            plain = _QUOTED.sub("", names.sub("", text) if names else text)
            for word, spelling in _spellings(plain):
                uses[word][spelling].append(_Use(subject=entry.id, place=place))
    for spellings in uses.values():
        if len(spellings) > 1:
            yield from _rarer(spellings)


def _rarer(spellings: Mapping[str, list[_Use]]) -> Iterator[Remark]:
    usual = max(spellings, key=lambda spelling: (len(spellings[spelling]), spelling))
    told: set[tuple[str, str]] = set()
    for spelling, its in spellings.items():
        for use in its if spelling != usual else ():
            if (use.subject, spelling) in told:
                continue
            told.add((use.subject, spelling))
            yield remark(
                "two-spellings",
                use.subject,
                use.place,
                f"この号には「{spelling}」と「{usual}」の両方があります。",
                f"多いほうの「{usual}」にそろえてください。固有の名前なら、そのままにして確認済みにしてください。",
            )


def _repetitions(issue: Issue) -> Iterator[Remark]:
    first: dict[str, str] = {}
    for entry in issue.entries:
        own: set[str] = set()
        for sentence in body_sentences(entry):
            key = title_key(sentence.text)
            if key in own:
                yield remark(
                    "sentence-twice",
                    entry.id,
                    sentence.place,
                    "同じ文がこの記事に2度あります。",
                    "どちらかを消してください。",
                )
            elif len(key) >= _SHORT and first.setdefault(key, entry.id) != entry.id:
                yield remark(
                    "sentence-of-another",
                    entry.id,
                    sentence.place,
                    f"記事「{first[key]}」と同じ文です。",
                    "写し間違いでなければ、この記事の言葉で書いてください。",
                )
            own.add(key)


def _spellings(text: str) -> Iterator[tuple[str, str]]:
    seen: Counter[tuple[str, str]] = Counter()
    for word, spelling, pattern in _variants():
        if not seen[word, spelling] and pattern.search(text):
            seen[word, spelling] += 1
            yield word, spelling


def _names(organizations: tuple[Organization, ...]) -> re.Pattern[str] | None:
    """Give the names that hold a word of the list: hundreds of alternatives would take seconds."""
    every = {name for one in organizations for name in (one.name, *one.other_names, *one.brands)}
    names = {name for name in every if any(_spellings(name))}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(re.escape(name) for name in longest_first)) if names else None


@cache
def _typos() -> tuple[tuple[Mapping[str, str], re.Pattern[str]], ...]:
    return tuple((row, re.compile(row["pattern"])) for row in read_table("misspellings.tsv", "generator.review"))


@cache
def _variants() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = read_table("spellings.tsv", "generator.review")
    return tuple(
        (row["word"], row["spelling"], re.compile(row["pattern"] or re.escape(row["spelling"]))) for row in rows
    )
