"""Accepting with one key: what the feed's words give becomes an entry that an editor only has to read.

candidate ─▶ fields (prefill; what stands in the file wins) ─▶ parties ─▶ names to be registered ─▶ sentences ─▶ Draft

A name that nobody has registered becomes an organization that is `unconfirmed`: nothing is published before an editor
has confirmed it. What cannot be told from the words is said (`missing`), not guessed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..language.analyze import analyze_item
from ..language.exempt import is_exempt
from ..language.headlines import clean_title
from ..language.industries import words as industry_words
from ..language.mentions import Register, What, without_legal_form
from ..language.patterns import pattern
from ..language.prefill import Known, Prefill, complete, read_item
from ..language.thread_index import Threads
from ..language.threads import Story, story_of_entry
from ..language.width import same_width
from ..model import (
    Affected,
    Archive,
    Cause,
    Certainty,
    Entry,
    Facts,
    Learned,
    Organization,
    OrganizationKind,
    Party,
    Role,
    Section,
    Suggestion,
)
from .names import propose, see_names
from .telling import Teller, plain_title, tell

_SURE_THREAD = 0.5  # the same body and a word that continues; below, an editor chooses
_LONGEST_TOPIC = 24  # characters; longer is a sentence
_AUTHORITIES = frozenset({OrganizationKind.MINISTRY, OrganizationKind.POLICE, OrganizationKind.AGENCY})
_KNOWN_LINES = 4_096


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A candidate as it would stand in the issue, the organizations that it needs, and what it still lacks."""

    entry: Entry
    organizations: tuple[Organization, ...] = ()  # not registered yet, all unconfirmed
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """What the feed said: the document's title, the summary, and what is read off them."""

    title: str
    found: Prefill
    subject: str  # as the title writes it; empty for nobody


def known_of(archive: Archive, learned: Learned | None = None) -> Known:
    """Read off an archive what drafts need: once for a page, not for every card."""
    return Known(
        organizations={one.id: one for one in archive.organizations},
        register=_register(archive.organizations),
        threads=Threads(_story(entry) for entry in archive.entries),
        learned=learned or Learned(),
    )


def draft_of(candidate: Entry, archive: Archive, known: Known) -> Draft:
    """Write a candidate as an entry; what an editor has written already stays as it is."""
    said = _said(candidate, known)
    publisher = _publisher(candidate, archive)
    entry = dataclasses.replace(candidate, suggestion=None)
    entry = dataclasses.replace(
        entry,
        headline=_headline(candidate, said, publisher),
        facts=_facts(candidate, said.found.facts),
        report=candidate.report or said.found.report,
        thread=candidate.thread or _thread(said.found, archive),
    )
    entry = dataclasses.replace(entry, parties=_parties(entry, said, publisher, archive))
    new = tuple(_new_organizations(dataclasses.replace(entry, suggestion=candidate.suggestion), said, archive))
    if new and not any(party.role is Role.VICTIM for party in entry.parties):
        entry = dataclasses.replace(
            entry, parties=(*entry.parties, *(Party(organization=one.id, role=Role.VICTIM) for one in new))
        )
    if not entry.body:
        entry = dataclasses.replace(entry, body=tell(entry, said.title, _teller(entry, said, publisher, archive, new)))
    return Draft(entry=entry, organizations=new, missing=tuple(_missing(entry)))


def _said(candidate: Entry, known: Known) -> _Said:
    title = candidate.sources[0].title if candidate.sources else candidate.headline
    texts = (candidate.headline, (candidate.suggestion or Suggestion()).summary)
    section = candidate.section
    names = analyze_item(*texts, section.value, candidate.announced).names
    reading = read_item(*texts, names=names, section=section, published=candidate.announced)
    found = complete(reading, texts, known.mentions(texts), section=section, known=known)
    return _Said(title=clean_title(same_width(title)), found=found, subject=reading.subject)


@lru_cache(maxsize=4)
def _register(organizations: tuple[Organization, ...]) -> Register:
    return Register(organizations)


@lru_cache(maxsize=_KNOWN_LINES)
def _story(entry: Entry) -> Story:
    return story_of_entry(entry)


def _publisher(candidate: Entry, archive: Archive) -> Organization | None:
    """Give the registered body whose own word the first source is; None for a medium, and where nobody knows."""
    words = candidate.sources[0].publisher if candidate.sources else ""
    organizations = {one.id: one for one in archive.organizations}
    for mention in _register(archive.organizations).find([words])[0]:
        organization = organizations[mention.organization]
        if mention.what is What.NAME and organization.kind is not OrganizationKind.MEDIA:
            return organization
    return None


def _facts(candidate: Entry, found: Facts) -> Facts:
    """Fill the fields that are empty; only an incident has causes and figures of its own."""
    own = candidate.facts
    filled = dataclasses.replace(
        found,
        **{
            field.name: getattr(own, field.name)
            for field in dataclasses.fields(Facts)
            if getattr(own, field.name) and field.name != "affected"
        },
        affected=tuple(_surer(one, found.affected) for one in own.affected) or found.affected,
    )
    if candidate.section is Section.INCIDENTS:
        return filled
    return dataclasses.replace(filled, cause=own.cause and None, affected=(), data=(), incident=None)


def _surer(own: Affected, found: Iterable[Affected]) -> Affected:
    """Give what the summary says more of the same figure, as long as nobody has said how sure it is."""
    same = (one for one in found if one.count == own.count)
    return next(same, own) if own.certainty is Certainty.UNKNOWN else own


def _thread(found: Prefill, archive: Archive) -> str | None:
    known = {entry.id for entry in archive.entries}
    best = next((one for one in found.threads if one.thread in known), None)
    return best.thread if best and best.score >= _SURE_THREAD else None


