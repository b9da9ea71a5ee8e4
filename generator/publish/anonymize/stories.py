"""Every text of an entry with the mentions in it, and the entry as members read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from ...language.aliases import base_alias
from ...language.hosts import host_of, is_public_host
from ...language.industries import find_industry
from ...language.mentions import Mention, What
from ...language.policy import kind_row
from ...model import Organization, Printed, PublicCorrection, PublicEntry, PublicSource, Role
from ...model.rough_day import RoughDay
from ..generalize import generalize, generalize_facts
from .aliases import strict_alias, without_letter
from .mask import mask
from .roles import role_words
from .scene import Scene, Voice, written_aliases

if TYPE_CHECKING:
    from ...language.cast import Cast
    from ...model import Entry, Facts, Source

Found = Sequence[Mention]
# What does not bring an organization into an entry: a word that an editor may write of anyone, a place, a family name.
_NO_ONE = frozenset({What.ALIAS, What.PLACE, What.FAMILY})
_position = attrgetter("start")


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """An entry with its cast and the mentions of every text, in the order of `texts_of`."""

    entry: Entry
    cast: Cast
    mentions: Sequence[Found]
    organizations: Sequence[Organization]  # those who are spoken of
    thread: str = ""
    is_strict: bool = False

    @property
    def is_general(self) -> bool:
        """Whether nothing exact is printed: strict mode, and there is somebody to hide."""
        return self.is_strict and self.cast.is_hidden

    def aliased(self) -> Iterator[str]:
        """Give the ids of those who are printed under an alias."""
        return (one.id for one in self.organizations if self.cast.treatment(one).printed is Printed.ALIAS)


def spoken_of(cast: Cast, mentions: Iterable[Found]) -> tuple[Organization, ...]:
    """Give those who are spoken of: parties first, then the others in order of mention."""
    names = dict.fromkeys(cast.parties)
    for found in mentions:
        for mention in sorted(found, key=_position) if len(found) > 1 else found:
            if not mention.is_inside and mention.what not in _NO_ONE:
                names[mention.organization] = None
    return tuple(cast.organizations[name] for name in names)


def texts_of(entry: Entry) -> Iterator[str]:
    """Give every text of an entry that may be printed, in a fixed order."""
    yield entry.headline
    yield from entry.body
    yield from _fact_texts(entry.facts)
    for source in _printed(entry):
        yield from (source.title, source.publisher, source.url or "")
    yield from (correction.text for correction in entry.corrections)


def public_entry(
    story: Story, aliases: Mapping[str, str], hosts: Collection[str], ids: Mapping[str, str]
) -> PublicEntry:
    """Give an entry as members read it.

    `aliases`: of its issue; `hosts`: that may be linked besides public bodies'; `ids`: of entries without a day.
    """
    entry = story.entry
    scene = scene_of(story, aliases, hosts)
    found = iter(story.mentions)
    headline = mask(entry.headline, next(found), scene, Voice(scene))
    voice = Voice(scene)
    body = tuple(mask(text, next(found), scene, voice) for text in entry.body)
    facts = _public_facts(entry.facts, found, scene, voice)
    sources = tuple(_public_source(source, found, scene) for source in _printed(entry))
    corrections = tuple(
        PublicCorrection(day=one.day, text=mask(one.text, next(found), scene, Voice(scene)))
        for one in entry.corrections
    )
    public = PublicEntry(
        id=ids.get(entry.id, entry.id),
        section=entry.section,
        announced=entry.announced,
        headline=headline,
        body=body,
        facts=facts,
        sources=sources,
        thread=ids.get(story.thread, story.thread) or None,
        report=entry.report,
        industry=_industry(story, aliases),
        corrections=corrections,
    )
    return _generalized(public) if story.is_general else public


def _generalized(entry: PublicEntry) -> PublicEntry:
    """Give the entry in strict mode; its kind of report goes, since a third report tells which matter it is."""
    return replace(
        entry,
        announced=RoughDay.around(entry.announced),
        headline=generalize(entry.headline),
        body=tuple(generalize(text) for text in entry.body),
        facts=generalize_facts(entry.facts),
        sources=tuple(replace(source, title=generalize(source.title)) for source in entry.sources),
        corrections=tuple(replace(one, text=generalize(one.text)) for one in entry.corrections),
        report=None,
    )


def scene_of(story: Story, aliases: Mapping[str, str], hosts: Collection[str]) -> Scene:
    """Give what holds for the texts of an entry."""
    text = "\n".join((story.entry.headline, *story.entry.body))
    roles = role_words(story.cast, story.organizations, text=text, is_strict=story.is_strict)
    return Scene(
        cast=story.cast,
        aliases=aliases,
        roles=roles,
        text=text,
        hosts=hosts,
        written=written_aliases(story.cast),
    )


def _printed(entry: Entry) -> tuple[Source, ...]:
    return tuple(source for source in entry.sources if source.printed)


def _fact_texts(facts: Facts) -> Iterator[str]:
    yield from facts.data
    for affected in facts.affected:
        yield from (affected.who or "", affected.unit, affected.qualifier or "")


def _public_facts(facts: Facts, found: Iterator[Found], scene: Scene, voice: Voice) -> Facts:
    """Mask the words of the facts; they stand below the body, so those spoken of there are known."""
    if facts.is_empty:
        return facts
    data = tuple(mask(text, next(found), scene, voice) for text in facts.data)
    affected = tuple(
        replace(
            one,
            who=mask(one.who or "", next(found), scene, voice) or None,
            unit=mask(one.unit, next(found), scene, voice),
            qualifier=mask(one.qualifier or "", next(found), scene, voice) or None,
        )
        for one in facts.affected
    )
    return replace(facts, data=data, affected=affected)


def _public_source(source: Source, found: Iterator[Found], scene: Scene) -> PublicSource:
    title = mask(source.title, next(found), scene, Voice(scene))
    publisher = mask(source.publisher, next(found), scene, Voice(scene))
    return PublicSource(title=title, publisher=publisher, url=_public_url(source.url, next(found), scene))


def _public_url(url: str | None, mentions: Iterable[Mention], scene: Scene) -> str | None:
    """Keep an address only if its host is public and nothing of a hidden organization stands in it."""
    if not url or not is_public_host(host_of(url), scene.hosts):
        return None
    is_telling = any(scene.treatment(mention).printed is not Printed.YES for mention in mentions)
    return None if is_telling else url


def _industry(story: Story, aliases: Mapping[str, str]) -> str | None:
    """Say what the one spoken of is: never more than its alias says, unless its industry is one of the table's."""
    for name in story.cast.subjects:
        organization, treatment = story.cast.organizations[name], story.cast.parties[name]
        if treatment.role is not Role.VICTIM or treatment.printed is Printed.ROLE:
            continue
        if treatment.printed is Printed.YES:
            return organization.industry or kind_row(organization.kind)["label"] or None
        if story.is_strict:
            return strict_alias(organization).removeprefix("某")
        alias = without_letter(aliases.get(name) or base_alias(organization)).removeprefix("某")
        known = find_industry(organization.industry)
        return known.word if known and not known.is_small and not find_industry(alias) else alias
    return None
