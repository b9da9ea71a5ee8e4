"""The whole archive: all names found in one pass, then issue by issue, since aliases belong to an issue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from ...language.cast import Cast, Treatment, cast_of, is_strict
from ...language.mentions import Mention, Register, What
from ...language.policy import is_public
from ...model import Issue, Printed, PublicArchive, PublicHighlight, PublicIssue, Role
from ..generalize import generalize
from ..policy import named_hosts
from ..threads import build_threads, thread_ids
from .aliases import AliasBook, Appearance
from .ids import public_ids
from .mask import mask
from .scene import Scene, Voice, written_aliases
from .stories import Found, Story, public_entry, scene_of, spoken_of, texts_of

if TYPE_CHECKING:
    from ...model import Archive, Entry, Organization, PublicEntry, Removal


@dataclass(frozen=True, kw_only=True, slots=True)
class _Draft:
    """An issue with the mentions of all its texts."""

    issue: Issue
    stories: Sequence[Story]
    preface: Sequence[Found]
    highlights: Sequence[Found]


def anonymize(archive: Archive) -> PublicArchive:
    """Give the archive as members read it: no name of a hidden organization in any text (NAMES.md (a))."""
    organizations = {one.id: one for one in archive.organizations}
    book = AliasBook(organizations=organizations)
    drafts = list(_drafts(archive, organizations))
    hosts = named_hosts(archive, ((story.entry, story.cast) for draft in drafts for story in draft.stories))
    ids = _ids(drafts)
    issues = tuple(_public_issue(draft, book, hosts, ids) for draft in drafts)
    entries = (entry for issue in issues for entry in issue.entries)
    return PublicArchive(
        newsletter=archive.newsletter, issues=issues, threads=build_threads(entries), removals=_removals(archive, ids)
    )


def _ids(drafts: Iterable[_Draft]) -> Mapping[str, str]:
    """Give the ids that entries without an exact day bear for members."""
    stories = [story for draft in drafts for story in draft.stories]
    general = {story.entry.id for story in stories if story.is_general}
    return public_ids(general, (story.entry.id for story in stories if story.entry.id not in general))


def _removals(archive: Archive, ids: Mapping[str, str]) -> tuple[Removal, ...]:
    """Let what is no longer there lead to what took its place; its own address stays the one that was printed."""
    return tuple(replace(one, see=ids.get(one.see, one.see) if one.see else None) for one in archive.removals)


def preview(archive: Archive, entry: Entry) -> PublicEntry:
    """Give one entry (a candidate, an edit at the desk) as it would be printed in an issue after all others."""
    issue = Issue(month="9999-12", published=entry.announced, entries=(entry,))
    return anonymize(replace(archive, issues=(*archive.issues, issue))).issues[-1].entries[0]


def _drafts(archive: Archive, organizations: Mapping[str, Organization]) -> Iterator[_Draft]:
    """Find all names in all texts at once, and hand them out in the same order."""
    texts = [text for issue in archive.issues for text in _issue_texts(issue)]
    found = iter(Register(archive.organizations).find(texts))
    threads = thread_ids(archive.entries)
    for issue in archive.issues:
        preface = list(islice(found, len(issue.preface)))
        highlights = list(islice(found, len(issue.highlights)))
        stories = [_story(entry, organizations, found, threads, archive) for entry in issue.entries]
        yield _Draft(issue=issue, stories=stories, preface=preface, highlights=highlights)


def _story(
    entry: Entry,
    organizations: Mapping[str, Organization],
    found: Iterator[Found],
    threads: Mapping[str, str],
    archive: Archive,
) -> Story:
    cast = cast_of(entry, organizations)
    mentions = list(islice(found, sum(1 for _ in texts_of(entry))))
    return Story(
        entry=entry,
        cast=cast,
        mentions=mentions,
        organizations=spoken_of(cast, mentions),
        thread=threads.get(entry.id, ""),
        is_strict=is_strict(entry, archive),
    )


def _issue_texts(issue: Issue) -> Iterator[str]:
    yield from issue.preface
    yield from (highlight.text for highlight in issue.highlights)
    for entry in issue.entries:
        yield from texts_of(entry)


def _public_issue(draft: _Draft, book: AliasBook, hosts: Collection[str], ids: Mapping[str, str]) -> PublicIssue:
    issue = draft.issue
    whole = _whole_cast(draft, book.organizations)
    aliases = book.issue(list(_appearances(draft, whole)))
    entries: list[PublicEntry] = [public_entry(story, aliases, hosts, ids) for story in draft.stories]
    scene = Scene(cast=whole, aliases=aliases, roles={}, hosts=hosts, written=written_aliases(whole))
    voice = Voice(scene)
    return PublicIssue(
        month=issue.month,
        published=issue.published,
        preface=tuple(
            mask(text, found, scene, voice) for text, found in zip(issue.preface, draft.preface, strict=True)
        ),
        highlights=tuple(_public_highlights(draft, scene, aliases, ids)),
        entries=tuple(entries),
    )


def _public_highlights(
    draft: _Draft, scene: Scene, aliases: Mapping[str, str], ids: Mapping[str, str]
) -> Iterator[PublicHighlight]:
    """Mask each highlight as a text of the entry that it speaks of, so that the same ones are named in both."""
    stories = {story.entry.id: story for story in draft.stories}
    for highlight, found in zip(draft.issue.highlights, draft.highlights, strict=True):
        story = stories.get(highlight.entry or "")
        its_scene = scene_of(_with(story, found), aliases, scene.hosts) if story else scene
        text = mask(highlight.text, found, its_scene, Voice(its_scene))
        if story and story.is_general:
            text = generalize(text)
        entry = highlight.entry
        yield PublicHighlight(text=text, entry=ids.get(entry, entry) if entry else None)


def _with(story: Story, found: Found) -> Story:
    """Give a story with one more text: who is spoken of only there needs a word, too."""
    return replace(story, organizations=spoken_of(story.cast, (*story.mentions, found)))


def _appearances(draft: _Draft, whole: Cast) -> Iterator[Appearance]:
    """Give everyone who is printed under an alias: in the entries in printing order, then in the issue's own texts."""
    for story in draft.stories:
        for name in story.aliased():
            yield Appearance(organization=name, thread=story.thread, is_strict=story.is_strict)
    for mention in _own_mentions(draft):
        if whole.treatment(whole.organizations[mention.organization]).printed is not Printed.YES:
            yield Appearance(organization=mention.organization)


def _own_mentions(draft: _Draft) -> Iterator[Mention]:
    for found in (*draft.preface, *draft.highlights):
        yield from (mention for mention in found if not mention.is_inside and mention.what is not What.ALIAS)


def _whole_cast(draft: _Draft, organizations: Mapping[str, Organization]) -> Cast:
    """Give the cast of an issue's own texts: named only who is hidden in none of its entries; no roles, since whose?"""
    parties: dict[str, Treatment] = {}
    for story in draft.stories:
        for name, treatment in story.cast.parties.items():
            is_hidden = treatment.printed is not Printed.YES and not is_public(organizations[name])
            if is_hidden or name not in parties:
                printed = Printed.ALIAS if is_hidden else Printed.YES
                parties[name] = Treatment(printed=printed, reason=treatment.reason, role=Role.VICTIM)
    return Cast(organizations=organizations, parties=parties)
