"""A candidate filled in as far as the feed's words go: every value with its evidence, nothing decided.

read_item   title, summary, day ──▶ facts, report, headline, story       (the words alone: slow, no archive)
complete    Reading, Known ──▶ parties, alias (registered names first), threads ──▶ Prefill
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from generator.model import Archive, Cause, Facts, Learned, Organization, OrganizationKind, Party, Role, Section

from .aliases import base_alias
from .analyze import Analysis
from .exempt import is_exempt
from .facts import SUMMARY, TITLE, Evidence, find_facts
from .headlines import draft_headline, find_subject
from .mentions import Mention, Register, What
from .names import Name
from .policy import is_public
from .tables import read_table
from .thread_index import Threads
from .threads import Story, ThreadSuggestion, story_of_entry, story_of_facts

_OWN = frozenset({What.NAME, What.BRAND, What.DOMAIN})
_AUTHORITIES = frozenset({OrganizationKind.MINISTRY, OrganizationKind.POLICE, OrganizationKind.AGENCY})
_SOME = "某"
_SECTIONS = {section.value: section for section in Section}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What an item's words tell by themselves, without what the house knows; finding it is what costs time."""

    headline: str
    subject: str  # whom the headline speaks of, as written there; empty for nobody
    facts: Facts
    report: int | None
    story: Story  # for threads; its organizations are not known yet
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Prefill:
    """What is proposed of a candidate, besides its section."""

    headline: str
    facts: Facts
    report: int | None
    parties: tuple[Party, ...]  # registered organizations that are spoken of
    alias: str | None  # 某通信会社: of the one spoken of
    threads: tuple[ThreadSuggestion, ...]  # likeliest first
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the house knows already: registered bodies, earlier stories, what editors' decisions taught."""

    organizations: Mapping[str, Organization] = field(default_factory=dict)  # by id
    register: Register | None = None  # of the same organizations
    threads: Threads = field(default_factory=Threads)
    learned: Learned = field(default_factory=Learned)

    @classmethod
    def of(cls, archive: Archive, learned: Learned | None = None, *, since: date = date.min) -> Known:
        """Read it off an archive: once for a run, not for every item.

        Only accepted entries have threads; those before `since` are not read.
        """
        return cls(
            organizations={one.id: one for one in archive.organizations},
            register=Register(archive.organizations),
            threads=Threads(story_of_entry(entry) for entry in archive.entries if entry.announced >= since),
            learned=learned or Learned(),
        )

    def mentions(self, texts: Sequence[str]) -> list[list[Mention]]:
        """Find registered names in all texts in one pass."""
        return self.register.find(texts) if self.register else [[] for _ in texts]


def prefill(title: str, summary: str, *, analysis: Analysis, published: date, known: Known | None = None) -> Prefill:
    """Fill in a candidate from what a feed said and from what the house knows.

    `analysis` is `analyze_item`'s of the same title, `published` the day in Japan.
    """
    known = known or Known()
    section = section_of(analysis.section)
    reading = read_item(title, summary, names=analysis.names, section=section, published=published)
    return complete(reading, (title, summary), known.mentions((title, summary)), section=section, known=known)


def read_item(title: str, summary: str, *, names: Sequence[Name], section: Section, published: date) -> Reading:
    """Read what the words tell by themselves; `names` are the headline's, `published` the day in Japan."""
    found = find_facts(title, summary, published)
    subject = find_subject(title, names)
    evidence = list(found.evidence)
    if subject:
        evidence.append(Evidence(field="headline", source=TITLE, text=subject, start=title.index(subject)))
    return Reading(
        headline=draft_headline(title, section, found.facts, subject, found.report),
        subject=subject,
        facts=found.facts,
        report=found.report.number if found.report else None,
        story=story_of_facts(title, found, published),
        evidence=tuple(evidence),
    )


def complete(
    reading: Reading, texts: tuple[str, str], mentions: Sequence[Sequence[Mention]], *, section: Section, known: Known
) -> Prefill:
    """Add what the house knows to what the words tell.

    `texts` are title and summary, `mentions` what `known.mentions` found in each.
    """
    parties, evidence = _parties(texts, mentions, known, section, is_of_flaw=_is_of_flaw(reading.facts))
    harmed = [party.organization for party in parties if party.role is Role.VICTIM]
    story = replace(reading.story, organizations=frozenset(harmed)) if harmed else reading.story
    alias, told = _alias(texts, reading.subject, [known.organizations[name] for name in harmed], known.learned)
    return Prefill(
        headline=_as_registered(reading, evidence),
        facts=reading.facts,
        report=reading.report,
        parties=parties,
        alias=alias,
        threads=known.threads.suggest(story),
        evidence=(*reading.evidence, *evidence, *told),
    )


