"""One text: the mentions in it that count, longest first, each replaced by its word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...language.hosts import host_of, is_public_host
from ...language.mentions import Mention, What
from ...model import OrganizationKind, Printed
from . import grammar
from .scene import Scene, Voice
from .words import (
    Replacement,
    brand_word,
    domain_word,
    identifier_word,
    name_word,
    person_word,
    place_word,
)

# Between an organization and its thing, or between two mentions of it: nothing that would need 同社 again.
_BESIDE = re.compile(r"[\s\u3000の「『、・]{0,2}$")
_ADDRESS = re.compile(r"https?://[!-~]+|www\.[!-~]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_TIDY = (
    (re.compile("某某+"), "某"),
    (re.compile(r"[(（][\s、,・:：]*[)）]|「」|『』|【】"), ""),
    (re.compile("のの(?=[一-鿿ァ-ヶ])"), "の"),
    (re.compile(r"[ \u3000]{2,}"), " "),
    (re.compile(r"^[ \u3000]+|[ \u3000]+$|[ \u3000]+(?=[。、])"), ""),
)
# Most texts are tidy: one search instead of five replacements.
_UNTIDY = re.compile("|".join(pattern.pattern for pattern, _ in _TIDY))


def mask(text: str, mentions: Sequence[Mention], scene: Scene, voice: Voice) -> str:
    """Give the text with every mention replaced; `voice` remembers who was spoken of, over several texts of a body."""
    if mentions:
        chosen = choose(text, mentions, scene)
        masked = _replace(text, chosen, voice)
        text = masked if masked == text else _tidy(masked)
    return drop_addresses(text, scene.hosts) if "@" in text or "://" in text or "www." in text else text


def choose(text: str, mentions: Iterable[Mention], scene: Scene) -> list[Mention]:
    """Pick the mentions that count here: longest first, a party before a stranger, none over another; in text order."""
    counted = [one for one in mentions if scene.counts(one, text)]
    if len(counted) <= 1:
        return counted
    order = {name: index for index, name in enumerate(scene.cast.parties)}

    def rank(mention: Mention) -> tuple[int, int, int, str]:
        return -mention.size, order.get(mention.organization, len(order)), mention.start, mention.organization

    chosen: list[Mention] = []
    for mention in sorted(counted, key=rank):
        if all(mention.core_end <= one.core_start or one.core_end <= mention.core_start for one in chosen):
            chosen.append(mention)
    return sorted(chosen, key=lambda mention: mention.core_start)


def drop_addresses(text: str, hosts: Iterable[str]) -> str:
    """Replace web and mail addresses that do not belong to a public body."""
    known = frozenset(hosts)

    def word(match: re.Match[str]) -> str:
        address = match.group()
        if "@" in address and "://" not in address:
            return address if is_public_host(address.rpartition("@")[2], known) else "メールアドレス"
        host = host_of(address if "://" in address else f"https://{address}")
        return address if is_public_host(host, known) else "Webサイト"

    return _ADDRESS.sub(word, text)


def _replace(text: str, mentions: Sequence[Mention], voice: Voice) -> str:
    pieces: list[str] = []
    position = 0
    previous: Mention | None = None
    for mention in mentions:
        if mention.core_start < position:
            continue
        if not _is_hidden(mention, voice.scene):
            voice.hear(mention.organization)
            previous = mention
            continue
        is_beside_owner = (
            previous is not None
            and previous.organization == mention.organization
            and _BESIDE.fullmatch(text[max(position, previous.end) : mention.start]) is not None
        )
        found = _word(text, mention, voice, position, is_beside_owner=is_beside_owner)
        end = _after_bracket(text, found.end, mention, mentions)
        pieces += [text[position : max(position, found.start)], found.word]
        position = end
        previous = mention
    return "".join(pieces) + text[position:]


def _is_hidden(mention: Mention, scene: Scene) -> bool:
    """Persons are hidden also where their organization is named; a person named by an editor's word is not."""
    if mention.what in {What.PERSON, What.FAMILY} and scene.organization(mention).kind is not OrganizationKind.PERSON:
        return True
    return scene.treatment(mention).printed is not Printed.YES


def _word(text: str, mention: Mention, voice: Voice, floor: int, *, is_beside_owner: bool) -> Replacement:
    match mention.what:
        case What.NAME | What.ALIAS:
            return name_word(text, mention, voice, floor)
        case What.BRAND:
            return brand_word(text, mention, voice, floor, is_beside_owner=is_beside_owner)
        case What.PERSON | What.FAMILY:
            return person_word(text, mention, floor)
        case What.DOMAIN:
            return domain_word(text, mention, voice, floor, is_beside_owner=is_beside_owner)
        case What.IDENTIFIER:
            return identifier_word(text, mention)
        case What.PLACE:
            return place_word(text, mention, floor)


def _after_bracket(text: str, end: int, mention: Mention, mentions: Iterable[Mention]) -> int:
    """Skip a bracket after a name that speaks of the same one: 「(以下「ミナセ」という)」, 「(証券コード…)」."""
    if mention.what not in {What.NAME, What.ALIAS}:
        return end
    bracket = grammar.bracket_after(text, end)
    if bracket and any(
        one.organization == mention.organization and bracket[0] <= one.start and one.end <= bracket[1]
        for one in mentions
    ):
        return bracket[1]
    return end


def _tidy(text: str) -> str:
    if not _UNTIDY.search(text):
        return text
    for pattern, word in _TIDY:
        text = pattern.sub(word, text)
    return text
