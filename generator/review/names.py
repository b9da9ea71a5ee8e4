"""The names in the texts of entries and issues: who is a party and who is not, who is registered and who is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..language import find_names
from ..language.aliases import base_alias
from ..language.cast import Cast, cast_of
from ..language.hosts import host_of, is_public_host
from ..language.mentions import Mention, Register, What
from ..language.policy import is_public
from ..model import Archive, Entry, Organization, Party, Printed, Remark, Role, Section, Severity
from .rules import remark

_LEGAL_REASON = "法人格"
# Without one of these a text has no name that is sure by its form; to look for names costs a hundred times more.
_MAY_NAME = re.compile(r"会社|法人|㈱|㈲|\([株有]\)|[A-Za-z]\.|氏|さん|容疑者|被告|社長|会長|代表取締役|教授|弁護士")
_ADDRESS = re.compile(r"https?://[!-~]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ONLY_ONES = frozenset({What.NAME, What.BRAND, What.DOMAIN})  # forms that belong to one organization alone
_Place = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """An entry with its cast, and its texts with the mentions in each."""

    entry: Entry
    cast: Cast
    texts: Sequence[tuple[_Place, str, Sequence[Mention]]]


def check_names(archive: Archive, register: Register) -> Iterator[Remark]:
    """Look at each entry's parties and at the names in its texts, then at what the issues say themselves."""
    organizations = {one.id: one for one in archive.organizations}
    read = list(_read(archive, organizations, register))
    for one in read:
        yield from _parties(one.entry, organizations)
        yield from _texts(one)
    yield from _conflicts(read)
    yield from _issues(archive, register)


def _read(archive: Archive, organizations: Mapping[str, Organization], register: Register) -> Iterator[_Read]:
    entries = tuple(archive.entries)
    texts = [(entry.id, place, text) for entry in entries for place, text in _entry_texts(entry)]
    by_entry: dict[str, list[tuple[_Place, str, Sequence[Mention]]]] = {}
    for (name, place, text), found in zip(texts, register.find([text for *_, text in texts]), strict=True):
        by_entry.setdefault(name, []).append((place, text, found))
    for entry in entries:
        yield _Read(entry=entry, cast=cast_of(entry, organizations), texts=by_entry[entry.id])


def _entry_texts(entry: Entry) -> Iterator[tuple[_Place, str]]:
    yield ("headline",), entry.headline
    yield from ((("body", position), text) for position, text in enumerate(entry.body))
    for position, source in enumerate(entry.sources):
        if source.printed:
            yield ("sources", position, "title"), source.title
            yield ("sources", position, "publisher"), source.publisher
    yield from ((("corrections", position, "text"), one.text) for position, one in enumerate(entry.corrections))


def _parties(entry: Entry, organizations: Mapping[str, Organization]) -> Iterator[Remark]:
    for position, party in enumerate(entry.parties):
        if party.organization not in organizations:
            yield _unregistered_party(entry, position, party)
    if entry.section is Section.INCIDENTS and not entry.parties:
        yield Remark(
            subject=entry.id,
            path=("parties",),
            rule="incident-without-party",
            message="インシデントの記事に、登場する組織(parties)が1つもありません。",
            advice="被害組織を content/organizations/ に登録し、「parties:」に書いてください。"
            "本当に特定の組織の話でなければ、理由を添えて確認済みにしてください。",
            severity=Severity.WARNING,
        )


def _unregistered_party(entry: Entry, position: int, party: Party) -> Remark:
    return remark(
        "party-not-registered",
        entry.id,
        ("parties", position, "organization"),
        f"組織「{party.organization}」が登録されていません。",
        f"content/organizations/{party.organization}.yml を作るか、綴りを直してください。",
    )


def _texts(read: _Read) -> Iterator[Remark]:
    told: set[tuple[str, str]] = set()
    for place, text, found in read.texts:
        yield from _mentions(read, place, text, found, told)
        yield from _unknown_names(read.entry.id, place, text, found)
        yield from _addresses(read.entry.id, place, text)


def _mentions(
    read: _Read, place: _Place, text: str, found: Sequence[Mention], told: set[tuple[str, str]]
) -> Iterator[Remark]:
    """Tell of hidden organizations that are no party, and of names inside longer words; each once an entry."""
    for mention in found:
        organization = read.cast.organizations[mention.organization]
        if mention.what not in _ONLY_ONES or is_public(organization):
            continue
        surface = text[mention.core_start : mention.core_end]
        rule = "name-inside-word" if mention.is_inside else "organization-not-a-party"
        is_party = organization.id in read.cast.parties
        if (rule, organization.id) in told or (is_party and not mention.is_inside):
            continue
        if mention.is_inside and mention.is_light and not is_party:
            continue  # a short name in a longer word is nearly always another word
        told.add((rule, organization.id))
        yield (_inside if mention.is_inside else _no_party)(read.entry, place, surface, organization)


