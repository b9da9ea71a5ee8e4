"""The source's words: facts are free, their wording is not. Long runs are told, very long ones stop the build.

What a feed said is kept as fingerprints (storage), since the text itself must not be kept. Phrases that three matters
or more share are the trade's own (「所轄警察署に相談するとともに…」) and nobody's copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..language.overlap import Overlap, compare, fingerprint
from ..model import Archive, Entry, Remark
from .rules import remark

# NAMES.md (f): edited copies have a run of 169 and a coverage of .98, other texts on the same event 20 at most.
WARN_RUN, WARN_COVERAGE = 20, 0.10
BLOCK_RUN, BLOCK_COVERAGE = 40, 0.25
_SHARED_BY = 3  # matters: then it is boilerplate

Fingerprints = Mapping[str, frozenset[int]]  # by entry


def check_copying(archive: Archive, sources: Fingerprints) -> Iterator[Remark]:
    """Compare each body with what its feeds said."""
    compared = []
    for entry in (*archive.entries, *archive.candidates):
        source = _source(entry, sources)
        if source and entry.body and (overlap := compare(_body(entry), source)).grams:
            compared.append((entry, source, overlap))
    boilerplate = _boilerplate(archive, frozenset(gram for *_, overlap in compared for gram in overlap.grams))
    for entry, source, overlap in compared:
        is_own = overlap.grams & boilerplate
        yield from _tell(entry, compare(_body(entry), source - boilerplate) if is_own else overlap)


def _source(entry: Entry, sources: Fingerprints) -> frozenset[int]:
    """Give what the feeds said, without the titles of the sources: those may be quoted."""
    said = sources.get(entry.id, frozenset())
    if entry.suggestion:
        said |= fingerprint(entry.suggestion.summary)
    titles = (gram for source in entry.sources for gram in fingerprint(source.title))
    return said.difference(titles)


def _body(entry: Entry) -> str:
    return "\n".join(entry.body)


def _boilerplate(archive: Archive, grams: frozenset[int]) -> frozenset[int]:
    matters: dict[int, set[str]] = defaultdict(set)
    for entry in archive.entries if grams else ():
        for gram in fingerprint(_body(entry)) & grams:
            matters[gram].add(entry.thread or entry.id)
    return frozenset(gram for gram, its in matters.items() if len(its) >= _SHARED_BY)


def _tell(entry: Entry, overlap: Overlap) -> Iterable[Remark]:
    if overlap.run >= BLOCK_RUN or overlap.coverage >= BLOCK_COVERAGE:
        rule, advice = "copied", "このままでは発行できません。事実だけを取り出し、自分の文で書き直してください。"
    elif overlap.run >= WARN_RUN or overlap.coverage >= WARN_COVERAGE:
        rule, advice = "close-to-source", "言い回しを変えてください。引用であれば「」で括ってください。"
    else:
        return ()
    share = f"本文の{overlap.coverage:.0%}"
    message = f"配信元の文と{share}が同じ言葉で、最も長いところは{overlap.run}字続きます(「{overlap.words}」)。"
    return (remark(rule, entry.id, ("body",), message, advice),)
