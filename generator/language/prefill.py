"""A candidate filled in as far as the feed's words go: every value with its evidence, nothing decided.

title, summary, day ──▶ facts, report | parties, alias (registered names first) | headline | thread ──▶ Prefill
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from generator.model import Archive, Facts, Learned, Organization, OrganizationKind, Party, Role, Section

from .aliases import base_alias
from .analyze import Analysis
from .exempt import is_exempt
from .facts import SUMMARY, TITLE, Evidence, find_facts
from .headlines import draft_headline, find_subject
from .lexicon import table
from .mentions import Register, What
from .policy import is_public
from .threads import Story, ThreadSuggestion, story_of_entry, story_of_text, suggest_threads

_OWN = frozenset({What.NAME, What.BRAND, What.DOMAIN})
_AUTHORITIES = frozenset({OrganizationKind.MINISTRY, OrganizationKind.POLICE, OrganizationKind.AGENCY})
_SOME = "某"


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
    earlier: tuple[Story, ...] = ()
    learned: Learned = field(default_factory=Learned)

    @classmethod
    def of(cls, archive: Archive, learned: Learned | None = None) -> Known:
        """Read it off an archive: once for a run, not for every item."""
        return cls(
            organizations={one.id: one for one in archive.organizations},
            register=Register(archive.organizations),
            earlier=tuple(story_of_entry(entry) for entry in (*archive.entries, *archive.candidates)),
            learned=learned or Learned(),
        )


def prefill(title: str, summary: str, *, analysis: Analysis, published: date, known: Known | None = None) -> Prefill:
    """Fill in a candidate from what a feed said and from what the house knows.

    `analysis` is `analyze_item`'s of the same title, `published` the day in Japan.
    """
    known = known or Known()
    found = find_facts(title, summary, published)
    parties, evidence = _parties((title, summary), known, _section(analysis))
    harmed = [party.organization for party in parties if party.role is Role.VICTIM]
    subject = find_subject(title, analysis.names)
    story = story_of_text("", title, summary, published, organizations=harmed)
    return Prefill(
        headline=draft_headline(title, _section(analysis), found.facts, subject, found.report),
        facts=found.facts,
        report=found.report.number if found.report else None,
        parties=parties,
        alias=_alias(f"{title}\n{summary}", subject, [known.organizations[name] for name in harmed], known.learned),
        threads=suggest_threads(story, known.earlier),
        evidence=(*found.evidence, *evidence),
    )


def _section(analysis: Analysis) -> Section:
    return Section(analysis.section) if analysis.section in set(Section) else Section.OTHER


def _parties(texts: tuple[str, str], known: Known, section: Section) -> tuple[tuple[Party, ...], tuple[Evidence, ...]]:
    """Give every registered body that is spoken of, the headline's first, each once, with a role to be confirmed."""
    if known.register is None:
        return (), ()
    parties: dict[str, Party] = {}
    evidence: list[Evidence] = []
    for source, text, mentions in zip((TITLE, SUMMARY), texts, known.register.find(texts), strict=True):
        for mention in sorted(mentions, key=lambda one: one.start):
            if mention.what not in _OWN or mention.is_inside or mention.organization in parties:
                continue
            has_victim = any(party.role is Role.VICTIM for party in parties.values())
            role = _role(known.organizations[mention.organization], section, has_victim=has_victim)
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


def _alias(text: str, subject: str, harmed: Sequence[Organization], learned: Learned) -> str | None:
    """Give the registered alias; else 某 and the business that the name, or a clear word of the text, tells."""
    if harmed:
        return None if is_public(harmed[0]) else base_alias(harmed[0])
    if not subject or subject.startswith(_SOME) or is_exempt(subject):
        return None
    ends = [one for one in learned.industries if subject.endswith(one.part)]
    if ends:
        return _SOME + max(ends, key=lambda one: (len(one.part), one.part)).industry
    fitting = [hint for hint in _hints() if hint[0] in (subject if hint[1] == "name" else text)]
    best = max(fitting, key=lambda hint: (hint[1] == "name", len(hint[0]), hint[0]), default=None)
    return _SOME + best[2] if best else None


@cache
def _hints() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["part"], row["where"], row["industry"]) for row in table("industry_hints"))