def _no_party(entry: Entry, place: _Place, surface: str, organization: Organization) -> Remark:
    return Remark(
        subject=entry.id,
        path=place,
        rule="organization-not-a-party",
        message=f"「{surface}」({organization.name})が文中にありますが、parties にありません。"
        f"このままでは「{base_alias(organization)}」と載ります。",
        advice="この記事に登場する組織なら「parties:」に役割を書き、関係のない語なら言い換えてください。",
        severity=Severity.WARNING,
    )


def _inside(entry: Entry, place: _Place, surface: str, organization: Organization) -> Remark:
    return remark(
        "name-inside-word",
        entry.id,
        place,
        f"登録された名前「{surface}」({organization.name})が、別の語の一部として出てきます。自動では伏せません。",
        "その組織のことなら、名前の前後に助詞か記号が来るように書き直してください。別の語なら、言い換えるか確認済みにしてください。",
    )


def _unknown_names(subject: str, place: _Place, text: str, found: Sequence[Mention]) -> Iterator[Remark]:
    if not _MAY_NAME.search(text):
        return
    for name in find_names(text):
        if not name.sure or any(mention.start < name.end and name.start < mention.end for mention in found):
            continue
        is_organization = name.reason.startswith(_LEGAL_REASON)
        yield Remark(
            subject=subject,
            path=place,
            rule="organization-not-registered" if is_organization else "name-not-registered",
            message=f"「{name.surface}」は登録された組織の名前ではありません({name.reason})。伏せられずに載ります。",
            advice="content/organizations/ に登録して「parties:」に書くか、名前の分からない言い方にしてください。",
            severity=Severity.ERROR if is_organization else Severity.WARNING,
        )


def _addresses(subject: str, place: _Place, text: str) -> Iterator[Remark]:
    for match in _ADDRESS.finditer(text):
        address = match.group()
        host = host_of(address) if "://" in address else address.rpartition("@")[2]
        if not is_public_host(host):
            yield remark(
                "address-in-text",
                subject,
                place,
                f"本文にアドレス「{address}」があります。公的機関のもの以外は載せません。",
                "「同社サイト」のような言い方にしてください。出典のアドレスは「sources:」に書きます。",
            )


def _issues(archive: Archive, register: Register) -> Iterator[Remark]:
    """Look for names that nobody registered in what an issue says itself."""
    for issue in archive.issues:
        texts: list[tuple[_Place, str]] = [(("preface", index), text) for index, text in enumerate(issue.preface)]
        texts += [(("highlights", index, "text"), one.text) for index, one in enumerate(issue.highlights)]
        for (place, text), found in zip(texts, register.find([text for _, text in texts]), strict=True):
            yield from _unknown_names(issue.month, place, text, found)
            yield from _addresses(issue.month, place, text)


def _conflicts(read: Sequence[_Read]) -> Iterator[Remark]:
    """Tell of organizations that one entry names and another hides: together they name it in both."""
    named: dict[str, Entry] = {}
    for one in read:
        for name, treatment in one.cast.parties.items():
            if treatment.printed is Printed.YES and not is_public(one.cast.organizations[name]):
                named.setdefault(name, one.entry)
    for one in read:
        for name, treatment in one.cast.parties.items():
            if treatment.printed is not Printed.YES and name in named:
                yield _conflict(one, name, named[name], treatment.role)


def _conflict(read: _Read, name: str, other: Entry, role: Role | None) -> Remark:
    organization = read.cast.organizations[name]
    position = next(
        index for index, party in enumerate(read.entry.parties) if party.organization == name and party.role is role
    )
    return Remark(
        subject=read.entry.id,
        path=("parties", position, "organization"),
        rule="printed-and-hidden",
        message=f"「{organization.name}」は、この記事では伏せますが、記事 {other.id} では名称で載ります。",
        advice=f"どの記事でも伏せるなら organizations/{name}.yml に「printed: alias」と理由を書いてください。"
        "両方で正しければ、この記事で理由を添えて確認済みにしてください(その名前は公開前検査の対象から外れます)。",
    )