def _as_registered(reading: Reading, parties: Sequence[Evidence]) -> str:
    """Give the headline with the whole registered name, where the words alone told a part: 北星 of 北星クラウド."""
    subject, headline = reading.subject, reading.headline
    named = next((one.text for one in parties if one.source == TITLE and subject and subject in one.text), subject)
    return named + headline.removeprefix(subject) if headline.startswith(f"{subject} ") else headline


def section_of(word: str) -> Section:
    """Give the section of an analysis; irrelevant items are filed under the last one."""
    return _SECTIONS.get(word, Section.OTHER)


def _is_of_flaw(facts: Facts) -> bool:
    """Whether it is about a product with a flaw, which has hurt nobody yet: its maker is no victim."""
    return facts.cause is Cause.VULNERABILITY and not facts.affected and not facts.data


def _parties(
    texts: tuple[str, str], mentions: Sequence[Sequence[Mention]], known: Known, section: Section, *, is_of_flaw: bool
) -> tuple[tuple[Party, ...], tuple[Evidence, ...]]:
    """Give every registered body that is spoken of, the headline's first, each once, with a role to be confirmed."""
    parties: dict[str, Party] = {}
    evidence: list[Evidence] = []
    for source, text, its in zip((TITLE, SUMMARY), texts, mentions, strict=True):
        for mention in sorted(its, key=lambda one: one.start):
            if mention.what not in _OWN or mention.is_inside or mention.organization in parties:
                continue
            has_victim = any(party.role is Role.VICTIM for party in parties.values())
            role = _role(known.organizations[mention.organization], section, has_victim=has_victim)
            role = Role.VENDOR if is_of_flaw and role in {Role.VICTIM, Role.CLIENT} else role
            parties[mention.organization] = Party(organization=mention.organization, role=role)
            words = text[mention.start : mention.end]
            evidence.append(Evidence(field="parties", source=source, text=words, start=mention.start))
    return tuple(parties.values()), tuple(evidence)


def _role(organization: Organization, section: Section, *, has_victim: bool) -> Role:
    """Guess a role: an authority is one, the first other body of an incident is the one that was hit."""
    if organization.kind in _AUTHORITIES:
        return Role.AUTHORITY if section is Section.INCIDENTS else Role.AUTHOR
    if section is not Section.INCIDENTS:
        return Role.AUTHOR if is_public(organization) else Role.VICTIM
    return Role.CLIENT if has_victim else Role.VICTIM


def _alias(
    texts: tuple[str, str], subject: str, harmed: Sequence[Organization], learned: Learned
) -> tuple[str | None, tuple[Evidence, ...]]:
    """Give the registered alias; else 某 and the business that the name, or a clear word of the texts, tells."""
    if harmed:
        return (None if is_public(harmed[0]) else base_alias(harmed[0])), ()
    if not subject or subject.startswith(_SOME):
        return None, ()
    alias, evidence = _told_alias(texts, subject, learned)
    return (None, ()) if alias is None or is_exempt(subject) else (alias, evidence)  # asked last: it costs most


def _told_alias(texts: tuple[str, str], subject: str, learned: Learned) -> tuple[str | None, tuple[Evidence, ...]]:
    """Give 某 and the business that a name, or a clear word of the texts, tells."""
    ends = [one for one in learned.industries if subject.endswith(one.part)]
    if ends:
        best = max(ends, key=lambda one: (len(one.part), one.part))
        return _SOME + best.industry, _where(best.part, texts)
    both = "\n".join(texts)
    hint = next((hint for hint in _hints() if hint[0] in (subject if hint[1] == "name" else both)), None)
    return (_SOME + hint[2], _where(hint[0], texts)) if hint else (None, ())


def _where(word: str, texts: tuple[str, str]) -> tuple[Evidence, ...]:
    found = ((source, text.find(word)) for source, text in zip((TITLE, SUMMARY), texts, strict=True))
    return tuple(
        Evidence(field="alias", source=source, text=word, start=start) for source, start in found if start >= 0
    )[:1]


@cache
def _hints() -> list[tuple[str, str, str]]:
    """Give the part that is looked for, where, and the business: those of names first, the longest first."""
    rows = [(row["part"], row["where"], row["industry"]) for row in read_table("industry_hints.tsv")]
    return sorted(rows, key=lambda hint: (hint[1] == "name", len(hint[0]), hint[0]), reverse=True)
