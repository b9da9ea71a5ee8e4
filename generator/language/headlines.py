"""A headline as the digest writes one: who, what happened, how many, how sure, which report. A draft for the editor.

北星クラウド ランサムウェア被害 約21万4千件に漏えいの可能性(第二報)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from generator.model import Affected, Cause, Certainty, Facts, Section

from .exempt import exempt_spans
from .names import Name
from .numerals import KANJI_FIGURES
from .patterns import pattern
from .reports import Report
from .tables import read_table
from .width import same_width

_IN_BRACKETS = re.compile(r"[(（\[［](?!CVE-|JVN|CVSS|第.{1,3}報)[^()（）\[\]［］]{1,24}[)）\]］]\s*$")
_LABEL = re.compile(r"^(?:【[^】]*】|注意喚起[:：]|更新[:：]|Weekly Report[:：])\s*")
_INFORMATION = re.compile(r"情報|漏|流出|閲覧|名簿|データ|アドレス")
_BRACKETS = "「『（(【"
_LEAKED = "漏えい"
_HAPPENED = {
    Cause.MISCONFIGURATION: "が閲覧可能な状態に",
    Cause.LOSS_THEFT: "",
    Cause.OUTAGE: "に影響",
}
_THOUSAND, _TEN_THOUSAND = 1_000, 10_000


def draft_headline(title: str, section: Section, facts: Facts, subject: str, report: Report | None) -> str:
    """Propose a headline; where the parts are not known, the title without its medium and labels, subject first."""
    number = f"(第{kanji(report.number)}報)" if report and report.number else ""
    is_of_product = facts.cause is Cause.VULNERABILITY and not pattern("harmed").search(title)
    if section is not Section.INCIDENTS or not subject or facts.cause is None or is_of_product or facts.vulnerabilities:
        return _subject_first(title, subject)
    figure = _figure(title, facts)
    return " ".join((subject, _phrase(title, facts.cause), *([figure] if figure else []))) + number


def find_subject(title: str, names: Sequence[Name]) -> str:
    """Give whom a headline speaks of: at its end after a dash, at its head, or the first name; empty for nobody."""
    plain = same_width(title)
    public = [span for span in exempt_spans(plain) if plain[span[0]] not in _BRACKETS]
    spans = sorted({*public, *((name.start, name.end) for name in names)}, key=lambda span: (span[0], -span[1]))
    at_end = pattern("at_end").search(plain)
    if at_end and any(at_end.start("name") <= start for start, _ in spans):
        return title[at_end.start("name") : at_end.end("name")].strip()
    head = [span for span in spans if span[0] <= 1]
    rest = [(name.start, name.end) for name in names]
    found = [*head, *rest]
    return title[found[0][0] : found[0][1]] if found else ""


def _subject_first(title: str, subject: str) -> str:
    plain = clean_title(title)
    at_end = pattern("at_end").search(same_width(plain))
    if subject and at_end and plain[at_end.start("name") :].strip() == subject:
        return f"{subject} {plain[: at_end.start()].strip()}"
    return plain


def clean_title(title: str) -> str:
    """Take off what media put around a headline: labels before it, their name after it."""
    plain = _LABEL.sub("", title.strip())
    return _IN_BRACKETS.sub("", plain).strip() or plain


def kanji(number: int) -> str:
    """Write the number of a report as the digest does: 第三報."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{KANJI_FIGURES[tens]}十") + (
        KANJI_FIGURES[ones] if ones else ""
    )


def rounded(affected: Affected) -> str:
    """Write a figure as a headline does: above ten thousand to the thousand, with 約 where something was cut off."""
    qualifier = affected.qualifier or ""
    if affected.count < _TEN_THOUSAND:
        return f"{qualifier}{affected.count:,}{affected.unit}"
    myriads, rest = divmod(affected.count, _TEN_THOUSAND)
    thousands = rest // _THOUSAND
    is_cut = rest % _THOUSAND != 0
    text = f"{myriads:,}万" + (f"{thousands}千" if thousands else "")
    if is_cut and "約" not in qualifier:
        qualifier += "約"
    return f"{qualifier}{text}{affected.unit}"


def _figure(title: str, facts: Facts) -> str:
    """Give the first figure as people or records hit; nothing where the words do not speak of information."""
    if not facts.affected or not (facts.data or _INFORMATION.search(title)):
        return ""
    first = facts.affected[0]
    of_whom = f"{rounded(first)}分の" if first.unit == "名" else rounded(first) + "の"
    return of_whom + _what_happened(facts.cause, first.certainty)


def _what_happened(cause: Cause | None, certainty: Certainty) -> str:
    information = "個人情報"
    if cause in _HAPPENED:
        return information + _HAPPENED[cause]
    if certainty is Certainty.DENIED:
        return f"{information}{_LEAKED}は否定"
    return information + _LEAKED + ("" if certainty is Certainty.CONFIRMED else "の可能性")


def _phrase(title: str, cause: Cause) -> str:
    for wanted, word, phrase in _phrases():
        if wanted == cause.value:
            if not word:
                return phrase
            if match := re.search(word, title):
                return phrase.replace("{what}", match[0])
    return cause.label


@cache
def _phrases() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["cause"], row["pattern"], row["phrase"]) for row in read_table("headline_phrases.tsv"))
