"""Which earlier story a new one continues: a suggestion with its reason; an editor confirms.

    same body ──▶ causes that can be one matter ──▶ what ties them: a follow-up word, a figure, a day ──▶ score, reason

The same body alone is no tie: two incidents of one company stay two. Nothing is merged here (only identical links or
titles merge by themselves, in collect).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.model import Cause, Entry, Role
from generator.text import title_key

from .counts import find_figures
from .dates import find_dates
from .exempt import exempt_spans
from .facts import FoundFacts, find_facts
from .names import find_names
from .runs import is_generic
from .width import same_width

_WINDOW = timedelta(days=400)  # 最終報 comes within a year, an authority's word a little later
_SAME_NEWS = timedelta(days=10)  # other media on the same announcement
_NEAR = 0.04  # figures of one matter differ by rounding and recounting: 657,096 and 655,488
_SMALLEST_FIGURE = 100
_SHORTEST_NAME = 2
# Attacks are called by different words from report to report; a lost paper never becomes one.
_ATTACKS = frozenset(
    {
        Cause.RANSOMWARE,
        Cause.UNAUTHORIZED_ACCESS,
        Cause.VULNERABILITY,
        Cause.WEB_SKIMMING,
        Cause.PHISHING,
        Cause.OUTAGE,
        Cause.OTHER,
    }
)
_DOCUMENT = re.compile(
    r"[一-龥々ァ-ヶー・にする関]{3,}(?:法律|法|政令|省令|条例|指針|制度|ガイドライン|戦略|計画|白書|基準)(?![人務学廷])"
)
_WHOLLY_HIRAGANA = re.compile(r"[ぁ-んー]{3,}$")  # a shop; no list of generic words tells anything about it
_SAME_PART = 0.51  # of the longer name
_MUNICIPAL = tuple("都道府県市区町村")
_HARMED = frozenset({Role.VICTIM, Role.SUBSIDIARY, Role.CLIENT})
_AUTHOR = re.compile(r"省$|庁$|委員会$|警察$|県警$|府警$|警視庁|JPCERT|IPA|JVN|政府|当局")
_FOLLOWS = re.compile(
    r"再開|全面復旧|復旧を完了|に拡大|その後|行政指導|業務改善命令|提訴|逮捕|処分|賠償|お詫びとご報告"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """What is compared of one story."""

    id: str
    thread: str  # id of its first entry, its own id where it stands alone
    day: date
    organizations: frozenset[str] = frozenset()  # registered ones that were hit
    names: frozenset[str] = frozenset()  # folded, of those spoken of, registered or not
    figures: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()  # that its text speaks of, and its own
    cause: Cause | None = None
    report: int | None = None
    follows: bool = False  # its words say that something came before
    vulnerabilities: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()  # folded names of laws, bills, guidelines


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreadSuggestion:
    """A thread that a story may continue, and why (in Japanese)."""

    thread: str
    entry: str  # the story of it that is nearest
    score: float  # 0 to 1
    reasons: tuple[str, ...]


def story_of_text(identity: str, title: str, text: str, day: date, *, organizations: Iterable[str] = ()) -> Story:
    """Read a story from what a feed said; `day` is that of its publication."""
    found = find_facts(title, text, day)
    return replace(
        story_of_facts(title, found, day), id=identity, thread=identity, organizations=frozenset(organizations)
    )


def story_of_facts(title: str, found: FoundFacts, day: date) -> Story:
    """Make a story of what was found in a feed's words; it has no id yet, and its organizations are not known."""
    facts, report = found.facts, found.report
    return Story(
        id="",
        thread="",
        day=day,
        names=frozenset(_names(title)),
        figures=frozenset(one.count for one in facts.affected),
        days=frozenset({day, *found.days}),
        cause=facts.cause,
        report=report.number if report else None,
        follows=report is not None or bool(_FOLLOWS.search(title)),
        vulnerabilities=frozenset(facts.vulnerabilities),
        documents=frozenset(_documents(title)),
    )


def story_of_entry(entry: Entry) -> Story:
    """Read a story from an accepted entry or a candidate."""
    text = "\n".join(entry.body)
    affected = {one.count for one in entry.facts.affected}
    return Story(
        id=entry.id,
        thread=entry.thread or entry.id,
        day=entry.announced,
        organizations=frozenset(party.organization for party in entry.parties if party.role in _HARMED),
        names=frozenset(_names(entry.headline)),
        figures=frozenset({*affected, *(count.value for count in find_figures(text))}),
        days=frozenset({entry.announced, *(mention.day for mention in find_dates(text, entry.announced))}),
        cause=entry.facts.cause,
        report=entry.report,
        follows=entry.thread is not None,
        vulnerabilities=frozenset(entry.facts.vulnerabilities),
        documents=frozenset(_documents(entry.headline)),
    )


