"""Names in a text as an editor sees them: registered, public, not registered; and how a new one is registered."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..language import find_names
from ..language.aliases import base_alias
from ..language.cast import Cast, cast_of
from ..language.industries import words as industry_words
from ..language.mentions import Mention, Register, What, without_legal_form
from ..language.policy import is_public
from ..model import Archive, Entry, Organization, OrganizationKind, Printed, Suggestion
from ..publish.gate.romaji import to_romaji

_SPOKEN = frozenset({What.NAME, What.BRAND, What.DOMAIN, What.PERSON})
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
# What a legal form or the end of a name says about its bearer; the first that fits.
_KINDS = (
    (re.compile("学校法人|学園$"), OrganizationKind.SCHOOL_PRIVATE),
    (re.compile("医療法人|病院$|医院$|クリニック$"), OrganizationKind.MEDICAL_PRIVATE),
    (re.compile("社団法人|財団法人"), OrganizationKind.FOUNDATION),
    (re.compile("組合$|組合連合会$|共済会?$"), OrganizationKind.COOPERATIVE),
    (re.compile("NPO法人|協会$|学会$|連盟$|会議所$|連合会$"), OrganizationKind.ASSOCIATION),
    (re.compile("(?:省|庁|委員会)$"), OrganizationKind.MINISTRY),
    (re.compile("独立行政法人|機構$"), OrganizationKind.AGENCY),
    (re.compile("(?:警察|警察署|県警|府警)$"), OrganizationKind.POLICE),
    (re.compile("(?:市|区|町|村|県|府)(?:役所|役場)?$"), OrganizationKind.MUNICIPALITY),
    (re.compile("新聞社?$|放送$|テレビ$|通信社$"), OrganizationKind.MEDIA),
)


class Piece(NamedTuple):
    """A part of a text; `kind` is empty where it is no name, else registered, public, unknown or maybe."""

    text: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A name that nobody has registered, and the organization that one click makes of it."""

    surface: str
    reason: str
    sure: bool
    organization: Organization


@dataclass(frozen=True, kw_only=True, slots=True)
class NamesSeen:
    """The headline and the sentences in pieces, and what could be registered."""

    lines: tuple[tuple[Piece, ...], ...]
    proposals: tuple[Proposal, ...]
    absent: tuple[Organization, ...] = ()  # registered and spoken of, but not among the parties


class _Span(NamedTuple):
    start: int
    end: int
    kind: str
    note: str


def see_names(entry: Entry, archive: Archive) -> NamesSeen:
    """Look at the headline and the body of an entry."""
    organizations = {one.id: one for one in archive.organizations}
    cast = cast_of(entry, organizations)
    texts = (entry.headline, *entry.body)
    found = Register(archive.organizations).find(texts)
    lines = []
    unknown: dict[str, tuple[str, bool]] = {}
    suspects = _suspects(entry)
    for text, mentions in zip(texts, found, strict=True):
        spans = [*_registered(mentions, cast), *_unknown(text, mentions, suspects)]
        lines.append(tuple(_pieces(text, spans)))
        for span in spans:
            if span.kind in {"unknown", "maybe"}:
                surface = text[span.start : span.end]
                unknown[surface] = (span.note, span.kind == "unknown" or unknown.get(surface, ("", False))[1])
    return NamesSeen(
        lines=tuple(lines),
        proposals=tuple(_proposals(unknown, texts, set(organizations))),
        absent=tuple(_absent(found, cast)),
    )


def _absent(found: Iterable[Sequence[Mention]], cast: Cast) -> Iterator[Organization]:
    """Give the organizations in the texts that would be hidden, and whose role nobody has told."""
    names = dict.fromkeys(
        mention.organization
        for mentions in found
        for mention in mentions
        if mention.what in _SPOKEN and not mention.is_inside and mention.organization not in cast.parties
    )
    yield from (cast.organizations[name] for name in names if not is_public(cast.organizations[name]))


