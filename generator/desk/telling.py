"""The sentences of a draft, in the digest's form and our own words: what is known in figures, and who says so.

Nothing of a feed's text stands here but its title, in quotes: what a sentence tells comes from the entry's fields. A
sentence is left out rather than guessed; the day is that of the source, and who published it is told as it is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..language.width import same_width
from ..model import Affected, Cause, Certainty, Entry, Section

_NOUNS = {
    Cause.RANSOMWARE: "ランサムウェアによる被害",
    Cause.WEB_SKIMMING: "Webサイトの改ざん",
    Cause.PHISHING: "フィッシング・なりすましの被害",
}
# How a figure is told where nothing is said to have leaked.
_OTHERWISE = {
    Cause.LOSS_THEFT: "{whose}{what}が含まれていたという。",
    Cause.MISDELIVERY: "誤って渡ったものには、{whose}{what}が含まれていたという。",
    Cause.MISCONFIGURATION: "{whose}{what}が閲覧できる状態にあったという。",
    Cause.OUTAGE: "影響があったのは{figure}だという。",
}
_BY_CERTAINTY = {
    Certainty.CONFIRMED: "{whose}{what}の漏えいを確認したという。",
    Certainty.POSSIBLE: "{whose}{what}が漏えいした可能性があるという。",
    Certainty.DENIED: "{whose}{what}の漏えいは確認していないという。",
    Certainty.UNKNOWN: "影響を受けた数として、{figure}が挙げられている。",
}
_ALREADY_TOLD = re.compile(r"(?:に?ついて)?(?:を?(?:公表|発表|公開|掲載)しました|のお知らせ)[。.]?$|について$")
_LISTED = re.compile(r"^その他[,、:]\s*|\s[-–—]\s\S{1,30}$")  # a list's own label before, the bearer's name behind
_WHOLE_QUOTE = re.compile(r"「([^「」]+)」(?:を|について)?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Teller:
    """Who says it, and of whom; empty where nobody knows."""

    publisher: str = ""  # the body whose own word it is: not a medium's
    subject: str = ""
    topic: str = ""  # what happened, as a noun; empty: the cause's


def tell(entry: Entry, title: str, teller: Teller) -> tuple[str, ...]:
    """Give the body of a draft: one sentence for the news, one for each thing that is known."""
    return tuple(_sentences(entry, plain_title(title), teller))


def plain_title(title: str) -> str:
    """Take off a title what only a list of news says: 「…について公表しました」 is 「…」."""
    plain = _ALREADY_TOLD.sub("", _LISTED.sub("", same_width(title).strip())).strip()
    whole = _WHOLE_QUOTE.fullmatch(plain)
    return whole[1] if whole else plain


def quoted(text: str) -> str:
    """Put a title in quotes; those within become double ones from the outside."""
    return f"『{text}』" if "「" in text else f"「{text}」"


def _sentences(entry: Entry, title: str, teller: Teller) -> Iterator[str]:
    yield _news(entry, title, teller)
    facts = entry.facts
    if entry.section is Section.INCIDENTS:
        yield from (_figure(one, facts.cause, "、".join(facts.data)) for one in facts.affected)
        if facts.data and not facts.affected:
            yield f"対象の情報は{'、'.join(facts.data)}だという。"
        if facts.incident and (days := _period(facts.incident.start, facts.incident.end)):
            yield f"{days}の出来事だという。"
    if facts.vulnerabilities:
        yield f"脆弱性の番号は{'、'.join(facts.vulnerabilities)}。"
    if facts.comments_until:
        yield f"意見の募集は{_day(facts.comments_until)}までとしている。"
    if facts.effective:
        yield f"施行日は{facts.effective.year}年{_day(facts.effective)}としている。"


def _news(entry: Entry, title: str, teller: Teller) -> str:
    day = _day(entry.announced)
    subject = teller.subject
    topic = teller.topic or _NOUNS.get(entry.facts.cause, entry.facts.cause.label) if entry.facts.cause else ""
    if entry.section is not Section.INCIDENTS or not subject or not topic:
        return _of_document(day, title, teller, is_flaw=bool(entry.facts.vulnerabilities))
    if teller.publisher == subject:
        return f"{subject}は{day}、{topic}について公表した。"
    if teller.publisher:
        return f"{teller.publisher}は{day}、{subject}で起きた{topic}について公表した。"
    return f"{subject}で起きた{topic}について、{day}に報じられた。"


def _of_document(day: str, title: str, teller: Teller, *, is_flaw: bool) -> str:
    if teller.publisher:
        return f"{teller.publisher}は{day}、{quoted(title)}を公表した。"
    if is_flaw:
        return f"{day}、{quoted(title)}が公表された。"
    about = f"{teller.subject}について、" if teller.subject and teller.subject not in title else ""
    return f"{about}{quoted(title)}と{day}に報じられた。"


def _figure(affected: Affected, cause: Cause | None, data: str) -> str:
    figure = f"{affected.qualifier or ''}{affected.count:,}{affected.unit}"
    of_whom = f"{affected.who}{figure}" if affected.who else figure
    whose = f"{of_whom}分の" if affected.unit == "名" else f"{of_whom}の"
    form = _OTHERWISE.get(cause) if cause and affected.certainty is not Certainty.DENIED else None
    return (form or _BY_CERTAINTY[affected.certainty]).format(whose=whose, what=data or "情報", figure=of_whom)


def _period(start: date | None, end: date | None) -> str:
    if start and end and start != end:
        return f"{_day(start)}から{_day(end)}まで"
    return _day(start or end) if start or end else ""


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""