def suggest_threads(story: Story, earlier: Iterable[Story], *, limit: int = 3) -> tuple[ThreadSuggestion, ...]:
    """Give the threads that a story may continue, likeliest first, each once; none where nothing ties them."""
    best: dict[str, ThreadSuggestion] = {}
    for other in earlier:
        suggestion = _compare(story, other)
        if suggestion and (other.thread not in best or suggestion.score > best[other.thread].score):
            best[other.thread] = suggestion
    return tuple(sorted(best.values(), key=lambda one: (-one.score, one.thread)))[:limit]


def _compare(story: Story, other: Story) -> ThreadSuggestion | None:
    if other.id == story.id or other.day > story.day + _SAME_NEWS or story.day - other.day > _WINDOW:
        return None
    subjects = list(_same_subject(story, other))
    body = _same_body(story, other)
    if not subjects and (not body or not _can_be_one(story, other)):
        return None
    ties = [*subjects, *_ties(story, other)]
    if not ties:
        return None
    score = min(1.0, 0.3 + sum(weight for weight, _ in ties))
    reasons = (*([body] if body else []), *(reason for _, reason in ties))
    return ThreadSuggestion(thread=other.thread, entry=other.id, score=round(score, 2), reasons=reasons)


def _same_subject(story: Story, other: Story) -> Iterator[tuple[float, str]]:
    """The same flaw or the same law is one matter, whoever speaks of it."""
    if flaws := story.vulnerabilities & other.vulnerabilities:
        yield 0.5, f"同じ脆弱性番号({'、'.join(sorted(flaws))})"
    if any(is_same_name(mine, theirs) for mine in story.documents for theirs in other.documents):
        yield 0.4, "同じ法令・文書の名前"


def _same_body(story: Story, other: Story) -> str:
    if story.organizations & other.organizations:
        return "同じ組織が当事者"
    same = any(is_same_name(mine, theirs) for mine in story.names for theirs in other.names)
    return "同じ名前が出てくる" if same else ""


def is_same_name(one: str, other: str) -> bool:
    """Say whether two folded names are one. A bank may lose its 行; a prefecture is not its university."""
    short, long = sorted((one, other), key=len)
    if short.endswith(_MUNICIPAL):
        return short == long
    return short in long and len(short) >= _SAME_PART * len(long)


def _can_be_one(story: Story, other: Story) -> bool:
    """An attack may change its name; a misdelivery and a ransomware attack are two matters, whatever ties them."""
    causes = {story.cause, other.cause} - {None}
    return len(causes) <= 1 or causes <= _ATTACKS


def _ties(story: Story, other: Story) -> Iterator[tuple[float, str]]:
    near = _near_figure(story, other)
    if near:
        yield 0.35, f"近い数字({near[0]:,} と {near[1]:,})"
    if story.report and other.report and story.report > other.report:
        yield 0.3, f"第{other.report}報のあとの第{story.report}報"
    elif story.follows:
        yield 0.2, "続報を示す言葉がある"
    if other.day in story.days and other.day != story.day:
        yield 0.3, f"前の公表日({other.day.month}月{other.day.day}日)に触れている"
    if abs(story.day - other.day) <= _SAME_NEWS:
        yield 0.25, "公表が近い"


def _near_figure(story: Story, other: Story) -> tuple[int, int] | None:
    return next(
        (
            (theirs, mine)
            for theirs in sorted(other.figures, reverse=True)
            for mine in sorted(story.figures, reverse=True)
            if min(mine, theirs) >= _SMALLEST_FIGURE and abs(mine - theirs) <= _NEAR * max(mine, theirs)
        ),
        None,
    )


def _documents(title: str) -> Iterator[str]:
    yield from (title_key(match[0]) for match in _DOCUMENT.finditer(same_width(title)))


def _names(title: str) -> Iterator[str]:
    """Give the names in a headline, public bodies as well: they tell matters apart when they are the ones hit."""
    plain = same_width(title)
    spans = [(name.start, name.end) for name in find_names(title)]
    spans += [span for span in exempt_spans(plain) if not _AUTHOR.search(plain[span[0] : span[1]])]
    for start, end in spans:
        name = title_key(plain[start:end])
        is_word = is_generic(plain[start:end]) and not _WHOLLY_HIRAGANA.match(plain[start:end])
        if len(name) >= _SHORTEST_NAME and not is_word:
            yield name
