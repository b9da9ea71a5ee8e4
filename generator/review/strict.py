"""What strict mode leaves to the editor: names in quotes that nothing says what they are, and figures in highlights.

Strict mode makes figures, days and named systems of a strict entry rough (publish/generalize.py). It does not touch
the words of the issue itself: an exact figure there stops the build at the gate, and is told here before.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language.cast import cast_of, is_strict
from ..language.exact import exact_forms
from ..language.quotes import quoted_names
from ..model import Archive, Entry, Issue, Remark
from .rules import remark
from .texts import Place, entry_texts

_DAY = "日付"  # in a preface it is the month's first or last day: 「5月13日から6月8日までに公表された14件」


def check_strict(archive: Archive) -> Iterator[Remark]:
    """Tell of traces in strict entries and of their figures in preface and highlights."""
    organizations = {one.id: one for one in archive.organizations}
    for issue in archive.issues:
        strict = [
            entry for entry in issue.entries if is_strict(entry, archive) and cast_of(entry, organizations).is_hidden
        ]
        for entry in strict:
            yield from _quotes(entry)
        if strict:
            yield from _figures(issue, strict)


def _quotes(entry: Entry) -> Iterator[Remark]:
    for place, text in entry_texts(entry):
        for name in quoted_names(text):
            if not name.is_thing:  # a system, a service, a shop: its word is printed instead
                yield remark(
                    "strict-quote",
                    entry.id,
                    place,
                    f"「privacy: strict」の記事に、固有の語「{name.name}」があります。そのまま公開されます。",
                    "検索すれば組織が分かる語なら、「システム」「サービス」などの普通の語に直してください。"
                    "だれでも使う語なら、理由を書いて見送れます。",
                )


def _figures(issue: Issue, strict: list[Entry]) -> Iterator[Remark]:
    exact = {form for entry in strict for _, text in entry_texts(entry) for _, form in exact_forms(text)}
    for place, text in _own_words(issue):
        for label, form in exact_forms(text):
            if form in exact and not (place[0] == "preface" and label == _DAY):
                yield remark(
                    "strict-figure-of-issue",
                    issue.month,
                    place,
                    f"「privacy: strict」の記事の{label}「{form}」が、この号の前書きか今月の3点にあります。",
                    "概数や「上旬」のような言い方に直してください。このままでは、公開前検査で止まります。",
                )


def _own_words(issue: Issue) -> Iterator[tuple[Place, str]]:
    yield from ((("preface", position), text) for position, text in enumerate(issue.preface))
    yield from ((("highlights", position, "text"), one.text) for position, one in enumerate(issue.highlights))
