"""What holds for one text: who is printed how, under which words, and what was said of whom so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...language.aliases import base_alias, later_word, other_aliases
from ...language.mentions import Mention, What, fold_form
from ...model import Printed

if TYPE_CHECKING:
    from ...language.cast import Cast, Treatment
    from ...model import Organization


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """An entry (or an issue's preface) with its cast and words."""

    cast: Cast
    aliases: Mapping[str, str]  # of the issue: organization -> 某通信会社B
    roles: Mapping[str, str]  # of the entry: organization -> 委託先
    text: str = ""  # the whole entry as written
    hosts: Collection[str] = ()  # hosts that may be printed besides those of public bodies
    written: Mapping[str, str] = field(default_factory=dict)  # folded alias as editors write it -> organization

    def organization(self, mention: Mention) -> Organization:
        """Give the organization of a mention."""
        return self.cast.organizations[mention.organization]

    def treatment(self, mention: Mention) -> Treatment:
        """Say how the organization of a mention is printed."""
        return self.cast.treatment(self.organization(mention))

    def alias(self, name: str) -> str:
        """Give the alias that an organization bears here."""
        return self.aliases.get(name) or base_alias(self.cast.organizations[name])

    def counts(self, mention: Mention, text: str) -> bool:
        """Whether a mention is one here: places, family names and written aliases speak of parties only."""
        if mention.is_inside:
            return False
        if mention.what is What.PLACE:
            party = self.cast.parties.get(mention.organization)
            return party is not None and party.printed is not Printed.YES
        if mention.what is What.ALIAS:
            if text[mention.end : mention.end + 1].isascii() and text[mention.end : mention.end + 1].isupper():
                return False  # the editor's own 某通信会社A
            return self.written.get(fold_form(text[mention.start : mention.end])) == mention.organization
        if mention.what is What.FAMILY:
            return mention.organization in self.cast.parties
        return True


def written_aliases(cast: Cast) -> dict[str, str]:
    """Give the aliases that an editor may write for a party; one that fits two parties is left as it is written."""
    owners: dict[str, set[str]] = {}
    for name, treatment in cast.parties.items():
        if treatment.printed is Printed.ALIAS:
            organization = cast.organizations[name]
            for alias in (base_alias(organization), *other_aliases(organization)):
                owners.setdefault(fold_form(alias), set()).add(name)
    return {alias: next(iter(names)) for alias, names in owners.items() if len(names) == 1}


@dataclass(slots=True)
class Voice:
    """Who was spoken of already.

    某通信会社 at first, 同社 afterwards, and 某通信会社 again where 同社 would mean another.
    """

    scene: Scene
    _seen: set[str] = field(default_factory=set)
    _latest: dict[str, str] = field(default_factory=dict)  # 同社 -> the organization that it would mean now

    def name(self, name: str) -> str:
        """Give the word for an organization at this place, and remember that it was said."""
        role = self.scene.roles.get(name)
        if role:
            return role
        alias = self.scene.alias(name)
        later = later_word(alias, self.scene.cast.organizations[name].kind)
        is_clear = name in self._seen and self._latest.get(later) == name
        self.hear(name)
        return later if is_clear else alias

    def owner(self, name: str) -> str:
        """Give the word for an organization before one of its things: 同社(サービス), 某通信会社の(サービス)."""
        word = self.name(name)
        return word if word.startswith("同") else f"{word}の"

    def hear(self, name: str) -> None:
        """Remember that an organization was spoken of, by whatever name."""
        organization = self.scene.cast.organizations[name]
        printed = organization.name if self.scene.cast.treatment(organization).printed is Printed.YES else None
        self._seen.add(name)
        self._latest[later_word(printed or self.scene.alias(name), organization.kind)] = name