def _headline(candidate: Entry, said: _Said, publisher: Organization | None) -> str:
    """Keep a headline that is not the feed's any more; else the proposed one, or publisher and title."""
    titles = {source.title for source in candidate.sources}
    if candidate.headline not in titles:
        return candidate.headline
    if candidate.section is Section.INCIDENTS or publisher is None:
        proposed = candidate.suggestion.headline if candidate.suggestion else ""
        return same_width(proposed or said.found.headline)
    title = plain_title(said.title)
    named = [name for name in (publisher.name, *publisher.other_names) if name in candidate.sources[0].publisher]
    verb = "を公表" if title != said.title else ""
    return (
        f"{title}{verb}" if publisher.name in title else f"{max(named, key=len, default=publisher.name)} {title}{verb}"
    )


def _parties(entry: Entry, said: _Said, publisher: Organization | None, archive: Archive) -> tuple[Party, ...]:
    """Give those of the file, else those of the words; the publisher of a document is its author."""
    organizations = {one.id: one for one in archive.organizations}
    parties = entry.parties or tuple(_role_in(entry, party, organizations) for party in said.found.parties)
    if publisher is None or any(party.organization == publisher.id for party in parties):
        return parties
    is_authority = entry.section in {Section.INCIDENTS, Section.POLICY} and publisher.kind in _AUTHORITIES
    return (Party(organization=publisher.id, role=Role.AUTHORITY if is_authority else Role.AUTHOR), *parties)


def _role_in(entry: Entry, party: Party, organizations: dict[str, Organization]) -> Party:
    """Let the maker of a product with a flaw be that; where people were hit, whoever it is may be the one (hidden)."""
    facts = entry.facts
    if organizations[party.organization].kind is not OrganizationKind.COMPANY:
        return party
    if facts.affected and party.role is Role.VENDOR:
        return dataclasses.replace(party, role=Role.VICTIM)
    is_flaw = facts.cause is Cause.VULNERABILITY and bool(facts.vulnerabilities) and not facts.affected
    return dataclasses.replace(party, role=Role.VENDOR) if is_flaw and party.role is Role.VICTIM else party


def _new_organizations(entry: Entry, said: _Said, archive: Archive) -> Iterator[Organization]:
    """Give an organization for every name that is sure by its form, and for whom an incident's headline speaks of."""
    taken = {one.id for one in archive.organizations}
    surfaces = [one.surface for one in see_names(entry, archive).proposals if one.sure]
    if _is_open(entry, said.title) and _is_name(said.subject):
        surfaces.append(said.subject)
    shown: list[str] = []
    for surface in surfaces:
        short = without_legal_form(surface) or surface
        if any(short in other for other in shown):
            continue
        shown.append(surface)
        yield _unconfirmed(surface, entry, said, taken, len(shown))


def _is_open(entry: Entry, title: str) -> bool:
    """Whether somebody was hit, and nobody has said who: a flaw in a product alone has hurt nobody."""
    facts = entry.facts
    is_harmless = not facts.affected and not facts.data and not pattern("harmed").search(title)
    is_flaw = facts.cause is Cause.VULNERABILITY and is_harmless
    has_victim = any(party.role is Role.VICTIM for party in entry.parties)
    return entry.section is Section.INCIDENTS and not has_victim and not is_flaw


def _is_name(subject: str) -> bool:
    """Whether a headline's subject names somebody: 「販売会社」 only tells the business. In doubt it is a name."""
    is_business = subject in industry_words()
    return bool(subject) and not subject.startswith("某") and not is_business and not is_exempt(subject)


def _unconfirmed(surface: str, entry: Entry, said: _Said, taken: set[str], number: int) -> Organization:
    """Make the draft of an organization; its id tells nothing but the entry that it comes from."""
    proposed = propose(surface, (entry.headline, said.title), taken)
    name = f"org-{entry.id}" + (f"-{number}" if number > 1 else "")
    told = entry.suggestion.alias if entry.suggestion else None
    is_company = proposed.kind is OrganizationKind.COMPANY and not proposed.industry
    alias = told or said.found.alias if is_company else None
    return dataclasses.replace(proposed, id=name, alias=alias or proposed.alias, unconfirmed=True)


def _teller(
    entry: Entry, said: _Said, publisher: Organization | None, archive: Archive, new: tuple[Organization, ...]
) -> Teller:
    organizations = {one.id: one for one in (*archive.organizations, *new)}
    by_role = [(organizations[party.organization].name, party.role) for party in entry.parties]
    victims = [name for name, role in by_role if role is Role.VICTIM]
    subject = victims[0] if victims else ""  # a name that nobody registered would be printed as it is
    is_own_word = bool(said.subject) and any(said.subject in source.publisher for source in entry.sources[:1])
    return Teller(
        publisher=publisher.name if publisher else subject if is_own_word else "",
        subject=subject,
        topic=_topic(said.found.headline),
    )


def _topic(headline: str) -> str:
    """Give what happened out of 「誰 何 いくつ」; a part that is a sentence is none."""
    parts = headline.split(" ")
    topic = parts[1] if len(parts) > 1 else ""
    return topic if topic and len(topic) <= _LONGEST_TOPIC and not any(mark in topic for mark in "、。「") else ""


def _missing(entry: Entry) -> Iterator[str]:
    """Say what the words did not tell, so that an editor looks it up."""
    if entry.section is Section.INCIDENTS and not entry.parties:
        yield "だれの話か(当事者)"
    if entry.section is Section.INCIDENTS and entry.facts.cause is None:
        yield "原因"
