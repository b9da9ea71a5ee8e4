"""What an organization's wish not to be named would change, before anything is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model import Printed
from .anonymize import anonymize

if TYPE_CHECKING:
    from ..model import Archive, PublicArchive, PublicEntry, PublicIssue

Place = tuple[str | int, ...]
Texts = dict[tuple[str, str, Place], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One printed text that would read differently; an empty one is a text that would come or go."""

    month: str
    entry: str  # id of the entry; empty for the issue's own texts
    place: Place  # ("body", 2)
    before: str
    after: str


def takedown(archive: Archive, organization: str, reason: str = "本人の申出のため") -> tuple[Change, ...]:
    """Give every text that would change if an organization were hidden in all issues, oldest first.

    UsageError where no such organization is registered.
    """
    if all(one.id != organization for one in archive.organizations):
        raise UsageError(
            f"組織「{organization}」は登録されていません。content/organizations/ のファイル名を指定してください。"
        )
    hidden = tuple(
        replace(one, printed=Printed.ALIAS, reason=reason) if one.id == organization else one
        for one in archive.organizations
    )
    before = _texts(anonymize(archive))
    after = _texts(anonymize(replace(archive, organizations=hidden)))
    return tuple(
        Change(month=key[0], entry=key[1], place=key[2], before=before.get(key, ""), after=after.get(key, ""))
        for key in dict.fromkeys((*before, *after))
        if before.get(key, "") != after.get(key, "")
    )


def _texts(archive: PublicArchive) -> Texts:
    texts: Texts = {}
    for issue in archive.issues:
        texts |= {(issue.month, "", place): text for place, text in _of_issue(issue)}
        for entry in issue.entries:
            texts |= {(issue.month, entry.id, place): text for place, text in _of_entry(entry)}
    return texts


def _of_issue(issue: PublicIssue) -> Iterator[tuple[Place, str]]:
    yield from ((("preface", index), text) for index, text in enumerate(issue.preface))
    yield from ((("highlights", index), highlight.text) for index, highlight in enumerate(issue.highlights))


def _of_entry(entry: PublicEntry) -> Iterator[tuple[Place, str]]:
    yield ("headline",), entry.headline
    yield from ((("body", index), text) for index, text in enumerate(entry.body))
    yield ("industry",), entry.industry or ""
    yield from ((("facts", "data", index), text) for index, text in enumerate(entry.facts.data))
    yield from ((("facts", "affected", index, "who"), one.who or "") for index, one in enumerate(entry.facts.affected))
    for index, source in enumerate(entry.sources):
        yield ("sources", index, "title"), source.title
        yield ("sources", index, "publisher"), source.publisher
        yield ("sources", index, "url"), source.url or ""
    yield from ((("corrections", index, "text"), one.text) for index, one in enumerate(entry.corrections))