def _registered(mentions: Iterable[Mention], cast: Cast) -> Iterator[_Span]:
    for mention in mentions:
        if mention.what not in _SPOKEN or mention.is_inside:
            continue
        organization = cast.organizations[mention.organization]
        treatment = cast.treatment(organization)
        is_named = treatment.printed is Printed.YES and mention.what is not What.PERSON
        note = "実名で載ります" if is_named else f"「{base_alias(organization)}」などに置き換わります"
        role = "" if treatment.role else "、登場する組織に入っていません"
        role += "、まだ確かめていません" if organization.unconfirmed else ""
        yield _Span(
            mention.start, mention.end, "public" if is_named else "registered", f"{organization.name}: {note}{role}"
        )


def _suspects(entry: Entry) -> dict[str, str]:
    """Give what may be a name by its place in the headline, with the reason.

    Sentences have too many such words (the rules are made for headlines): there only these are looked for again.
    """
    names = {name.surface: name.reason for name in find_names(entry.headline) if not name.sure}
    return names | dict.fromkeys((entry.suggestion or Suggestion()).names, "見出しにあった、名前かもしれない語")


def _unknown(text: str, mentions: Sequence[Mention], suspects: dict[str, str]) -> Iterator[_Span]:
    spans = [_Span(name.start, name.end, "unknown", name.reason) for name in find_names(text) if name.sure]
    for surface, reason in suspects.items():
        spans += [_Span(match.start(), match.end(), "maybe", reason) for match in re.finditer(re.escape(surface), text)]
    for span in spans:
        if not any(mention.start < span.end and span.start < mention.end for mention in mentions):
            yield span


def _pieces(text: str, spans: Iterable[_Span]) -> Iterator[Piece]:
    """Cut a text at its names; where two overlap the longer one counts."""
    chosen: list[_Span] = []
    for span in sorted(spans, key=lambda one: one.start - one.end):
        if all(span.end <= other.start or other.end <= span.start for other in chosen):
            chosen.append(span)
    place = 0
    for span in sorted(chosen):
        if place < span.start:
            yield Piece(text[place : span.start])
        yield Piece(text[span.start : span.end], span.kind, span.note)
        place = span.end
    if place < len(text):
        yield Piece(text[place:])


def _proposals(unknown: dict[str, tuple[str, bool]], texts: Sequence[str], taken: set[str]) -> Iterator[Proposal]:
    """Give one proposal for each bearer: 株式会社ミナセ通信 and ミナセ通信 are one."""
    shown: list[str] = []
    for surface in sorted(unknown, key=lambda one: (not unknown[one][1], -len(one))):
        short = without_legal_form(surface) or surface
        if any(short in other for other in shown):
            continue
        shown.append(surface)
        reason, sure = unknown[surface]
        yield Proposal(surface=surface, reason=reason, sure=sure, organization=propose(surface, texts, taken))


def propose(surface: str, texts: Sequence[str], taken: set[str]) -> Organization:
    """Make an organization of a name: its short form, kind, business and alias as far as the texts tell them."""
    short = without_legal_form(surface) or surface
    kind = next((kind for pattern, kind in _KINDS if pattern.search(surface)), OrganizationKind.COMPANY)
    industry = _industry(texts, surface) if kind is OrganizationKind.COMPANY else None
    draft = Organization(
        id=free_id(short, taken),
        name=surface,
        other_names=(short,) if short != surface else (),
        kind=kind,
        industry=industry,
    )
    # A company needs a business or an alias; the others have one by their kind.
    return draft if industry or kind is not OrganizationKind.COMPANY else _with_alias(draft)


def _with_alias(draft: Organization) -> Organization:
    return Organization(
        id=draft.id, name=draft.name, other_names=draft.other_names, kind=draft.kind, alias=base_alias(draft)
    )


def _industry(texts: Sequence[str], surface: str) -> str | None:
    """Give the longest word for a business that stands in the texts, outside the name itself."""
    rest = "\n".join(texts).replace(surface, "")
    return max((word for word in industry_words() if word in rest), key=len, default=None)


def free_id(name: str, taken: set[str]) -> str:
    """Make the id of an organization's file: of its Latin letters or kana, else of chance."""
    letters = to_romaji(name) or name
    base = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:40].strip("-") if letters.isascii() else ""
    while not base or base in taken:
        base = "org-" + "".join(secrets.choice(_LETTERS) for _ in range(6))
    return base
